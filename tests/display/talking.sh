# How a talk begins, where links and numbers lead, and that captions wait. Read by tests/display.sh: call `talking` where
# no talk runs. $work, `check`, `key` and `shot` are those of rig.sh.

begun() { # name: a talk of a copy of this case, without takes of its own
    rm -rf "$work/$1"
    cp -r "tests/cases/talk/$1" "$work/$1"
    deck="$work/$1" present "${@:2}"
    await Console
    await Stage
    sleep 1.5
    stage=$(window Stage)
    console=$(window Console)
}
taken() { grep -q '"e":"beat"' "$work/$1/takes/"*.jsonl 2>/dev/null; }
shows() { # name slide step: what the stage should show
    shot stage "$stage"
    deck="$work/$1" slide "$1-$2-$3" "$2" "$3" 1280x720
    same stage "$1-$2-$3"
}

begins() { # words, then the keys that a talk begins with
    local words=$1
    shift
    begun steps
    check "before $words there is no take" test ! -e "$work/steps/takes"
    key "$console" "$@"
    check "$words: the time runs" within 4 taken steps
    leave
}

hides() { ! shows "$@"; }

audience_waits() {
    waits= begun steps --no-captions
    check "while the audience comes in it does not see the first slide" hides steps 1 0
    shot stage "$stage"
    cp "$work/stage.png" "$work/holding.png"
    key "$console" b
    shot stage "$stage"
    check "B: black instead" plain stage '#000000'
    key "$console" b Left Up
    shot stage "$stage"
    check "and what stood there is back, whatever leads nowhere" same stage holding
    key "$stage" Right
    check "Right starts with the first slide" within 3 shows steps 1 0
    check "and with the time" within 4 taken steps
    key "$console" Right
    check "the next one goes on" within 3 shows steps 1 1
    leave
}

captions_wait() {
    begun plan-by-cues
    sleep 3
    shot stage "$stage"
    convert "$work/stage.png" -crop 1280x110+0+600 +repage "$work/waiting.png"
    check "captions wait for the talk" test "$(convert "$work/waiting.png" -format %k info:)" -lt 20
    key "$console" m
    shot stage "$stage"
    convert "$work/stage.png" -crop 1280x110+0+600 +repage "$work/band.png"
    check "M calls for the first one" differs waiting band
    check "and it has words" test "$(convert "$work/band.png" -format %k info:)" -gt 20
    leave
}

links() {
    begun links-on-the-stage --no-captions
    check "the first slide" shows links-on-the-stage 1 0
    # In its words, which begin at 56 points of the slide's 960 and stand on 143 of its 540.
    xdotool mousemove $((1920 + 93)) 180
    sleep 0.3
    xdotool click 1
    check "a click on a link of the stage goes to its slide" within 3 shows links-on-the-stage 3 0
    key "$stage" alt+Left
    check "Alt Left: back" within 3 shows links-on-the-stage 1 0
    xdotool mousemove $((1920 + 640)) 600 click 1
    sleep 0.7
    check "a click elsewhere leaves the slide" shows links-on-the-stage 1 0
    xdotool mousemove 20 1000
    leave
}

azerty() {
    begun azerty-digits --no-captions
    timeout 5 xdotool windowfocus --sync "$console"
    setxkbmap fr
    sleep 0.5
    quick 13 36
    check "AZERTY, the key 4 without Shift: slide 4" within 3 shows azerty-digits 4 0
    quick 19 15 36
    check "and 0 6, the second key a sign that is a command of its own: slide 6" within 3 shows azerty-digits 6 0
    setxkbmap us
    sleep 0.5
    leave
}

talking() {
    echo "how a talk begins, links and numbers"
    # What was chosen in the talks before.
    rm -rf "$XDG_CONFIG_HOME/cuecard"
    xdotool mousemove 20 1000
    begins "a step of the first slide" Right
    begins "the overview" o Right Return
    begins "a number" 2 Return
    begins "End" End
    audience_waits
    captions_wait
    links
    azerty
}
