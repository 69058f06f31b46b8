"""Deaths that go wrong themselves, and lives that cannot begin: deaths.py PROGRAM WORK COUNT SEED.

What stands in the way is put there for a moment, and taken away; the talk goes on where it was.
"""
import contextlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import kills
from kills import WORK, child_of, fault, focus, held, journal, press, same_talk, send, until, windows

# What the preloaded hang.c plays as long as a file of that name is there.
SHAM = ("HANG", "NO_SCREEN", "NO_KILL", "NO_HELPER", "SLOW_DISK")
CORES = Path("/proc/sys/kernel/core_pattern")


@contextlib.contextmanager
def talk(name, program=kills.PROGRAM, **how):
    """A talk at its third step, and a parent that is asked to end after it."""
    deck = sorted((WORK / "decks").glob("*/deck.toml"))[0].parent
    words = [program, "present", "--now", "--anyway", "--screen", "DUMMY1", str(deck)]
    env = dict(os.environ, LD_PRELOAD=str(WORK / "hang.so"))
    env |= {f"CUECARD_{what}": str(WORK / what) for what in SHAM}
    print(name, flush=True)
    with open(WORK / "app.out", "ab") as out:
        parent = subprocess.Popen(words, **({"env": env, "stdout": out, "stderr": out, "stdin": subprocess.DEVNULL} | how))
    try:
        if not kills.begun():
            raise RuntimeError("it does not begin")
        time.sleep(1)
        focus()
        for _ in range(3):
            press("Next")
            time.sleep(0.3)
        time.sleep(1.2)
        yield parent
        if parent.poll() is not None:
            fault(f"{name}: the parent has ended with {parent.returncode}")
    except RuntimeError as why:
        fault(f"{name}: {why}")
    finally:
        for what in SHAM:
            (WORK / what).unlink(missing_ok=True)
        send(parent.pid, signal.SIGTERM)
        try:
            parent.wait(8)
        except subprocess.TimeoutExpired:
            fault(f"{name}: it does not end when it is asked to")
            parent.kill()
        for take in deck.glob("takes/*"):
            take.unlink()


def dies_and_is_back(name, parent, most, number=signal.SIGKILL, meanwhile=lambda: None):
    """The process with the windows gets that signal; after `meanwhile` there is another one, and the same talk."""
    most *= kills.slowness
    child = child_of(parent.pid)
    before, ink = journal()
    since = time.monotonic()
    send(child, number)
    meanwhile()
    back = until(lambda: child_of(parent.pid, but=child) is not None, most) and until(
        lambda: windows("Stage – ") and windows("Console – ") and not held(), most)
    took = time.monotonic() - since
    if not back:
        raise RuntimeError(f"it does not come back in {took:.1f} s")
    print(f"  back after {took:.2f} s", flush=True)
    if took > most:
        raise RuntimeError(f"it is back only after {took:.2f} s, where {most:.1f} s are allowed")
    same_talk(name, before, ink)
    return child


def terminal_that_nobody_reads():
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    with contextlib.suppress(BlockingIOError):
        while True:
            os.write(writer, b"x" * 4096)
    os.set_blocking(writer, True)
    name = "a terminal that nobody reads"
    with talk(name, stdout=writer, stderr=writer) as parent:
        dies_and_is_back(name, parent, 2)
    os.close(reader)
    os.close(writer)


def children_that_nobody_minds():
    name = "begun by a program that minds no children"
    with talk(name, preexec_fn=lambda: signal.signal(signal.SIGCHLD, signal.SIG_IGN)) as parent:
        dies_and_is_back(name, parent, 2)


def cannot_be_killed():
    name = "a process that hangs and cannot be killed"
    with talk(name) as parent:
        (WORK / "NO_KILL").touch()
        old = dies_and_is_back(name, parent, 9, signal.SIGSTOP)
        (WORK / "NO_KILL").unlink()
        send(old, signal.SIGKILL)
        time.sleep(0.5)
        if Path(f"/proc/{old}").exists():
            fault(f"{name}: it is a zombie for ever")


