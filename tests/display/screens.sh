#!/usr/bin/env bash
# Plugs and unplugs screens in the middle of a talk, and proves by pictures and window lists where stage and notes are.
#   tests/display/screens.sh [PATH TO cuecard]        (or CUECARD_BIN)
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/display/rig.sh

# Nothing of the console is under the stage's window.
beside() { [ "$(place "$(window Console)" | awk '{ print $1 + $3 }')" -le "$(left "$(window Stage)")" ]; }
no_stage() { [ -z "$(window Stage)" ]; }
console_on() { # X Y WIDTH HEIGHT of a screen: the console's middle is there
    local at
    at=$(place "$(window Console)") && [ -n "$at" ] || return 1
    # shellcheck disable=SC2086
    set -- "$@" $at
    [ $(($5 + $7 / 2)) -ge "$1" ] && [ $(($5 + $7 / 2)) -lt $(($1 + $3)) ] &&
        [ $(($6 + $8 / 2)) -ge "$2" ] && [ $(($6 + $8 / 2)) -lt $(($2 + $4)) ]
}
focused() { [ "$(printf '%d' "$(window "$1")")" = "$(xdotool getactivewindow 2>/dev/null)" ]; }
lives() { [ -d "/proc/$app" ] && [ "$(awk '{print $3}' "/proc/$app/stat")" != Z ]; }

seen() { # name X Y WIDTH HEIGHT: a picture of what a screen really shows, whatever lies on top
    timeout 10 import -window root -crop "$4x$5+$2+$3" +repage "$work/$1.png"
}
stage_shows() { # the picture of a slide, X Y WIDTH HEIGHT
    local expected=$1
    shift
    seen stage-seen "$@" && same stage-seen "$expected"
}
notes_seen() { # name: the panel of notes on the laptop's screen, as it is really shown
    seen "$1" 1230 480 600 500
}
files() { find "/proc/$(inside)/fd" -maxdepth 1 2>/dev/null | wc -l; }
threads() { find "/proc/$(inside)/task" -maxdepth 1 | wc -l; }

off() { xrandr --output "$1" --off; }
plug() { # output mode position
    xrandr --output "$1" --mode "$2" --pos "$3"
}

begin() { # a talk at slide 12, whose time runs; arguments of cuecard
    present --no-captions "$@"
    await Console
    await Stage
    sleep 2
    slide expect-12 12 0 1280x720
    key "$(window Console)" t 1 2 Return
}

starts() {
    echo "M1: two screens at the start"
    local row where x y
    while read -r where x y laptop; do
        xrandr --output DUMMY0 --mode 1920x1080 --pos "$laptop" --primary --output DUMMY1 --mode 1280x720 --pos "${x}x$y"
        sleep 1
        begin
        check "projector $where: the stage fills it" stage_at "$x" "$y" 1280 720
        check "projector $where: and shows the slide" stage_shows expect-12 "$x" "$y" 1280 720
        check "projector $where: the console is on the laptop" console_on "${laptop%x*}" "${laptop#*x}" 1920 1080
        leave
    done <<-ROWS
	right 1920 0 0x0
	left 0 0 1280x0
	above 0 0 0x720
	ROWS
    screens two
    xrandr --output DUMMY1 --primary
    begin --screen DUMMY1
    check "projector primary, and named: the stage fills it" stage_at 1920 0 1280 720
    check "projector primary, and named: the console is on the laptop" console_on 0 0 1920 1080
    leave
    xrandr --output DUMMY0 --primary
    echo "M2: one screen at the start"
    screens one
    present --no-captions
    await Stage
    sleep 2
    slide full-1 1 0 1920x1080
    check "the slide, and no notes" stage_shows full-1 0 0 1920 1080
    check "and no console" test -z "$(window Console)"
    plug DUMMY1 1280x720 1920x0
    slide small-1 1 0 1280x720
    check "a projector is plugged in: it gets the stage" within 3 stage_at 1920 0 1280 720
    sleep 1.5
    check "and shows the slide" stage_shows small-1 1920 0 1280 720
    check "and the laptop gets the console" console_on 0 0 1920 1080
    leave
}

unplugged() { # words: the stage's screen has just gone
    check "$1: the stage has left within 1 s" within 1 no_stage
    check "$1: the console has the focus" within 1 focused Console
    sleep 0.7
    notes_seen notes-now
    check "$1: the notes are uncovered, at the same slide" same notes-before notes-now 0.01
}

