#!/usr/bin/env bash
# Make .venv, the Python environment of the checks against pydicom. Quick, and offline, when it is already there.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
requirements=("pydicom==3.0.2" "numpy>=1.26,<3" "pylibjpeg==2.1.0" "pylibjpeg-libjpeg==2.5.0" "pylibjpeg-openjpeg==2.6.0" "pylibjpeg-rle==2.2.0")
stamp=".venv/tagfold-requirements"
wanted="${requirements[*]}"

[[ -x .venv/bin/python && -f "$stamp" && "$(<"$stamp")" == "$wanted" ]] && exit 0

if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
    echo "python_env: python3 has no venv module. Run Scripts/setup.sh, or install python3-venv." >&2
    exit 2
fi
echo "python_env: making .venv with $wanted" >&2
python3 -m venv --clear .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check "${requirements[@]}"
echo "$wanted" >"$stamp"
