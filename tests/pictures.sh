#!/usr/bin/env bash
# Pictures of every page, light and dark, at three sizes, to be looked at.
#   tests/pictures.sh [PATH TO cuecard] [FOLDER]        (FOLDER is `target/pages` if not given)
# One page alone: PAGE=help tests/pictures.sh …
set -euo pipefail
cd "$(dirname "$0")/.."
out=$(realpath -m "${2:-target/pages}")
. tests/display/rig.sh
mkdir -p "$out"

# Each page: its name, how the program is started, and the keys that lead to it. A new page is a row.
pages() {
    cat <<'ROWS'
green-room     wait     -
green-start    start    -
console        talk     Right Right Right
black          talk     Right Right b
teleprompter   talk     Right y
overview       talk     o
search         talk     o t r u s t
number         talk     1 2
help           talk     question
help-search    talk     question c a p
commands       talk     ctrl+p
commands-pen   talk     ctrl+p p e n
menu           talk     shift+F10 Down Down
words          wait     ctrl+p i t s space w o r d s Return
stage-check    talk     ctrl+k
report         talk     shift+r
export         talk     ctrl+e
screens        talk     shift+x
clicker        talk     ctrl+g
question       talk     Right q
after          talk     Right Right Right Right q Return
findings       talk     ctrl+p c h e c k space t h e Return
stage          one      Right Escape
notes-asked    one      Right s
notes          one      Right s Return
library        library  Home
library-check  library  c
library-help   library  F1
settings       library  ctrl+comma
ROWS
}

theme() { # light | dark
    mkdir -p "$XDG_CONFIG_HOME/cuecard"
    printf 'version = 1\n[console]\ntheme = "%s"\n' "$1" >"$XDG_CONFIG_HOME/cuecard/settings.toml"
}
size() { # WIDTHxHEIGHT of the laptop's screen
    local wide=${1%x*} high=${1#*x}
    xrandr --newmode "$1" 148.50 "$wide" $((wide + 88)) $((wide + 132)) $((wide + 280)) \
        "$high" $((high + 4)) $((high + 9)) $((high + 45)) 2>/dev/null || true
    xrandr --addmode DUMMY0 "$1" 2>/dev/null || true
    xrandr --output DUMMY1 --off
    xrandr --output DUMMY0 --mode "$1" --pos 0x0 --primary --output DUMMY1 --mode 1280x720 --pos "${wide}x0"
    sleep 0.5
}
start() { # talk | wait | one | library
    [ "$1" = one ] && xrandr --output DUMMY1 --off
    case $1 in
        wait) waits='' present ;;
        start) waits='' present --start "$(date -d '+42 minutes' +%H:%M)" ;;
        talk | one) present --now ;;
        library)
            "$bin" >"$work/app.out" 2>&1 &
            app=$!
            started+=("$app")
            ;;
    esac
    for _ in $(seq 100); do
        main=$(wmctrl -l 2>/dev/null | grep -vF 'Stage – ' | cut -d' ' -f1 | head -1 || true)
        [ "$1" = one ] && main=$(window Stage || true)
        [ -n "$main" ] && break
        sleep 0.1
    done
    sleep 2.5
    [ "$1" = one ] || { wmctrl -i -r "$main" -b add,fullscreen && sleep 0.7; }
}

waits=''
for mode in 1440x900 1280x720 800x500; do
    size "$mode"
    for light in dark light; do
        theme "$light"
        pages | while read -r name how keys; do
            [[ $name == *"${PAGE:-}"* ]] || continue
            (
                start "$how"
                # shellcheck disable=SC2086
                [ "$keys" = - ] || for each in $keys; do xdotool key "$each"; sleep 0.25; done
                sleep 2
                timeout 10 import -window "$main" "$out/$name-$mode-$light.png" || echo "  no picture of $name"
                leave
            )
            if [ "$how" = one ]; then size "$mode"; fi
        done
    done
done
echo "pictures of pages: $out"
