#!/usr/bin/env bash
# Plugs and unplugs screens on Wayland: a sway of its own inside the X server of the other checks.
#   tests/display/wayland.sh [PATH TO cuecard]        (or CUECARD_BIN)
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/display/rig.sh

need_sway() {
    local missing=()
    for tool in sway swaymsg grim wtype jq xhost setpriv; do
        command -v "$tool" >/dev/null || missing+=("$tool")
    done
    ldconfig -p | grep 'libwayland-egl\.so\.1' >/dev/null || missing+=(libwayland-egl)
    [ ${#missing[@]} = 0 ] && return
    echo "wayland: installing for ${missing[*]}"
    apt-get update -qq >/dev/null 2>&1 || true # An old list may still do; the next line says if not.
    apt-get install -y --no-install-recommends sway grim wtype jq x11-xserver-utils util-linux libwayland-client0 \
        libwayland-cursor0 libwayland-egl1 >"$work/apt.log" 2>&1 ||
        { cat "$work/apt.log" >&2; echo "wayland: cannot install ${missing[*]}" >&2; exit 2; }
}

start_sway() { # it refuses to run as root
    run=$work/run
    mkdir -m 700 "$run"
    chmod 755 "$work"
    cat >"$run/config" <<-CONFIG
	xwayland disable
	default_border none
	focus_follows_mouse no
	output * bg #336699 solid_color
	output X11-3 mode --custom 1280x720
	workspace 1 output X11-1
	workspace 2 output X11-2
	CONFIG
    chown -R 65534:65534 "$run"
    xhost +local: >/dev/null
    setpriv --reuid=65534 --regid=65534 --clear-groups env XDG_RUNTIME_DIR="$run" HOME="$run" WLR_BACKENDS=x11 \
        WLR_X11_OUTPUTS=2 WLR_RENDERER=pixman sway -c "$run/config" >"$work/sway.out" 2>&1 &
    started+=($!)
    for _ in $(seq 50); do
        SWAYSOCK=$(find "$run" -name 'sway-ipc.*.sock' | head -1)
        [ -n "$SWAYSOCK" ] && [ -S "$run/wayland-1" ] && break
        sleep 0.2
    done
    [ -n "$SWAYSOCK" ] || { cat "$work/sway.out" >&2; echo "wayland: sway does not start" >&2; exit 2; }
    export SWAYSOCK XDG_RUNTIME_DIR=$run
    sleep 1
}

node() { # the beginning of a window's title: its output, visibility, full screen
    swaymsg -t get_tree -r | jq -r --arg name "$1" '
        .nodes[] | .name as $output | recurse(.nodes[]) | select((.name // "") | startswith($name + " – "))
        | "\($output) \(.visible) \(.fullscreen_mode)"'
}
is() { [ "$(node "$1")" = "$2" ]; }
gone() { [ -z "$(node "$1")" ]; }
lives() { [ -d "/proc/$app" ] && [ "$(awk '{print $3}' "/proc/$app/stat")" != Z ]; }

begin() {
    screens two
    start_sway
    swaymsg -- output X11-1 mode --custom 1600x900 >/dev/null
    swaymsg -- output X11-2 mode --custom 1280x720 >/dev/null
    swaymsg focus output X11-1 >/dev/null
    env -u DISPLAY WAYLAND_DISPLAY=wayland-1 RUST_BACKTRACE=1 "$bin" "$deck" --no-captions --slide 12 >"$work/app.out" 2>&1 &
    app=$!
    started+=("$app")
    within 20 is Stage "X11-2 true 1" || { cat "$work/app.out" >&2; node Stage >&2; echo "wayland: no stage" >&2; exit 1; }
    sleep 2
}

end() {
    # Before its display goes: a talk that broke off would be asked about the next time.
    leave
    stop_server
    rm -rf "$run"
    unset SWAYSOCK XDG_RUNTIME_DIR
    server
}

shows() { # output slide: the output shows it
    local size=
    WAYLAND_DISPLAY=wayland-1 grim -o "$1" "$work/seen.png" && size=$(identify -format %wx%h "$work/seen.png")
    slide "slide-$2-$size" "$2" 0 "$size"
    same seen "slide-$2-$size"
}
console_seen() { # name: all of the console but its clocks
    WAYLAND_DISPLAY=wayland-1 grim -o X11-1 "$work/whole.png" && convert "$work/whole.png" -crop 600x450+1000+420 +repage "$work/$1.png"
}

press() { # key, to the window that has sway's focus
    WAYLAND_DISPLAY=wayland-1 wtype -k "$1"
    sleep 1
}

plugging() {
    echo "wayland, M1, M3, M4: unplugged and plugged in again"
    begin
    check "the stage fills the second screen" shows X11-2 12
    check "the console is on the first" is Console "X11-1 true 0"
    console_seen before
    check "and has its notes" test "$(convert "$work/before.png" -format %k info:)" -gt 50
    wmctrl -c 'wlroots - X11-2'
    check "unplugged: the stage has left within 1 s" within 1 gone Stage
    check "unplugged: the console is seen" is Console "X11-1 true 0"
    sleep 0.5
    console_seen now
    check "unplugged: and its notes" same before now 0.01
    swaymsg create_output >/dev/null
    check "plugged in: the stage is back within 3 s" within 3 is Stage "X11-3 true 1"
    sleep 1.5
    check "plugged in: with its slide" shows X11-3 12
    check "plugged in: the console stays" is Console "X11-1 true 0"
    echo "wayland, M8b: unplugged while the stage lies over the console"
    swaymsg '[title="^Stage"] move to workspace 1, fullscreen enable' >/dev/null
    sleep 1
    check "it does" is Stage "X11-1 true 1"
    wmctrl -c 'wlroots - X11-3'
    check "the stage has left within 1 s" within 1 gone Stage
    check "the console is seen" within 1 is Console "X11-1 true 0"
    check "the program lives" lives
    end
}

hidden() {
    echo "wayland, M14: nobody sees the console"
    begin
    swaymsg '[title="^Console"] move to workspace 9' >/dev/null
    sleep 0.5
    check "it is hidden" test "$(node Console | cut -d' ' -f2)" = false
    swaymsg '[title="^Stage"] focus' >/dev/null
    press Next
    check "Next on the stage: slide 13" shows X11-2 13
    echo "wayland: nobody sees the stage"
    swaymsg '[title="^Console"] move to workspace 1; workspace 1' >/dev/null
    swaymsg 'focus output X11-2; workspace 8; [title="^Console"] focus' >/dev/null
    sleep 0.5
    check "it is hidden" test "$(node Stage | cut -d' ' -f2)" = false
    press Next
    swaymsg 'focus output X11-2; workspace 2' >/dev/null
    sleep 1
    check "Next on the console: slide 14, once the stage is seen again" shows X11-2 14
    end
}

another() { local now; now=$(inside); [ "$now" != "$app" ] && [ "$now" != "$1" ]; }

killed() {
    echo "wayland, P1, P9: the process with the windows is killed, or hangs"
    begin
    swaymsg '[title="^Console"] focus' >/dev/null
    press Next
    check "Next: slide 13" shows X11-2 13
    # What is written down of a talk is at most a second behind.
    sleep 1
    local child number patience
    for number in KILL SEGV STOP; do
        child=$(inside)
        while kill -"$number" "$child" 2>/dev/null && [ "$number" = SEGV ]; do sleep 0.01; done
        # What is stopped is told from what is slow after five seconds.
        patience=3
        [ "$number" = STOP ] && patience=9
        check "SIG$number: another is there within $patience s" within "$patience" another "$child"
        check "SIG$number: with the stage on its screen" within 3 is Stage "X11-2 true 1"
        check "SIG$number: and the console on the other" within 3 is Console "X11-1 true 0"
        check "SIG$number: with the same slide" within 3 shows X11-2 13
        sleep 1
    done
    echo "wayland: a talk that nobody sees does not hang"
    child=$(inside)
    swaymsg '[title="^Console"] move to workspace 9; [title="^Stage"] move to workspace 8' >/dev/null
    sleep 9
    check "it is still the same" test "$(inside)" = "$child"
    end
}

need_sway
for rows in ${CUECARD_ROWS:-plugging hidden killed}; do $rows; done
[ "$failed" = 0 ] && echo "wayland: all as it should be"
exit "$failed"
