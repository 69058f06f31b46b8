#!/usr/bin/env bash
# Captions and chapters of both decks, judged by programs that are not ours: webvtt-parser (the W3C's) and ffmpeg.
# Usage: tests/recording.sh PROGRAM. Installs what it needs (as root) and fails loudly when it can't.
set -euo pipefail
cuecard=$(realpath "${1:?name the program: tests/recording.sh target/release/cuecard}")
cd "$(dirname "$0")/.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

fail() { printf 'recording: %s\n' "$*" >&2; exit 1; }

for need in ffmpeg:ffmpeg ffprobe:ffmpeg node:nodejs npm:npm python3:python3; do
  command -v "${need%:*}" >/dev/null && continue
  apt-get update -qq && apt-get install -y -qq --no-install-recommends "${need#*:}" >/dev/null ||
    fail "${need#*:} is needed and could not be installed"
done
# The parser lives in a room of its own, which is kept between runs.
room="${XDG_CACHE_HOME:-$HOME/.cache}/cuecard/webvtt-2.2.0"
if [ ! -f "$room/node_modules/webvtt-parser/parser.js" ]; then
  mkdir -p "$room"
  npm install --prefix "$room" --silent --no-fund --no-audit --no-save webvtt-parser@2.2.0 ||
    fail 'the WebVTT parser could not be installed'
fi

# Whether a file is WebVTT to the letter. Usage: is_vtt FILE KIND, where KIND is subtitles or chapters.
is_vtt() {
  NODE_PATH="$room/node_modules" node -e '
const { readFileSync } = require("fs");
const { WebVTTParser } = require("webvtt-parser");
const [file, kind] = process.argv.slice(1);
const { errors, cues } = new WebVTTParser().parse(readFileSync(file, "utf8"), kind);
for (const fault of errors) console.log(`${file}:${fault.line}:${fault.col}: ${fault.message}`);
if (cues.length === 0) console.log(`${file}: no cue`);
process.exit(errors.length || !cues.length ? 1 : 0);' "$1" "$2"
}

# The captions that ffmpeg finds in a file. It breaks lines inside a caption with \r\n, and only those.
as_srt() { ffmpeg -nostdin -v error -i "$1" -f srt - | tr -d '\r'; }

count() { grep -cE '^[0-9:]+,[0-9]{3} --> '; }

# Muxes a black film of the talk's length with captions and chapters. Usage: mux NAME FORMAT CODEC-OF-CAPTIONS
mux() {
  local end
  end=$(sed -n 's/^END=//p' "$1.ffmeta" | tail -n 1)
  ffmpeg -nostdin -v error -y -f lavfi -i "color=black:size=160x90:rate=1:duration=$((end / 1000))" \
    -i "$1.vtt" -i "$1.ffmeta" -map 0:v -map 1:s -map_metadata 2 -map_chapters 2 -c:v mpeg4 -c:s "$3" "$1.$2"
}

# Muxes, and looks for each of our chapters and captions in the file. Usage: survives NAME FORMAT CODEC-OF-CAPTIONS
survives() {
  mux "$@"
  ffprobe -v error -show_chapters -of json "$1.$2" >"$out/probe"
  python3 - "$out/probe" "$1.chapters.vtt" <<'PY' || fail "$1: the chapters in an $2 file are not ours"
import html, json, sys
def seconds(clock):
    hours, minutes, rest = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)
ours = []
for block in open(sys.argv[2], encoding="utf-8").read().split("\n\n")[1:]:
    _, times, title = block.strip("\n").split("\n")
    ours.append((*(seconds(time) for time in times.split(" --> ")), html.unescape(title)))
found = json.load(open(sys.argv[1]))["chapters"]
theirs = [(float(it["start_time"]), float(it["end_time"]), it["tags"]["title"]) for it in found]
same = len(ours) == len(theirs) and all(
    a[2] == b[2] and abs(a[0] - b[0]) < 0.002 and abs(a[1] - b[1]) < 0.002 for a, b in zip(ours, theirs))
if not same:
    sys.exit(f"ours: {ours}\ntheirs: {theirs}")
PY
  [ "$(as_srt "$1.$2" | count)" = "$(count <"$1.srt")" ] || fail "$1: captions got lost in an $2 file"
}

