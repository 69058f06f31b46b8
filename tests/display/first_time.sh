#!/usr/bin/env bash
# Plays a speaker who has never seen the program: with the mouse alone on one screen and on two, with keys alone, and with
# a clicker alone. Each gives a whole talk: start, captions, black, a question from the audience (back, and a jump), a
# press too many after the last slide, and the end. Pictures prove each step.
#   tests/display/first_time.sh [PATH TO cuecard]        (or CUECARD_BIN)
# All four ways at 1920 × 1080, the mouse on a small laptop, and on the smallest console: two screens at scale 2. With
# EVERY_SIZE=1, before a release, the mouse at the other sizes and scales too (five minutes on a quiet machine).
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/display/rig.sh

deck=$work/small
mkdir -p "$deck"
cat >"$deck/deck.toml" <<'DECK'
[deck]
title = "Pears"
language = "en"
length = "4m"
[captions]
languages = ["en"]
[[slide]]
layout = "title"
title = "Pears"
  [[slide.cue]]
  text = "Good morning. This is about pears."
[[slide]]
layout = "statement"
title = "A pear is not an apple"
  [[slide.cue]]
  text = "A pear is not an apple, whatever they say."
[[slide]]
layout = "bullets"
title = "What they need"
body = """
- sun
- water
- time
"""
  [[slide.cue]]
  text = "They need sun, water and time."
[[slide]]
layout = "statement"
title = "Thank you"
  [[slide.cue]]
  text = "Thank you for listening."
DECK
"$bin" check "$deck" >/dev/null 2>&1 || { "$bin" check "$deck"; exit 1; }

wide=1920 high=1080 scale=1 # The laptop's screen, and how many pixels a point has there.
# The audience's screen of this way: its place and size.
at_x=0 at_y=0 at_w=1920 at_h=1080

