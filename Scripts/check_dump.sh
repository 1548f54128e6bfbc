#!/usr/bin/env bash
# Compare `tagfold dump` with pydicom on every public sample file. Without the samples it says so and checks nothing.
# Usage: check_dump.sh COMMAND
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if ! Scripts/fetch_samples.sh; then
    echo "check_dump: no sample files, so nothing was compared with pydicom" >&2
    exit 0
fi
exec .venv/bin/python Tests/pydicom/compare_dump.py "$1"
