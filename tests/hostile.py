#!/usr/bin/env python3
"""Hostile decks: each is checked and exported as pictures and PDF, within 2 seconds and 400 MB a process, 600 MB with its helpers,
and none ends the program.

Usage: tests/hostile.py PROGRAM [--only WORD] [--all] [--many] [--beside N]. Prints what is beyond its bounds (all figures with
--all), and fails if anything is. The program is a release build: a debug build is slower than any bound.
"""
import argparse
import itertools
import os
import pathlib
import socket
import sys
import tempfile
import traceback
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "hostile"))
import crowds  # noqa: E402
import inputs  # noqa: E402
import large  # noqa: E402
import many  # noqa: E402
import readers  # noqa: E402
from measure import Run, adopt, pace  # noqa: E402

# The pixels of a picture are in two processes while one gives them to the other.
SECONDS, MEGABYTES, TOGETHER = 2.0, 400, 600
# What took too long is tried so often in all, by bounds for the pace of the machine at that time: a fault of a deck's is there
# each time.
TRIES = 3
# Five thousand slides that `check` paints one by one are honest work, as are sixty thousand notes that are laid out for paper,
# six pictures of 49 million pixels each, and one that stands on four slides, from its file on (`large-`).
PATIENT = {"toml-5001-slides": 8.0, "include-many-slides": 8.0, "notes-of-steps": 3.0, "png-six-large": 6.0}
LARGE = 4.0
# How a process ends that broke off itself.
BROKEN = 255
# Of the decks with many of anything, these are tried each time. With --many all are, of which some are hundreds of slides that
# each hold as much as one may, and beyond the bounds as yet.
USUAL = {
    "many-letters-of-a-cue", "many-words-of-a-cue", "many-units", "many-quotients", "many-links", "every-mark-on-a-letter",
    "many-items", "many-asides", "many-phrases-found", "many-runs-in-a-title", "many-short-words-of-cues",
    "again-drawing-in-words", "again-one-code-to-scan", "again-chart-of-line", "again-chart-of-points", "again-code-long-lines",
}
COMMANDS = [
    ("check", ["check", "DECK"]),
    ("png", ["export", "DECK", "OUT/shown"]),
    ("pdf", ["export", "DECK", "OUT/talk.pdf"]),
    ("report", ["report", "DECK"]),
    ("ink", ["export", "DECK", "OUT/ink.pdf", "--with-ink"]),
]


def make(folder, files):
    for name, data in files.items():
        if name == "links":
            add_links(folder)
            continue
        # The speaker's own folder lies beside the deck's.
        path = folder.parent / name if name.startswith("home/") else folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(data, inputs.Hole):
            path.write_bytes(data.begins)
            os.truncate(path, data.size)
            continue
        path.write_bytes(data.encode() if isinstance(data, str) else data)


def add_links(folder):
    """What a deck may bring along that is no plain file, or that leads elsewhere."""
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as made:
        here = os.getcwd()
        os.chdir(folder)
        made.bind("socket")
        os.chdir(here)
    for name, target in [("loop", "loop"), ("out.png", "/etc/passwd"), ("out", "/etc"), ("out.toml", "/etc/passwd")]:
        os.symlink(target, folder / name)


def patience(deck):
    """Seconds that it may take."""
    return LARGE if deck.startswith("large-") else PATIENT.get(deck, SECONDS)


def measured(program, arguments, place, deck):
    """A run, and whether it took too long each time that it was tried."""
    run = Run(program, arguments, place)
    slow = run.seconds > patience(deck)
    for _ in range(1, TRIES):
        if run.late or not slow:
            break
        slower = pace()
        run = Run(program, arguments, place)
        slow = run.seconds > patience(deck) * slower
    return run, slow


def faults(run, slow):
    found = []
    if run.late:
        found.append("did not end")
    elif run.code not in (0, 1, 2):
        found.append(f"ended with {run.code}")
    elif slow:
        found.append(f"took {run.seconds:.1f} s")
    if run.left_behind:
        found.append("leaves a process behind")
    if run.megabytes > MEGABYTES:
        found.append(f"took {run.megabytes:.0f} MB")
    if run.together > TOGETHER:
        found.append(f"took {run.together:.0f} MB with its helpers")
    if "panicked at" in run.words:
        found.append("speaks of a panic")
    if any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in run.words):
        found.append("writes what a terminal obeys")
    if run.code and not run.words.strip():
        found.append("says nothing")
    return found


def first_words(run):
    lines = [line for line in run.words.splitlines() if line.strip()]
    return lines[0][:110] if lines else ""


def all_decks(with_many):
    font = (HERE.parent / "assets/fonts/KaTeX_Main-Regular.ttf").read_bytes()
    crowded = (deck for deck in many.all_of_them() if with_many or deck[0] in USUAL)
    rooms = inputs.all_of_them(font), readers.all_of_them(), crowds.all_of_them(), crowded, large.all_of_them()
    return itertools.chain(*rooms)


def tried(program, name, files, tell_all):
    """All commands on one deck: how many there were, and how many were beyond their bounds."""
    runs = wrong = 0
    with tempfile.TemporaryDirectory(prefix="cuecard-hostile-") as place:
        place = pathlib.Path(place)
        (place / "deck").mkdir()
        make(place / "deck", files)
        for what, arguments in COMMANDS:
            if what == "report" and not (place / "deck/takes").exists():
                continue
            if what == "ink" and not list(place.glob("deck/takes/*.ink.toml")):
                continue
            arguments = [it.replace("DECK", "deck").replace("OUT", str(place)) for it in arguments]
            run, slow = measured(program, arguments, place, name)
            runs += 1
            found = faults(run, slow)
            wrong += bool(found)
            if found or tell_all:
                figures = f"{run.code:4} {run.seconds:5.1f} s {run.megabytes:5.0f} MB"
                print(f"{name:26} {what:5} {figures}  {', '.join(found) or 'fine'}  | {first_words(run)}", flush=True)
    return runs, wrong


def begin(program, deck, tell_all):
    """Tries a deck in a process of its own, since all processes that a run leaves come to it; it ends with the counts."""
    pid = os.fork()
    if pid:
        return pid
    try:
        adopt()
        runs, wrong = tried(program, *deck, tell_all)
        os._exit(runs * 8 + wrong)
    except BaseException:
        traceback.print_exc()
    os._exit(BROKEN)


def ended(under_way):
    """The counts of one that has ended."""
    pid, status = os.wait()
    under_way.remove(pid)
    code = os.waitstatus_to_exitcode(status)
    return divmod(code, 8) if 0 <= code < BROKEN else (0, 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--only", default="")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--many", action="store_true", help="all decks with many of anything, for half an hour")
    parser.add_argument("--beside", type=int, default=1, help="decks that are tried at once, which take longer then")
    given = parser.parse_args()
    program = str(pathlib.Path(given.program).resolve())
    under_way, counts = set(), []
    for deck in all_decks(given.many):
        if given.only not in deck[0]:
            continue
        if len(under_way) >= given.beside:
            counts.append(ended(under_way))
        under_way.add(begin(program, deck, given.all))
    while under_way:
        counts.append(ended(under_way))
    runs, wrong = sum(count[0] for count in counts), sum(count[1] for count in counts)
    print(f"hostile: {runs} runs, {wrong} beyond their bounds")
    return 1 if wrong or not runs else 0


if __name__ == "__main__":
    sys.exit(main())
