#!/usr/bin/env bash
# Benchmark clustering: Gower's dissimilarity, K-medoids, silhouettes and linkage by tagfold and by its peers, side by side in
# one run on the same data, and what is to be reached. README.md says what is measured.
#
#     run-clustering.sh [TABLE]
#
# TABLE is a CSV file whose columns c… are categorical and n… numeric (empty cells are missing), or the prefix of such a file
# and of PREFIX.npz; without it a table is made. In the environment: TABLE=… likewise; N and SEED of the table that is made
# (5000, 1), ROUNDS (5), LARGE=0 to leave out the large tables, SMALL=0 to do nothing else, TORCH=0 to leave out PyTorch.
# Ends with 0 whatever the numbers are; a step that fails is told, and the rest goes on without it.
set -uo pipefail
source=${1:-${TABLE:-}}
[[ -z "$source" ]] || source=$(realpath -m "$source")
cd "$(dirname "${BASH_SOURCE[0]}")"

build=.build-bench
work=$build/clustering
python=.venv-clustering/bin/python
mkdir -p "$work"

skip() { echo "clustering: $*" >&2; }

clustering/setup_peers.sh || { skip "there is no Python environment, and nothing to compare with"; exit 0; }
../Scripts/setup.sh || skip "not all that is needed could be installed"

# The dependency is a folder: a new file in it is seen only when the package is described anew.
touch Package.swift
swift build -c release --scratch-path "$build" --product ClusteringBench >"$build/swift.log" 2>&1 ||
    { skip "tagfold did not build; see Benchmarks/$build/swift.log"; exit 0; }
command=()
if [[ "${LARGE:-1}" != 0 ]]; then
    (umask 022 && swift build -c release --package-path .. --scratch-path ../.build --product tagfold) >>"$build/swift.log" 2>&1 &&
        command=(../.build/release/tagfold) || skip "the command did not build; see Benchmarks/$build/swift.log"
fi
cc -O3 -march=native -Wall -pthread clustering/bound.c -o "$work/bound" || skip "no bound: bound.c did not compile"

if [[ -n "$source" ]]; then
    "$python" clustering/make_table.py --from "$source" "$work/table"
else
    "$python" clustering/make_table.py "${N:-5000}" "${SEED:-1}" "$work/table"
fi || { skip "there is no table"; exit 0; }

# Threads of one library that wait by spinning would take time from another's.
OMP_WAIT_POLICY=passive "$python" clustering/compare.py "$work/table" "$build/release/ClusteringBench" "$work/bound" "$work" "${command[@]}" ||
    skip "the comparison broke off"
exit 0
