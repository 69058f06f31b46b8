"""Assistive technology switched on, on the session's bus, while a command runs there; its exit status is the command's.

usage: bus.py COMMAND…

Whoever asks for the bus of assistive technology before it is there has the session start another, on which nothing is switched
on: here it is asked only whether it is there.
"""
import subprocess
import sys
import time

from gi.repository import Gio, GLib

LAUNCHER = ["/usr/libexec/at-spi-bus-launcher", "--launch-immediately", "--a11y=1"]
PLACE = ("org.a11y.Bus", "/org/a11y/bus")
# Seconds for a start on a busy machine.
PATIENCE = 120

session = Gio.bus_get_sync(Gio.BusType.SESSION)


def call(name, path, interface, method, arguments, answer):
    kind = GLib.VariantType(answer)
    return session.call_sync(name, path, interface, method, arguments, kind, Gio.DBusCallFlags.NO_AUTO_START, -1).unpack()


def there():
    bus = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
    return call(*bus, "NameHasOwner", GLib.Variant("(s)", PLACE[:1]), "(b)")[0]


def switched_on():
    wanted = GLib.Variant("(ss)", ("org.a11y.Status", "IsEnabled"))
    return call(*PLACE, "org.freedesktop.DBus.Properties", "Get", wanted, "(v)")[0]


launcher = subprocess.Popen(LAUNCHER, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
end = time.monotonic() + PATIENCE
while not there() and time.monotonic() < end:
    time.sleep(0.05)
if not there() or not switched_on():
    sys.exit("access: assistive technology cannot be switched on")
answer = subprocess.run(sys.argv[1:]).returncode
launcher.terminate()
launcher.wait(timeout=PATIENCE)
sys.exit(answer)
