"""Presses a key by XTest and times how long one pixel takes to change: `latency.py KEYS X Y COUNT`.

KEYS are key names or places of the mouse (`600:400`) joined by commas, taken in turn. Prints the median and the 95th percentile in milliseconds.
With `--frames KEY X Y` it prints how many pictures the place shows within half a second of one press, and the longest time between
two paintings of the window there and the time from the first to the last, both in milliseconds.
With `--captions PORT X Y COUNT` it sends words to 127.0.0.1 instead, each in the place of those before.
With `--until X Y COLOR` it waits for a pixel to have a color (RRGGBB) and prints the seconds since `--since`.
Only libX11, libXtst and libXdamage are needed.
"""

import ctypes
import select
import socket
import sys
import time

X11 = ctypes.CDLL("libX11.so.6")
XTST = ctypes.CDLL("libXtst.so.6")
X11.XOpenDisplay.restype = ctypes.c_void_p
X11.XDefaultRootWindow.restype = ctypes.c_ulong
X11.XGetImage.restype = ctypes.c_void_p
X11.XGetPixel.restype = ctypes.c_ulong
X11.XStringToKeysym.restype = ctypes.c_ulong
X11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
X11.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong] + [ctypes.c_int] * 2 + [ctypes.c_uint] * 2 + [ctypes.c_ulong, ctypes.c_int]
X11.XDestroyImage.argtypes = [ctypes.c_void_p]
X11.XGetPixel.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
X11.XStringToKeysym.argtypes = [ctypes.c_char_p]
X11.XKeysymToKeycode.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
for one in [X11.XFlush, X11.XPending, X11.XConnectionNumber]:
    one.argtypes = [ctypes.c_void_p]
X11.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
X11.XNextEvent.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
XTST.XTestFakeMotionEvent.argtypes = [ctypes.c_void_p] + [ctypes.c_int] * 3 + [ctypes.c_ulong]
XTST.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]

ALL_PLANES = 0xFFFFFFFF
Z_PIXMAP = 2


def patch(display, x, y, width=160):
    """The colors of a few pixels along a line through (x, y): text moves, so one alone may stay as it was."""
    root = X11.XDefaultRootWindow(display)
    image = X11.XGetImage(display, root, x, y, width, 1, ALL_PLANES, Z_PIXMAP)
    pixels = tuple(X11.XGetPixel(image, at, 0) & 0xFFFFFF for at in range(0, width, 4))
    X11.XDestroyImage(image)
    return pixels


def press(display, name):
    if ":" in name:
        XTST.XTestFakeMotionEvent(display, -1, *map(int, name.split(":")), 0)
        X11.XFlush(display)
        return
    code = X11.XKeysymToKeycode(display, X11.XStringToKeysym(name.encode()))
    XTST.XTestFakeKeyEvent(display, code, 1, 0)
    XTST.XTestFakeKeyEvent(display, code, 0, 0)
    X11.XFlush(display)


class Damage(ctypes.Structure):
    """XDamageNotifyEvent, as far as the place of what was painted."""

    _fields_ = [
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("drawable", ctypes.c_ulong),
        ("damage", ctypes.c_ulong),
        ("level", ctypes.c_int),
        ("more", ctypes.c_int),
        ("timestamp", ctypes.c_ulong),
        ("x", ctypes.c_short),
        ("y", ctypes.c_short),
        ("width", ctypes.c_ushort),
        ("height", ctypes.c_ushort),
        ("room", ctypes.c_long * 24),
    ]

    def covers(self, x, y):
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


class Paintings:
    """The moments at which the X server paints the place (x, y). It tells of them by XDamage: who looks for them in a loop
    takes from the processor that paints."""

    def __init__(self, display, x, y):
        xdamage = ctypes.CDLL("libXdamage.so.1")
        xdamage.XDamageQueryExtension.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
        xdamage.XDamageCreate.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int]
        first, error = ctypes.c_int(), ctypes.c_int()
        if not xdamage.XDamageQueryExtension(display, ctypes.byref(first), ctypes.byref(error)):
            sys.exit("this X server does not tell what is painted (XDamage)")
        raw_rectangles = 0
        xdamage.XDamageCreate(display, X11.XDefaultRootWindow(display), raw_rectangles)
        self.display, self.x, self.y, self.event = display, x, y, first.value

    def forget(self):
        X11.XSync(self.display, 1)

    def until(self, deadline):
        """Each moment in seconds (`perf_counter`), until the deadline."""
        event = Damage()
        while (left := deadline - time.perf_counter()) > 0:
            if not X11.XPending(self.display):
                select.select([X11.XConnectionNumber(self.display)], [], [], left)
                continue
            X11.XNextEvent(self.display, ctypes.byref(event))
            if event.type == self.event and event.covers(self.x, self.y):
                yield time.perf_counter()


def latency(display, act, x, y, count):
    paintings, times = Paintings(display, x, y), []
    for at in range(count):
        time.sleep(0.35)
        before = patch(display, x, y)
        paintings.forget()
        start = time.perf_counter()
        act(at)
        seen = (moment for moment in paintings.until(start + 2) if patch(display, x, y) != before)
        moment = next(seen, None)
        if moment is None:
            sys.exit(f"no pixel changed within 2 s of action {at + 1}")
        times.append((moment - start) * 1000)
    times.sort()
    print(f"{times[len(times) // 2]:.1f} {times[int(len(times) * 0.95)]:.1f}")


def frames(display, key, x, y):
    paintings = Paintings(display, x, y)
    time.sleep(0.5)
    wide = 1000
    seen, moments, pictures = patch(display, x, y, wide), [], 0
    paintings.forget()
    press(display, key)
    for moment in paintings.until(time.perf_counter() + 0.5):
        moments.append(moment * 1000)
        now = patch(display, x, y, wide)
        pictures += now != seen
        seen = now
    if not pictures:
        sys.exit(f"no other picture within half a second of {key}")
    waits = [after - before for before, after in zip(moments, moments[1:])]
    print(f"{pictures} {max(waits, default=0):.0f} {moments[-1] - moments[0]:.0f}")


def until(display, x, y, color, since):
    """Seconds from `since` (Unix time) until the pixel at (x, y) has the color."""
    deadline = time.time() + 20
    while patch(display, x, y)[0] != color:
        if time.time() > deadline:
            sys.exit(f"the pixel at {x},{y} never became {color:06x}; it is {patch(display, x, y)[0]:06x}")
        time.sleep(0.001)
    print(f"{time.time() - since:.3f}")


def main():
    display = X11.XOpenDisplay(None)
    if not display:
        sys.exit("no display")
    if sys.argv[1] == "--until":
        until(display, int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4], 16), float(sys.argv[6]))
    elif sys.argv[1] == "--frames":
        frames(display, sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    elif sys.argv[1] == "--captions":
        writer = socket.create_connection(("127.0.0.1", int(sys.argv[2])))
        # Whole lines, since of what is still written anew the last word may be held back; no two of them fit on one row.
        words = [b"M" * 20 + b"\n", b"i" * 50 + b"\n"]
        latency(display, lambda at: writer.sendall(words[at % 2]), *map(int, sys.argv[3:6]))
    else:
        keys = sys.argv[1].split(",")
        latency(display, lambda at: press(display, keys[at % len(keys)]), *map(int, sys.argv[2:5]))


main()