# Words that every format could take for its own marks.
mkdir "$out/hostile"
cat >"$out/hostile/deck.toml" <<'DECK'
[deck]
title = 'All = marks; #1 \ <b>'
language = "en-GB"
[captions]
languages = ["en-GB", "ar"]
[[slide]]
title = 'A = B; #C \ D & \<i>E\</i> --> F'
[[slide.cue]]
text = { en-GB = "00:00:01.000 --> 00:00:02.000 & <b>not bold</b> &amp; \\{an8\\}", ar = "مرحبا <v Bob> --> بكم" }
[[slide]]
title = "NOTE two"
[[slide.cue]]
text = { en-GB = "WEBVTT\n\nNOTE this is no note\n\nSTYLE", ar = "\u202eنعم &lrm;" }
[[slide]]
title = "“Three” – ♫"
[[slide.cue]]
sound = "MUSIC <loud>"
DECK

for deck in decks/starting-with-why decks/the-power-of-the-group "$out/hostile"; do
  talk="$out/talk-$(basename "$deck")"
  for ending in vtt srt chapters.vtt chapters.txt ffmeta transcript.md; do
    language=()
    case $ending in vtt | srt | transcript.md) language=(--language en-GB) ;; esac
    "$cuecard" export "$deck" "$talk.$ending" "${language[@]}" >/dev/null
    "$cuecard" export "$deck" "$out/again.$ending" "${language[@]}" >/dev/null
    cmp -s "$talk.$ending" "$out/again.$ending" || fail "$deck: the same deck gave another .$ending the second time"
  done
  is_vtt "$talk.vtt" subtitles || fail "$deck: the captions are not WebVTT"
  is_vtt "$talk.chapters.vtt" chapters || fail "$deck: the chapters are not WebVTT"
  survives "$talk" mkv srt
  survives "$talk" mp4 mov_text

  # YouTube's rules: from 0:00 on, three or more, ten seconds apart.
  python3 - "$talk.chapters.txt" <<'PY' || fail "$deck: YouTube would not take these chapters"
import sys
starts = []
for line in open(sys.argv[1], encoding="utf-8"):
    clock, title = line.rstrip("\n").split(" ", 1)
    time = 0
    for part in clock.split(":"):
        time = time * 60 + int(part)
    starts.append(time)
    assert title.strip()
assert starts[0] == 0 and 3 <= len(starts) <= 100, starts
assert all(b - a >= 10 for a, b in zip(starts, starts[1:])), starts
PY
done

# The command substitutions take off the blank lines at the end, which is all that may differ.
for deck in starting-with-why the-power-of-the-group; do
  talk="$out/talk-$deck"
  [ "$(as_srt "$talk.vtt")" = "$(cat "$talk.srt")" ] || fail "$deck: ffmpeg makes other captions of our .vtt than we do"
  [ "$(as_srt "$talk.srt")" = "$(cat "$talk.srt")" ] || fail "$deck: ffmpeg reads other captions in our .srt"
  [ "$(count <"$talk.srt")" -gt 100 ] || fail "$deck: captions are missing"
done

# Several languages, and none asked for: a file each.
"$cuecard" export "$out/hostile" "$out/two.vtt" >/dev/null
is_vtt "$out/two.en-GB.vtt" subtitles && is_vtt "$out/two.ar.vtt" subtitles || fail 'a language is not WebVTT'
cmp -s "$out/two.en-GB.vtt" "$out/talk-hostile.vtt" || fail 'a language of its own differs from the same among several'
grep -q 'مرحبا' "$out/two.ar.vtt" || fail 'the Arabic captions are not Arabic'

# An offset moves every caption by just as much.
"$cuecard" export decks/starting-with-why "$out/later.srt" --offset 0:12.5 >/dev/null
first=$(sed -n 2p "$out/talk-starting-with-why.srt") later=$(sed -n 2p "$out/later.srt")
[ "${first%% *} ${later%% *}" = '00:00:00,000 00:00:12,500' ] || fail "an offset of 12.5 s makes $first $later"

