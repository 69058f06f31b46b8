#!/usr/bin/env bash
# What can be left out of the program: each feature alone and all at once still build, and a deck that asks for what is left
# out is told so. Slow, since the program is built anew for each.
#   tests/features.sh [--check]        --check compiles only
set -euo pipefail
cd "$(dirname "$0")/.."
all=(network math highlighting)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { printf 'features: %s\n' "$*" >&2; exit 1; }

for left in "${all[@]}"; do
  with=()
  for feature in "${all[@]}"; do [ "$feature" = "$left" ] || with+=("$feature"); done
  echo "features: without $left"
  cargo check --quiet --locked --no-default-features --features "$(IFS=,; echo "${with[*]}")"
done
echo 'features: without all of them'
cargo check --quiet --locked --no-default-features
[ "${1:-}" != --check ] || exit 0

cat >"$work/deck.toml" <<'DECK'
[deck]
title = "What is left out"
language = "en-GB"

[[slide]]
title = "A formula, and code"
body = '''
The root is $x^2$.

```rust
fn main() {}
```
'''
DECK
cargo build --quiet --locked --no-default-features
program=${CARGO_TARGET_DIR:-target}/debug/cuecard
"$program" check "$work" >"$work/said" 2>&1 || true
for words in 'built without formulas' 'the feature `math`' 'built without grammars' 'the feature `highlighting`'; do
  grep -qF "$words" "$work/said" || { cat "$work/said" >&2; fail "nothing said: $words"; }
done
# The rest is drawn where that is wanted, and the formula stands as it was written.
"$program" export "$work" "$work/out.txt" --anyway >"$work/said" 2>&1 || true
grep -qF 'x^2' "$work/out.txt" || fail 'the formula does not stand as it was written'
echo 'features: all is told'
