"""Gives a talk to Orca, whose speech is a log: what it says after each key, compared with what a listener needs.

usage: orca.py PROGRAM DECK ORCA'S-DEBUG-FILE ORCA'S-PROCESS

A busy machine has more time, and nothing is over before Orca has done all that it has to do; which words come, and in which
order, is the same on each. A key is pressed a second time only where the window has gone on and shows nothing of the first.
"""
import contextlib
import glob
import os
import re
import subprocess
import sys
import time

from listen import Listener

program, deck, log, orca = sys.argv[1:]
# Seconds, on a machine that does nothing else.
PATIENCE = 40.0
# How long Orca has to do nothing until a key is done with: what is too much comes at once.
QUIET = 0.7
# So many keys may be lost on their way to the window; and so many may be answered wrongly before nothing more is asked.
LOST = 2
WRONG = 3
failed = 0
heard = 0
again = 0


class Speech:
    """What Orca says, from its log, which is read on from where it was."""

    def __init__(self, path):
        self.file = open(path, errors="replace")
        self.rest = ""
        self.said = []

    def read(self):
        """All that was said so far, a string for each utterance."""
        *lines, self.rest = (self.rest + self.file.read()).split("\n")
        for line in lines:
            if "SPEECH OUTPUT: '" in line:
                words = line.split("SPEECH OUTPUT: '", 1)[1].rstrip()
                self.said.append(re.sub(r"' ?(voice=\S+)?\{.*$|'$", "", words).strip())
        return self.said


speech = Speech(log)
ear = Listener("cuecard")


def new_words():
    return speech.read()[heard:]


def patience():
    """Seconds, as much more as there are programs that want to run for each processor."""
    return PATIENCE * min(max(1.0, os.getloadavg()[0] / os.cpu_count()), 8.0)


def work():
    """How much Orca has done so far, and whether it has more to do and waits for its turn."""
    done, waits = 0, False
    for path in glob.glob(f"/proc/{orca}/task/*/stat"):
        try:
            with open(path) as stat:
                fields = stat.read().rsplit(")", 1)[1].split()
        except OSError:
            continue  # A thread that has ended.
        done += int(fields[11]) + int(fields[12])
        waits |= fields[0] == "R"
    return done, waits


def settle():
    """Waits until Orca has done and said nothing for a while."""
    end = time.monotonic() + patience()
    since, before = time.monotonic(), None
    while time.monotonic() < min(since + QUIET, end):
        now = (work(), len(speech.read()))
        # What it does at rest takes less than two ticks.
        if before is None or now[0][1] or now[0][0] - before[0][0] > 1 or now[1] != before[1]:
            since, before = time.monotonic(), now
        ear.until(lambda: False, 0.05)


def keyboard():
    """The title of the window that has it."""
    asked = ["xdotool", "getactivewindow", "getwindowname"]
    return subprocess.run(asked, capture_output=True, text=True, timeout=60).stdout.strip()


def press(keys):
    ear.until(lambda: keyboard().startswith(("Cuecard", "Stage – ", "Console – ")), patience())
    for key in keys:
        subprocess.run(["xdotool", "key", key], check=True, timeout=60)


def shown():
    """The window's words, with the clocks in it apart."""
    # While it is read nodes may go.
    tree = ear.until(lambda: ear.tree("Console"), 2.0) or []
    return [re.sub(r"\d+:\d\d", "0:00", line) for line in tree], tree


def is_lost(before, told):
    """A press of which the window shows nothing, though its clock has gone on since."""
    (still, clock), (was, was_clock) = shown(), before
    return (len(ear.said), len(ear.focuses)) == told and still == was and clock != was_clock