# A take: its own times, its mark, its captions, and what it lacks.
taken="$out/taken"
mkdir -p "$taken/takes"
cat >"$taken/deck.toml" <<'DECK'
[deck]
title = "A take"
language = "en-GB"
[[slide]]
title = "One"
[[slide.cue]]
text = "Good evening, and welcome to all of you. It is good to see you here & online."
[[slide]]
title = "Two"
[[slide.cue]]
text = "This is the second slide, which is told at once."
[[slide]]
title = "Three"
[[slide.cue]]
text = "And this is the third. It ends the talk."
[[slide]]
title = "Four"
[[slide.cue]]
text = "Nobody came to this one."
DECK
slide() { printf '{"t":%s,"e":"slide","id":"%s","step":0}\n' "$1" "$2"; }
{
  printf '{"t":0,"e":"start","v":1,"kind":"talk","start":"2026-11-22T14:05:01+01:00","deck":"A take","plan":"x"}\n'
  slide 0 one
  printf '{"t":1000,"e":"rec","on":true}\n'
  slide 13000 two
  slide 14000 three
  printf '{"t":13000,"e":"again"}\n'
  slide 13000 two
  slide 27000 one
  slide 30000 three
  printf '{"t":34500,"e":"cue","id":"three.0.1"}\n'
  printf '{"t":43000,"e":"end"}\n'
  printf '{"t":43000,"e":"sli'
} >"$taken/takes/2026-11-22-140501.jsonl"
for ending in vtt srt chapters.vtt chapters.txt ffmeta transcript.md; do
  "$cuecard" export "$taken" "$taken/talk.$ending" --take last >/dev/null 2>"$taken/told" ||
    fail "a take's .$ending was not written: $(cat "$taken/told")"
  "$cuecard" export "$taken" "$out/again.$ending" --take 2026-11-22-140501 >/dev/null 2>&1
  cmp -s "$taken/talk.$ending" "$out/again.$ending" || fail "the same take gave another .$ending the second time"
done
is_vtt "$taken/talk.vtt" subtitles && is_vtt "$taken/talk.chapters.vtt" chapters || fail "a take's files are not WebVTT"
survives "$taken/talk" mkv srt
survives "$taken/talk" mp4 mov_text
[ "$(as_srt "$taken/talk.vtt")" = "$(cat "$taken/talk.srt")" ] || fail "ffmpeg makes other captions of a take's .vtt"
grep -A1 -Fx 'two.0.0' "$taken/talk.vtt" | grep -q '^00:00:12.000 --> ' || fail "a slide's captions do not begin with it"
grep -A1 -Fx 'three.0.1' "$taken/talk.vtt" | grep -q '^00:00:33.500 --> ' || fail 'a caption is not where it stood'
[ "$(cat "$taken/talk.chapters.txt")" = $'0:00 One\n0:12 Two\n0:29 Three' ] || fail "a take's chapters are others"
! grep -q 'Nobody' "$taken"/talk.{vtt,srt,transcript.md} || fail 'what was not shown is in a file'
said=$("$cuecard" export "$taken" "$taken/talk.vtt" --take last 2>&1 >/dev/null) || fail 'captions as shown are not written'
grep -q 'CAP-UNSHOWN.*four' <<<"$said" ||
  fail 'what was not shown is not told'
# A mark may be overruled.
"$cuecard" export "$taken" "$taken/later.srt" --take last --offset 2s >/dev/null 2>&1
grep -q '^00:00:15,000 --> ' "$taken/later.srt" || fail "an offset does not overrule a take's mark"

# The judges can say no: faults put into a good file, one at a time.
good="$out/talk-starting-with-why.vtt"
for fault in '5s/^/--> /' '4s/\.\([0-9]*\) -->/,\1 -->/' '4s/-->.*/--> 00:00:00.000/' '5s/^/<i>/' '4s/$/ align:middle/' '1s/$/X/' '2s/^/words/'; do
  sed "$fault" "$good" >"$out/bad.vtt"
  cmp -s "$good" "$out/bad.vtt" && fail "the fault $fault changes nothing"
  if is_vtt "$out/bad.vtt" subtitles >/dev/null; then fail "a broken file was taken for WebVTT: $fault"; fi
done
sed '4s/\.[0-9]* /.999 /' "$good" >"$out/bad.vtt"
[ "$(as_srt "$out/bad.vtt")" != "$(cat "$out/talk-starting-with-why.srt")" ] || fail 'a caption at another time went unseen'
echo 'The recordings are sound.'
