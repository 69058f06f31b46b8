#!/usr/bin/env bash
# Talks and commands on disks that are full, may not be written to, or go away in the middle: nothing is lost but what
# was told, and no file is ever half. Real file systems (tmpfs of half a megabyte), so it needs root, and says so.
#   tests/disk.sh [PATH TO cuecard]        (or CUECARD_BIN)
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/display/rig.sh

mounts=()
disk() { # name: a small disk at $work/name
    mkdir -p "$work/$1"
    mount -t tmpfs -o size=512k tmpfs "$work/$1" 2>"$work/mount.out" || {
        cat "$work/mount.out" >&2
        echo "disk: NOTHING WAS TRIED: this needs root and leave to mount a tmpfs" >&2
        exit 2
    }
    mounts+=("$work/$1")
}
undisk() {
    for at in "${mounts[@]}"; do umount -l "$at" 2>/dev/null || true; done
    mounts=()
}
trap 'leave; undisk; finish' EXIT
app=0

fill() { for at in "$@"; do cat /dev/zero >"$work/$at/fill" 2>/dev/null || true; done; }
free() { for at in "$@"; do rm -f "$work/$at/fill"; done; }
parts() { [ -z "$(find "$@" -name '.cuecard-*')" ]; }

# Commands ---------------------------------------------------------------------------------------------------------

says_full() { # arguments of cuecard: it ends with a sentence
    local code=0
    "$bin" "$@" >"$work/said" 2>&1 || code=$?
    [ "$code" = 1 ] && grep -q 'disk is full' "$work/said" && ! grep -qE 'panicked|os error' "$work/said" ||
        { sed 's/^/        /' "$work/said"; return 1; }
}

commands() {
    echo "commands on a full disk"
    disk out
    cp -r tests/cases/talk/steps "$work/talk"
    echo 'the one before' >"$work/out/old.pdf"
    fill out
    local target
    for target in talk.pdf talk.png talk.txt talk.md talk.vtt; do
        local from=$work/talk
        [ "$target" = talk.vtt ] && from=tests/cases/talk/plan-by-cues
        check "export $target is told" says_full export "$from" "$work/out/$target"
        check "and leaves nothing of it" test ! -s "$work/out/$target"
    done
    check "an export over a file is told" says_full export "$work/talk" "$work/out/old.pdf"
    check "and the file is the one before" grep -qx 'the one before' "$work/out/old.pdf"
    check "pictures into a folder are told" says_full export "$work/talk" "$work/out/slides"
    check "no half file stays" parts "$work/out"

    disk deck
    cp -r tests/cases/talk/steps/. "$work/deck"
    mkdir -p "$work/deck/takes"
    cp "$work/take.jsonl" "$work/deck/takes/2026-11-22-140501.jsonl"
    cp "$work/deck/deck.toml" "$work/before.toml"
    fill deck
    check "times --write is told" says_full times "$work/deck" --write
    check "and the deck is the one before" cmp -s "$work/deck/deck.toml" "$work/before.toml"
    free deck
    check "with room it is written" "$bin" times "$work/deck" --write
    check "and is another" test "$(cmp -s "$work/deck/deck.toml" "$work/before.toml" || echo differs)" = differs
    check "no half file stays" parts "$work/deck"
    undisk
}

targets() {
    echo "what a file is written over"
    local at=$work/targets
    mkdir -p "$at/folder.pdf"
    echo 'the one before' >"$at/real.pdf"
    chmod 600 "$at/real.pdf"
    ln -s real.pdf "$at/link.pdf"
    exec 9<"$at/real.pdf"
    check "an export over a link" quietly "$bin" export "$work/talk" "$at/link.pdf"
    check "leaves the link" test -L "$at/link.pdf"
    check "writes the file that it leads to" test "$(head -c 5 "$at/real.pdf")" = %PDF-
    check "which is for its owner alone, as before" test "$(stat -c %a "$at/real.pdf")" = 600
    check "and whoever reads the one before reads on" grep -qx 'the one before' <&9
    exec 9<&-
    check "a folder is none to write over" says 'is a folder' export "$work/talk" "$at/folder.pdf"
    cp -r "$work/talk" "$at/deck"
    mkdir -p "$at/deck/takes"
    cp "$work/take.jsonl" "$at/deck/takes/2026-11-22-140501.jsonl"
    mv "$at/deck/deck.toml" "$at/deck/real.toml"
    ln -s real.toml "$at/deck/deck.toml"
    check "times are written through no link" says 'is a link' times "$at/deck" --write
    check "no half file stays" parts "$at"
}
says() { # a word, then arguments of cuecard: it ends with a sentence that has it
    local word=$1
    shift
    ! "$bin" "$@" >"$work/said" 2>&1 && grep -q "$word" "$work/said"
}

