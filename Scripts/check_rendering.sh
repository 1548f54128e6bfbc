#!/usr/bin/env bash
# Compare `tagfold render` with pydicom on every public sample file. Without the samples it says so and checks nothing.
# Usage: check_rendering.sh COMMAND
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if ! { python3 Scripts/fetch_samples.py && Scripts/python_env.sh; }; then
    echo "check_rendering: no sample files or no pydicom, so nothing was compared" >&2
    exit 0
fi
exec .venv/bin/python Tests/pydicom/compare_rendering.py "$1"
