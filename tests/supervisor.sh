#!/usr/bin/env bash
# Kills the process with the windows, at random moments of random talks on two screens, in all the ways in which a process
# can die or hang, and looks whether the talk is back as it was: how soon, and what the audience saw meanwhile. Then whether
# the screen saver is kept off as long as somebody of a talk lives.
#
#   tests/supervisor.sh [PROGRAM] [KILLS] [SEED]
#
# 200 kills take about half an hour.
set -euo pipefail
cd "$(dirname "$0")/.."
kills=${2:-200}
seed=${3:-1}
# shellcheck source=tests/display/rig.sh
. tests/display/rig.sh "${1:-target/release/cuecard}"
for tool in cc prlimit xsetroot; do
    command -v "$tool" >/dev/null || apt-get install -y --no-install-recommends gcc libc6-dev util-linux x11-xserver-utils >"$work/apt.log" 2>&1
done
/usr/bin/python3 -c 'import fusepy; from gi.repository import Gio' 2>/dev/null && command -v dbus-daemon fusermount3 >/dev/null ||
    apt-get install -y --no-install-recommends dbus fuse3 python3-fusepy python3-gi >"$work/apt.log" 2>&1
xsetroot -solid '#ff00ff'
cc -shared -fPIC -O1 -o "$work/hang.so" tests/display/hang.c -ldl
cp -r decks "$work/decks"
python3 tests/display/kills.py "$bin" "$work" "$kills" "$seed" || failed=1
python3 tests/display/deaths.py "$bin" "$work" 1 "$seed" || failed=1
/usr/bin/python3 tests/display/saver.py "$bin" "$work" || failed=1
exit "$failed"
