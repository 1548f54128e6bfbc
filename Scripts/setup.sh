#!/usr/bin/env bash
# Install what tagfold needs to build and test on Debian or Ubuntu, and nothing that is already there.
# Exit codes: 0 all is there; 2 something is missing that this script cannot install.
set -euo pipefail

packages=()
command -v pkg-config >/dev/null || packages+=(pkg-config)
if command -v pkg-config >/dev/null; then
    pkg-config --exists libxml-2.0 || packages+=(libxml2-dev)
    pkg-config --exists zlib || packages+=(zlib1g-dev)
    pkg-config --exists libseccomp || packages+=(libseccomp-dev)
    pkg-config --exists libopenjp2 || packages+=(libopenjp2-7-dev)
else
    packages+=(libxml2-dev zlib1g-dev libseccomp-dev libopenjp2-7-dev)
fi
# The rendering backend is C++. Swift's own clang has no C++ standard library but what a g++ on the system brings.
compiler="$(command -v g++ || command -v clang++ || true)"
[[ -n "$compiler" ]] && "$compiler" -E -x c++ -include vector /dev/null >/dev/null 2>&1 || packages+=(g++)
[[ -f /usr/include/dcmtk/dcmdata/dctk.h ]] || packages+=(libdcmtk-dev)
if ! command -v python3 >/dev/null; then
    packages+=(python3 python3-venv)
elif ! python3 -I -S -c 'import importlib.util as u, sys; sys.exit(not (u.find_spec("venv") and u.find_spec("ensurepip")))'; then
    packages+=(python3-venv)
fi

# Newer releases keep the less common character sets in a package of their own.
command -v iconv >/dev/null && ! iconv -f EUC-KR -t UTF-8 </dev/null 2>/dev/null && packages+=(libc-gconv-modules-extra)

if ! command -v swift >/dev/null; then
    echo "setup: Swift is missing. Install Swift 6.2 or newer from https://www.swift.org/install/ and put it on PATH." >&2
    exit 2
fi
((${#packages[@]} == 0)) || "$(dirname "${BASH_SOURCE[0]}")/install_packages.sh" "${packages[@]}"

# Half a gigabyte, for training autoencoders alone: all else is built and works without it.
if [[ -z "${LIBTORCH:-}" && ! -f /usr/include/torch/csrc/api/include/torch/version.h ]]; then
    "$(dirname "${BASH_SOURCE[0]}")/install_packages.sh" libtorch-dev \
        || echo "setup: libtorch-dev cannot be installed here: autoencoders cannot be trained, all else works" >&2
fi