# A rehearsal of the whole case, as the recorder writes it.
whole_take() {
    local ids id t=0
    ids=$(python3 - <<'PY'
import tomllib
deck = tomllib.load(open("tests/cases/talk/steps/deck.toml", "rb"))
for at, slide in enumerate(deck["slide"]):
    print(slide.get("id") or slide["title"].lower().replace(" ", "-"))
PY
    )
    for id in $ids; do
        printf '{"t":%d,"e":"slide","id":"%s","step":0}\n' "$t" "$id"
        t=$((t + 42000))
    done
    printf '{"t":%d,"e":"end"}\n' "$t"
}

quietly() { "$@" >/dev/null; }

many_takes() {
    echo "fifty thousand takes"
    cp -r tests/cases/talk/steps "$work/many"
    mkdir -p "$work/many/takes"
    python3 - "$work/take.jsonl" "$work/many/takes" <<'PY'
import datetime, pathlib, sys
log, folder = open(sys.argv[1]).read(), pathlib.Path(sys.argv[2])
first = datetime.datetime(2020, 1, 1)
for at in range(50_000):
    (folder / f"{first + datetime.timedelta(hours=at):%Y-%m-%d-%H%M%S}.jsonl").write_text(log)
PY
    local what
    for what in report times check "export $work/many.txt"; do
        set -- $what
        check "$1 with 50,000 takes" quietly timeout 20 "$bin" "$1" "$work/many" "${@:2}"
    done
    (cd "$work/many" && exec "$bin" >"$work/app.out" 2>&1) &
    app=$!
    started+=("$app")
    check "the wall of talks is there" within 4 wall
    check "and has read the deck" within 8 remembers_its_picture
    leave
    deck=$work/many present --no-captions
    check "the talk is there" within 4 there
    key "$(window Console)" Right
    leave
    check "and its take as well" test "$(find "$work/many/takes" -name '*.jsonl' | wc -l)" = 50001
    rm -rf "$work/many"
}
there() { [ -n "$(window Console)" ] && [ -n "$(window Stage)" ]; }
wall() { wmctrl -l 2>/dev/null | grep -qF ' Cuecard'; }
remembers_its_picture() { # what the wall shows is more than paper
    local id
    id=$(wmctrl -l | grep -F ' Cuecard' | cut -d' ' -f1 | head -1)
    timeout 10 import -window "$id" "$work/wall.png" && [ "$(convert "$work/wall.png" -crop 600x400+20+120 +repage -format %k info:)" -gt 60 ]
}

# Talks ------------------------------------------------------------------------------------------------------------

