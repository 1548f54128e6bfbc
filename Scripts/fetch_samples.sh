#!/usr/bin/env bash
# Fetch the public sample files into .samples with the pip of .venv. Quick, and offline, when they are already there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
Scripts/python_env.sh || { echo "The samples need .venv. Use files of your own: make demo DICOM=/path/to/folder" >&2; exit 3; }
exec .venv/bin/python Scripts/fetch_samples.py
