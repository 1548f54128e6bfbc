#!/usr/bin/env bash
# Install what the benchmarks compare tagfold with on Debian or Ubuntu, and nothing that is already there.
# Exit codes: 0 all is there; 2 something is missing that this script cannot install.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
../Scripts/setup.sh

packages=()
command -v g++ >/dev/null || packages+=(g++)
command -v python3 >/dev/null || packages+=(python3)
[[ -e /usr/include/dcmtk/dcmdata/dctk.h ]] || packages+=(libdcmtk-dev)
((${#packages[@]} == 0)) || ../Scripts/install_packages.sh "${packages[@]}"
