#!/usr/bin/env bash
# Pictures of every page, light and dark, at three sizes, to be looked at.
#   tests/pictures.sh [PATH TO cuecard] [FOLDER]        (FOLDER is `target/pages` if not given)
#   README=1 tests/pictures.sh [PATH TO cuecard]        makes the README's three pictures new instead
# One page alone: PAGE=help tests/pictures.sh …; other sizes: MODES='640x400 1920x1080'.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$(realpath -m "${2:-target/pages}")
. tests/display/rig.sh
mkdir -p "$out"

# Each page: its name, how the program is started, and the keys that lead to it. A new page is a row.
pages() {
    cat <<'ROWS'
green-room     wait     -
green-start    start    -
console        talk     Right Right Right
black          talk     Right Right b
teleprompter   talk     Right y
overview       talk     o
search         talk     o t r u s t
number         talk     1 2
help           talk     question
help-search    talk     question c a p
commands       talk     ctrl+p
commands-pen   talk     ctrl+p p e n
menu           talk     shift+F10 Down Down
words          wait     ctrl+p i t s space w o r d s Return
stage-check    talk     ctrl+k
report         talk     shift+r
export         talk     ctrl+e
screens        talk     shift+x
clicker        talk     ctrl+g
question       talk     Right q
after          talk     Right Right Right Right q Return
findings       talk     ctrl+p c h e c k space t h e Return
stage          one      Right Escape
notes-asked    one      Right s
notes          one      Right s Return
library        library  Home
library-check  library  c
library-help   library  F1
settings       library  ctrl+comma
ROWS
}

theme() { # light | dark
    mkdir -p "$XDG_CONFIG_HOME/cuecard"
    printf 'version = 1\n[console]\ntheme = "%s"\n' "$1" >"$XDG_CONFIG_HOME/cuecard/settings.toml"
}
size() { # WIDTHxHEIGHT of the laptop's screen
    local wide=${1%x*} high=${1#*x}
    xrandr --newmode "$1" 148.50 "$wide" $((wide + 88)) $((wide + 132)) $((wide + 280)) \
        "$high" $((high + 4)) $((high + 9)) $((high + 45)) 2>/dev/null || true
    xrandr --addmode DUMMY0 "$1" 2>/dev/null || true
    xrandr --output DUMMY1 --off
    xrandr --output DUMMY0 --mode "$1" --pos 0x0 --primary --output DUMMY1 --mode 1280x720 --pos "${wide}x0"
    sleep 0.5
}
start() { # talk | wait | one | library
    [ "$1" = one ] && xrandr --output DUMMY1 --off
    case $1 in
        wait) waits='' present ;;
        start) waits='' present --start "$(date -d '+42 minutes' +%H:%M)" ;;
        talk | one) present --now ;;
        library)
            "$bin" >"$work/app.out" 2>&1 &
            app=$!
            started+=("$app")
            ;;
    esac
    for _ in $(seq 100); do
        main=$(wmctrl -l 2>/dev/null | grep -vF 'Stage – ' | cut -d' ' -f1 | head -1 || true)
        [ "$1" = one ] && main=$(window Stage || true)
        [ -n "$main" ] && break
        sleep 0.1
    done
    sleep 2.5
    if [ "$mode" != "$screen" ]; then
        wmctrl -i -r "$main" -b remove,maximized_vert,maximized_horz
        wmctrl -i -r "$main" -b remove,fullscreen
        sleep 0.5
        xdotool windowsize "$main" "${mode%x*}" "${mode#*x}"
        sleep 0.7
    elif [ "$1" != one ]; then
        wmctrl -i -r "$main" -b add,fullscreen && sleep 0.7
    fi
}

# Takes of the deck that is open, each a little nearer to its plan, as rehearsals leave them.
takes() {
    mkdir -p "$deck/takes"
    "$bin" check "$deck" --drawing | sed -n 's/^== \(.*\) step 0$/\1/p' >"$work/ids"
    python3 - "$deck" "$work/ids" <<'PYTHON'
import json, re, sys
from pathlib import Path

deck, ids = Path(sys.argv[1]), Path(sys.argv[2]).read_text().split()
slides = re.split(r"(?m)^\[\[slide\]\]$", (deck / "deck.toml").read_text())[1:]
def seconds(slide):
    time = re.search(r'(?m)^time *= *"(?:(\d+)m)?(?:(\d+)s)?"', slide)
    return int(time[1] or 0) * 60 + int(time[2] or 0) if time else 50
for day, far in ((19, 3.2), (20, 2.2), (21, 1.0)):
    began = f"2026-11-{day}T10:02:11+00:00"
    start = {"t": 0, "e": "start", "v": 1, "kind": "rehearsal", "start": began, "deck": "Starting with Why"}
    lines, now = [start], 0
    for at, (name, slide) in enumerate(zip(ids, slides)):
        lines.append({"t": now * 1000, "e": "slide", "id": name, "step": 0})
        off = (at * 37 % 23 - 9) * far
        now += max(8, round(seconds(slide) + off))
    lines.append({"t": now * 1000, "e": "end"})
    (deck / "takes" / f"2026-11-{day}-100211.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
PYTHON
}

readme() { # the README's pictures
    local name keys
    mode=1440x900 screen=1440x900
    size "$mode"
    theme dark
    while read -r name keys; do
        if [ "$name" = report ]; then
            deck=$work/why
            cp -r decks/starting-with-why "$deck"
            takes
        fi
        start talk
        for each in $keys; do xdotool key "$each"; sleep 0.25; done
        sleep "${WAIT:-8}"
        timeout 10 import -window "$main" "$work/$name.png"
        convert "$work/$name.png" -strip +dither -colors 256 "png8:assets/$name.png"
        leave
    done <<-ROWS
	console Right Right Right
	overview o t r u s t
	report shift+r
	ROWS
}

waits=''
if [ -n "${README:-}" ]; then
    readme
    exit 0
fi
for mode in ${MODES:-1440x900 1280x720 800x500}; do
    # A window that is smaller than any screen is one of those on a screen.
    screen=$mode
    [ "${mode%x*}" -ge 800 ] || screen=1280x720
    size "$screen"
    for light in dark light; do
        theme "$light"
        pages | while read -r name how keys; do
            [[ $name == *"${PAGE:-}"* ]] || continue
            (
                start "$how"
                # shellcheck disable=SC2086
                [ "$keys" = - ] || for each in $keys; do xdotool key "$each"; sleep 0.25; done
                sleep 2
                timeout 10 import -window "$main" "$out/$name-$mode-$light.png" || echo "  no picture of $name"
                leave
            )
            if [ "$how" = one ]; then size "$screen"; fi
        done
    done
done
echo "pictures of pages: $out"