mode() { # WIDTHxHEIGHT: the laptop's screen has this size
    wide=${1%x*} high=${1#*x}
    xrandr --newmode "$1" 148.50 "$wide" $((wide + 88)) $((wide + 132)) $((wide + 280)) \
        "$high" $((high + 4)) $((high + 9)) $((high + 45)) 2>/dev/null || true
    xrandr --addmode DUMMY0 "$1" 2>/dev/null || true
    xrandr --output DUMMY1 --off
    xrandr --output DUMMY0 --mode "$1" --pos 0x0 --primary
}

audience() { # one | two screens
    if [ "$1" = two ]; then
        xrandr --output DUMMY1 --mode 1280x720 --pos "${wide}x0"
        at_x=$wide at_y=0 at_w=1280 at_h=720
    else
        xrandr --output DUMMY1 --off
        at_x=0 at_y=0 at_w=$wide at_h=$high
    fi
    sleep 1
}

expected() { # slide: its picture, as large as the audience's screen lets it be
    local name=fit-$at_w-$at_h-$1 width=$at_w height=$((at_w * 9 / 16))
    [ "$height" -le "$at_h" ] || { height=$at_h && width=$((at_h * 16 / 9)); }
    slide "$name" "$1" 0 "${width}x$height"
    echo "$name $width $height"
}
sees() { # what the audience's screen really shows, in the middle, as large as a slide is there
    local name width height
    read -r name width height <<<"$(expected 1)"
    timeout 10 import -window root -crop "${width}x$height+$((at_x + (at_w - width) / 2))+$((at_y + (at_h - height) / 2))" +repage "$work/seen.png"
}
shows() { sees && same seen "$(expected "$1" | cut -d' ' -f1)" 0.006; }
black() { sees && plain seen '#000000'; }
captioned() { # the slide has made room for words, or has them over its foot
    sees && differs seen "$(expected "$1" | cut -d' ' -f1)"
}
over() { ! kill -0 "$app" 2>/dev/null || [ "$(awk '{print $3}' "/proc/$app/stat")" = Z ]; }
slide_shown() { within 4 shows "$1"; }

begin_waiting() { # a newcomer: nothing is remembered of the talk before
    rm -rf "$XDG_CONFIG_HOME" "$XDG_STATE_HOME" "$deck/takes"
    # shellcheck disable=SC2086
    waits='' present $quietly
    for _ in $(seq 100); do [ -n "$(window Stage)$(window Console)" ] && break; sleep 0.1; done
    sleep 2.5
}

point() { xdotool mousemove "$1" "$2"; sleep 0.3; }
click() { point "$1" "$2"; xdotool click "${3:-1}"; sleep 0.6; }
send() { for each in "$@"; do xdotool key "$each"; sleep 0.4; done; sleep 0.4; }

# Buttons are found as a newcomer finds them, by their looks: their colors, and their order.
quiet='#262D38' lit='#F08A6C' red='#B83B2B' green='#7FB8A8'
boxes() { # colors: what is filled with them on the laptop's screen, in reading order: left top width height
    timeout 10 import -window root -crop "${wide}x$high+0+0" +repage "$work/laptop.png"
    for each in "$@"; do
        convert "$work/laptop.png" -alpha off -fill '#010101' +opaque "$each" -fill white -opaque "$each" \
            -define connected-components:verbose=true -define connected-components:area-threshold=300 \
            -connected-components 8 null: | awk '/gray\(255\)|gray\(100%\)|white|srgb\(255,255,255\)/ { print $2 }' |
            tr 'x+' '  ' | awk '{ print $3, $4, $1, $2 }'
    done | sort -n -k2 -k1
}
middle() { awk '{ printf "%d %d\n", $1 + $3 / 2, $2 + $4 / 2 }'; }
press_box() { # a line of `boxes`
    [ -n "$1" ] || { missed="$missed no button;"; return 0; }
    # shellcheck disable=SC2046
    click $(middle <<<"$1")
}
unit() { awk -v w="$wide" -v h="$high" -v s="$scale" 'BEGIN { a = w / s / 1440; b = h / s / 900; u = a < b ? a : b; print (u < 0.7 ? 0.7 : u) * s }'; }

strip() { # number of a button: 1 back, 2 next, 3 notes, 4 black, 5 captions, 6 menu, 7 help, 8 end
    point $((wide / 2)) $((high / 2))
    point $((wide / 2 + 80)) $((high / 2 + 40))
    local box
    box=$(boxes "$quiet" "$lit" "$red" "$green" | awk -v u="$(unit)" '$4 > 40 * u && $4 < 62 * u' | sort -n -k1 | sed -n "$1p")
    press_box "$box"
    away
}
away() { # the mouse rests, and what it brought is gone
    point $((wide / 2)) $((high - 3))
    sleep 2.6
}
line_of_menu() { # the list of commands is open: a click on its line with this number
    local at
    at=$(awk -v w="$wide" -v h="$high" -v s="$scale" -v k="$1" 'BEGIN {
        a = w / s / 1440; b = h / s / 900; u = a < b ? a : b; u = u < 0.7 ? 0.7 : u; l = u < 0.9 ? 0.9 : u > 2 ? 2 : u
        top = 120 * l; if (h / s * 0.1 < top) top = h / s * 0.1
        printf "%d %d", w / 2, (top + (56 + 6 + 36 * (k - 0.5)) * l) * s }')
    # shellcheck disable=SC2086
    click $at
}
row() { # a button under the console's slide: previous, next, black or captions; a narrow window has no Freeze, or no Overview
    local box
    box=$(boxes "$quiet" "$lit" | awk -v w="$wide" -v h="$high" -v u="$(unit)" \
        '$1 < w * 0.62 && $2 > h * 0.5 && $3 > 32 * u && $3 < 200 * u && $4 > 20 * u && $4 < 46 * u' |
        awk -v name="$1" '{ n[$2]++; at[$2, n[$2]] = $0; if (n[$2] > most) { most = n[$2]; y = $2 } }
            END { k = name == "previous" ? 1 : name == "next" ? 2 : name == "black" ? (most < 5 ? 3 : 4) : (most < 6 ? most : 6); print at[y, k] }')
    press_box "$box"
}
menu_line() { # x y of the right button's click, and the line of the menu there: 13 is all commands
    click "$1" "$2" 3
    local at
    at=$(awk -v x="$1" -v y="$2" -v w="$wide" -v h="$high" -v s="$scale" -v k="$3" 'BEGIN {
        w /= s; h /= s; a = w / 1440; b = h / 900; u = a < b ? a : b; u = u < 0.7 ? 0.7 : u; l = u < 0.9 ? 0.9 : u > 2 ? 2 : u
        rows = 14; gaps = 4 * 0.4; pad = int(12 * l + 0.5)
        row = int((h - 16 - pad) / (rows + gaps)); most = int(36 * l + 0.5); row = row < 24 ? 24 : row > most ? most : row
        size = row * (rows + gaps) + pad; top = y / s; if (top > h - size - 8) top = h - size - 8
        begins = k > 13 ? 4 : k > 11 ? 3 : k > 7 ? 2 : k > 3 ? 1 : 0
        printf "%d %d", x + 60 * l * s, (top + pad / 2 + row * (k - 0.5 + begins * 0.4)) * s }')
    # shellcheck disable=SC2086
    click $at
}
end_button() { press_box "$(boxes "$red" | tail -1)"; }
yes_button() { press_box "$(boxes "$red" | awk -v w="$wide" -v h="$high" '$1 > w * 0.3 && $1 < w * 0.7 && $2 > h * 0.4 && $2 < h * 0.7' | tail -1)"; }

closed() { sees && differs seen "$(expected 4 | cut -d' ' -f1)"; }
ends() { # words, what leaves the stage: after the end the room sees the closing slide until the speaker leaves it
    check "$1: the end shows the closing slide" within 4 closed
    check "$1: and it stays" kill -0 "$app"
    "$2"
    sleep 0.8
    yes_button
    check "$1: the stage is left after a yes" within 4 over
    leave
}
end_on_one() {
    away
    point $((wide / 2)) $((high / 2))
    point $((wide / 2 + 80)) $((high / 2 + 40))
    end_button
}

end_on_two() { # a button under the pointer has another color
    point 5 $((high - 3))
    end_button
}

mouse_on_one() {
    local words="mouse, one screen, $wide × $high, scale $scale"
    audience one
    point $((wide / 2)) $((high - 3))
    begin_waiting
    click $((wide / 3)) $((high / 3))
    away
    check "$words: a click begins, on the first slide, with captions" captioned 1
    click $((wide / 3)) $((high / 3))
    strip 5
    check "$words: the strip takes the captions away" slide_shown 2
    strip 5
    check "$words: and brings them back" captioned 2
    strip 5
    strip 4
    check "$words: black" within 3 black
    strip 4
    check "$words: and back" slide_shown 2
    click $((wide / 3)) $((high / 3))
    strip 1
    check "$words: a question: one back" slide_shown 2
    strip_menu 5
    check "$words: a question: the first slide, by the menu" slide_shown 1
    for _ in 1 2 3 4 5; do click $((wide / 3)) $((high / 3)); done
    away
    check "$words: a click too many leaves the last slide" slide_shown 4
    end_on_one
    ends "$words" end_on_one
}
strip_menu() { # number of a line
    point $((wide / 2)) $((high / 2))
    point $((wide / 2 + 80)) $((high / 2 + 40))
    press_box "$(boxes "$quiet" "$lit" "$red" "$green" | awk -v u="$(unit)" '$4 > 40 * u && $4 < 62 * u' | sort -n -k1 | sed -n 6p)"
    line_of_menu "$1"
    away
}

mouse_on_two() {
    local words="mouse, two screens, $wide × $high, scale $scale"
    audience two
    point $((wide / 2)) $((high - 3))
    begin_waiting
    press_box "$(boxes "$green" | sort -n -k3 | tail -1)"
    point 5 $((high - 3))
    [ -n "$quietly" ] || check "$words: Start begins, on the first slide, with captions" within 4 captioned 1
    click $((wide / 4)) $((high / 3))
    point 5 $((high - 3))
    if [ -z "$quietly" ]; then
        row captions
        point 5 $((high - 3))
        check "$words: a button takes the captions away" slide_shown 2
        row captions
        point 5 $((high - 3))
        check "$words: and brings them back" captioned 2
        row captions
    fi
    row black
    check "$words: black" within 3 black
    point 5 $((high - 3))
    row black
    point 5 $((high - 3))
    check "$words: and back" slide_shown 2
    click $((wide / 4)) $((high / 3))
    point 5 $((high - 3))
    row previous
    check "$words: a question: one back" slide_shown 2
    menu_line $((wide / 4)) $((high / 3)) 13
    line_of_menu 5
    point 5 $((high - 3))
    check "$words: a question: the first slide, by the right button's menu" slide_shown 1
    for _ in 1 2 3 4 5; do click $((wide / 4)) $((high / 3)); done
    point 5 $((high - 3))
    check "$words: a click too many leaves the last slide" slide_shown 4
    end_button
    ends "$words" end_on_two
}

# What keys and clickers share: what each of them sends for the same.
by_keys() { # words next back black again jump…
    local words=$1 next=$2 back=$3 black=$4
    shift 4
    audience one
    point $((wide / 2)) $((high - 3))
    begin_waiting
    send "$next"
    if [ "$words" = clicker ]; then
        check "$words: the first press begins, on the first slide" slide_shown 1
    else
        check "$words: the first press begins, on the first slide" captioned 1
    fi
    send "$next"
    [ "$words" = clicker ] || send c
    [ "$words" = clicker ] || check "$words: captions away" slide_shown 2
    [ "$words" = clicker ] || { send c && check "$words: and back" captioned 2 && send c; }
    send "$black"
    check "$words: black" within 3 black
    send "$black"
    check "$words: and back" slide_shown 2
    send "$next" "$back"
    check "$words: a question: one back" slide_shown 2
    send "$@"
    check "$words: a question: the first slide" slide_shown 1
    send "$next" "$next" "$next" "$next" "$next"
    check "$words: a press too many leaves the last slide" slide_shown 4
}
keys_only() {
    by_keys keys Right Left b 1 Return
    send q
    check "keys: the end shows the closing slide" within 4 closed
    send q
    sleep 0.5
    send Return
    check "keys: the stage is left after a yes" within 4 over
    leave
}
clicker_only() { # no clicker has a button for captions
    quietly=--no-captions
    by_keys clicker Next Prior period Prior
    send b
    check "clicker: b is black too" within 3 black
    send F5
    check "clicker: F5 brings the slide back" slide_shown 4
    send Escape
    sleep 3.5
    check "clicker: Esc does no harm" slide_shown 4
    send F5 Escape
    sleep 3.5
    check "clicker: nor does its button that sends both by turns" slide_shown 4
    check "clicker: the talk goes on until the speaker ends it" kill -0 "$app"
    leave
    quietly=''
}

missed='' quietly=''
mode 1920x1080
mouse_on_one
mouse_on_two
keys_only
clicker_only
sizes=("1280x720 1 one" "1920x1080 2")
[ -z "${EVERY_SIZE:-}" ] || sizes=("1280x720 1 one" "1440x900 1 one" "1920x1080 1.5 one" "1920x1080 2 one")
for each in "${sizes[@]}"; do
    read -r size scale one <<<"$each"
    mode "$size"
    export WINIT_X11_SCALE_FACTOR=$scale
    [ -z "$one" ] || mouse_on_one
    mouse_on_two
done
[ -z "$missed" ] || echo "  not found:$missed"
exit "$failed"
