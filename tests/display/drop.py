#!/usr/bin/env python3
"""Drags a file over a window as a file manager does (XDND 5), and lets it go there or takes it away again.
  drop.py WINDOW PATH hover SECONDS    or    drop.py WINDOW PATH drop
Says on its output whether the window takes it."""
import ctypes
import sys
import time
import urllib.parse

X = ctypes.CDLL("libX11.so.6")
ULONG, LONG, INT, POINTER = ctypes.c_ulong, ctypes.c_long, ctypes.c_int, ctypes.c_void_p


class Message(ctypes.Structure):
    _fields_ = [("type", INT), ("serial", ULONG), ("send_event", INT), ("display", POINTER), ("window", ULONG),
                ("message_type", ULONG), ("format", INT), ("data", LONG * 5)]


class Request(ctypes.Structure):
    _fields_ = [("type", INT), ("serial", ULONG), ("send_event", INT), ("display", POINTER), ("owner", ULONG),
                ("requestor", ULONG), ("selection", ULONG), ("target", ULONG), ("property", ULONG), ("time", ULONG)]


class Answer(ctypes.Structure):
    _fields_ = [("type", INT), ("serial", ULONG), ("send_event", INT), ("display", POINTER), ("requestor", ULONG),
                ("selection", ULONG), ("target", ULONG), ("property", ULONG), ("time", ULONG)]


class Event(ctypes.Union):
    _fields_ = [("type", INT), ("message", Message), ("request", Request), ("answer", Answer), ("pad", LONG * 24)]


X.XOpenDisplay.restype = POINTER
X.XDefaultRootWindow.restype = X.XCreateSimpleWindow.restype = X.XInternAtom.restype = ULONG
X.XDefaultRootWindow.argtypes = X.XFlush.argtypes = X.XPending.argtypes = [POINTER]
X.XInternAtom.argtypes = [POINTER, ctypes.c_char_p, INT]
X.XCreateSimpleWindow.argtypes = [POINTER, ULONG, INT, INT, ctypes.c_uint, ctypes.c_uint, ctypes.c_uint, ULONG, ULONG]
X.XSetSelectionOwner.argtypes = [POINTER, ULONG, ULONG, ULONG]
X.XSendEvent.argtypes = [POINTER, ULONG, INT, LONG, POINTER]
X.XNextEvent.argtypes = [POINTER, POINTER]
X.XChangeProperty.argtypes = [POINTER, ULONG, ULONG, ULONG, INT, INT, ctypes.c_char_p, INT]

display = X.XOpenDisplay(None)
own = X.XCreateSimpleWindow(display, X.XDefaultRootWindow(display), 0, 0, 1, 1, 0, 0, 0)
atom = lambda name: X.XInternAtom(display, name.encode(), 0)
target, path, what = int(sys.argv[1], 0), sys.argv[2], sys.argv[3]
uris = ("file://" + urllib.parse.quote(path) + "\r\n").encode()
accepted = False


def send(name, *data):
    event = Event()
    event.message.type, event.message.window, event.message.format = 33, target, 32
    event.message.message_type = atom(name)
    for at, value in enumerate((own, *data)):
        event.message.data[at] = value
    X.XSendEvent(display, target, 0, 0, ctypes.byref(event))
    X.XFlush(display)


def listen(seconds):
    """Hands the path over to whoever asks, and hears whether it is taken."""
    global accepted
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        while X.XPending(display):
            event = Event()
            X.XNextEvent(display, ctypes.byref(event))
            if event.type == 30:
                ask = event.request
                X.XChangeProperty(display, ask.requestor, ask.property, ask.target, 8, 0, uris, len(uris))
                reply = Event()
                reply.answer.type, reply.answer.requestor, reply.answer.selection = 31, ask.requestor, ask.selection
                reply.answer.target, reply.answer.property, reply.answer.time = ask.target, ask.property, ask.time
                X.XSendEvent(display, ask.requestor, 0, 0, ctypes.byref(reply))
                X.XFlush(display)
            elif event.type == 33 and event.message.message_type == atom("XdndStatus"):
                accepted = bool(event.message.data[1] & 1)
        time.sleep(0.01)


X.XSetSelectionOwner(display, atom("XdndSelection"), own, 0)
send("XdndEnter", 5 << 24, atom("text/uri-list"), 0, 0)
listen(0.1)
for at in range(6):
    send("XdndPosition", 0, ((400 + at) << 16) | (400 + at), 0, atom("XdndActionCopy"))
    listen(0.1)
if what == "hover":
    listen(float(sys.argv[4]))
    send("XdndLeave", 0, 0, 0, 0)
else:
    send("XdndDrop", 0, 0, 0, 0)
listen(0.5)
print("taken" if accepted else "refused")
