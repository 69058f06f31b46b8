#!/usr/bin/env bash
# What the parent and the helper process cost: the start until the first slide stands, a key until its slide stands, and
# memory, of a talk with both, without the parent, and without the helper. Medians; on a quiet machine.
#   tests/cost.sh [PROGRAM] [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=tests/display/rig.sh
. tests/display/rig.sh "${1:-target/release/cuecard}"
rounds=${2:-7}
cc -shared -fPIC -O1 -o "$work/hang.so" tests/display/hang.c -ldl
touch "$work/no-helper"
slide expect-1 1 0 1280x720
color=$(convert "$work/expect-1.png" -format '%[hex:u.p{640,4}]' info: | cut -c1-6)

begin() { # variant
    since=$(date +%s.%N)
    case $1 in
        both) "$bin" "$deck" --now >"$work/app.out" 2>&1 & ;;
        no-parent) "$bin" --watched-by-its-parent '' 0 usual '' "$deck" --now >"$work/app.out" 2>&1 & ;;
        no-helper) LD_PRELOAD=$work/hang.so CUECARD_NO_HELPER=$work/no-helper "$bin" "$deck" --now >"$work/app.out" 2>&1 & ;;
        # What the library that keeps the helper away costs by itself.
        both-preloaded) LD_PRELOAD=$work/hang.so "$bin" "$deck" --now >"$work/app.out" 2>&1 & ;;
    esac
    app=$!
    started+=("$app")
}

of_all() { # name of a row: of this process and all that it began, in KiB
    local all=("$1") at=0 child
    while [ $at -lt ${#all[@]} ]; do
        for child in $(cat /proc/"${all[$at]}"/task/*/children 2>/dev/null); do all+=("$child"); done
        at=$((at + 1))
    done
    for child in "${all[@]}"; do cat "/proc/$child/smaps_rollup" 2>/dev/null; done | awk -v row="$2:" '$1 == row { sum += $2 } END { print sum }'
}

median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

variants=(both no-parent no-helper both-preloaded)
for round in $(seq "$rounds"); do
    for variant in "${variants[@]}"; do
        begin "$variant"
        python3 tests/display/latency.py --until $((1920 + 640)) 4 "$color" --since "$since" >>"$work/$variant.start"
        await Console
        sleep 2
        if [ "$round" -le 3 ]; then
            timeout 5 xdotool windowfocus --sync "$(window Console)" || true
            python3 tests/display/latency.py Right,Left $((1920 + 560)) 360 20 | cut -d' ' -f1 >>"$work/$variant.key" || true
            of_all "$app" Pss >>"$work/$variant.pss"
            [ "$variant" != both ] || awk '/VmRSS/ { print $2 }' "/proc/$app/status" >>"$work/parent.rss"
        fi
        kill "$app" && wait "$app" || true
    done
done
for variant in "${variants[@]}"; do
    printf '%-15s start %s s, key %s ms, %s KiB (PSS of all its processes)\n' "$variant" "$(median <"$work/$variant.start")" "$(median <"$work/$variant.key")" "$(median <"$work/$variant.pss")"
done
printf 'the parent: %s KiB RSS\n' "$(median <"$work/parent.rss")"
