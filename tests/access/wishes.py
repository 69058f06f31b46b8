"""Plays the desktop's portal for settings, and looks whether the program's windows do what it says: at their start, and when it changes.

usage: wishes.py PROGRAM PICTURE (a file for pictures of the screen)
"""
import subprocess
import sys

from gi.repository import Gio, GLib
from listen import Atspi, Listener, lines, walk

program, picture = sys.argv[1:]
INTERFACE = "org.freedesktop.portal.Settings"
MET = f"""<node><interface name="{INTERFACE}">
  <method name="Read"><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="v" direction="out"/></method>
  <method name="ReadOne"><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="v" direction="out"/></method>
  <method name="ReadAll"><arg type="as" direction="in"/><arg type="a{{sa{{sv}}}}" direction="out"/></method>
  <signal name="SettingChanged"><arg type="s"/><arg type="s"/><arg type="v"/></signal>
  <property name="version" type="u" access="read"/>
</interface></node>"""
LETTERS = ("org.gnome.desktop.interface", "text-scaling-factor")
SCHEME = ("org.freedesktop.appearance", "color-scheme")
CONTRAST = ("org.freedesktop.appearance", "contrast")
DARK, LIGHT = GLib.Variant("u", 1), GLib.Variant("u", 2)


class Portal:
    """Answers what the desktop wants, and tells of changes."""

    def __init__(self, wanted):
        self.wanted = wanted
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        interface = Gio.DBusNodeInfo.new_for_xml(MET).interfaces[0]
        self.bus.register_object("/org/freedesktop/portal/desktop", interface, self.call, lambda *_: GLib.Variant("u", 2), None)
        Gio.bus_own_name_on_connection(self.bus, "org.freedesktop.portal.Desktop", Gio.BusNameOwnerFlags.NONE)

    def call(self, _bus, _sender, _path, _interface, method, arguments, answer):
        if method == "ReadAll":
            spaces = {}
            for (space, key), value in self.wanted.items():
                spaces.setdefault(space, {})[key] = value
            return answer.return_value(GLib.Variant("(a{sa{sv}})", (spaces,)))
        value = self.wanted.get(arguments.unpack())
        if value is None:
            return answer.return_dbus_error("org.freedesktop.portal.Error.NotFound", "no such setting")
        # The older question's answer is wrapped once more.
        answer.return_value(GLib.Variant("(v)", (GLib.Variant("v", value) if method == "Read" else value,)))

    def change(self, what, value):
        self.wanted[what] = value
        words = GLib.Variant("(ssv)", (*what, value))
        self.bus.emit_signal(None, "/org/freedesktop/portal/desktop", INTERFACE, "SettingChanged", words)


def heights(ear):
    """How high the buttons of the window are, by their names."""
    frame = ear.frame("Cuecard")
    buttons = [node for node in walk(frame) if node.get_role_name() == "push button"] if frame else []
    return {node.get_name(): node.get_component_iface().get_extents(Atspi.CoordType.WINDOW).height for node in buttons}


def growth(ear, usual):
    """How much higher they are than usual, most of them."""
    now = heights(ear)
    ratios = sorted(now[name] / usual[name] for name in usual if name in now and usual[name])
    return ratios[len(ratios) // 2] if ratios else 0


def colors():
    """How light the screen is on the whole (0 to 1), and how far its pixels are from that."""
    subprocess.run(["import", "-window", "root", picture], check=True, timeout=20)
    said = subprocess.run(
        ["convert", picture, "-colorspace", "gray", "-format", "%[fx:mean] %[fx:standard_deviation]", "info:"],
        check=True, timeout=20, capture_output=True, text=True,
    ).stdout
    return tuple(map(float, said.split()))


def main():
    print("what the desktop wants")
    portal = Portal({LETTERS: GLib.Variant("d", 1.0), SCHEME: DARK, CONTRAST: GLib.Variant("u", 0)})
    ear = Listener("cuecard")
    running = subprocess.Popen([program])
    # A start on a busy machine.
    usual = ear.until(lambda: heights(ear), 30)
    shown = lambda: usual or [(frame.get_name(), lines(frame)) for frame in ear.frames()]  # noqa: E731
    ear.check("buttons have a height", usual and min(usual.values()) >= 24, shown)
    portal.change(LETTERS, GLib.Variant("d", 1.5))
    # A page that has less room for larger parts sets some of them tighter.
    larger = lambda: 1.2 < growth(ear, usual) < 1.55  # noqa: E731
    ear.check("letters half as large again: the windows' parts are larger at once", ear.until(larger), lambda: (usual, heights(ear)))
    portal.change(LETTERS, GLib.Variant("d", 1.0))
    ear.check("and back", ear.until(lambda: growth(ear, usual) == 1), lambda: (usual, heights(ear)))
    dark, spread = colors()
    portal.change(CONTRAST, GLib.Variant("u", 1))
    ear.check("more contrast: other colors", ear.until(lambda: abs(colors()[1] - spread) > 0.002), lambda: (spread, colors()))
    portal.change(CONTRAST, GLib.Variant("u", 0))
    portal.change(SCHEME, LIGHT)
    ear.check("a light ground", ear.until(lambda: colors()[0] > dark + 0.1), lambda: (dark, colors()))
    running.terminate()
    running.wait(timeout=20)
    ear.until(lambda: not ear.frames())
    portal.change(LETTERS, GLib.Variant("d", 1.5))
    running = subprocess.Popen([program])
    ear.check("it is so from the start", ear.until(lambda: ear.frame("Cuecard") and larger()), lambda: (usual, heights(ear)))
    running.terminate()
    running.wait(timeout=20)
    sys.exit(1 if ear.failed else 0)


main()
