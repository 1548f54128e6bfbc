#!/usr/bin/env bash
# Install what clustering is compared with: Benchmarks/.venv-clustering for Python, and R with its package cluster.
# TORCH=0 leaves PyTorch out (it is big). Quick, and offline, when all is there.
# Exit codes: 0 the Python peers are there (R and PyTorch are told when they are not); 2 they cannot be installed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

venv=.venv-clustering
stamp=$venv/tagfold-requirements
wanted="$(<clustering/requirements.txt)"
torch=torch==2.15.0

say() { echo "setup_peers: $*" >&2; }

if [[ ! -x "$venv/bin/python" || ! -f "$stamp" || "$(<"$stamp")" != "$wanted" ]]; then
    say "making Benchmarks/$venv"
    python3 -m venv --clear "$venv" && "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r clustering/requirements.txt ||
        { say "the Python peers could not be installed"; exit 2; }
    echo "$wanted" >"$stamp"
fi

# The build for processors alone is a tenth of the other; not every network reaches it.
if [[ "${TORCH:-1}" != 0 ]] && ! "$venv/bin/python" -c "import torch" 2>/dev/null; then
    say "installing $torch"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --retries 0 --index-url https://download.pytorch.org/whl/cpu "$torch" 2>/dev/null ||
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$torch" || say "PyTorch could not be installed, and is left out"
fi

if ! Rscript -e 'library(cluster)' >/dev/null 2>&1; then
    ../Scripts/install_packages.sh r-base-core r-cran-cluster || say "R could not be installed, and is left out"
fi
command -v cc >/dev/null || ../Scripts/install_packages.sh gcc libc6-dev || say "there is no C compiler: no bound"
exit 0
