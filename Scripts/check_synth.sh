#!/usr/bin/env bash
# Read a made archive with pydicom: every file, its pixels, and what truth.csv says of it. With dciodvfy (package
# dicom3tools) a tidy archive must also be free of errors.
# Usage: check_synth.sh COMMAND [INSTANCES]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if ! Scripts/python_env.sh; then
    echo "check_synth: no pydicom, so nothing was compared" >&2
    exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" synth --instances "${2:-400}" --seed 7 "$folder/messy" >"$folder/said"
"$1" synth --instances "${2:-400}" --seed 7 --tidy "$folder/tidy" >>"$folder/said"
.venv/bin/python Tests/pydicom/check_synth.py "$folder/messy" "$folder/tidy"
