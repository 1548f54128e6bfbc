#!/usr/bin/env bash
# Measure the full training of the preset "paper" (300,000 steps of 40 images, 64 filters) on a machine with a GPU.
#
#     measure-paper-preset.sh LIBTORCH [CUDA]
#
# LIBTORCH is an unpacked libtorch for CUDA, or the folder "torch" of an installed Python package; CUDA its toolkit
# (/usr/local/cuda). STEPS=n in the environment sets the steps (300000): the time of a step does not change much after some
# hundred, so that STEPS=3000 tells the rest. Exit codes: 0 measured; 2 wrong usage, or it does not build or run.
set -euo pipefail
(($# == 1 || $# == 2)) || { echo "usage: measure-paper-preset.sh LIBTORCH [CUDA]" >&2; exit 2; }
libtorch=$(cd "$1" && pwd) || exit 2
cd "$(dirname "${BASH_SOURCE[0]}")"
steps=${STEPS:-300000}
build=.build-bench/paper-preset
mkdir -p "$build"

make -C ../Backends/Torch --silent LIBTORCH="$libtorch" CUDA="${2:-/usr/local/cuda}" LIBRARY="$PWD/$build/libtagfold-torch.so" || exit 2
cc -O2 -std=gnu99 -Wall -Wextra -I../Sources/CAutoencoder/include autoencoder/steps.c -o "$build/steps" -ldl -lm || exit 2
"$build/steps" "$build/libtagfold-torch.so" train 64 40 "$steps" >"$build/steps.txt" || exit 2
head -1 "$build/steps.txt"
awk '/^[0-9.]+$/ { sum += $1; count++ } END { printf "%d steps in %.1f minutes; 300,000 at this speed: %.1f minutes\n", count, sum / 60000, sum / count * 5 }' "$build/steps.txt"
tail -1 "$build/steps.txt"
