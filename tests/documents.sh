#!/usr/bin/env bash
# The decks as PDF, judged by programs that are not ours: page_validation and outloud (PDF/UA-1), qpdf and poppler; SVG by
# librsvg. What a listener needs beyond PDF/UA-1, tags.py looks for.
# Usage: tests/documents.sh PROGRAM. Installs what it needs (as root) and fails loudly when it can't.
set -euo pipefail
cuecard=$(realpath "${1:?name the program: tests/documents.sh target/release/cuecard}")
cd "$(dirname "$0")/.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

fail() { printf 'documents: %s\n' "$*" >&2; exit 1; }

if ! command -v qpdf >/dev/null || ! command -v pdftotext >/dev/null || ! command -v rsvg-convert >/dev/null; then
  apt-get update -qq && apt-get install -y -qq --no-install-recommends qpdf poppler-utils librsvg2-bin >/dev/null ||
    fail 'qpdf, poppler-utils and librsvg2-bin are needed and could not be installed'
fi
# The validator lives in a room of its own, which is kept between runs.
room="${XDG_CACHE_HOME:-$HOME/.cache}/cuecard/validator"
if [ ! -x "$room/bin/python" ] || ! "$room/bin/python" -c 'import page, pikepdf, PIL, outloud' 2>/dev/null; then
  rm -rf "$room"
  python3 -m venv "$room" 2>/dev/null || { apt-get install -y -qq python3-venv >/dev/null && python3 -m venv "$room"; } ||
    fail 'python3 with venv is needed and could not be installed'
  "$room/bin/pip" install --quiet 'page-validation>=0.11,<0.13' 'outloud>=0.2.1,<0.3' pikepdf pillow || fail 'the PDF/UA validator could not be installed'
fi

# `for_every_reader FILE…` holds that a second validator finds nothing either, and that the tags are as a listener needs them.
for_every_reader() {
  "$room/bin/outloud" --quiet --layer conformance --fail-on error "$@" >"$out/said" 2>&1 ||
    fail "outloud finds faults: $(cat "$out/said")"
  "$room/bin/python" tests/tags.py en "$@" || fail 'a listener would miss something'
}