talk_on() { # arguments of cuecard: a talk from $work/deck
    deck=$work/deck present --no-captions "$@"
    await Console
    await Stage
    sleep 1.5
    stage=$(window Stage)
    console=$(window Console)
}
log() { cat "$work/deck/takes/"*.jsonl "$work/state/"*/*/*/*.jsonl "$work/state/"*/*/*.jsonl 2>/dev/null || true; }
logged() { grep -q "$1" <(log); }
inked() { [ -n "$(find "$work/deck" "$work/state" -name '*.ink.toml' 2>/dev/null)" ]; }
chosen() { grep -q 'notes_scale = ' "$work/config/cuecard/settings.toml"; }
lives() { kill -0 "$app" 2>/dev/null; }
unbroken() { # each line of the log is whole
    log | python3 -c 'import json, sys; [json.loads(line) for line in sys.stdin]'
}
stroke() {
    key "$console" d
    xdotool mousemove --window "$console" 300 250 mousedown 1 mousemove --window "$console" 420 330 mousemove --window "$console" 500 300 mouseup 1
    sleep 0.5
    key "$console" d
}

full_talk() {
    echo "a talk while all disks are full"
    disk deck && disk state && disk config
    cp -r tests/cases/talk/steps/. "$work/deck"
    mkdir -p "$work/config/cuecard"
    printf '# mine\nversion = 1\n' >"$work/config/cuecard/settings.toml"
    cp "$work/config/cuecard/settings.toml" "$work/settings.before"
    fill deck state config
    talk_on
    key "$console" Right Right
    stroke
    key "$console" plus
    sleep 3
    check "nothing of the take is there, for there is no room" test -z "$(log)"
    check "the settings are those before" cmp -s "$work/config/cuecard/settings.toml" "$work/settings.before"
    check "no half file lies about" parts "$work/deck" "$work/state" "$work/config"
    free deck state config
    check "with room the take is there, from its first slide on" within 6 logged '"e":"start"'
    check "and the ink" within 6 inked
    check "and what was chosen" within 6 chosen
    check "beside the speaker's own words" grep -qx '# mine' "$work/config/cuecard/settings.toml"
    fill deck
    key "$console" Right b b
    check "full again: the talk goes on" lives
    free deck
    key "$console" Left
    leave
    check "the take is whole to its end" logged '"e":"end"'
    check "in whole lines" unbroken
    check "with what came while there was no room" logged '"mode":"black"'
    undisk
}

locked_talk() {
    echo "a talk from a stick that is locked"
    disk deck && disk state
    cp -r tests/cases/talk/steps/. "$work/deck"
    mount -o remount,ro "$work/deck"
    talk_on
    key "$console" Right Right
    stroke
    check "its take lies in the program's own folder" within 6 logged '"e":"slide"'
    check "and its ink" within 6 inked
    leave
    check "whole to its end" logged '"e":"end"'
    undisk
}

pulled_talk() {
    echo "a stick that is pulled in the middle of a talk"
    disk deck && disk state
    cp -r tests/cases/talk/steps/. "$work/deck"
    talk_on
    key "$console" Right
    stroke
    check "the take is on the stick" within 4 logged '"e":"slide"'
    umount -l "$work/deck"
    shot stage "$stage"
    cp "$work/stage.png" "$work/before-pull.png"
    key "$console" Right Right
    sleep 2
    check "the talk goes on" lives
    shot stage "$stage"
    check "and moves" differs stage before-pull
    leave
    check "the take is in the program's own folder, whole" logged '"e":"end"'
    check "with what came before" logged '"e":"start"'
    check "and the ink" inked
    undisk
}

returned_folder() {
    echo "a folder that goes away in the middle of a talk and comes back"
    disk state
    rm -rf "$work/deck" "$work/away"
    cp -r tests/cases/talk/steps "$work/deck"
    talk_on
    key "$console" Right
    sleep 3
    mv "$work/deck" "$work/away"
    key "$console" Right Left
    check "the talk goes on" lives
    sleep 2
    mv "$work/away" "$work/deck"
    sleep 2
    shot stage "$stage"
    cp "$work/stage.png" "$work/before-edit.png"
    sed -i 's/^title=.*/title="Quite another title"/' "$work/deck/deck.toml"
    check "what is saved there is shown" within 6 changed
    leave
    check "the take is whole to its end" logged '"e":"end"'
    undisk
}
as_before() { shot stage "$(window Stage)"; same stage before-kill 0.01; }
changed() { shot stage "$stage"; differs stage before-edit; }

locked_home() {
    echo "a home that is locked, and nothing said of other folders"
    disk home
    rm -rf "$work/deck"
    cp -r tests/cases/talk/steps "$work/deck"
    mount -o remount,ro "$work/home"
    local config=$XDG_CONFIG_HOME state=$XDG_STATE_HOME
    unset XDG_CONFIG_HOME XDG_STATE_HOME
    local runtime=${XDG_RUNTIME_DIR:-}
    mkdir -m 700 "$work/runtime"
    export XDG_RUNTIME_DIR=$work/runtime
    HOME=$work/home talk_on
    key "$console" Right Right plus
    sleep 3
    check "the talk goes on" lives
    check "its take lies beside the deck" within 4 logged '"e":"slide"'
    shot stage "$stage"
    cp "$work/stage.png" "$work/before-kill.png"
    kill -KILL "$(inside)"
    sleep 0.5
    check "killed, it is there again" within 6 there
    check "with the same slide, since this session has a folder of its own" within 4 as_before
    leave
    check "nothing panicked" test -z "$(grep -i panicked "$work/app.out")"
    export XDG_CONFIG_HOME=$config XDG_STATE_HOME=$state XDG_RUNTIME_DIR=$runtime
    [ -n "$runtime" ] || unset XDG_RUNTIME_DIR
    undisk
}

whole_take >"$work/take.jsonl"
commands
targets
many_takes
full_talk
locked_talk
pulled_talk
returned_folder
locked_home
[ "$failed" = 0 ] && echo "disk: all is well" || { echo "disk: something is wrong" >&2; exit 1; }
