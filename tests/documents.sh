#!/usr/bin/env bash
# Both decks as PDF, judged by programs that are not ours: page_validation (PDF/UA-1), qpdf and poppler.
# Usage: tests/documents.sh PROGRAM. Installs what it needs (as root) and fails loudly when it can't.
set -euo pipefail
cuecard=$(realpath "${1:?name the program: tests/documents.sh target/release/cuecard}")
cd "$(dirname "$0")/.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

fail() { printf 'documents: %s\n' "$*" >&2; exit 1; }

if ! command -v qpdf >/dev/null || ! command -v pdftotext >/dev/null; then
  apt-get update -qq && apt-get install -y -qq --no-install-recommends qpdf poppler-utils >/dev/null ||
    fail 'qpdf and poppler-utils are needed and could not be installed'
fi
# The validator lives in a room of its own, which is kept between runs.
room="${XDG_CACHE_HOME:-$HOME/.cache}/cuecard/validator"
if [ ! -x "$room/bin/python" ] || ! "$room/bin/python" -c 'import page, pikepdf, PIL' 2>/dev/null; then
  rm -rf "$room"
  python3 -m venv "$room" 2>/dev/null || { apt-get install -y -qq python3-venv >/dev/null && python3 -m venv "$room"; } ||
    fail 'python3 with venv is needed and could not be installed'
  "$room/bin/pip" install --quiet 'page-validation>=0.11,<0.13' pikepdf pillow || fail 'the PDF/UA validator could not be installed'
fi

for deck in starting-with-why the-power-of-the-group; do
  for steps in last all; do
    file="$out/$deck-$steps.pdf"
    "$cuecard" export "decks/$deck" "$file" --steps "$steps"
    qpdf --check "$file" >/dev/null || fail "qpdf finds faults in $file"
  done
  for layout in notes handout-2 handout-3 handout-4 handout-6; do
    file="$out/$deck-$layout.pdf"
    "$cuecard" export "decks/$deck" "$file" --layout "$layout" --with-transcript >/dev/null
    qpdf --check "$file" >/dev/null || fail "qpdf finds faults in $file"
    "$room/bin/python" -c '
import page, sys
broken = {failure.rule_id for failure in page.validate_pdf(sys.argv[1], profile="ua1").failures}
sys.exit(f"{sys.argv[1]}: {sorted(broken)}" if broken else 0)' "$file" || fail "$deck as $layout is not PDF/UA-1"
  done
  # Notes are on paper where they were asked for; that they are nowhere else, documents.py looks.
  words=$("$room/bin/python" -c '
import sys, tomllib
print(" ".join(tomllib.load(open(sys.argv[1], "rb"))["slide"][0]["notes"].split()[:4]))' "decks/$deck/deck.toml")
  pdftotext -f 1 -l 1 "$out/$deck-notes.pdf" - | tr '\n' ' ' | grep -qF "$words" || fail "$deck: the notes pages lack the notes"
  "$cuecard" export "decks/$deck" "$out/again.pdf" >/dev/null
  cmp -s "$out/again.pdf" "$out/$deck-last.pdf" || fail "$deck: the same deck gave other bytes the second time"
  "$room/bin/python" tests/documents.py "$out/$deck-last.pdf" "decks/$deck" "$cuecard" || fail "$deck is not a sound document"
done

# Nothing half-written, nothing lost, where the target can't be written.
if "$cuecard" export decks/starting-with-why "$out/missing/talk.pdf" 2>"$out/said"; then fail 'a missing folder went unsaid'; fi
grep -q 'there is no folder' "$out/said" || fail "a missing folder is badly said: $(cat "$out/said")"
echo 'The documents are sound.'
