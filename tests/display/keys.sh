# Keys and clickers as a stage has them. Read by tests/display.sh: call `keys` where $stage (1280 × 720, on the second
# screen) and $console are windows of a running talk; it ends on slide 1 of a talk whose time runs.

shows() { # slide step: what is on the stage
    shot stage "$stage"
    slide "expect-$1-$2" "$1" "$2" 1280x720
    same stage "expect-$1-$2"
}

quick() { # keys of the window that has them, without waiting for pictures
    for each in "$@"; do xdotool key "$each"; sleep 0.1; done
    sleep 0.7
}

each_key() { # window, and what to call it
    local name
    for name in Next Right Down space n Return KP_Enter; do
        key "$1" Home "$name"
        check "$name in the $2: slide 2" shows 2 0
    done
    for name in Prior Left Up BackSpace p shift+space; do
        key "$1" 3 Return "$name"
        check "$name in the $2: back to slide 2" shows 2 0
    done
    for name in b period w comma; do
        key "$1" Home "$name"
        shot stage "$stage"
        case $name in b | period) color='#000000' ;; *) color='#FFFFFF' ;; esac
        check "$name in the $2: blank" plain stage "$color"
        key "$1" "$name"
        check "$name again: slide 1" shows 1 0
    done
}

held() { # key: down for three seconds, as a Spotlight's long press sends it
    timeout 5 xdotool windowfocus --sync "$console"
    xdotool keydown "$1"
    sleep 3
    xdotool keyup "$1"
    sleep 1
}

clicker() {
    local i
    key "$console" 4 Return
    for i in $(seq 20); do quick F5 Escape >/dev/null; done
    check "F5 and Escape in turn, twenty times: slide 4" shows 4 0
    check "and the talk goes on" kill -0 "$app"
    timeout 5 xdotool windowfocus --sync "$stage"
    for i in $(seq 20); do quick F5 Escape >/dev/null; done
    check "the same on the stage: slide 4" shows 4 0
    key "$stage" shift+F5
    check "Shift+F5 in a running talk: slide 4" shows 4 0
    key "$stage" period F5
    check ". and F5: the slide again" shows 4 0

    key "$console" Home
    held Next
    local at
    for at in $(seq 2 28); do shows "$at" 0 && break; done
    check "Next held for 3 s goes on, at most 4 steps a second: slide $at" test "$at" -gt 2 -a "$at" -le 14
    key "$console" 4 Return
    held b
    shot stage "$stage"
    check "b held for 3 s: black, once" plain stage '#000000'
    held b
    check "b held again: the slide" shows 4 0
    held F5
    check "F5 held: the slide" shows 4 0
}

mouse_and_search() {
    xdotool mousemove $((1920 + 640)) 360 click 1
    sleep 0.5
    check "a click on the stage moves nothing" shows 4 0
    xdotool key Next
    sleep 1
    check "and the next key counts" shows 5 0
    xdotool mousemove 20 1000
    key "$console" 4 Return
    key "$console" slash t e
    check "search: letters move nothing" shows 4 0
    key "$console" Next
    check "search: PageDown moves the talk" shows 5 0
    key "$console" Prior
    check "search: PageUp too" shows 4 0
    key "$console" Escape Escape
    # A key that is down already when a window comes to the front is none of its keys.
    key "$console" 4 Return
    xdotool windowfocus --sync "$(xdotool search --name '^$' 2>/dev/null | head -1)" 2>/dev/null || true
    xdotool keydown Next
    timeout 5 xdotool windowfocus --sync "$stage"
    sleep 0.2
    xdotool keyup Next
    sleep 1
}

layouts() {
    setxkbmap ru
    sleep 0.5
    # By their codes: on this layout no key has the letter.
    key "$console" 4 Return
    quick 57
    check "Russian layout, the key N: slide 5" shows 5 0
    quick 33
    check "the key P: slide 4" shows 4 0
    quick 56
    shot stage "$stage"
    check "the key B: black" plain stage '#000000'
    quick 56
    check "again: slide 4" shows 4 0
    setxkbmap us
    sleep 0.5
    local lock
    for lock in Caps_Lock Num_Lock; do
        quick "$lock" n
        check "$lock on, n: slide 5" shows 5 0
        quick Prior b
        shot stage "$stage"
        check "$lock on, b: black" plain stage '#000000'
        quick b KP_Next
        check "$lock on, PageDown of the number pad: a step or a digit, nothing else" kill -0 "$app"
        quick "$lock" Escape 4 Return
    done
    check "locks off: slide 4" shows 4 0
}

learnt() {
    key "$console" ctrl+g
    quick F5 Next b F8
    shot page "$console"
    check "the clicker's page: nothing moves" shows 4 0
    key "$console" Escape
    shot console "$console"
    check "Escape leaves it" differs page console
    key "$console" Home
}

keys() {
    echo "keys and clickers"
    xdotool mousemove 20 1000
    key "$console" t # The talk runs.
    each_key "$console" console
    each_key "$stage" stage
    clicker
    mouse_and_search
    layouts
    learnt
}
