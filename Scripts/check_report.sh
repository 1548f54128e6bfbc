#!/usr/bin/env bash
# Open the report pages of `tagfold run` in a headless Chromium (Tests/browser), which is installed for this check alone. Where it
# cannot be, says so and checks nothing.
# Usage: check_report.sh COMMAND [--screenshots FOLDER] [--page FILE]…
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then
    if ! Scripts/install_packages.sh chromium; then
        echo "check_report: no Chromium, so no page was opened" >&2
        exit 0
    fi
fi
exec python3 -B Tests/browser/check_report.py "$@"