def disk_that_is_busy():
    """A second after a press it is written down, whatever the disk has to do."""
    name = "a disk that takes six seconds for all that is written"
    (WORK / "SLOW_DISK").touch()
    with talk(name) as parent:
        for number in (1, 2):
            if not until(lambda: journal()[0], 3):
                raise RuntimeError("nothing is written down")
            press("End" if number == 1 else "Home")
            time.sleep(0.6)
            last = journal()[0]["number"]
            if (last == 1) != (number == 2):
                fault(f"{name}: slide {last} is written down")
            dies_and_is_back(name, parent, 2.5)
            focus()


def no_process_to_give():
    name = "for a moment the system has no process to give"
    with talk(name) as parent:
        limit = lambda most: resource.prlimit(parent.pid, resource.RLIMIT_NOFILE, (most, 4096))
        limit(3)

        def meanwhile():
            time.sleep(1.2)
            if child_of(parent.pid):
                fault(f"{name}: there is one all the same")
            limit(1024)

        dies_and_is_back(name, parent, 4, meanwhile=meanwhile)


def no_screen():
    name = "for a moment no window can be opened"
    with talk(name) as parent:
        (WORK / "NO_SCREEN").touch()

        def meanwhile():
            time.sleep(1.5)
            (WORK / "NO_SCREEN").unlink()

        dies_and_is_back(name, parent, 5, meanwhile=meanwhile)


def another_version():
    name = "another version was installed meanwhile"
    program = WORK / "installed"
    shutil.copy(kills.PROGRAM, program)
    with talk(name, program=str(program)) as parent:
        other = WORK / "other"
        other.write_text("#!/bin/sh\nexit 9\n")
        other.chmod(0o755)
        other.rename(program)
        dies_and_is_back(name, parent, 2)
        listed = Path(f"/proc/{child_of(parent.pid)}/comm").read_text().strip()
        if listed != "cuecard":
            fault(f"{name}: it is listed as {listed}")
    program.unlink()


def memory_that_is_written_down():
    name = "the system writes the memory of the dead process down, which takes long"
    try:
        before = CORES.read_text()
        CORES.write_text("|/bin/sleep 30")
    except OSError as why:
        return print(f"{name}: not tried, {why}")
    try:
        most = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        with talk(name, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, most)) as parent:
            dies_and_is_back(name, parent, 2.5, signal.SIGABRT)
    finally:
        CORES.write_text(before)


def helpers_that_go_wrong():
    """Those that read what others made are stopped and killed while a talk needs them."""
    name = "helper processes are stopped and killed all the time"
    with talk(name) as parent:
        child, before = child_of(parent.pid), journal()[0]
        pictures = sorted(WORK.glob("decks/*/*.svg")) + sorted(WORK.glob("decks/*/*/*.svg"))
        end = time.monotonic() + 8
        killed = 0
        while time.monotonic() < end:
            for entry in Path("/proc").iterdir():
                words = (entry / "cmdline").read_bytes().split(b"\0") if entry.name.isdigit() and (entry / "cmdline").exists() else []
                if words[1:2] == [b"helper"] and f"\nPPid:\t{child}\n" in (entry / "status").read_text():
                    send(int(entry.name), kills.chance.choice([signal.SIGKILL, signal.SIGSTOP]))
                    killed += 1
            # What is read anew is read by a helper.
            for picture in pictures[:3]:
                picture.write_text(picture.read_text() + " ")
            press(kills.chance.choice(["Next", "Next", "Prior", "o", "Escape"]))
            time.sleep(0.1)
        press("Escape")
        time.sleep(1)
        press("End")
        print(f"  {killed} signals", flush=True)
        if child_of(parent.pid) != child:
            fault(f"{name}: the talk broke off")
        if not until(lambda: journal()[0]["number"] != before["number"], 3):
            fault(f"{name}: keys are not minded")


CASES = [
    terminal_that_nobody_reads, children_that_nobody_minds, cannot_be_killed, disk_that_is_busy, no_process_to_give,
    no_screen, another_version, memory_that_is_written_down, helpers_that_go_wrong,
]


def main():
    only = os.environ.get("ONLY", "")
    for case in CASES:
        if only in case.__name__:
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                case()
    print(f"deaths that go wrong: faults: {len(kills.faults)}")
    return 1 if kills.faults else 0


if __name__ == "__main__":
    sys.exit(main())
