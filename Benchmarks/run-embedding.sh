#!/usr/bin/env bash
# Benchmark embedding: the encoder of images by tagfold, PyTorch and TensorFlow, side by side in one run on the same images and
# weights, and what the processor could do at most. README.md says what is measured.
#
#     run-embedding.sh
#
# In the environment: N (200 images), FILTERS (64), CODE (20 channels of the code), ROUNDS (3), TORCH=0 to leave out PyTorch.
# Ends with 0 whatever the numbers are; a peer that fails is told, and the rest goes on without it.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

build=.build-bench
work=$build/embedding
python=.venv-embedding/bin/python
mkdir -p "$work"

skip() { echo "embedding: $*" >&2; }

embedding/setup_peers.sh || { skip "there is no Python environment, and nothing to compare with"; exit 0; }
../Scripts/setup.sh || skip "not all that is needed could be installed"

# The dependency is a folder: a new file in it is seen only when the package is described anew.
touch Package.swift
swift build -c release --scratch-path "$build" --product EmbeddingBench >"$build/swift.log" 2>&1 ||
    { skip "tagfold did not build; see Benchmarks/$build/swift.log"; exit 0; }
bound=$work/bound
cc -O2 -march=native -Wall -pthread embedding/bound.c -o "$bound" || { skip "no bound: bound.c did not compile"; bound=-; }

# Debian's PyTorch as well, where it is installed.
debian=()
/usr/bin/python3 -c "import torch, numpy" 2>/dev/null && debian=(/usr/bin/python3)

"$python" embedding/compare.py "$work" "$build/release/EmbeddingBench" "$bound" "$python" "${debian[@]}" || skip "the comparison broke off"
exit 0
