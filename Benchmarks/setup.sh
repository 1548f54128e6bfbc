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
((${#packages[@]} == 0)) && exit 0

if ! command -v apt-get >/dev/null; then
    echo "setup: this system has no apt-get. Install what stands for these Debian packages: ${packages[*]}" >&2
    exit 2
fi
as_root=()
if ((EUID != 0)); then
    if ! command -v sudo >/dev/null; then
        echo "setup: not root, and there is no sudo. As root, run: apt-get install ${packages[*]}" >&2
        exit 2
    fi
    as_root=(sudo)
fi

echo "setup: installing ${packages[*]}" >&2
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >&2