plugging() {
    echo "M3, M4, M8, M8c: unplugged and plugged in again"
    screens two
    begin
    notes_seen notes-before
    check "the notes panel is not empty" test "$(convert "$work/notes-before.png" -format %k info:)" -gt 50
    seen header-before 0 0 1920 90
    off DUMMY1
    unplugged "unplugged"
    seen header-now 0 0 1920 90
    check "unplugged: the header says so" differs header-before header-now 0.002
    sleep 1.5
    check "unplugged: and stays so" no_stage
    local row output mode at size
    while read -r row output mode at; do
        size=${mode/x/ }
        plug "$output" "$mode" "$at"
        # shellcheck disable=SC2086
        check "$row: the stage is back within 3 s" within 3 stage_at "${at%x*}" "${at#*x}" $size
        # The slide is as wide as the screen, and stands in the middle.
        local width=${mode%x*} height=${mode#*x}
        slide "expect-12-$width" 12 0 "${width}x$((width * 9 / 16))"
        sleep 1.2
        check "$row: with its slide" stage_shows "expect-12-$width" \
            "${at%x*}" $((${at#*x} + (height - width * 9 / 16) / 2)) "$width" $((width * 9 / 16))
        check "$row: the console stays on the laptop" console_on 0 0 1920 1080
        off "$output"
        unplugged "$row, unplugged"
    done <<-ROWS
	same-output DUMMY1 1280x720 1920x0
	same-output-again DUMMY1 1280x720 1920x0
	other-size DUMMY1 1024x768 1920x0
	other-output DUMMY2 1280x720 1920x0
	ROWS
    echo "mirrored: the projector shows what the laptop shows"
    screens two
    sleep 3
    check "the stage is back" stage_at 1920 0 1280 720
    plug DUMMY1 1280x720 0x0
    sleep 3
    check "no notes while it does" test -z "$(window Console)"
    notes_seen notes-now
    check "nor are any to be seen" differs notes-before notes-now 0.01
    screens two
    check "beside again: the stage is back" within 4 stage_at 1920 0 1280 720
    sleep 1.5
    notes_seen notes-now
    check "beside again: and the notes" same notes-before notes-now 0.01
    leave
}

flapping() {
    echo "M5: a cable that flaps"
    screens two
    begin
    notes_seen notes-before
    off DUMMY1
    sleep 1.5
    plug DUMMY1 1280x720 1920x0
    sleep 3
    local files_before threads_before
    files_before=$(files)
    threads_before=$(threads)
    for _ in $(seq 20); do
        off DUMMY1
        sleep 0.1
        plug DUMMY1 1280x720 1920x0
        sleep 0.1
    done
    check "20 times: the program lives" lives
    check "20 times: the stage is back within 4 s" within 4 stage_at 1920 0 1280 720
    sleep 1.5
    check "20 times: with its slide" stage_shows expect-12 1920 0 1280 720
    notes_seen notes-now
    check "20 times: the notes are uncovered" same notes-before notes-now 0.01
    check "20 times: no file is left open ($files_before, $(files))" test "$(files)" -le $((files_before + 1))
    check "20 times: no thread is left ($threads_before, $(threads))" test "$(threads)" -le $((threads_before + 1))
    check "20 times: two windows" test "$(wmctrl -l | grep -c ' – The Power')" = 2
    echo "M6: all screens off, and on"
    xrandr --output DUMMY0 --off --output DUMMY1 --off
    sleep 2
    check "off: the program lives" lives
    screens two
    check "on: the stage is back" within 4 stage_at 1920 0 1280 720
    sleep 2
    check "on: with its slide" stage_shows expect-12 1920 0 1280 720
    check "on: the console is on the laptop" console_on 0 0 1920 1080
    notes_seen notes-now
    check "on: the notes are uncovered" same notes-before notes-now 0.01
    echo "M6: the laptop's screen off (its lid is closed), and on"
    off DUMMY0
    slide expect-12 12 0 1280x720
    sleep 3
    # xrandr has moved it to the corner.
    check "the projector alone has the slide, and no notes" stage_shows expect-12 0 0 1280 720
    screens two
    sleep 3
    check "opened: the stage is where it was" stage_at 1920 0 1280 720
    check "opened: with its slide" stage_shows expect-12 1920 0 1280 720
    check "opened: the console is on the laptop" console_on 0 0 1920 1080
    leave
}

closing() {
    echo "M11, M12: windows closed by the window manager"
    screens two
    begin
    wmctrl -i -c "$(window Stage)"
    sleep 1
    check "the stage closed: it stays, with its slide" stage_shows expect-12 1920 0 1280 720
    timeout 5 xdotool windowfocus --sync "$(window Stage)"
    xdotool key alt+F4
    sleep 1
    check "Alt F4 on the stage: the same" stage_shows expect-12 1920 0 1280 720
    wmctrl -i -c "$(window Console)"
    sleep 1
    check "the console closed: it asks, and the talk goes on" lives
    check "and the stage shows nothing of that" stage_shows expect-12 1920 0 1280 720
    key "$(window Console)" Escape
    leave
}

drag() { # from X Y in the stage's window by DX DY
    # shellcheck disable=SC2046
    set -- "$@" $(place "$(window Stage)")
    xdotool mousemove $(($5 + $1)) $(($6 + $2))
    sleep 0.3
    xdotool mousedown 1
    sleep 0.3
    for _ in 1 2 3 4 5; do
        xdotool mousemove_relative -- $(($3 / 5)) $(($4 / 5))
        sleep 0.1
    done
    xdotool mouseup 1
    sleep 0.5
}

windowed() {
    echo "the stage as a window, hidden, and on a picked screen"
    screens two
    begin
    key "$(window Console)" shift+w
    sleep 2
    check "Shift W: a window of the deck's proportion" test "$(place "$(window Stage)" | cut -d' ' -f3,4)" = "1280 720"
    shot stage-window "$(window Stage)"
    check "Shift W: with its slide" same stage-window expect-12
    local was
    was=$(place "$(window Stage)")
    # To the left: at the right its corner would be beyond the screens.
    drag 300 300 -100 0
    check "dragged: it moves" test "$(place "$(window Stage)")" != "$was"
    drag 1272 712 -200 -15
    sleep 1
    check "its corner dragged: narrower, in proportion" test "$(place "$(window Stage)" | awk '{ print ($3 < 1200 && int($3 * 9 / 16 + 0.5) == $4) }')" = 1
    key "$(window Console)" shift+w
    check "Shift W again: it fills its screen" within 3 stage_at 1920 0 1280 720
    sleep 1
    key "$(window Console)" h
    sleep 1
    check "h: nothing of the stage is to be seen" test "$(xdotool search --onlyvisible --name '^Stage – ' 2>/dev/null | wc -l)" = 0
    key "$(window Console)" h
    sleep 1
    check "h again: it is back" stage_shows expect-12 1920 0 1280 720
    slide expect-13 13 0 1280x720
    xdotool windowminimize "$(window Stage)"
    sleep 0.5
    key "$(window Console)" 1 3 Return
    sleep 1
    xdotool windowmap "$(window Stage)"
    check "the stage put away by the desktop: each press on the console counts, once" within 3 stage_shows expect-13 1920 0 1280 720
    key "$(window Console)" 1 2 Return
    check "and it is back with all keys" within 3 stage_shows expect-12 1920 0 1280 720
    plug DUMMY2 1280x720 3200x0
    sleep 2
    check "a third screen moves nothing" stage_at 1920 0 1280 720
    key "$(window Console)" shift+x
    sleep 1.5
    seen third 3200 0 1280 720
    check "Shift X: the third screen shows its number" test "$(convert "$work/third.png" -crop 420x336+430+192 -format %k info:)" -gt 10
    check "Shift X: and so does the stage" differs_now expect-12 1920 0 1280 720
    key "$(window Console)" Escape
    sleep 1
    check "Esc: the stage as before" stage_shows expect-12 1920 0 1280 720
    check "Esc: no number is left" test "$(wmctrl -l | grep -c 'Screen [0-9]')" = 0
    key "$(window Console)" shift+x 3
    check "Shift X, 3: the stage is on the third screen" within 3 stage_at 3200 0 1280 720
    sleep 1.5
    check "Shift X, 3: with its slide" stage_shows expect-12 3200 0 1280 720
    check "Shift X, 3: the console stays" console_on 0 0 1920 1080
    off DUMMY2
    check "unplugged: the stage leaves" within 1 test ! "$(place "$(window Stage)" | cut -d' ' -f1)" = 3200
    check "unplugged: it takes the other projector" within 4 stage_at 1920 0 1280 720
    off DUMMY1
    sleep 2
    key "$(window Console)" shift+w
    sleep 2
    check "one screen, Shift W: the stage is a window of the deck's proportion" test "$(place "$(window Stage)" | awk '{ print ($3 > 600 && int($3 * 9 / 16 + 0.5) == $4) }')" = 1
    check "one screen, Shift W: beside the console" beside
    check "one screen, Shift W: the console is there" test -n "$(window Console)"
    leave
}
differs_now() { ! stage_shows "$@"; }

rehearse() { # arguments of cuecard: a rehearsal with the projector plugged in
    "$bin" rehearse "$deck" --no-captions "$@" >"$work/app.out" 2>&1 &
    app=$!
    started+=("$app")
    await Console
    sleep 2
}
audience_sees() { # name of a picture of the projector before
    seen audience 1920 0 1280 720
    same audience "$1" 0.001
}
unseen() {
    echo "a rehearsal at a desk with a projector plugged in"
    screens two
    sleep 1
    seen bare 1920 0 1280 720
    slide expect-1 1 0 1280x720
    slide expect-2 2 0 1280x720
    rehearse
    check "nothing is shown to the room" audience_sees bare
    check "and the console is on the laptop" console_on 0 0 1920 1080
    key "$(window Console)" space Right
    check "nor when it begins and goes on" audience_sees bare
    kill -9 "$(inside)"
    sleep 1
    await Console
    sleep 3
    check "nor when it breaks off and goes on by itself" audience_sees bare
    key "$(window Console)" x
    check "x changes nothing" console_on 0 0 1920 1080
    key "$(window Console)" h
    check "h: it is on the projector" within 3 stage_at 1920 0 1280 720
    check "h: at the same slide" within 3 stage_shows expect-2 1920 0 1280 720
    check "h: the console stays" console_on 0 0 1920 1080
    off DUMMY1
    check "unplugged: the rehearsal goes on" within 2 no_stage
    plug DUMMY1 1280x720 1920x0
    check "plugged in again: it is back, as it was shown" within 4 stage_shows expect-2 1920 0 1280 720
    kill -9 "$(inside)"
    sleep 1
    check "broken off: it goes on where it was shown" within 8 stage_shows expect-2 1920 0 1280 720
    key "$(window Console)" h
    check "h again: nothing is shown to the room" within 3 no_stage
    sleep 0.5
    check "h again: the projector is as it was" audience_sees bare
    off DUMMY1
    sleep 2
    check "unplugged: the console stays a window" console_on 0 0 1920 1080
    plug DUMMY1 1280x720 1920x0
    sleep 3
    check "plugged in: still nothing is shown" audience_sees bare
    key "$(window Console)" shift+x 2
    check "a screen that is picked shows it" within 4 stage_shows expect-2 1920 0 1280 720
    leave
    rehearse --screen DUMMY1
    check "a screen that is named shows it from the beginning" within 3 stage_shows expect-1 1920 0 1280 720
    leave
    mkdir -p "$XDG_CONFIG_HOME/cuecard"
    printf 'version = 1\n[stage]\nshow_rehearsals = true\n' >"$XDG_CONFIG_HOME/cuecard/settings.toml"
    rehearse
    check "and so do the settings, if they say so" within 3 stage_shows expect-1 1920 0 1280 720
    leave
    rm "$XDG_CONFIG_HOME/cuecard/settings.toml"
}

unready() {
    echo "a deck that cannot be opened"
    screens two
    sleep 1
    seen bare 1920 0 1280 720
    mkdir -p "$work/torn"
    cp -r "$deck/." "$work/torn"
    printf '[deck\n' >"$work/torn/deck.toml"
    "$bin" "$work/torn" --now --no-captions >"$work/app.out" 2>&1 &
    app=$!
    started+=("$app")
    sleep 4
    check "the speaker is told" test -n "$(wmctrl -l | grep Cuecard)"
    check "and it takes no screen" audience_sees bare
    cp "$deck/deck.toml" "$work/torn/deck.toml"
    slide expect-1 1 0 1280x720
    check "saved whole, it is on the projector" within 8 stage_shows expect-1 1920 0 1280 720
    leave
}

# What there is without libXrandr: no news of screens, but a talk all the same.
without_library() {
    echo "M8c: without libXrandr"
    screens two
    mkdir -p "$work/none"
    : >"$work/none/libXrandr.so.2"
    : >"$work/none/libXrandr.so"
    LD_LIBRARY_PATH=$work/none begin
    check "the stage is where it should be" stage_at 1920 0 1280 720
    off DUMMY1
    sleep 2
    check "unplugged: the program lives, and hears nothing of it" test -n "$(window Stage)"
    plug DUMMY1 1280x720 1920x0
    sleep 1
    check "plugged in: the program lives" lives
    leave
}

# Pictures stand one to one on the screen, whatever the scale, and after the projector changed its mind.
exact() { # X Y WIDTH HEIGHT of the slide on the stage: no pixel differs from an export of that size
    slide "exact-$3" 12 0 "$3x$4"
    shot stage-exact "$(window Stage)"
    convert "$work/stage-exact.png" -crop "$3x$4+$1+$2" +repage "$work/slide-exact.png"
    same slide-exact "exact-$3" 0.00001
}
scales() {
    local scale
    screens two
    for scale in 1.5 2; do
        echo "M9: scale $scale"
        WINIT_X11_SCALE_FACTOR=$scale begin
        check "the stage fills its screen" within 3 stage_at 1920 0 1280 720
        check "pixel for pixel" within 3 exact 0 0 1280 720
        [ "$scale" = 1.5 ] && leave
    done
    echo "M10: another resolution in the talk"
    xrandr --output DUMMY1 --mode 1024x768
    check "the stage fills it" within 3 stage_at 1920 0 1024 768
    check "pixel for pixel" within 3 exact 0 96 1024 576
    leave
}

for rows in ${CUECARD_ROWS:-starts plugging flapping closing windowed unseen unready scales without_library}; do $rows; done
[ "$failed" = 0 ] && echo "screens: all as it should be"
exit "$failed"
