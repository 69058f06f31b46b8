#!/usr/bin/env bash
# Gives a talk by ear: the program on two X screens and a D-Bus of their own, its windows' trees and announcements over AT-SPI.
#   tests/access.sh [PATH TO cuecard]        (or CUECARD_BIN)
set -euo pipefail
cd "$(dirname "$0")/.."

ears() { /usr/bin/python3 -c 'import gi; gi.require_version("Atspi", "2.0"); from gi.repository import Atspi' 2>/dev/null; }
if ! ears || ! command -v dbus-run-session >/dev/null || [ ! -x /usr/libexec/at-spi-bus-launcher ]; then
    echo "access: installing AT-SPI"
    apt-get update -qq >/dev/null 2>&1 || true # An old list may still do; the next line says if not.
    apt-get install -y --no-install-recommends at-spi2-core dbus python3-gi gir1.2-atspi-2.0 >/dev/null 2>&1 ||
        { echo "access: cannot install AT-SPI" >&2; exit 2; }
fi

. tests/display/rig.sh

mkdir "$work/bees"
cp tests/access/deck.toml "$work/bees/deck.toml"
export XDG_DATA_HOME=$work/data XDG_CACHE_HOME=$work/cache XDG_RUNTIME_DIR=$work/runtime
mkdir -m 700 "$XDG_RUNTIME_DIR"
check "the talk by ear" dbus-run-session -- bash -c '
    /usr/libexec/at-spi-bus-launcher --launch-immediately --a11y=1 >"$0/atspi.out" 2>&1 &
    for _ in $(seq 100); do
        gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus --method org.a11y.Bus.GetAddress >/dev/null 2>&1 && break
        sleep 0.1
    done
    /usr/bin/python3 tests/access/talk.py "$1" "$0/bees"
' "$work" "$bin"
exit "$failed"
