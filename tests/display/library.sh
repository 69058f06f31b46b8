#!/usr/bin/env bash
# The wall of talks with real drops: what is dragged over it is marked, and what is dropped is remembered. A desktop that
# has no file chooser, or one that never answers: a field asks for the path. And a talk from there whose process is
# killed: the wall is there after it.
#   tests/display/library.sh [PATH TO cuecard]        (or CUECARD_BIN)
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/display/rig.sh

own=$work/talks lit='#F08A6C'
mkdir -p "$own/one" "$work/other"
for each in "$own/one" "$work/other"; do
    printf '[deck]\ntitle = "%s"\nlanguage = "en"\n[[slide]]\ntitle = "Hello"\n' "${each##*/}" >"$each/deck.toml"
done

open_library() {
    (cd "$own" && exec "$bin" >"$work/app.out" 2>&1) &
    app=$!
    started+=("$app")
    for _ in $(seq 100); do
        main=$(wmctrl -l 2>/dev/null | grep -F Cuecard | cut -d' ' -f1 | head -1 || true)
        [ -n "$main" ] && break
        sleep 0.1
    done
    sleep 2
}
lit_pixels() { # so many pixels of the window are in the color of what asks for attention
    timeout 10 import -window "$main" "$work/wall.png"
    convert "$work/wall.png" -alpha off -fill white +opaque "$lit" -fill black -opaque "$lit" -format '%[fx:w*h*(1-mean)]' info: |
        cut -d. -f1
}
marked() { [ "$(lit_pixels)" -gt 4000 ]; }
unmarked() { ! marked; }
remembered() { grep -qF "$1" "$XDG_CONFIG_HOME/cuecard/settings.toml" 2>/dev/null; }

screens one
open_library
check "nothing is marked while nothing is dragged" unmarked
python3 tests/display/drop.py "$main" "$work/other" hover 3 >"$work/hover.out" &
hovering=$!
check "a folder that is dragged over the window marks it" within 3 marked
wait "$hovering"
check "and the mark goes with it" within 3 unmarked
check "what is let go is taken" [ "$(python3 tests/display/drop.py "$main" "$work/other" drop)" = taken ]
check "and is remembered" within 4 remembered "$work/other"
leave

echo "a small screen"
xrandr --addmode DUMMY0 1280x720
xrandr --output DUMMY0 --mode 1280x720
sleep 1
# The title bar has room, too; where a frame's inside stands is told in different ways.
within_screen() { local high; high=$(place "$main" | cut -d' ' -f4); [ "$high" -lt 710 ] && [ "$high" -gt 600 ]; }
open_library
check "the wall hangs over no edge of it" within 3 within_screen
leave
screens one

echo "no file chooser"
bright() { # of the wall's title: what lies over it darkens it. A small picture is quickly taken.
    timeout 10 import -window "$main" -crop 400x100+0+0 +repage "$work/wall.png"
    convert "$work/wall.png" -colorspace Gray -format '%[fx:int(100000*mean)]' info:
}
darker() { [ "$(bright)" -lt $((before * 4 / 5)) ]; }
asks_for_path() { # words: Ctrl+O asks for a path within a second, and Enter takes it
    rm -rf "$XDG_CONFIG_HOME"
    mkdir -p "$work/other"
    printf '[deck]\ntitle = "Other"\nlanguage = "en"\n[[slide]]\ntitle = "Hello"\n' >"$work/other/deck.toml"
    open_library
    before=$(bright)
    timeout 5 xdotool windowfocus --sync "$main" key ctrl+o
    # The last look may take a while.
    check "$1: a field asks for the path within a second" within 1.2 darker
    xdotool key ctrl+a type --delay 30 "$work/other"
    sleep 0.5
    xdotool key Return
    check "$1: and what is typed there is taken" within 4 remembered "$work/other"
    leave
}
DBUS_SESSION_BUS_ADDRESS=unix:path=$work/nobody asks_for_path "no bus"
python3 -c 'import socket, sys
bus = socket.socket(socket.AF_UNIX)
bus.bind(sys.argv[1])
bus.listen(64)
held = []
while True:
    held.append(bus.accept()[0])' "$work/bus" &
started+=($!)
within 3 test -S "$work/bus"
DBUS_SESSION_BUS_ADDRESS=unix:path=$work/bus asks_for_path "a bus that never answers"

echo "a talk from the wall of talks, killed"
wall() { wmctrl -l 2>/dev/null | grep -qF ' Cuecard'; }
talk_there() { [ -n "$(window Stage)" ]; }
rm -rf "$work/other"
open_library
check "the wall is there" within 3 wall
key "$main" Return
check "its talk is given" within 5 talk_there
sleep 1
child=$(inside)
kill -KILL "$child"
another() { local now; now=$(inside); [ "$now" != "$app" ] && [ "$now" != "$child" ]; }
check "killed: another process is there" within 4 another
check "with the talk" within 4 talk_there
sleep 1
key "$(window Stage)" q Return
check "ended: the wall is there again" within 5 wall
sleep 1
timeout 10 import -window "$(wmctrl -l | grep -F ' Cuecard' | cut -d' ' -f1 | head -1)" "$work/wall.png"
check "and has its card" test "$(convert "$work/wall.png" -crop 400x250+20+100 +repage -format %k info:)" -gt 20
leave
exit "$failed"
