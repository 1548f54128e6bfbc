#!/usr/bin/env bash
# Install what embedding is compared with: Benchmarks/.venv-embedding with TensorFlow and PyTorch.
# TORCH=0 leaves PyTorch out (it is big). Quick, and offline, when all is there.
# Exit codes: 0 one of them is there (what is missing is told); 2 nothing can be installed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

venv=.venv-embedding
stamp=$venv/tagfold-requirements
wanted="$(<embedding/requirements.txt)"
torch=torch==2.15.0

say() { echo "setup_peers: $*" >&2; }

if [[ ! -x "$venv/bin/python" || ! -f "$stamp" || "$(<"$stamp")" != "$wanted" ]]; then
    say "making Benchmarks/$venv"
    python3 -m venv --clear "$venv" && "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r embedding/requirements.txt ||
        { say "TensorFlow could not be installed"; exit 2; }
    echo "$wanted" >"$stamp"
fi

# The build for processors alone is a tenth of the other; not every network reaches it.
if [[ "${TORCH:-1}" != 0 ]] && ! "$venv/bin/python" -c "import torch" 2>/dev/null; then
    say "installing $torch"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --retries 0 --index-url https://download.pytorch.org/whl/cpu "$torch" 2>/dev/null ||
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$torch" || say "PyTorch could not be installed, and is left out"
fi
command -v cc >/dev/null || ../Scripts/install_packages.sh gcc libc6-dev || say "there is no C compiler: no bound"
exit 0
