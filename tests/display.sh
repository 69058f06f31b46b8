#!/usr/bin/env bash
# Gives a talk on two real X screens and on one, and proves by pictures what each window shows.
#   tests/display.sh [PATH TO cuecard]        (or CUECARD_BIN)
# tests/display/screens.sh and wayland.sh, called at the end, plug and unplug screens; clock.sh sets the clock; prompter.sh
# changes captions and rolls the teleprompter; live.sh sends captions; rehearsal.sh rehearses whole decks; first_time.sh
# plays newcomers.
# Starts an X server with two dummy outputs of its own; nothing of the screen you sit at is touched.
set -euo pipefail
cd "$(dirname "$0")/.."

. tests/display/rig.sh
. tests/display/ending.sh
. tests/display/eye.sh
. tests/display/check.sh
. tests/display/keys.sh
. tests/display/motion.sh
. tests/display/pages.sh
. tests/display/talking.sh

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
    check "the stage fills the second screen" within 5 stage_at 1920 0 1280 720
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
    check "F11 in the console: the stage keeps its screen" stage_at 1920 0 1280 720
    check "and the console has all of its own" within 5 test "$(place "$console")" = "0 0 1920 1080"
    key "$console" F11
    sleep 1.5
    key "$stage" F11
    sleep 1.5
    check "F11 on the stage: it is a window on its own screen" test "$(left "$stage")" -gt 1920
    key "$stage" F11
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
    figure "key on the stage to new pixels, median and 95th ms" b $((1920 + 560)) 360 50
    timeout 5 xdotool windowfocus --sync "$console"
    figure "key on the console to new pixels on the stage" b $((1920 + 560)) 360 50
    key "$console" Home
    timeout 5 xdotool windowfocus --sync "$stage"
    figure "Next and Previous on the stage" Right,Left $((1920 + 130)) 120 50
    sleep 3
    local before after
    before=$(awk '{print $14 + $15}' "/proc/$(inside)/stat")
    sleep 10
    after=$(awk '{print $14 + $15}' "/proc/$(inside)/stat")
    echo "  processor at rest over 10 s: $((after - before)) hundredths of a second (the console's clock runs)"
    check "nearly nothing is done at rest" test $((after - before)) -lt "${CUECARD_REST_LIMIT:-60}"
    echo "  memory: $(($(awk '/VmRSS/ {print $2}' "/proc/$(inside)/status") / 1024)) MiB"
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
    check "s: a question before the notes" differs one full-2
    check "s: and the window is still the stage" test -n "$(window Stage)"
    key "$stage" Return
    shot one "$stage"
    check "Enter: the console" differs one full-2
    check "Enter: and its title says so" test -n "$(window Console)"
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
    check "q, Enter: the closing slide stays" kill -0 "$app"
    key "$stage" q Return
    sleep 1
    check "q, Enter again: the talk leaves the stage" test ! -d "/proc/$app" -o "$(awk '{print $3}' "/proc/$app/stat" 2>/dev/null)" = Z
}

rehearsal() {
    echo "a rehearsal on one screen"
    cp -r "$deck" "$work/rehearsed"
    rm -rf "$work/rehearsed/takes"
    "$bin" rehearse "$work/rehearsed" --no-captions >"$work/app.out" 2>&1 &
    app=$!
    started+=("$app")
    await Console
    sleep 2
    console=$(window Console)
    check "nothing is recorded before it begins" test ! -e "$work/rehearsed/takes"
    key "$console" Next Next
    sleep 2
    check "a take is written as it happens" grep -q '"e":"beat"' "$work/rehearsed/takes/"*.jsonl
    key "$console" q Return
    sleep 1
    check "and ends with the rehearsal" grep -q '"e":"end"' "$work/rehearsed/takes/"*.jsonl
}

two_screens
eye
keys
figures
leave
ink_kept
talking
ending
motion
stage_check
one_screen
leave
pages
without_letters
rehearsal
leave
stop_server
for part in screens live wayland clock prompter rehearsal first_time library; do
    "tests/display/$part.sh" "$bin" || { echo "  WRONG $part.sh"; failed=1; }
done
[ "$failed" = 0 ] && echo "display: all as it should be"
exit "$failed"
