# The stage check on two screens, in a talk of its own. Read by tests/display.sh; $work, `check`, `same` and `pixel` are
# those of rig.sh and eye.sh.

# name: the card's own border is at the very edge, all around.
edges() {
    local paper='#AE3E27' band='#F5A78F'
    pixel "$1" 0 0 "$paper" && pixel "$1" 1279 0 "$paper" && pixel "$1" 640 0 "$paper" &&
        pixel "$1" 0 719 "$band" && pixel "$1" 1279 719 "$band" && pixel "$1" 640 719 "$band" &&
        pixel "$1" 1 1 '#FAF6EF' && pixel "$1" 1278 718 '#0B0E13'
}
card_gone() { ! edges "$1"; }
counts() { # name crop: how many colors there are
    convert "$work/$1.png" -crop "$2" -format %k info:
}

stage_check() {
    echo "the stage check"
    slide expect-1 1 0 1280x720
    slide expect-2 2 0 1280x720
    present_check
    await Console
    await Stage
    sleep 2.5
    stage=$(window Stage)
    console=$(window Console)
    shot card "$stage"
    check "stage: the test card fills the stage's screen to the last pixel" edges card
    check "stage: its number is on it" test "$(counts card 130x130+100+60)" -gt 5
    check "stage: captions stand in the band" test "$(counts card 900x110+190+600)" -gt 20
    shot page "$console"
    key "$console" k
    shot stage "$stage"
    check "k: the card is taken away" card_gone stage
    key "$console" k
    shot stage "$stage"
    check "k again: it is back" same stage card
    key "$console" Escape
    key "$console" c
    shot stage "$stage"
    check "Escape: the slide is back" same stage expect-1
    shot console "$console"
    check "Escape: and the console" differs page console
    key "$console" ctrl+k
    sleep 1
    shot stage "$stage"
    check "Ctrl+K before the talk begins: the card" edges stage
    key "$console" Escape
    key "$console" Next
    key "$console" ctrl+k
    shot stage "$stage"
    check "Ctrl+K in a talk that has begun: it asks, and the slide stays" same stage expect-2
    key "$console" Return
    sleep 1
    shot stage "$stage"
    check "Enter: the card" edges stage
    key "$stage" Escape
    shot stage "$stage"
    check "Escape on the stage: the slide" same stage expect-2
    leave
}

present_check() {
    RUST_BACKTRACE=1 "$bin" stage "$deck" >"$work/app.out" 2>&1 &
    app=$!
    started+=("$app")
}
