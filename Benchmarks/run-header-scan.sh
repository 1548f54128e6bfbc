#!/usr/bin/env bash
# Benchmark header-scan: what reading 2,000 DICOM headers costs in CPU time. README.md says what is measured.
#
#     run-header-scan.sh [FOLDER]
#
# FOLDER is where the files to read are made, or are already; .build-bench/data without it. ROUNDS=n in the environment
# sets the rounds of tagfold (11; the slower peers run fewer). Ends with 0 whatever the numbers are; a step that fails
# is told, and the rest goes on without it.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

build=.build-bench
data=${1:-$build/data}
rounds=${ROUNDS:-11}
mkdir -p "$build"
samples=$(mktemp)
trap 'rm -f "$samples"' EXIT

skip() { echo "header-scan: $*" >&2; }

./setup.sh || skip "not all that is compared could be installed"

if [[ -z "$(find "$data" -name '*.dcm' -print -quit 2>/dev/null)" ]]; then
    python3 header-scan/make_files.py "$data" 2000 || { skip "the files could not be made"; exit 0; }
fi
find "$data" -type f -name '*.dcm' | LC_ALL=C sort >"$build/paths"

# tagfold, and the bare reading of the files that it is held against.
if swift build -c release --scratch-path "$build" --product HeaderScan >"$build/swift.log" 2>&1; then
    "$build/release/HeaderScan" "$data" ../dictionaries "$rounds" >>"$samples" || skip "HeaderScan failed"
else
    skip "tagfold did not build; see Benchmarks/$build/swift.log"
fi

if g++ -std=c++17 -O2 -o "$build/dcmtk_peer" header-scan/dcmtk_peer.cpp -ldcmdata -loflog -lofstd; then
    "$build/dcmtk_peer" $(((rounds + 1) / 2)) <"$build/paths" >>"$samples" || skip "DCMTK's side failed"
else
    skip "DCMTK's side did not build"
fi

if [[ -x ../.venv/bin/python ]]; then
    ../.venv/bin/python header-scan/pydicom_peer.py 2 <"$build/paths" >>"$samples" || skip "pydicom's side failed"
else
    skip "no .venv with pydicom (Scripts/python_env.sh makes it): left out"
fi

python3 header-scan/table.py <"$samples" || skip "nothing to show"
exit 0
