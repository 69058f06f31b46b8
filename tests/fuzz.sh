#!/usr/bin/env bash
# Fuzzes what reads bytes of others (src/untrusted.rs): decks, Markdown, themes, SVG, pictures, CSV, fonts, captions, HTTP,
# takes, settings.
#   tests/fuzz.sh [SECONDS [NAME…]]     each for so many seconds (60), on one core; all, or those that are named
# Works with the stable compiler, without a sanitizer. Installs cargo-fuzz (and g++, as root); fails loudly when it can't.
# What is found lies in fuzz/artifacts/NAME: put it into fuzz/finds/NAME when it is fixed, and the tests read it for ever.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}
shift || true
version=0.13.2
room="${XDG_CACHE_HOME:-$HOME/.cache}/cuecard/fuzz-$version"
export CARGO_TARGET_DIR="${CUECARD_FUZZ_TARGET:-${XDG_CACHE_HOME:-$HOME/.cache}/cuecard/fuzz-target}"

fail() { printf 'fuzz: %s\n' "$*" >&2; exit 1; }

command -v g++ >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends g++ >/dev/null; } ||
  fail 'g++ is needed and could not be installed'
[ -x "$room/bin/cargo-fuzz" ] || cargo install --quiet --locked --root "$room" "cargo-fuzz@$version" ||
  fail 'cargo-fuzz is needed and could not be installed'
export PATH="$room/bin:$PATH"

# The packages that the program itself is built from.
cp Cargo.lock fuzz/Cargo.lock
triple=$(rustc -vV | sed -n 's/^host: //p')
nice cargo fuzz build --sanitizer none --target "$triple" reader || fail 'the fuzz target does not build'
reader="$CARGO_TARGET_DIR/$triple/release/reader"

names=("$@")
[ "${#names[@]}" -gt 0 ] || mapfile -t names < <(ls fuzz/corpus)
found=()
for name in "${names[@]}"; do
  [ -d "fuzz/corpus/$name" ] || fail "there is nothing called $name in fuzz/corpus"
  # What is learnt stays outside of the checkout, so that its corpora stay small.
  learnt="$CARGO_TARGET_DIR/learnt/$name"
  mkdir -p "$learnt" "fuzz/artifacts/$name"
  printf 'fuzz: %s for %s s\n' "$name" "$seconds"
  # Two seconds and 400 MB are what a deck may take; here all is slower, and more than one thing is read at once.
  CUECARD_FUZZ=$name nice "$reader" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1500 -malloc_limit_mb=500 \
    -max_len=20000 -print_final_stats=1 -verbosity=0 -artifact_prefix="fuzz/artifacts/$name/" \
    "$learnt" "fuzz/corpus/$name" >"$learnt.log" 2>&1 || found+=("$name")
  sed -n 's/^stat::number_of_executed_units: */fuzz:   inputs /p; s/^stat::peak_rss_mb: */fuzz:   MB /p' "$learnt.log"
done
[ "${#found[@]}" -eq 0 ] || fail "something was found in: ${found[*]}; see fuzz/artifacts and $CARGO_TARGET_DIR/learnt/*.log"
printf 'fuzz: nothing was found\n'
