#!/usr/bin/env bash
# Install what tagfold needs to build and test on Debian or Ubuntu, and nothing that is already there.
# Exit codes: 0 all is there; 2 something is missing that this script cannot install.
set -euo pipefail

packages=()
command -v pkg-config >/dev/null || packages+=(pkg-config)
if command -v pkg-config >/dev/null; then
    pkg-config --exists libxml-2.0 || packages+=(libxml2-dev)
    pkg-config --exists zlib || packages+=(zlib1g-dev)
else
    packages+=(libxml2-dev zlib1g-dev)
fi
if ! command -v python3 >/dev/null; then
    packages+=(python3 python3-venv)
elif ! python3 -I -S -c 'import importlib.util as u, sys; sys.exit(not (u.find_spec("venv") and u.find_spec("ensurepip")))'; then
    packages+=(python3-venv)
fi

if ! command -v swift >/dev/null; then
    echo "setup: Swift is missing. Install Swift 6.2 or newer from https://www.swift.org/install/ and put it on PATH." >&2
    exit 2
fi
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
