#!/usr/bin/env bash
# Builds libFrozenABI.so, the plugin binary that every later host must load. It was made once, on x86_64, and is not made
# again: a plugin that somebody built years ago is not built again either.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
cc -std=c99 -Wall -Wextra -Werror -O1 -fPIC -shared -fvisibility=hidden -Wl,-z,noexecstack -s -I. -o libFrozenABI.so FrozenABI.c
