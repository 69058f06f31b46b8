# What the speaker points at, as the audience sees it. Read by tests/display.sh: call `eye` where $stage (1280 × 720,
# on the second screen) and $console are windows of a running talk; it ends on slide 1 with nothing in hand. `ink_kept`
# gives a talk of its own.

pixel() { # name x y color: whether the picture has nearly this color there
    convert "$work/$1.png" -alpha off -crop "1x1+$2+$3" +repage "$work/pixel.png"
    convert -size 1x1 "xc:$4" "$work/pixel-expect.png"
    same pixel pixel-expect 0.02
}
unlike() { ! pixel "$@"; }

mouse() { # x y: on the stage
    xdotool mousemove $((1920 + $1)) "$2"
    sleep 0.3
}

drag() { # x y x y: on the stage, by way of the middle
    mouse "$1" "$2"
    xdotool mousedown 1
    sleep 0.1
    mouse $((($1 + $3) / 2)) $((($2 + $4) / 2))
    mouse "$3" "$4"
    xdotool mouseup 1
    sleep 0.5
}

eye() {
    echo "pointing and drawing"
    local pen='#AE3E27' paper='#FAF6EF'
    slide expect-4 4 0 1280x720
    slide large-4 4 0 5120x2880
    xdotool mousemove 20 1000 # Off both slides.
    key "$console" 4 Return

    key "$console" l
    mouse 600 640
    shot stage "$stage"
    check "l: a light where the mouse is" unlike stage 600 640 "$paper"
    check "l: and nowhere else" pixel stage 660 640 "$paper"
    mouse 900 640
    shot stage "$stage"
    check "it moves with the mouse" pixel stage 600 640 "$paper"
    key "$console" L
    shot stage "$stage"
    check "Shift+L: dark around the mouse" unlike stage 100 640 "$paper"
    check "Shift+L: bright at the mouse" pixel stage 900 640 "$paper"
    key "$stage" Escape
    shot stage "$stage"
    check "Escape: the slide as it was" same stage expect-4

    key "$console" d
    drag 200 640 1000 640
    shot stage "$stage"
    check "d: the pen draws" pixel stage 600 640 "$pen"
    key "$stage" ctrl+z
    shot stage "$stage"
    check "Ctrl+Z: undone" same stage expect-4
    key "$console" ctrl+y
    shot stage "$stage"
    check "Ctrl+Y: done again" pixel stage 600 640 "$pen"
    key "$console" Next
    shot stage "$stage"
    check "no ink on another slide" unlike stage 600 640 "$pen"
    key "$console" Prior
    shot inked "$stage"
    check "the ink stays with its slide" pixel inked 600 640 "$pen"

    key "$console" f e
    xdotool mousemove 20 1000
    shot stage "$stage"
    check "f: ink that is cleared meanwhile stays on the frozen stage" same stage inked 0.0001
    key "$console" Next Next Next Next Next Next
    mouse 400 640
    drag 300 100 900 100
    shot stage "$stage"
    check "f: nothing drawn or pointed at on another slide shows" same stage inked 0.0001
    key "$console" Escape
    key "$console" f
    key "$console" 4 Return
    shot stage "$stage"
    check "f again: what was cleared is gone" same stage expect-4

    key "$console" d
    drag 200 640 1000 640
    key "$console" D
    drag 600 600 600 680
    xdotool mousemove 20 1000
    sleep 0.5
    shot stage "$stage"
    check "Shift+D: the eraser takes a stroke off" same stage expect-4
    key "$console" Escape

    convert "$work/large-4.png" -crop 1280x720+1280+720 +repage "$work/sharp.png"
    convert "$work/expect-4.png" -crop 320x180+320+180 +repage -filter point -resize 1280x720 "$work/coarse.png"
    key "$console" z
    drag 320 180 640 360
    xdotool mousemove 20 1000
    sleep 1
    shot stage "$stage"
    check "z: the part that was dragged fills the stage" same stage coarse 0.02
    check "z: drawn sharp" same stage sharp 0.001
    key "$console" z
    shot stage "$stage"
    check "z again: the whole slide" same stage expect-4

    key "$stage" b l
    mouse 640 360
    shot stage "$stage"
    check "a black stage stays black under the laser" plain stage '#000000'
    key "$stage" Escape b
    xdotool click 1
    sleep 0.5
    shot stage "$stage"
    check "a click on the stage without a tool does nothing" same stage expect-4

    key "$console" L
    mouse 180 360
    figure "mouse on the stage to new pixels, median and 95th ms" 2560:360,2100:360 $((1920 + 560)) 360 30
    xdotool mousemove 200 400
    sleep 0.5
    figure "mouse on the console to new pixels on the stage" 612:400,200:400 $((1920 + 560)) 360 30
    xdotool mousemove 20 1000
    key "$console" Escape Home
}

ink_kept() {
    echo "ink after the talk"
    local deck="$work/inked"
    cp -r decks/the-power-of-the-group "$deck"
    xdotool mousemove 20 1000
    present --no-captions --slide 4
    await Console
    await Stage
    sleep 1.5
    stage=$(window Stage)
    key "$stage" d
    drag 200 640 1000 640
    xdotool mousemove 20 1000
    sleep 0.5
    shot drawn "$stage"
    key "$stage" q Return
    wait "$app" || true
    "$bin" export "$deck" "$work/kept.png" --slide 4 --size 1280x720 --with-ink >/dev/null || true
    check "what was drawn is kept when the talk ends" pixel kept 600 640 '#AE3E27'
    check "and exported as it stood on the stage" same kept drawn 0.001
    "$bin" export "$deck" "$work/bare.png" --slide 4 --size 1280x720 >/dev/null
    check "but only when asked for" same bare expect-4
}
