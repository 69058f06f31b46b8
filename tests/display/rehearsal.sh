#!/usr/bin/env bash
# Rehearses each real deck from its first slide to its last, ten times as fast as the clock, and compares what the take
# tells (its log, its report, the captions exported from it) with what was pressed and when.
#   tests/display/rehearsal.sh [PATH TO cuecard]        (or CUECARD_BIN)
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/display/rig.sh

speed=10
# What a take tells, compared with what was pressed.
told() { python3 tests/display/rehearsal.py "$@"; }

events() { cat "$deck/takes/"*.jsonl 2>/dev/null | grep -cE '"e":"(slide|pause|resume|again|rec|end)"'; }
more_than() { [ "$(events)" -gt "$1" ]; }

press() { # keys that the log notes: each with the times at which it was pressed and was in the log
    local each before
    for each in "$@"; do
        before=$(events || true)
        printf '%s ' "$(date +%s%N)" >>"$work/presses"
        timeout 5 xdotool key "$each"
        within 15 more_than "$before" || echo "  WRONG $each is not in the log"
        echo "$(date +%s%N) $each" >>"$work/presses"
    done
}

rehearse() { # deck
    local name=$1 at=0
    echo "a rehearsal of $name"
    rm -rf "$work/$name" "$work/presses"
    cp -r "decks/$name" "$work/$name"
    rm -rf "$work/$name/takes"
    deck=$work/$name
    "$bin" check "$deck" --drawing | sed -n 's/^== \(.*\) step \([0-9]*\)$/\1 \2/p' >"$work/steps"
    "$bin" rehearse "$deck" --screen DUMMY1 --speed "$speed" >"$work/app.out" 2>&1 &
    app=$!
    started+=("$app")
    await Console
    await Stage
    sleep 2
    timeout 5 xdotool windowfocus --sync "$(window Console)"
    # One press begins, then each step has its own; slides are taken again, paused on, marked, captions turned by hand.
    press space
    while read -r _; do
        at=$((at + 1))
        sleep "0.$((3 + at % 4))"
        case $at in
            5) press t; sleep 0.5; press t ;;
            9) press r; sleep 0.4 ;;
            11) press ctrl+m; sleep 0.2 ;;
            14) timeout 5 xdotool key m; sleep 0.3 ;;
        esac
        [ "$at" = "$(wc -l <"$work/steps")" ] || press Right
    done <"$work/steps"
    # What was taken again had begun so many steps earlier.
    for _ in $(seq "$(sed -n 9p "$work/steps" | cut -d' ' -f2)"); do
        sleep 0.3
        press Right
    done
    seen console-before 0 0 1920 1080
    seen stage-before 1920 0 1280 720
    timeout 5 xdotool key q
    press Return
    sleep 2
    seen console-after 0 0 1920 1080
    seen stage-after 1920 0 1280 720
    check "the take ends with the rehearsal" grep -q '"e":"end"' "$deck/takes/"*.jsonl
    check "the console shows its report" differs console-before console-after
    check "and the stage does not" same stage-before stage-after 0.02
    timeout 5 xdotool key Escape
    check "Esc ends the program" within 15 gone
    check "the log is what was pressed, and when" told log "$speed" "$work/steps" "$work/presses" "$deck/takes/"*.jsonl
    "$bin" report "$deck" --json >"$work/report.json"
    check "the report has the log's times" told report "$work/report.json" "$deck/takes/"*.jsonl
    # It finds that nobody could read these captions: the talk was rushed through.
    "$bin" export "$deck" "$work/talk.vtt" --take last --offset 0:00 >"$work/export.out" 2>&1 || true
    check "the captions stand while their steps did" told captions "$work/talk.vtt" "$deck/takes/"*.jsonl
}

seen() { timeout 10 import -window root -crop "$4x$5+$2+$3" +repage "$work/$1.png"; }
gone() { [ ! -d "/proc/$app" ] || [ "$(awk '{print $3}' "/proc/$app/stat")" = Z ]; }

for each in starting-with-why the-power-of-the-group; do
    rehearse "$each"
done
stop_server
exit "$failed"
