#!/usr/bin/env python3
"""Hostile decks: each is checked and exported as pictures and PDF, within 2 seconds and 400 MB, and none ends the program.

Usage: tests/hostile.py PROGRAM [--only WORD] [--all]. Prints what is beyond its bounds (all figures with --all), and
fails if anything is. The program is a release build: a debug build is slower than any bound.
"""
import argparse
import itertools
import os
import pathlib
import resource
import signal
import socket
import sys
import tempfile
import threading
import time
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "hostile"))
import crowds  # noqa: E402
import inputs  # noqa: E402
import large  # noqa: E402
import readers  # noqa: E402

SECONDS, MEGABYTES = 2.0, 400
# Five thousand slides that `check` paints one by one are honest work, as are six pictures of 49 million pixels each.
PATIENT = {"toml-5001-slides": 8.0, "include-many-slides": 8.0, "png-six-large": 6.0}
# A run is ended after so long, and may not have more than this.
LONGEST, MOST = 60, 6 << 30
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


class Run:
    """One command on one deck: how it ended, in how much time and memory."""

    def __init__(self, program, arguments, place):
        said = open(place / "said", "w+b")
        began = time.monotonic()
        pid = os.fork()
        if pid == 0:
            resource.setrlimit(resource.RLIMIT_AS, (MOST, MOST))
            os.setpgid(0, 0)
            os.chdir(place)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
            for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
                os.environ[name] = str(place / "home")
            os.execv(program, [program, *arguments])
        alarm = threading.Timer(LONGEST, lambda: os.killpg(pid, signal.SIGKILL))
        alarm.start()
        _, status, used = os.wait4(pid, 0)
        self.late = not alarm.is_alive()
        alarm.cancel()
        # Whichever is less: a busy machine makes us wait, and several threads count together.
        self.seconds = min(time.monotonic() - began, used.ru_utime + used.ru_stime) if not self.late else LONGEST
        self.megabytes = used.ru_maxrss / 1024
        self.code = os.waitstatus_to_exitcode(status)
        said.seek(0)
        self.words = said.read().decode("utf-8", "replace")

    def faults(self, deck):
        found = []
        if self.late:
            found.append("did not end")
        elif self.code not in (0, 1, 2):
            found.append(f"ended with {self.code}")
        elif self.seconds > PATIENT.get(deck, SECONDS):
            found.append(f"took {self.seconds:.1f} s")
        if self.megabytes > MEGABYTES:
            found.append(f"took {self.megabytes:.0f} MB")
        if "panicked at" in self.words:
            found.append("speaks of a panic")
        if any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in self.words):
            found.append("writes what a terminal obeys")
        if self.code and not self.words.strip():
            found.append("says nothing")
        return found


def first_words(run):
    lines = [line for line in run.words.splitlines() if line.strip()]
    return lines[0][:110] if lines else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--only", default="")
    parser.add_argument("--all", action="store_true")
    given = parser.parse_args()
    program = str(pathlib.Path(given.program).resolve())
    font = (HERE.parent / "assets/fonts/KaTeX_Main-Regular.ttf").read_bytes()
    runs = wrong = 0
    for name, files in itertools.chain(inputs.all_of_them(font), readers.all_of_them(), crowds.all_of_them(), large.all_of_them()):
        if given.only not in name:
            continue
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
                run = Run(program, arguments, place)
                runs += 1
                faults = run.faults(name)
                wrong += bool(faults)
                if faults or given.all:
                    figures = f"{run.code:4} {run.seconds:5.1f} s {run.megabytes:5.0f} MB"
                    print(f"{name:26} {what:5} {figures}  {', '.join(faults) or 'fine'}  | {first_words(run)}", flush=True)
    print(f"hostile: {runs} runs, {wrong} beyond their bounds")
    return 1 if wrong or not runs else 0


if __name__ == "__main__":
    sys.exit(main())
