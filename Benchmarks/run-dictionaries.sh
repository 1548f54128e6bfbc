#!/usr/bin/env bash
# Benchmark dictionaries: what loading them costs, and how many instances are folded in a second. README.md says what is
# measured.
#
#     run-dictionaries.sh [LIST.csv]
#
# LIST.csv has a column BodyPartExamined; without it the 1,044,191 series of the Imaging Data Commons are fetched.
# ROUNDS=n in the environment sets the rounds (21). Ends with 0 whatever the numbers are; a step that fails is told, and
# the rest goes on without it.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

build=.build-bench
rounds=${ROUNDS:-21}
mkdir -p "$build"
samples=$(mktemp)
trap 'rm -f "$samples"' EXIT

skip() { echo "dictionaries: $*" >&2; }
marked() { sed "s/^/$1\t/"; }

./setup.sh || skip "not all that is compared could be installed"
list=${1:-$(python3 ../Scripts/make_idc_columns.py)} || skip "the list could not be fetched"
if [[ -n "$list" ]]; then
    python3 dictionaries/without_descriptions.py "$list" "$build/folding.csv" && list=$PWD/$build/folding.csv || skip "the list keeps its descriptions"
fi

# The dependency is a folder: a new file in it is seen only when the package is described anew.
touch Package.swift
if swift build -c release --scratch-path "$build" --product DictionaryLoad >"$build/swift.log" 2>&1 &&
    swift build -c release --scratch-path "$build" --product FoldRate >>"$build/swift.log" 2>&1 &&
    swift build -c release --package-path .. --scratch-path "../.build" >>"$build/swift.log" 2>&1; then
    "$build/release/DictionaryLoad" ../dictionaries "$rounds" | marked load >>"$samples" || skip "DictionaryLoad failed"
    for ((round = 0; round < rounds; round++)); do
        "$build/release/DictionaryLoad" ../dictionaries 1 everything
    done | sed 's/^everything/everything, first in a process/' | marked load >>"$samples" || skip "DictionaryLoad failed"
    [[ -z "$list" ]] || "$build/release/FoldRate" "$list" ../dictionaries ../.build/release "$rounds" "$build/folds.tsv" |
        marked fold >>"$samples" || skip "FoldRate failed"
else
    skip "tagfold did not build; see Benchmarks/$build/swift.log"
fi

if [[ ! -x "$build/venv/bin/python" ]]; then
    python3 -m venv "$build/venv" && "$build/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
        "pandas==2.3.3" "pydicom==3.0.2" || skip "pandas and pydicom could not be installed"
fi
"$build/venv/bin/python" dictionaries/load_peer.py ../dictionaries 7 | marked load >>"$samples" || skip "the peers of loading failed"
[[ ! -e "$build/folds.tsv" ]] || "$build/venv/bin/python" dictionaries/fold_peer.py "$list" "$build/folds.tsv" 7 |
    marked fold >>"$samples" || skip "the peer of folding failed"

python3 dictionaries/table.py <"$samples" || skip "nothing to show"
exit 0
