"""Gives a talk to Orca, whose speech is a log: what it says after each key, compared with what a listener needs.

usage: orca.py PROGRAM DECK ORCA'S-DEBUG-FILE
"""
import re
import subprocess
import sys
import time

program, deck, log = sys.argv[1:]
PATIENCE = 40.0
# How long nothing has to be said until a key is done with: what is too much comes at once.
QUIET = 0.7
failed = 0
heard = 0


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


def said():
    return speech.read()


def expect(keys, *wanted, never=()):
    """Presses keys; each of the expressions has to be found in what is said then, in their order, and nothing of `never`."""
    global failed, heard
    for key in keys:
        subprocess.run(["xdotool", "key", key], check=True, timeout=10)
    end, new = time.monotonic() + PATIENCE, []
    while time.monotonic() < end:
        new = said()[heard:]
        if found(wanted, new):
            break
        time.sleep(0.1)
    count, since = len(new), time.monotonic()
    while time.monotonic() < since + QUIET and time.monotonic() < end + QUIET:
        time.sleep(0.05)
        new = said()[heard:]
        if len(new) > count:
            count, since = len(new), time.monotonic()
    heard += len(new)
    unwanted = [words for words in new for pattern in never if re.search(pattern, words)]
    long = [words for words in new if len(words) > 400]
    good = found(wanted, new) and not unwanted and not long
    failed += not good
    print(f"  {'ok   ' if good else 'WRONG'} {' '.join(keys) or 'at once'}: {' | '.join(wanted)}", flush=True)
    if not good:
        print(f"        Orca said {new}", flush=True)


def found(wanted, new):
    rest = iter(new)
    return all(any(re.search(pattern, words) for words in rest) for pattern in wanted)


def start(*arguments):
    return subprocess.Popen([program, *arguments])


def end(running):
    global heard
    running.terminate()
    running.wait(timeout=20)
    time.sleep(1)
    heard = len(said())


def front(title):
    for _ in range(100):
        if subprocess.run(["wmctrl", "-a", title]).returncode == 0:
            return
        time.sleep(0.1)


def library():
    print("Orca in the library")
    running = start()
    expect([], "^Cuecard frame")
    expect(["Tab"], "push button|toggle button|entry")
    expect(["Tab"], "push button|toggle button|entry")
    end(running)


def talk():
    print("Orca in a talk")
    running = start("present", deck, "--now", "--no-captions")
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
    end(running)


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
sys.exit(1 if failed else 0)