for deck in starting-with-why the-power-of-the-group tour; do
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
  for_every_reader "$out/$deck"-{last,all,notes,handout-2,handout-3,handout-4,handout-6}.pdf
  # Notes are on paper where they were asked for; that they are nowhere else, documents.py looks.
  words=$("$room/bin/python" -c '
import sys, tomllib
print(" ".join(tomllib.load(open(sys.argv[1], "rb"))["slide"][0]["notes"].split()[:4]))' "decks/$deck/deck.toml")
  grep -qF "$words" <(pdftotext -f 1 -l 1 "$out/$deck-notes.pdf" - | tr '\n' ' ') || fail "$deck: the notes pages lack the notes"
  "$cuecard" export "decks/$deck" "$out/again.pdf" >/dev/null
  cmp -s "$out/again.pdf" "$out/$deck-last.pdf" || fail "$deck: the same deck gave other bytes the second time"
  "$room/bin/python" tests/documents.py talk "$out/$deck-last.pdf" "decks/$deck" "$cuecard" || fail "$deck is not a sound document"
done

# A deck with one of everything that is heard otherwise than it is seen.
ear="$out/by-ear"
"$cuecard" export tests/cases/access/ear "$ear-last.pdf" >/dev/null
"$cuecard" export tests/cases/access/ear "$ear-all.pdf" --steps all >/dev/null
for layout in notes handout-2 handout-3 handout-4 handout-6; do
  "$cuecard" export tests/cases/access/ear "$ear-$layout.pdf" --layout "$layout" --with-transcript >/dev/null
done
for_every_reader "$ear"-*.pdf

# In capitals it is heard, and found by other programs, as it was written.
cp -r tests/cases/access/ear "$out/capitals"
sed -i 's/^\[deck\]$/&\ntheme = "own.toml"/' "$out/capitals/deck.toml"
styles=$("$cuecard" format | grep -o 'sizes., for: .*' | sed 's/.*for: //; s/ |.*//; s/(`###`)//')
for capitals in false true; do
  { echo 'extends = "civic"'; printf "[type.%s]\ncapitals = $capitals\n" $styles; } >"$out/capitals/own.toml"
  "$cuecard" export "$out/capitals" "$out/capitals-$capitals.pdf" >/dev/null
done
for_every_reader "$out"/capitals-*.pdf
"$room/bin/python" tests/tags.py same "$out"/capitals-{false,true}.pdf || fail 'words in capitals are heard otherwise than they were written'

"$room/bin/python" tests/documents.py cases tests/cases "$cuecard" || fail 'a small deck is not a sound document'

# Vowel marks, ligatures and letters that change places come back in the order in which they were written.
"$room/bin/python" tests/documents.py scripts tests/cases/languages/scripts "$cuecard" || fail 'words are read otherwise than they were written'

# Each kind of SVG as librsvg paints it. KEEP=FOLDER leaves the pictures there, beside each other, and judges nothing.
"$room/bin/python" tests/documents.py drawings tests/cases/svg/kinds "$cuecard" || fail 'a drawing looks different'

# A phone reads the code on a slide, in every theme and variant, from a picture as small as a video call shows it.
command -v zbarimg >/dev/null || apt-get install -y -qq --no-install-recommends zbar-tools >/dev/null ||
  fail 'zbar-tools is needed and could not be installed'
mkdir "$out/qr"
for theme in civic lecture keynote; do
  for variant in light dark high-contrast; do
    sed "s/^theme = .*/theme = \"$theme\"\nvariant = \"$variant\"/" tests/cases/qr.toml >"$out/qr/deck.toml"
    "$cuecard" export "$out/qr" "$out/qr/$theme-$variant" --size 480x270 >/dev/null
    read=$(zbarimg -q --raw "$out/qr/$theme-$variant"/*.png 2>/dev/null || true)
    [ "$read" = 'https://streets.example/plant' ] || fail "the code in $theme $variant is read as '$read'"
  done
done

# Decks that are too long, or have nothing in them.
made="$out/made"
mkdir "$made"
head='[deck]\ntitle = "Made"\nlanguage = "en"\n'
{ printf "$head[[slide]]\ntitle = \"Words\"\nbody = \"\"\"\n"; seq -s ' ' -f 'word%g' 1000; printf '"""\n'; } >"$made/words-overflow.toml"
printf "$head" >"$made/empty.toml"
# A thousand slides in ten sections: the validator follows no more than 256 neighbors in an outline.
{
  printf "$head"
  for n in $(seq 990); do
    [ $((n % 99)) -ne 1 ] || printf '[[slide]]\nlayout = "section"\ntitle = "Part %d"\n' "$n"
    printf '[[slide]]\ntitle = "Slide %d"\nbody = "- one\\n- two of %d"\n' "$n" "$n"
  done
} >"$made/thousand.toml"
"$room/bin/python" tests/documents.py long "$made" "$cuecard" || fail 'a long or empty deck is not a sound document'

# `refused WORDS ARGUMENTS…` holds that an export fails, says WORDS, and leaves nothing behind.
place="$out/place"
mkdir "$place"
refused() {
  local words=$1 ; shift
  if "$@" >"$out/said" 2>&1; then fail "not refused: $*"; fi
  grep -q "$words" "$out/said" || fail "badly said: $(cat "$out/said")"
  [ -z "$(find "$place" -type f -not -name old.pdf)" ] || fail "something was left behind by: $*"
  [ ! -e "$place/old.pdf" ] || cmp -s "$place/old.pdf" "$out/old" || fail "the old file was touched by: $*"
}

# `told WORDS ARGUMENTS…` holds that an export says WORDS and ends in an error, and that its PDF is there, without the
# claim that everybody can read it.
told() {
  local words=$1 ; shift
  if "$@" >"$out/said" 2>&1; then fail "not told: $*"; fi
  grep -q "$words" "$out/said" || fail "badly said: $(cat "$out/said")"
  pdfinfo -meta "$place/x.pdf" >"$out/meta" 2>/dev/null || fail "no PDF was written by: $*"
  ! grep -q 'pdfuaid:part' "$out/meta" || fail "a PDF that lacks letters claims to be for everybody: $*"
  rm "$place/x.pdf"
}

# A character that no font has is said with its place, on slides, in notes and in captions.
lost='\U0010E123'
printf "$head[[slide]]\ntitle = \"Lost $lost\"\n" >"$out/lost-title.toml"
printf "$head[[slide]]\ntitle = \"Notes\"\nnotes = \"Lost $lost\"\n[[slide.cue]]\ntext = \"Lost $lost\"\n" >"$out/lost-notes.toml"
told 'error\[SLD-GLYPH\]' "$cuecard" export "$out/lost-title.toml" "$place/x.pdf"
told 'error\[SLD-GLYPH\]' "$cuecard" export "$out/lost-notes.toml" "$place/x.pdf" --layout notes
told 'lost-notes.toml:7:' "$cuecard" export "$out/lost-notes.toml" "$place/x.pdf" --with-transcript
told 'fonts. folder' "$cuecard" export "$out/lost-notes.toml" "$place/x.pdf" --layout notes
"$cuecard" export "$out/lost-notes.toml" "$out/lost.pdf" >/dev/null || fail 'notes that were not asked for kept a PDF from being written'

# A link to a slide that is left out is plain words.
printf "$head[[slide]]\ntitle = \"One\"\nbody = \"[To two](#two)\"\n[[slide]]\nid = \"two\"\ntitle = \"Two\"\n" >"$out/links.toml"
"$cuecard" export "$out/links.toml" "$out/links.pdf" --slide 1 >/dev/null || fail 'one slide with a link to another was refused'
grep -q 'Link' <(pdfinfo -struct-text "$out/links.pdf" 2>/dev/null) && fail 'a link leads to a slide that was left out'

# Nothing half-written, nothing lost, where the target can't be written.
echo old >"$out/old" ; cp "$out/old" "$place/old.pdf"
deck=decks/starting-with-why
refused 'there is no folder' "$cuecard" export "$deck" "$place/missing/talk.pdf"
mkdir "$place/folder.pdf"
refused 'is a folder' "$cuecard" export "$deck" "$place/folder.pdf"
# Room for 8 kB stands for a full disk, which takes a mount to make.
refused 'no file of that size' bash -c 'trap "" XFSZ; ulimit -f 8; exec "$@"' - "$cuecard" export "$deck" "$place/old.pdf"
# Root may write anywhere, so it becomes someone else, who can reach program and deck where they are copied to.
cp "$cuecard" "$out/cuecard" && cp -r "$deck" "$out/deck"
chmod -R a+rX "$out" && chmod a-w "$place"
if [ "$(id -u)" = 0 ]; then as=(setpriv --reuid=65534 --regid=65534 --clear-groups); else as=(); fi
refused "can't be written to" "${as[@]}" "$out/cuecard" export "$out/deck" "$place/old.pdf"
chmod u+w "$place"
echo 'The documents are sound.'
