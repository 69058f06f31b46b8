"""Plays the desktop's screen saver on a bus of its own, and looks whether a talk keeps it off: from its beginning to its end,
over a death, and no longer than anybody of the talk lives.

usage: saver.py PROGRAM WORK
"""
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from gi.repository import Gio, GLib

program, work = sys.argv[1:]
NAME, PLACE = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"
MET = f"""<node><interface name="{NAME}">
  <method name="Inhibit"><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="u" direction="out"/></method>
  <method name="UnInhibit"><arg type="u" direction="in"/></method>
</interface></node>"""
failed = False


class Saver:
    """Who wants the screen to stay on, by what they are called on the bus."""

    def __init__(self, address):
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        self.held = {}
        self.let_go = 0
        self.bus.register_object(PLACE, Gio.DBusNodeInfo.new_for_xml(MET).interfaces[0], self.call, None, None)
        bus = "org.freedesktop.DBus"
        self.bus.signal_subscribe(bus, bus, "NameOwnerChanged", "/org/freedesktop/DBus", None, 0, self.owner)
        Gio.bus_own_name_on_connection(self.bus, NAME, Gio.BusNameOwnerFlags.NONE)

    def call(self, _bus, sender, _path, _interface, method, arguments, answer):
        if method == "Inhibit":
            self.held[sender] = arguments.unpack()
            return answer.return_value(GLib.Variant("(u)", (len(self.held),)))
        self.held.pop(sender, None)
        self.let_go += 1
        answer.return_value(None)

    def owner(self, _bus, _sender, _path, _interface, _signal, arguments):
        name, _, new = arguments.unpack()
        if not new:
            self.held.pop(name, None)


def until(true, seconds):
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        GLib.MainContext.default().iteration(False)
        time.sleep(0.01)
    return true()


def check(words, true):
    global failed
    print(f"  {'ok   ' if true else 'WRONG'} {words}", flush=True)
    failed |= not true


def child_of(parent):
    for task in Path(f"/proc/{parent}/task").iterdir():
        for child in (task / "children").read_text().split():
            if "--watched-by-its-parent" in Path(f"/proc/{child}/cmdline").read_text().split("\0"):
                return int(child)
    return None


def windows():
    listed = subprocess.run(["wmctrl", "-l"], capture_output=True, text=True).stdout
    return "Stage – " in listed and "Console – " in listed


def talk():
    words = [program, "present", "--now", "--anyway", "--no-captions", f"{work}/deck"]
    with open(f"{work}/saver.out", "ab") as out:
        return subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=out, stderr=out)


def main():
    daemon = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, text=True)
    try:
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = address = daemon.stdout.readline().strip()
        saver = Saver(address)
        print("the screen saver")
        parent = talk()
        check("a talk keeps it off", until(lambda: saver.held, 20))
        check("in its windows", until(windows, 20))
        # Its first frame comes after them.
        until(lambda: False, 6)
        first = set(saver.held)
        os.kill(child_of(parent.pid), signal.SIGKILL)
        check("what a dead process wanted is wanted no more", until(lambda: not first & set(saver.held), 3))
        check("and the life after it keeps it off", until(lambda: saver.held, 20))
        last = child_of(parent.pid)
        parent.kill()
        os.kill(last, signal.SIGKILL)
        check("nobody keeps it off where nobody of a talk is left", until(lambda: not saver.held, 3))
        parent.wait()
        parent = talk()
        check("the next talk keeps it off", until(lambda: saver.held, 20))
        parent.terminate()
        check("and lets it go at its end", until(lambda: not saver.held, 8))
        parent.wait()
    finally:
        daemon.terminate()
    return failed


if __name__ == "__main__":
    sys.exit(main())
