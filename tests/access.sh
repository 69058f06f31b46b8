#!/usr/bin/env bash
# Gives a talk by ear: the program on two X screens and a D-Bus of their own, its windows' trees and announcements over AT-SPI.
#   tests/access.sh [PATH TO cuecard]        (or CUECARD_BIN)
# Then once more to Orca, whose speech is compared with what a listener needs; its settings and log are its own here.
#   ORCA=0 tests/access.sh …                 without Orca
set -euo pipefail
cd "$(dirname "$0")/.."

ears() { /usr/bin/python3 -c 'import gi; gi.require_version("Atspi", "2.0"); from gi.repository import Atspi' 2>/dev/null; }
if ! ears || ! command -v dbus-run-session >/dev/null || [ ! -x /usr/libexec/at-spi-bus-launcher ]; then
    echo "access: installing AT-SPI"
    apt-get update -qq >/dev/null 2>&1 || true # An old list may still do; the next line says if not.
    apt-get install -y --no-install-recommends at-spi2-core dbus python3-gi gir1.2-atspi-2.0 >/dev/null 2>&1 ||
        { echo "access: cannot install AT-SPI" >&2; exit 2; }
fi

if [ "${ORCA:-1}" != 0 ] && ! command -v orca >/dev/null; then
    echo "access: installing Orca"
    apt-get update -qq >/dev/null 2>&1 || true
    apt-get install -y --no-install-recommends orca >/dev/null 2>&1 || { echo "access: cannot install Orca" >&2; exit 2; }
fi

. tests/display/rig.sh

mkdir "$work/bees"
cp tests/access/deck.toml "$work/bees/deck.toml"
export XDG_DATA_HOME=$work/data XDG_CACHE_HOME=$work/cache XDG_RUNTIME_DIR=$work/runtime
mkdir -m 700 "$XDG_RUNTIME_DIR"
# `by_ear COMMAND…` runs it on a bus of its own with assistive technology switched on.
by_ear() { dbus-run-session -- /usr/bin/python3 tests/access/bus.py "$@"; }
# A machine that is too busy to let a key go at once would repeat it.
xset r off

check "the talk by ear" by_ear /usr/bin/python3 tests/access/talk.py "$bin" "$work/bees"
check "what the desktop wants" by_ear /usr/bin/python3 tests/access/wishes.py "$bin" "$work/screen.png"

# Keys are not to be echoed, nor is anything to be heard: without a synthesizer Orca notes what it would say. Each line of its
# log is to be there at once: as Orca opens the file, lines come in blocks of 8 KB, the last words long after they were said.
mkdir -p "$XDG_DATA_HOME/orca"
cat >"$XDG_DATA_HOME/orca/orca-customizations.py" <<'END'
import orca.debug
import orca.settings

orca.settings.enableKeyEcho = False
orca.settings.speechServerFactory = "no_synthesizer"
orca.settings.speechFactoryModules = []
orca.debug.debugFile.reconfigure(line_buffering=True)
END
# Orca does not start beside another, nor beside one that has ended and that nobody took note of: here it is alone.
mkdir "$work/alone"
printf '#!/bin/sh\nexit 1\n' >"$work/alone/pgrep"
chmod +x "$work/alone/pgrep"
with_orca() {
    PATH=$work/alone:$PATH HOME=$work LC_ALL=C.UTF-8 orca --debug-file="$work/orca.log" >"$work/orca.out" 2>&1 &
    local orca=$!
    trap "kill $orca 2>/dev/null" EXIT
    for _ in $(seq 1200); do
        grep -q "SPEECH OUTPUT" "$work/orca.log" 2>/dev/null && break
        kill -0 "$orca" 2>/dev/null || { cat "$work/orca.out" >&2; echo "access: Orca does not start" >&2; return 1; }
        sleep 0.1
    done
    local answer=0
    /usr/bin/python3 tests/access/orca.py "$bin" "$work/bees" "$work/orca.log" "$orca" || answer=1
    kill "$orca" 2>/dev/null || true
    return "$answer"
}
export -f with_orca
export work bin
[ "${ORCA:-1}" = 0 ] || check "the talk as Orca says it" by_ear bash -c with_orca
exit "$failed"
