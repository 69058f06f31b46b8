# Keys and clickers as a stage has them. Read by tests/display.sh: call `keys` where $stage (1280 × 720, on the second
# screen) and $console are windows of a running talk; it ends on slide 1 with the talk's time running.
# Slides 9 to 15 and 17 to 28 have one step each: a key that is lost or counts twice ends on another one.

on_stage() { # slide: whether the stage shows it
    shot stage "$stage"
    slide "expect-$1" "$1" 0 1280x720
    same stage "expect-$1"
}

blank() { # color
    shot stage "$stage"
    plain stage "$1"
}

quick() { # keys for the window that has them
    for each in "$@"; do xdotool key "$each"; sleep 0.15; done
    sleep 1
}

hold() { # key seconds: as the long press of a clicker sends it
    xdotool keydown "$1"
    sleep "$2"
    xdotool keyup "$1"
    sleep 1.5
}

each_key() { # window, and what to call it
    timeout 5 xdotool windowfocus --sync "$1"
    quick 9 Return Next Right Down space n Return
    check "Next, Right, Down, Space, n and Enter in the $2: slide 15" on_stage 15
    quick Prior Left Up BackSpace p shift+space
    check "Prior, Left, Up, Backspace, p and Shift+Space in the $2: slide 9" on_stage 9
    local each
    for each in b period; do quick "$each"; check "$each in the $2: black" blank '#000000'; quick "$each"; done
    for each in w comma; do quick "$each"; check "$each in the $2: white" blank '#FFFFFF'; quick "$each"; done
    check "and back: slide 9" on_stage 9
}

clicker() {
    local turns=() i at
    for i in $(seq 20); do turns+=(F5 Escape); done
    quick 1 7 Return "${turns[@]}"
    check "F5 and Escape in turn, twenty times: slide 17" on_stage 17
    check "and the talk goes on" kill -0 "$app"
    quick period F5 shift+F5
    check "black, then F5 and Shift+F5: slide 17" on_stage 17
    hold Next 2
    for at in $(seq 18 28); do on_stage "$at" && break; done
    check "Next held for 2 s: at most four steps a second, to slide $at" test "$at" -lt 27
    quick 9 Return
    hold b 2
    check "b held: black, once" blank '#000000'
    hold F5 2
    check "F5 held: slide 9" on_stage 9
}

mouse_and_search() {
    xdotool mousemove $((1920 + 640)) 360 click 1
    sleep 0.5
    check "a click on the stage moves nothing" on_stage 9
    quick Next
    check "and the next key counts: slide 10" on_stage 10
    xdotool mousemove 20 1000
    timeout 5 xdotool windowfocus --sync "$console"
    quick slash t e Next Next
    check "with a word being typed, PageDown moves the talk: slide 12" on_stage 12
    quick Prior
    check "and PageUp: slide 11" on_stage 11
    quick Escape Escape
}

elsewhere() {
    quick 9 Return
    shot before "$console"
    python3 -c 'import ctypes, time
x = ctypes.CDLL("libX11.so.6")
x.XOpenDisplay.restype = x.XDefaultRootWindow.restype = x.XCreateSimpleWindow.restype = ctypes.c_void_p
d = ctypes.c_void_p(x.XOpenDisplay(None))
root = ctypes.c_void_p(x.XDefaultRootWindow(d))
w = ctypes.c_void_p(x.XCreateSimpleWindow(d, root, 0, 900, 300, 100, 0, 0, 0))
x.XStoreName(d, w, b"Another program")
x.XMapWindow(d, w)
x.XFlush(d)
time.sleep(600)' &
    local other=$!
    started+=("$other")
    sleep 1
    timeout 5 xdotool search --name '^Another program$' windowfocus --sync
    sleep 1.5
    shot after "$console"
    for each in before after; do convert "$work/$each.png" -crop 340x60+310+10 +repage "$work/$each-line.png"; done
    check "keys that go elsewhere are told" test "$(difference "$work/before-line.png" "$work/after-line.png" | awk '{print ($1 > 0.005)}')" = 1
    xdotool keydown Next
    timeout 5 xdotool windowfocus --sync "$stage"
    sleep 0.1
    xdotool keyup Next
    sleep 1
    check "a key that was down before the stage had the keyboard is none of its keys: slide 9" on_stage 9
    kill "$other"
}

layouts() {
    setxkbmap ru
    sleep 0.5
    # By their codes: on this layout no key has the letter.
    quick 9 Return 57 57 33
    check "Russian layout, the keys N N P: slide 10" on_stage 10
    quick 56
    check "the key B: black" blank '#000000'
    quick 56
    setxkbmap us
    sleep 0.5
    local lock
    for lock in Caps_Lock Num_Lock; do
        quick 9 Return "$lock" n n p
        check "$lock on, n n p: slide 10" on_stage 10
        quick b
        check "$lock on, b: black" blank '#000000'
        quick b "$lock"
    done
}

learning() {
    quick 9 Return
    check "slide 9" on_stage 9
    quick ctrl+g F5 Next b F8
    check "the clicker's page: nothing moves" on_stage 9
    shot page "$console"
    quick Escape Next
    check "Escape leaves it: slide 10" on_stage 10
    shot console "$console"
    check "and the console is back" differs page console
    key "$console" Home
}

keys() {
    echo "keys and clickers"
    xdotool mousemove 20 1000
    key "$console" F5
    each_key "$console" console
    each_key "$stage" stage
    clicker
    mouse_and_search
    elsewhere
    layouts
    learning
}
