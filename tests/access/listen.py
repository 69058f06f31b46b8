"""What a screen reader is told of a program's windows: their trees, and the sentences that are announced, over AT-SPI."""
import subprocess
import time
import warnings

import gi

warnings.simplefilter("ignore")
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = 20.0
Atspi.init()


class Listener:
    """Hears one program; `name` is what the bus calls it."""

    def __init__(self, name):
        self.name = name
        self.said = []
        self.failed = 0
        self.focuses = []
        self._listener = Atspi.EventListener.new(self._hear)
        for kind in ("object:announcement", "object:state-changed:focused", "window:activate"):
            self._listener.register(kind)
        self.activated = []

    def _hear(self, event):
        try:
            if event.source.get_application().get_name() != self.name:
                return
            if event.type.startswith("object:announcement"):
                self.said.append(event.any_data)
            elif event.type.startswith("object:state-changed:focused"):
                if event.detail1:
                    self.focuses.append((event.source.get_role_name(), event.source.get_name()))
            else:
                self.activated.append(event.source.get_name())
        except GLib.Error:
            pass  # It is gone already.

    def until(self, true, patience=PATIENCE):
        """Lets events come until `true()` holds; the last answer."""
        end = time.monotonic() + patience
        while True:
            while GLib.MainContext.default().iteration(False):
                pass
            try:
                answer = true()
            except GLib.Error:
                answer = None  # A node went away while it was asked.
            if answer or time.monotonic() > end:
                return answer
            time.sleep(0.02)

    def check(self, words, answer, more=""):
        print(f"  {'ok   ' if answer else 'WRONG'} {words}", flush=True)
        if not answer:
            self.failed += 1
            # What is asked for may go meanwhile.
            said = self.until(lambda: [more() if callable(more) else more], 5.0)
            print(f"        {said[0] if said else 'it changes'}", flush=True)
        return answer

    # Windows and their nodes.

    def frames(self):
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        found = []
        for application in children(desktop):
            if application.get_name() == self.name:
                application.clear_cache()
                found += children(application)
        return found

    def frame(self, title):
        return next((frame for frame in self.frames() if (frame.get_name() or "").startswith(title)), None)

    def tree(self, title, top=None):
        """A window as lines: depth, role and name of each node below the window, or below the node called `top`."""
        frame = self.frame(title)
        if frame is None:
            return []
        if top is not None:
            frame = next((node for node in walk(frame) if (node.get_name() or "").startswith(top)), None)
        return lines(frame) if frame else []

    def focused(self):
        """The node that has the focus, with the names of what it is in."""
        for frame in self.frames():
            for node in walk(frame):
                if node.get_state_set().contains(Atspi.StateType.FOCUSED):
                    return node
        return None

    # What is pressed and what is said of it.

    def press(self, *keys):
        for key in keys:
            subprocess.run(["xdotool", "key", key], check=True, timeout=10)

    def says(self, keys, *expected):
        """Presses keys; each expected sentence has to be said, and nothing else, in this order."""
        before = len(self.said)
        self.press(*keys)
        self.until(lambda: len(self.said) - before >= len(expected))
        # What is too much would come at once.
        self.until(lambda: len(self.said) - before > len(expected), 0.3)
        new = self.said[before:]
        self.check(f"{' '.join(keys)}: {' | '.join(expected) or 'nothing'}", new == list(expected), new)


def children(node):
    return [child for child in (node.get_child_at_index(at) for at in range(node.get_child_count())) if child]


def walk(node):
    yield node
    for child in children(node):
        yield from walk(child)


def lines(node, depth=0):
    out = []
    for child in children(node):
        out.append(f"{'  ' * depth}{child.get_role_name()}: {child.get_name()}".rstrip())
        out += lines(child, depth + 1)
    return out


# What can be operated, and the state that says how it stands, where it has one.
OPERATED = {
    "push button": None,
    "toggle button": None,
    "link": None,
    "entry": Atspi.StateType.EDITABLE,
    "text": Atspi.StateType.EDITABLE,
    "radio button": Atspi.StateType.CHECKABLE,
    "check box": Atspi.StateType.CHECKABLE,
    "menu item": None,
    # A slide, to be read.
    "image": None,
    "list item": None,
    "slider": None,
    "spin button": None,
}
LEAST = 24


def control(node):
    """What is wrong with a control, in words: its role, name, state and size."""
    role, name, states = node.get_role_name(), node.get_name(), node.get_state_set()
    if role not in OPERATED:
        return f"a {role} is no control"
    if not (name or "").strip():
        return f"a {role} without a name"
    if not states.contains(Atspi.StateType.FOCUSABLE) or not states.contains(Atspi.StateType.SENSITIVE):
        return f"{name!r} cannot have the focus, says its state"
    if OPERATED[role] and not states.contains(OPERATED[role]):
        return f"{name!r}, a {role}, does not say how it stands"
    place = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
    if place.width < LEAST or place.height < LEAST:
        return f"{name!r} is {place.width} by {place.height} pixels large"
    return None


def path(node):
    """Names and roles from the window down to a node."""
    names = []
    while node is not None and node.get_role() != Atspi.Role.APPLICATION:
        names.insert(0, (node.get_role_name(), node.get_name()))
        node = node.get_parent()
    return names
