#!/usr/bin/env bash
# Benchmark xml-attacks: what dictionaries that mean harm cost until they are refused. README.md says what is measured.
#
#     run-xml-attacks.sh [TAGFOLD]
#
# TAGFOLD is the built command; without it a release build is made. ROUNDS=n in the environment sets how often each command
# runs (3). The files, 1.5 GB on disk, are made in a temporary folder and go with it. Ends with 0 whatever the numbers are.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

tagfold=${1:-../.build/release/tagfold}
if [[ $# -eq 0 ]]; then
    (cd .. && swift build -c release --product tagfold >/dev/null) || { echo "xml-attacks: tagfold did not build" >&2; exit 0; }
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 xml-attacks/make_attacks.py "$folder/attacks" && python3 xml-attacks/measure.py "$tagfold" "$folder/attacks" "${ROUNDS:-3}"
exit 0
