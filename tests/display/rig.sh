# Sourced by the display checks: an X server of its own with dummy outputs, the program in it, pictures of its windows.
# DUMMY0 is the laptop's screen (1920x1080); DUMMY1 and DUMMY2 are what can be plugged in.

bin=${1:-${CUECARD_BIN:-target/release/cuecard}}
deck=decks/the-power-of-the-group
[ -x "$bin" ] || { echo "display: no program at $bin" >&2; exit 2; }
bin=$(realpath "$bin")
work=$(mktemp -d)
# Nobody's own settings are read or changed, and nobody's talks recorded.
export XDG_CONFIG_HOME=$work/config XDG_STATE_HOME=$work/state
cp -r "$deck" "$work/deck"
# Takes of whoever gave the talk here are none of the checks'.
rm -rf "$work/deck/takes"
# The checks count presses: from slide 9 on each of its slides has one step, but for the 16th.
awk '/^\[\[slide\]\]/ { at++ } at < 9 || at == 16 || !(/^(reveal|replace) *=/ || /^ *step = / || /^\[step\]$/)' "$deck/deck.toml" >"$work/deck/deck.toml"
deck=$work/deck
started=()
failed=0

stop_server() {
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    started=()
}

finish() {
    local ended=$?
    stop_server
    # A script that breaks off in the middle has failed, too.
    [ "$ended" = 0 ] && rm -rf "$work" || echo "display: ${0##*/} ended with $ended; pictures are in $work"
}
trap finish EXIT

need() {
    local missing=()
    for tool in Xorg openbox xrandr xdotool wmctrl import compare python3; do
        command -v "$tool" >/dev/null || missing+=("$tool")
    done
    python3 -c 'import ctypes; ctypes.CDLL("libXtst.so.6"); ctypes.CDLL("libXdamage.so.1"); ctypes.CDLL("libxkbcommon-x11.so.0")' 2>/dev/null || missing+=(libraries)
    [ ${#missing[@]} = 0 ] && return
    echo "display: installing for ${missing[*]}"
    apt-get update -qq >/dev/null 2>&1 || true # An old list may still do; the next line says if not.
    apt-get install -y --no-install-recommends xserver-xorg-core xserver-xorg-video-dummy openbox x11-xserver-utils \
        xdotool wmctrl imagemagick libgl1-mesa-dri libegl1 libxkbcommon-x11-0 libxcursor1 libxdamage1 libxi6 libxrandr2 libxtst6 \
        python3 >"$work/apt.log" 2>&1 || { cat "$work/apt.log" >&2; echo "display: cannot install ${missing[*]}" >&2; exit 2; }
}

screens() { # two | one
    xrandr --output DUMMY0 --mode 1920x1080 --pos 0x0 --primary --output DUMMY2 --off
    if [ "$1" = two ]; then
        xrandr --output DUMMY1 --mode 1280x720 --pos 1920x0
    else
        xrandr --output DUMMY1 --off
    fi
    sleep 1
}

server() {
    # The first display that is free, since two checks on one would spoil each other; or the one that is asked for. Not :0, by
    # which parts of a desktop know their first user's.
    local display
    for display in ${CUECARD_DISPLAY:-$(seq -f ':%.0f' 93 140)}; do
        server_at "$display" && break
    done
    [ -s "$work/xorg.number" ] || { cat "$work/xorg.out" >&2; echo "display: no X server" >&2; exit 2; }
    export DISPLAY=$display LIBGL_ALWAYS_SOFTWARE=1
    unset WAYLAND_DISPLAY
    xrandr --addmode DUMMY1 1280x720 && xrandr --addmode DUMMY1 1024x768 && xrandr --addmode DUMMY2 1280x720 ||
        { cat "$work/xorg.out" >&2; echo "display: no X server" >&2; exit 2; }
    openbox >"$work/openbox.out" 2>&1 &
    started+=($!)
    screens two
}

server_at() { # display: a server of our own stands there
    # What the server before has said is not this one's word.
    rm -f "$work/xorg.number"
    Xorg "$1" -displayfd 3 -config "$PWD/tests/display/xorg-dummy.conf" -noreset -nolisten tcp +extension GLX +extension RANDR \
        -logfile "$work/xorg.log" 3>"$work/xorg.number" >"$work/xorg.out" 2>&1 &
    local xorg=$!
    started+=("$xorg")
    # It says its number when it is ready, and ends where the display is another's.
    for _ in $(seq 200); do
        [ -s "$work/xorg.number" ] && return
        kill -0 "$xorg" 2>/dev/null || return 1
        sleep 0.1
    done
    return 1
}

check() { # words, then a command that must succeed
    local words=$1
    shift
    if "$@"; then echo "  ok    $words"; else echo "  WRONG $words"; failed=1; fi
}

figure() { # words, then arguments of latency.py
    local words=$1 took
    shift
    if took=$(python3 tests/display/latency.py "$@"); then echo "  $words: $took"; else echo "  WRONG $words: nothing was painted"; failed=1; fi
}

window() { wmctrl -l 2>/dev/null | grep -F "$1 – " | cut -d' ' -f1 | head -1; }

await() { # the beginning of a window's title
    for _ in $(seq 100); do [ -n "$(window "$1")" ] && return; sleep 0.1; done
    echo "display: no window called $1" >&2
    cat "$work/app.out" >&2
    exit 1
}

present() { # arguments of cuecard; with an empty $waits the talk waits for its start
    since=$(date +%s.%N)
    RUST_BACKTRACE=1 "$bin" "$deck" ${waits---now} "$@" >"$work/app.out" 2>&1 &
    app=$!
    started+=("$app")
}

inside() { # the process with the windows: the program that was started only watches it
    local child
    child=$(cat "/proc/$app"/task/*/children 2>/dev/null | awk '{print $1; exit}')
    echo "${child:-$app}"
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

within() { # seconds, then a command that must come true by then
    local end
    end=$(($(date +%s%N) + $(awk -v s="$1" 'BEGIN { printf "%.0f", s * 1e9 }')))
    shift
    until "$@"; do
        [ "$(date +%s%N)" -lt "$end" ] || return 1
        sleep 0.05
    done
}

place() { # window: X Y WIDTH HEIGHT of its inside
    xdotool getwindowgeometry --shell "$1" 2>/dev/null | awk -F= '/^(X|Y|WIDTH|HEIGHT)=/ { printf "%s%s", s, $2; s = " " }'
}
stage_at() { local id; id=$(window Stage); [ -n "$id" ] && [ "$(place "$id")" = "$*" ]; }

need
server
