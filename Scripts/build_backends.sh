#!/usr/bin/env bash
# Build the backends that are loaded at run time into the folder "backends" beside the command; only what has changed.
# Usage: build_backends.sh FOLDER-OF-THE-COMMAND
# Exit codes: 0 built; 1 it does not compile; 2 a library or a compiler is missing.
set -euo pipefail

(($# == 1)) || { echo "usage: build_backends.sh FOLDER-OF-THE-COMMAND" >&2; exit 2; }
mkdir -p "$1/backends"
folder="$(cd "$1/backends" && pwd)"
cd "$(dirname "${BASH_SOURCE[0]}")/.."

compiler="${CXX:-$(command -v g++ || command -v clang++ || true)}"
if [[ -z "$compiler" ]] || ! pkg-config --exists libopenjp2 || ! "$compiler" -E -x c++ -include dcmtk/dcmimgle/dcmimage.h /dev/null >/dev/null 2>&1; then
    echo "build_backends: a C++ compiler, DCMTK or OpenJPEG is missing: run Scripts/setup.sh, or install g++, libdcmtk-dev and libopenjp2-7-dev" >&2
    exit 2
fi
make -C Backends/Renderer --silent -j "$(nproc)" CXX="$compiler" LIBRARY="$folder/libtagfold-renderer.so" OBJECTS="$folder/.objects/renderer"

# Training is what most do without: where libtorch is missing, the rest is built all the same.
if [[ -n "${LIBTORCH:-}" ]] || "$compiler" -E -x c++ -isystem /usr/include/torch/csrc/api/include -include torch/version.h /dev/null >/dev/null 2>&1; then
    make -C Backends/Torch --silent -j "$(nproc)" CXX="$compiler" LIBRARY="$folder/libtagfold-torch.so" OBJECTS="$folder/.objects/torch"
else
    echo "build_backends: no libtorch, so no training of autoencoders: install libtorch-dev (Scripts/setup.sh does), or set LIBTORCH to a folder of it" >&2
fi
