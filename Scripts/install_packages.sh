#!/usr/bin/env bash
# Install Debian packages, as root or by sudo. Usage: install_packages.sh PACKAGE…
# Exit codes: 0 installed; 2 this system or user cannot install them.
set -euo pipefail
(($# == 0)) && exit 0

if ! command -v apt-get >/dev/null; then
    echo "setup: this system has no apt-get. Install what stands for these Debian packages: $*" >&2
    exit 2
fi
as_root=()
if ((EUID != 0)); then
    if ! command -v sudo >/dev/null; then
        echo "setup: not root, and there is no sudo. As root, run: apt-get install $*" >&2
        exit 2
    fi
    as_root=(sudo)
fi

echo "setup: installing $*" >&2
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
