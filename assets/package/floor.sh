#!/usr/bin/env bash
# The oldest glibc that a program starts with.
#   assets/package/floor.sh PROGRAM              prints it: 2.35
#   assets/package/floor.sh PROGRAM 2.28         fails where the program asks for a later one than that
set -euo pipefail
needs=$(objdump -T "${1:?name the program}" | grep -oE 'GLIBC_[0-9]+(\.[0-9]+)+' | sort -uV | tail -1)
needs=${needs#GLIBC_}
[ -n "$needs" ] || { echo "floor: $1 names no glibc" >&2; exit 1; }
echo "$needs"
[ -z "${2:-}" ] || [ "$(printf '%s\n' "$needs" "$2" | sort -V | tail -1)" = "$2" ] || { echo "floor: $1 needs glibc $needs, $2 is to be served" >&2; exit 1; }