def expect(keys, *wanted, never=()):
    """Presses keys; each of the expressions has to be found in what is said then, in their order, and nothing of `never`."""
    global failed, heard, again
    before = shown() if keys else None
    told = (len(ear.said), len(ear.focuses))
    press(keys)
    good = lambda: found(wanted, new_words())  # noqa: E731
    if not ear.until(good, patience() / 2) and keys and not new_words() and is_lost(before, told):
        again += 1
        print(f"        {' '.join(keys)} again: the window has gone on and shows nothing of it", flush=True)
        press(keys)
    ear.until(good, patience())
    settle()
    new = new_words()
    heard += len(new)
    unwanted = [words for words in new for pattern in never if re.search(pattern, words)]
    long = [words for words in new if len(words) > 400]
    right = found(wanted, new) and not unwanted and not long
    failed += not right
    print(f"  {'ok   ' if right else 'WRONG'} {' '.join(keys) or 'at once'}: {' | '.join(wanted)}", flush=True)
    if not right:
        print(f"        Orca said {new}; the window told {ear.said[told[0]:]}, {ear.focuses[told[1]:]}", flush=True)
        if failed >= WRONG:
            sys.exit("access: what else Orca says is not asked")


def found(wanted, new):
    rest = iter(new)
    return all(any(re.search(pattern, words) for words in rest) for pattern in wanted)


@contextlib.contextmanager
def running(*arguments):
    """The program, which is ended also where what is done with it breaks off: it would go on with the next one."""
    global heard
    begun = subprocess.Popen([program, *arguments])
    try:
        yield
    finally:
        begun.terminate()
        begun.wait(timeout=patience())
    ear.until(lambda: not ear.frames(), patience())
    settle()
    heard = len(speech.read())


def front(title):
    subprocess.run(["wmctrl", "-a", title], check=True, timeout=60)
    ear.until(lambda: keyboard().startswith(title), patience())


def library():
    print("Orca in the library")
    with running():
        expect([], "^Cuecard frame")
        expect(["Tab"], "push button|toggle button|entry")
        expect(["Tab"], "push button|toggle button|entry")


def talk():
    print("Orca in a talk")
    with running("present", deck, "--now", "--no-captions"):
        expect([], "Slide 1 of 8, Bees on a roof")
        front("Console – ")
        expect([], "^Console")
        quiet = ["frame", "panel"]
        expect(["Right"], r"^Slide 2 of 8, Three things to have\. The time runs", never=quiet)
        expect(["Right"], "^A flat roof$", never=[*quiet, "Slide"])
        expect(["Right"], "^Two hives$", never=[*quiet, "Slide"])
        expect(["Right"], "^A neighbour who likes honey$", never=[*quiet, "Slide"])
        expect(["Right"], "^Slide 3 of 8, Where they stand$", never=quiet)
        expect(["Right"], "^Slide 4 of 8, The year in kilograms$", never=quiet)
        expect(["Right"], r"^Slide 5 of 8, We only keep the door", never=quiet)
        expect(["Right"], "^Slide 6 of 8, How it is counted$", never=quiet)
        expect(["Right"], "^Slide 7 of 8, In code$", never=quiet)
        expect(["Right"], "^Slide 8 of 8, Thank you$", never=quiet)
        expect(["Left"], "^Slide 7 of 8, In code$", never=quiet)
        expect(["b"], "^The stage is black$", never=quiet)
        expect(["b"], "^The stage shows the slide$", never=quiet)
        expect(["f"], "^The stage is frozen$", never=quiet)
        expect(["Left"], "^Slide 6 of 8", never=quiet)
        expect(["f"], "^The stage shows the slide$", never=quiet)
        expect(["t"], "^The time stands$", never=quiet)
        expect(["t"], "^The time runs$", never=quiet)
        pages()


def pages():
    print("Orca on pages")
    expect(["o"], "^All slides dialog", "Go to slide 6: How it is counted")
    expect(["Right"], "^Go to slide 7: In code push button")
    expect(["Return"], "^All slides closed. Slide 7 of 8, In code")
    for keys, name in ((["ctrl+e"], "Save for others"), (["shift+r"], "Report"), (["F1"], "Keys"), (["ctrl+p"], "Commands")):
        expect(keys, f"^{name}")
        # Of what is chosen in a list only that is said.
        expect(["Tab"], "button|entry|check box|checked|list|link|slider|tab|row")
        expect(["Escape"], f"{name} closed")


library()
talk()
if again > LOST:
    failed += 1
    print(f"  WRONG {again} keys had to be pressed again", flush=True)
sys.exit(1 if failed else 0)
