#!/usr/bin/env bash
# Changes captions' place and size in a talk, rolls the teleprompter and shows notes in Arabic, and proves by pictures
# what each window shows.
#   tests/display/prompter.sh [PATH TO cuecard]        (or CUECARD_BIN)
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/display/rig.sh

# One caption a slide, which stays; words for the speaker at two steps.
mkdir -p "$work/said"
cat >"$work/said/deck.toml" <<'TOML'
[deck]
title = "Said and shown"
language = "en-GB"
[captions]
display = "band"
[[slide]]
id = "first"
title = "What is said and what is shown"
body = """
- One thing that is shown
- Another thing that is shown
"""
reveal = "items"
notes = """
These are the words of the speaker, and there are enough of them to roll past the line for quite some time, so that a
picture taken a second later is another picture. They go on and on, as words do, until the step is over and it waits.

[step]

Then the second step has its own words.
"""
  [[slide.cue]]
  text = "What is said."
[[slide]]
id = "second"
title = "Nothing is said here"
body = "No caption, no notes."
TOML
deck=$work/said

area() { # name of a picture, WIDTHxHEIGHT+X+Y, name of the part
    convert "$work/$1.png" -crop "$2" +repage "$work/$3.png"
}
captioned() { # display: how an export of the deck has it
    mkdir -p "$work/as-$1"
    sed "s/display = \"band\"/display = \"$1\"/" "$deck/deck.toml" >"$work/as-$1/deck.toml"
    "$bin" export "$work/as-$1" "$work/export-$1.png" --captions --slide 1 --step 0 --size 1280x720 >/dev/null
}
exactly() { same "$1" "$2" 0.00001; }

places() {
    echo "captions under and over the slide"
    local place
    for place in band overlay-bottom overlay-top; do captioned "$place"; done
    slide whole 1 0 1280x720
    slide small 1 0 1049x590
    slide smaller 1 0 951x535
    shot stage "$stage"
    check "the band: as an export has it" same stage export-band 0.02
    area stage 1049x590+115+0 inner
    check "the band: the slide is whole over it" exactly inner small
    key "$console" u
    shot stage "$stage"
    check "u: over the slide's foot, as an export has it" same stage export-overlay-bottom
    area stage 1280x600+0+0 free
    area whole 1280x600+0+0 expect-free
    check "u: all above is the slide, pixel for pixel" exactly free expect-free
    area stage 1280x100+0+590 strip
    area whole 1280x100+0+590 expect-strip
    check "u: and the caption is there" differs strip expect-strip
    key "$stage" u
    shot stage "$stage"
    check "u again: over its head, as an export has it" same stage export-overlay-top
    area stage 1280x620+0+100 free
    area whole 1280x620+0+100 expect-free
    check "u again: all below is the slide, pixel for pixel" exactly free expect-free
    key "$stage" c
    shot stage "$stage"
    check "c: the slide alone" exactly stage whole
    key "$stage" c u
    shot stage "$stage"
    check "u, the third: the band" same stage export-band 0.02
    key "$console" ctrl+plus ctrl+plus ctrl+plus
    shot stage "$stage"
    area stage 951x535+164+0 inner
    check "Ctrl+Plus: a larger band, and the slide is whole over it" exactly inner smaller
    check "Ctrl+Plus: the console stays as it was drawn" test "$(place "$console" | cut -d' ' -f3)" -gt 1000
    key "$console" ctrl+minus ctrl+minus ctrl+minus ctrl+minus
    shot stage "$stage"
    check "Ctrl+Minus: a smaller one" differs stage export-band
    key "$console" U
    shot stage "$stage"
    check "Shift+U: the usual size" same stage export-band 0.02
    key "$console" u ctrl+plus
    check "the settings have what was chosen" within 20 grep -q 'place = "overlay-bottom"' \
        "$work/config/cuecard/settings.toml"
    leave
    begin
    shot stage "$stage"
    area stage 1280x580+0+0 free
    area whole 1280x580+0+0 expect-free
    check "the next talk has place and size as they were chosen" exactly free expect-free
    key "$console" U u u
}

teleprompter() {
    echo "the teleprompter"
    shot before "$stage"
    shot console "$console"
    key "$console" y
    shot rolled "$console"
    check "y: the console is another" differs console rolled
    check "y: white on black" test "$(convert "$work/rolled.png" -colorspace gray -format '%[fx:mean<0.15&&maxima>0.95]' info:)" = 1
    shot stage "$stage"
    check "y: the stage is as it was" exactly stage before
    area rolled 1400x700+260+100 words
    sleep 1
    shot rolled "$console"
    area rolled 1400x700+260+100 later
    check "it rolls" test "$(difference "$work/words.png" "$work/later.png")" != 0
    key "$console" Y
    sleep 0.5
    shot rolled "$console"
    area rolled 1400x700+260+100 words
    sleep 1.5
    shot rolled "$console"
    area rolled 1400x700+260+100 later
    check "Shift+Y: it is held" exactly words later
    key "$console" Next
    shot rolled "$console"
    area rolled 1400x700+260+100 later
    check "Next: the words of the next step" differs words later
    slide second-step 1 1 1049x590
    shot stage "$stage"
    area stage 1049x590+115+0 inner
    check "Next: and its slide on the stage" exactly inner second-step
    key "$console" y
    shot rolled "$console"
    check "y again: the console" test "$(convert "$work/rolled.png" -colorspace gray -format '%[fx:mean>0.1]' info:)" = 1
}

scripts() {
    echo "notes from right to left"
    mkdir -p "$work/arabic"
    cat >"$work/arabic/deck.toml" <<'TOML'
[deck]
title = "شكرًا"
language = "ar"
[[slide]]
title = "شكرًا"
body = "شكرًا"
notes = "شكرًا لكم"
TOML
    deck=$work/arabic
    begin
    shot arabic "$console"
    area arabic 280x120+1570+420 right
    area arabic 280x120+1275+420 left
    check "they stand at the right" test "$(convert "$work/right.png" -format %k info:)" -gt 10
    check "and nothing of them at the left" test "$(convert "$work/left.png" -format %k info:)" -lt 4
    leave
}

begin() {
    present
    await Console
    await Stage
    sleep 3
    stage=$(window Stage)
    console=$(window Console)
    # Captions wait for the talk's time.
    key "$console" t
}

begin
places
teleprompter
leave
scripts
[ "$failed" = 0 ] && echo "prompter: all as it should be"
exit "$failed"
