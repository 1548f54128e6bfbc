#!/usr/bin/env bash
# One training step of the paper's autoencoder: tagfold out of the box beside Python's PyTorch, of Debian and the newest, each as it
# comes and with glibc told to keep memory. README.md says what is measured.
#
#     run-autoencoder.sh
#
# STEPS=n in the environment sets the timed steps (3). Ends with 0 whatever the numbers are; what cannot be measured is told, and
# the rest goes on without it.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

build=.build-bench
steps=${STEPS:-3}
venv=.venv-embedding
tuned=GLIBC_TUNABLES=glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=17179869184:glibc.malloc.trim_threshold=17179869184
mkdir -p "$build"

skip() { echo "autoencoder: $*" >&2; }

./setup.sh || skip "not all that is needed could be installed"
../Scripts/build_backends.sh "$build" || { skip "the backends did not build"; exit 0; }
cc -O2 -std=gnu99 -Wall -Wextra -I../Sources/CAutoencoder/include autoencoder/steps.c -o "$build/steps" -ldl -lm || { skip "steps.c did not compile"; exit 0; }
/usr/bin/python3 -c "import torch" 2>/dev/null || ../Scripts/install_packages.sh python3-torch python3-numpy || skip "Debian's python3-torch is left out"
embedding/setup_peers.sh || skip "the newest PyTorch is left out"

# Prints a name, the median milliseconds of a step, and the least.
row() {
    local name=$1 output
    shift
    output=$("$@") || { skip "$name: not measured"; return; }
    awk -v name="$name" '/^[0-9.]+$/ { times[++count] = $1 } END { if (count) { asort_(times, count); printf "%-46s %10.0f %10.0f\n", name, times[int(count / 2) + 1], times[1] } }
        function asort_(list, count,   i, j, t) { for (i = 2; i <= count; i++) for (j = i; j > 1 && list[j - 1] > list[j]; j--) { t = list[j]; list[j] = list[j - 1]; list[j - 1] = t } }' <<<"$output"
}

printf '%-46s %10s %10s\n' "a step of 40 images, 64 filters" "median ms" "least ms"
{
    row "tagfold, out of the box" "$build/steps" "$build/backends/libtagfold-torch.so" train 64 40 "$steps"
    for python in /usr/bin/python3 "$venv/bin/python"; do
        version=$("$python" -c "import torch; print(torch.__version__.split('+')[0])" 2>/dev/null) || continue
        row "PyTorch $version, out of the box" "$python" autoencoder/torch_peer.py "$steps"
        row "PyTorch $version, tuned" env "$tuned" "$python" autoencoder/torch_peer.py "$steps"
        row "PyTorch $version, tuned, channels last" env "$tuned" "$python" autoencoder/torch_peer.py "$steps" --channels-last
    done
} | tee "$build/autoencoder.txt"
awk 'NR == 1 { own = $(NF - 1); next } { printf "ratio, %s / tagfold: %.2f\n", substr($0, 1, 46), $(NF - 1) / own }' "$build/autoencoder.txt" | sed 's/ *\/ tagfold/ \/ tagfold/'
