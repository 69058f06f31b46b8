"""Presses a key by XTest and times how long one pixel takes to change: `latency.py KEYS X Y COUNT`.

KEYS are key names or places of the mouse (`600:400`) joined by commas, taken in turn. Prints the median and the 95th percentile in milliseconds.
With `--frames KEY X Y` it prints how often the pixels change after one press, the longest time between two changes and
the time from the first to the last, both in milliseconds.
With `--captions PORT X Y COUNT` it sends words to 127.0.0.1 instead, each in the place of those before.
With `--until X Y COLOR` it waits for a pixel to have a color (RRGGBB) and prints the seconds since `--since`.
Only libX11 and libXtst are needed.
"""

import ctypes
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
X11.XFlush.argtypes = [ctypes.c_void_p]
XTST.XTestFakeMotionEvent.argtypes = [ctypes.c_void_p] + [ctypes.c_int] * 3 + [ctypes.c_ulong]
XTST.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]

ALL_PLANES = 0xFFFFFFFF
Z_PIXMAP = 2


def patch(display, x, y):
    """The colors of a few pixels along a line through (x, y): text moves, so one alone may stay as it was."""
    root = X11.XDefaultRootWindow(display)
    image = X11.XGetImage(display, root, x, y, 160, 1, ALL_PLANES, Z_PIXMAP)
    pixels = tuple(X11.XGetPixel(image, at, 0) & 0xFFFFFF for at in range(0, 160, 4))
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


def latency(display, act, x, y, count):
    times = []
    for at in range(count):
        time.sleep(0.35)
        before = patch(display, x, y)
        start = time.perf_counter()
        act(at)
        while patch(display, x, y) == before:
            if time.perf_counter() - start > 2:
                sys.exit(f"no pixel changed within 2 s of action {at + 1}")
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    print(f"{times[len(times) // 2]:.1f} {times[int(len(times) * 0.95)]:.1f}")


def frames(display, key, x, y):
    time.sleep(0.5)
    seen, changes = patch(display, x, y), []
    start = time.perf_counter()
    press(display, key)
    while time.perf_counter() - start < 1.0:
        now = patch(display, x, y)
        if now != seen:
            seen = now
            changes.append(time.perf_counter() * 1000)
    if not changes:
        sys.exit(f"no pixel changed within a second of {key}")
    waits = [after - before for before, after in zip(changes, changes[1:])]
    print(f"{len(changes)} {max(waits, default=0):.0f} {changes[-1] - changes[0]:.0f}")


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
        words = [b"\rMMMMMMMMMMMMMMMMMM", b"\riiiiiiiiiiiiiiiiii"]
        latency(display, lambda at: writer.sendall(words[at % 2]), *map(int, sys.argv[3:6]))
    else:
        keys = sys.argv[1].split(",")
        latency(display, lambda at: press(display, keys[at % len(keys)]), *map(int, sys.argv[2:5]))


main()
