#!/usr/bin/env bash
# Gives a talk on two real X screens and on one, and proves by pictures what each window shows.
#   tests/display.sh [PATH TO cuecard]        (or CUECARD_BIN)
# Starts an X server with two dummy outputs of its own; nothing of the screen you sit at is touched.
set -euo pipefail
cd "$(dirname "$0")/.."

bin=${1:-${CUECARD_BIN:-target/release/cuecard}}
deck=decks/the-power-of-the-group
display=${CUECARD_DISPLAY:-:93}
[ -x "$bin" ] || { echo "display: no program at $bin" >&2; exit 2; }
bin=$(realpath "$bin")
work=$(mktemp -d)
# Nobody's own settings are read or changed.
export XDG_CONFIG_HOME=$work/config
started=()
failed=0

finish() {
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    [ "$failed" = 0 ] && rm -rf "$work" || echo "display: pictures are in $work"
}
trap finish EXIT

need() {
    local missing=()
    for tool in Xorg openbox xrandr xdotool wmctrl import compare python3; do
        command -v "$tool" >/dev/null || missing+=("$tool")
    done
    python3 -c 'import ctypes; ctypes.CDLL("libXtst.so.6"); ctypes.CDLL("libxkbcommon-x11.so.0")' 2>/dev/null || missing+=(libraries)
    [ ${#missing[@]} = 0 ] && return
    echo "display: installing for ${missing[*]}"
    apt-get update -qq >/dev/null 2>&1 || true # An old list may still do; the next line says if not.
    apt-get install -y --no-install-recommends xserver-xorg-core xserver-xorg-video-dummy openbox x11-xserver-utils \
        xdotool wmctrl imagemagick libgl1-mesa-dri libegl1 libxkbcommon-x11-0 libxcursor1 libxi6 libxrandr2 libxtst6 \
        python3 >"$work/apt.log" 2>&1 || { cat "$work/apt.log" >&2; echo "display: cannot install ${missing[*]}" >&2; exit 2; }
}

screens() { # two | one
    xrandr --output DUMMY0 --mode 1920x1080 --pos 0x0 --primary
    if [ "$1" = two ]; then
        xrandr --output DUMMY1 --mode 1280x720 --pos 1920x0
    else
        xrandr --output DUMMY1 --off
    fi
    sleep 1
}

server() {
    Xorg "$display" -config "$PWD/tests/display/xorg-dummy.conf" -noreset -nolisten tcp +extension GLX +extension RANDR \
        -logfile "$work/xorg.log" >"$work/xorg.out" 2>&1 &
    started+=($!)
    export DISPLAY=$display LIBGL_ALWAYS_SOFTWARE=1
    unset WAYLAND_DISPLAY
    for _ in $(seq 50); do xrandr >/dev/null 2>&1 && break; sleep 0.2; done
    xrandr --addmode DUMMY1 1280x720 || { cat "$work/xorg.out" >&2; echo "display: no X server" >&2; exit 2; }
    openbox >"$work/openbox.out" 2>&1 &
    started+=($!)
    screens two
}

check() { # words, then a command that must succeed
    local words=$1
    shift
    if "$@"; then echo "  ok    $words"; else echo "  WRONG $words"; failed=1; fi
}

window() { wmctrl -l | grep -F "$1 – " | cut -d' ' -f1 | head -1; }

await() { # the beginning of a window's title
    for _ in $(seq 100); do [ -n "$(window "$1")" ] && return; sleep 0.1; done
    echo "display: no window called $1" >&2
    cat "$work/app.out" >&2
    exit 1
}

present() { # arguments of cuecard
    since=$(date +%s.%N)
    RUST_BACKTRACE=1 "$bin" "$deck" "$@" >"$work/app.out" 2>&1 &
    app=$!
    started+=("$app")
}

leave() {
    kill "$app" 2>/dev/null || true
    wait "$app" 2>/dev/null || true
}

slide() { # name slide step size: the picture that the stage should show
    [ -f "$work/$1.png" ] || "$bin" export "$deck" "$work/$1.png" --slide "$2" --step "$3" --size "$4" >/dev/null
}

difference() { # mean difference of two pictures, 0 to 1
    compare -metric MAE "$1" "$2" null: 2>&1 | sed 's/.*(\(.*\))/\1/'
}

shot() { # name window
    timeout 10 import -window "$2" "$work/$1.png" && return
    echo "display: the window is gone; the program said:" >&2
    cat "$work/app.out" >&2
    exit 1
}

same() { # names, and the mean difference that is still the same picture
    awk -v a="$(difference "$work/$1.png" "$work/$2.png")" -v most="${3:-0.004}" 'BEGIN { exit !(a != "" && a < most) }'
}
differs() { ! same "$1" "$2"; }

plain() { # name color
    convert "$work/$1.png" -alpha off -fill "$2" +opaque "$2" "$work/$1-plain.png"
    same "$1" "$1-plain"
}

left() { xdotool getwindowgeometry --shell "$1" | sed -n 's/^X=//p'; }

key() { # window keys…
    timeout 5 xdotool windowfocus --sync "$1" || true
    shift
    for each in "$@"; do timeout 5 xdotool key "$each"; sleep 0.3; done
    sleep 0.7
}

two_screens() {
    echo "two screens"
    slide expect-1 1 0 1280x720
    local color
    color=$(convert "$work/expect-1.png" -format '%[hex:u.p{640,4}]' info: | cut -c1-6)
    present --no-captions
    start=$(python3 tests/display/latency.py --until $((1920 + 640)) 4 "$color" --since "$since")
    await Console
    await Stage
    sleep 1.5
    stage=$(window Stage)
    console=$(window Console)
    check "the stage fills the second screen" test "$(xdotool getwindowgeometry --shell "$stage" | grep -cE 'X=1920|WIDTH=1280|HEIGHT=720')" = 3
    check "the console is on the first" test "$(xdotool getwindowgeometry --shell "$console" | sed -n 's/^X=//p')" -lt 1920
    shot stage "$stage"
    check "the stage shows slide 1" same stage expect-1

    local at
    for at in 2 3 4; do
        [ $((at % 2)) = 0 ] && key "$console" Next || key "$stage" Right
    done
    shot console-4 "$console"
    shot stage "$stage"
    slide expect-4 4 0 1280x720
    check "keys on either window move the stage: slide 4" same stage expect-4
    key "$stage" 1 2 Return
    shot stage "$stage"
    slide expect-12 12 0 1280x720
    check "1 2 Enter: slide 12" same stage expect-12
    shot console-12 "$console"
    for at in 4 12; do convert "$work/console-$at.png" -crop 600x500+1260+420 +repage "$work/notes-$at.png"; done
    check "the console's notes follow" differs notes-4 notes-12
    check "the notes panel is not empty" test "$(convert "$work/notes-12.png" -format %k info:)" -gt 50
    check "the stage is no console" differs stage console-12
    key "$stage" b
    shot stage "$stage"
    check "b: black" plain stage '#000000'
    key "$console" F5
    shot stage "$stage"
    check "F5: back to slide 12" same stage expect-12
    key "$console" w
    shot stage "$stage"
    check "w: white" plain stage '#FFFFFF'
    key "$console" Escape
    key "$console" f Next
    shot stage "$stage"
    check "f: the stage stands still while the speaker goes on" same stage expect-12
    key "$stage" f
    shot stage "$stage"
    slide expect-13 13 0 1280x720
    check "f again: the stage follows" same stage expect-13
    key "$console" c
    shot stage "$stage"
    slide small-13 13 0 1050x590
    convert "$work/stage.png" -crop 1049x590+115+0 +repage -resize '1050x590!' "$work/inner.png"
    # Scaled by a pixel for the comparison, which blurs its letters.
    check "c: the slide stands over a caption" same inner small-13 0.02
    convert "$work/stage.png" -crop 1280x130+0+590 +repage "$work/band.png"
    check "c: there are words in the band" test "$(convert "$work/band.png" -format %k info:)" -gt 20
    key "$stage" c
    shot stage "$stage"
    check "c again: the whole slide" same stage expect-13
    key "$stage" Home question
    shot stage "$stage"
    check "help is the speaker's alone" same stage expect-1
    key "$stage" Escape q
    shot stage "$stage"
    check "the quit question is the speaker's alone" same stage expect-1
    key "$stage" Escape
    shot console-1 "$console"
    key "$stage" o m u n b y
    shot stage "$stage"
    shot overview "$console"
    check "o: the overview is the speaker's alone, letters are words" same stage expect-1
    check "and it is in the console" differs overview console-1
    key "$console" Return
    shot stage "$stage"
    slide expect-8 8 0 1280x720
    check "Enter: the slide whose notes have the word" same stage expect-8
    key "$console" alt+Left
    shot stage "$stage"
    check "Alt Left: back" same stage expect-1
    key "$console" o 4 Return
    key "$console" o 8 Return
    shot stage "$stage"
    check "again and again: o 8 Enter" same stage expect-8
    key "$console" Home
    key "$console" x
    sleep 1.5
    check "x: stage and console change places" test "$(left "$stage") $(left "$console")" = "0 1920"
    key "$console" x
    sleep 1.5
    check "x again: as before" test "$(left "$stage")" = 1920
    key "$console" F11
    sleep 1.5
    check "F11: the stage is a window on its own screen" test "$(left "$stage")" -gt 1920
    key "$console" F11
    sleep 1.5
    check "F11 again: it fills that screen" test "$(left "$stage")" = 1920
    wmctrl -i -c "$stage"
    sleep 1
    check "closing the stage ends no talk" kill -0 "$app"
    check "and the stage stays" test -n "$(window Stage)"
    wmctrl -i -c "$console"
    sleep 1
    check "closing the console asks first" kill -0 "$app"
    key "$console" Escape
}

figures() {
    echo "figures"
    echo "  start to first slide on the stage: $start s"
    timeout 5 xdotool windowfocus --sync "$stage"
    echo "  key on the stage to new pixels, median and 95th ms: $(python3 tests/display/latency.py b $((1920 + 560)) 360 50)"
    timeout 5 xdotool windowfocus --sync "$console"
    echo "  key on the console to new pixels on the stage: $(python3 tests/display/latency.py b $((1920 + 560)) 360 50)"
    key "$console" Home
    timeout 5 xdotool windowfocus --sync "$stage"
    echo "  Next and Previous on the stage: $(python3 tests/display/latency.py Right,Left $((1920 + 130)) 120 50)"
    sleep 3
    local before after
    before=$(awk '{print $14 + $15}' "/proc/$app/stat")
    sleep 10
    after=$(awk '{print $14 + $15}' "/proc/$app/stat")
    echo "  processor at rest over 10 s: $((after - before)) hundredths of a second (the console's clock runs)"
    check "nearly nothing is done at rest" test $((after - before)) -lt "${CUECARD_REST_LIMIT:-60}"
    echo "  memory: $(($(awk '/VmRSS/ {print $2}' "/proc/$app/status") / 1024)) MiB"
}

one_screen() {
    echo "one screen"
    screens one
    present --no-captions
    await Stage
    sleep 2
    stage=$(window Stage)
    check "there is one window only" test "$(wmctrl -l | grep -c ' – The Power')" = 1
    slide full-1 1 0 1920x1080
    shot one "$stage"
    check "it shows slide 1 on the whole screen" same one full-1
    key "$stage" Next
    slide full-2 2 0 1920x1080
    shot one "$stage"
    check "Next: slide 2" same one full-2
    key "$stage" s
    shot one "$stage"
    check "s: the console" differs one full-2
    check "s: and its title says so" test -n "$(window Console)"
    key "$stage" s
    shot one "$stage"
    check "s again: the slide" same one full-2
    key "$stage" slash m u n b y
    shot one "$stage"
    check "/: the overview, and the window is still the stage" test -n "$(window Stage)"
    check "/: it covers the slide" differs one full-2
    key "$stage" Return
    shot one "$stage"
    slide full-8 8 0 1920x1080
    check "Enter: the slide that was found" same one full-8
    key "$stage" alt+Left
    key "$stage" question
    shot one "$stage"
    check "help comes when asked for" differs one full-2
    key "$stage" Escape
    key "$stage" q Return
    sleep 1
    check "q, Enter: the talk ends" test ! -d "/proc/$app" -o "$(awk '{print $3}' "/proc/$app/stat" 2>/dev/null)" = Z
}

. tests/display/eye.sh
need
server
two_screens
eye
figures
leave
ink_kept
one_screen
leave
[ "$failed" = 0 ] && echo "display: all as it should be"
exit "$failed"
