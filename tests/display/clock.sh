#!/usr/bin/env bash
# A talk on a machine whose clock on the wall is set in the middle of it: back, on, before 1970 and beyond 2038. The timer, the
# take and the journal go by the time that passes.
#   tests/display/clock.sh [PATH TO cuecard]        (or CUECARD_BIN)
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/display/rig.sh

library=/usr/lib/$(uname -m)-linux-gnu/faketime/libfaketime.so.1
[ -f "$library" ] || apt-get install -y --no-install-recommends faketime >"$work/apt.log" 2>&1 || true
[ -f "$library" ] || { echo "clock: NOTHING WAS TRIED: libfaketime could not be installed" >&2; exit 2; }

set_clock() { echo "$1" >"$work/clock"; }
lives() { kill -0 "$app" 2>/dev/null; }

# Seconds on the timer by the last whole state in the journal, and in between.
timer() {
    python3 - "$XDG_STATE_HOME" <<'PY'
import json, pathlib, sys
journal = next(pathlib.Path(sys.argv[1]).glob("cuecard/journals/*/journal"))
seconds = lambda it: it["secs"] + it["nanos"] / 1e9
show = until = None
for line in journal.read_bytes().split(b"\n")[:-1]:
    record = json.loads(line[26:])
    if record["e"] == "show":
        show = record
    if "at" in record:
        until = record["at"]
state = show["show"]["clock"]["run"]["state"]["Running"]
print(seconds(state["before"]) + seconds(until["moment"]) - seconds(state["since"]))
PY
}
is_set() { # the program sees the clock that many seconds from what it is
    python3 - "$XDG_STATE_HOME" "$1" <<'PY'
import json, pathlib, sys, time
journal = next(pathlib.Path(sys.argv[1]).glob("cuecard/journals/*/journal"))
records = [json.loads(line[26:]) for line in journal.read_bytes().split(b"\n")[:-1]]
seen = [it["at"]["wall"]["secs"] for it in records if "at" in it][-1]
sys.exit(abs(seen - max(time.time() + float(sys.argv[2]), 0)) > 200_000 if abs(float(sys.argv[2])) > 9e8 else abs(seen - time.time() - float(sys.argv[2])) > 9)
PY
}
near() { awk -v a="$1" -v b="$2" 'BEGIN { exit !(a - b < 2.5 && b - a < 2.5) }'; }
runs_on() { # the timer goes on by what has passed since it was looked at first
    local now
    now=$(timer)
    near "$now" "$(awk -v b="$begun" -v s="$at" -v n="$(date +%s.%N)" 'BEGIN { print b + n - s }')" || { echo "        $begun then, $now now" >&2; return 1; }
}
take_is_whole() {
    cat "$deck"/takes/*.jsonl | python3 -c '
import json, sys
times = [it["t"] for it in map(json.loads, sys.stdin) if "t" in it]
sys.exit(not (times == sorted(times) and 0 <= times[-1] < 120_000))'
}

screens two
set_clock +0
export FAKETIME_TIMESTAMP_FILE=$work/clock FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1 NO_FAKE_STAT=1
LD_PRELOAD=$library present --no-captions
await Console
await Stage
console=$(window Console)
sleep 1
key "$console" Right Right
sleep 1.5
begun=$(timer) at=$(date +%s.%N)
hour=3600 year=$((365 * 24 * 3600))
for jump in -$hour +$hour -$((80 * year)) +$((60 * year)) +0; do
    set_clock "$jump"
    key "$console" Right
    sleep 1.5
    check "the program sees it" is_set "$jump"
    check "the clock is set by $jump s: the talk goes on" lives
    check "and its timer by what has passed" runs_on
done
set_clock +1h
child=$(inside)
kill -KILL "$child"
back() { local now; now=$(inside); [ "$now" != "$app" ] && [ "$now" != "$child" ] && [ -n "$(window Console)" ]; }
check "set again and killed at once: another is there" within 8 back
sleep 2
check "and its timer by what has passed" runs_on
leave
check "the take is whole, and its times are those that passed" take_is_whole
[ "$failed" = 0 ] && echo "clock: all as it should be"
exit "$failed"
