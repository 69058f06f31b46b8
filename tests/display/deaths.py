"""Deaths that go wrong themselves, and lives that cannot begin: deaths.py PROGRAM WORK COUNT SEED.

What stands in the way is put there for a moment, and taken away; the talk goes on where it was.
"""
import contextlib
import json
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
SHAM = ("HANG", "BAD_SWAP", "BAD_CURRENT", "NO_GLX", "NO_SCREEN", "NO_KILL", "NO_HELPER", "SLOW_DISK")
CORES = Path("/proc/sys/kernel/core_pattern")


def deck_of_talks():
    return sorted((WORK / "decks").glob("*/deck.toml"))[0].parent


@contextlib.contextmanager
def talk(name, program=kills.PROGRAM, deck=None, **how):
    """A talk at its third step, and a parent that is asked to end after it."""
    deck = deck or deck_of_talks()
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
        # Not by the way that the talk goes: its disk may hang.
        for take in deck_of_talks().glob("takes/*"):
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
        if not until(lambda: not Path(f"/proc/{old}").exists(), 3):
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


@contextlib.contextmanager
def slow_disk():
    """The decks on a disk whose delay is what is called."""
    at, delay = WORK / "disk", WORK / "DELAY"
    at.mkdir(exist_ok=True)
    words = ["/usr/bin/python3", "tests/display/slow_disk.py", str(WORK / "decks"), str(at), str(delay)]
    with open(WORK / "disk.out", "ab") as out:
        disk = subprocess.Popen(words, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
    set_delay = lambda seconds: delay.write_text(str(seconds))
    try:
        if not until(lambda: os.path.ismount(at), 5):
            raise RuntimeError(f"no disk: {(WORK / 'disk.out').read_text()}")
        yield at / deck_of_talks().name, set_delay
    finally:
        delay.unlink(missing_ok=True)
        subprocess.run(["umount", "-l", str(at)], check=False)
        disk.terminate()
        disk.wait(5)


def keys_are_minded(name):
    for key in ("Next", "b", "b", "Prior", "End", "Home", "Next"):
        before, since = journal()[0], time.monotonic()
        press(key)
        if not until(lambda: journal()[0] != before, 3) or time.monotonic() - since > 0.6 * kills.slowness:
            fault(f"{name}: {key} is minded after {time.monotonic() - since:.2f} s")


def disk_that_hangs():
    """A stick that was pulled, a share that is gone: the talk needs nothing of it, nor does its next life."""
    name = "the deck's disk hangs"
    with slow_disk() as (deck, delay), talk(name, deck=deck) as parent:
        # A deck that has played for so long is one that the next life may play.
        time.sleep(9)
        delay(1000)
        keys_are_minded(name)
        # Whose disk hangs is not gone when it is killed.
        dies_and_is_back(name, parent, 2.5)
        focus()
        keys_are_minded(f"{name}, in the next life")
        dies_and_is_back(f"{name}, once more", parent, 2.5)
        # What beat in vain for five seconds would have been killed.
        child = child_of(parent.pid)
        time.sleep(6)
        if child_of(parent.pid) != child:
            fault(f"{name}: a life on it hangs")


def end_on_a_disk_that_hangs():
    """What the speaker ends does not come back because something hangs meanwhile."""
    name = "a talk is ended, and its disk hangs"
    print(name, flush=True)
    with slow_disk() as (deck, delay):
        with beginning(["present", "--now", "--anyway", "--screen", "DUMMY1", str(deck)]) as (parent, child):
            until(lambda: windows("Console – "), 30)
            time.sleep(2)
            delay(1000)
            focus()
            # Asked whether it ends, and whether what ended is left.
            for key in ("Next", "q", "Return", "q", "Return"):
                press(key)
                time.sleep(0.5)
            if not until(lambda: parent.poll() is not None, 8) or windows("Stage – ") or windows("Console – "):
                fault(f"{name}: it is still there")
        delay(0)
        time.sleep(0.5)


def disk_that_is_slow_at_the_beginning():
    """Windows come without the deck; it comes when it comes."""
    name = "a disk that takes a second for each call"
    print(name, flush=True)
    with slow_disk() as (deck, delay):
        delay(1)
        since = time.monotonic()
        with beginning(["present", "--now", "--anyway", "--screen", "DUMMY1", str(deck)]) as (parent, child):
            if not until(lambda: windows("Stage – "), 6 * kills.slowness):
                fault(f"{name}: no windows after {time.monotonic() - since:.1f} s")
            # Longer than a process that begins may say nothing.
            time.sleep(22)
            if child_of(parent.pid) != child:
                fault(f"{name}: it was not waited for")
            delay(0)
            if not until(lambda: windows("Console – "), 8):
                fault(f"{name}: the talk is not there when the disk has told")


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


def thrown_out():
    """What a driver that fails comes to on X11 as well: the windows are gone, and the program with them."""
    name = "the X server throws the program out"
    with talk(name) as parent:
        stage = sorted(windows("Stage – "))[0]
        dies_and_is_back(name, parent, 3, 0, lambda: subprocess.run(["xdotool", "windowkill", stage], check=False))


def words_of(process):
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return []


def both_are_drawn():
    """The pointer goes over one window and the other: each is drawn on, and not the console with its clock alone."""
    for place in ((2400, 300), (400, 300), (2410, 300), (410, 300)):
        subprocess.run(["xdotool", "mousemove", *map(str, place)], check=False)
        time.sleep(0.05)


def drivers_that_fail():
    """What is drawn can't be shown any more, in each way in which windows are drawn on: another life has another context."""
    for api in ("GLX", "EGL"):
        for what, name in (("BAD_SWAP", "a picture can't be shown"), ("BAD_CURRENT", "a window can't be drawn on")):
            name = f"{api} says that {name}"
            if api == "EGL":
                (WORK / "NO_GLX").touch()
            with talk(name) as parent:
                child = child_of(parent.pid)
                if f"lib{api}" not in Path(f"/proc/{child}/maps").read_text():
                    fault(f"{name}: {api} is not used")

                def meanwhile():
                    (WORK / what).write_text("0")
                    if not until(lambda: not kills.alive(child) or both_are_drawn(), 3):
                        fault(f"{name}: nobody minds")
                    (WORK / what).unlink()

                dies_and_is_back(name, parent, 3.5, 0, meanwhile)


def driver_that_fails_for_good():
    name = "a driver fails after a while, in each life"
    with talk(name) as parent:
        before, ink = journal()
        (WORK / "BAD_SWAP").write_text("60")
        lives, at, end = set(), 0, time.monotonic() + 50
        while time.monotonic() < end:
            child = child_of(parent.pid)
            if child and b"--watched-by-its-parent" in words_of(child):
                lives.add(child)
                if b"safe" in words_of(child):
                    break
            at = (at + 37) % 400
            subprocess.run(["xdotool", "mousemove", str(400 + at), "400"], check=False)
        (WORK / "BAD_SWAP").unlink()
        print(f"  {len(lives)} lives", flush=True)
        if b"safe" not in words_of(child_of(parent.pid)):
            fault(f"{name}: it does not play safe after three deaths")
        if not until(lambda: windows("Stage – ") and windows("Console – ") and not held(), 3 * kills.slowness):
            raise RuntimeError("it does not come back")
        same_talk(name, before, ink)


@contextlib.contextmanager
def running(words, folder=None, **how):
    """The program, which is asked to end at the end."""
    with open(WORK / "app.out", "ab") as out:
        parent = subprocess.Popen([kills.PROGRAM, *words], cwd=folder, stdout=out, stderr=out, stdin=subprocess.DEVNULL, **how)
    try:
        yield parent
    finally:
        send(parent.pid, signal.SIGTERM)
        try:
            parent.wait(8)
        except subprocess.TimeoutExpired:
            fault("it does not end when it is asked to")
            parent.kill()


@contextlib.contextmanager
def beginning(words, folder=None, **how):
    """A program that was begun just now, with a process that is to have windows."""
    try:
        with running(words, folder, **how) as parent:
            child = until(lambda: child_of(parent.pid), 5)
            if not child:
                raise RuntimeError("it does not begin")
            yield parent, child
    finally:
        for take in deck_of_talks().glob("takes/*"):
            take.unlink()


def beginnings():
    """However a talk is begun: its words, where, and the windows that it has."""
    deck, here = deck_of_talks(), ("--screen", "DUMMY1", "--anyway")
    both = ("Stage – ", "Console – ")
    return [
        (["present", "--now", *here, str(deck)], None, both),
        (["rehearse", *here, str(deck)], None, ("Console – ",)),
        ([deck.name], deck.parent, ("Console – ",)),
        ([], deck.parent, ("Cuecard",)),
    ]


def killed_as_it_begins():
    """At whatever moment, and whether its windows were there already: it is begun again."""
    print("killed as it begins", flush=True)
    for words, folder, names in beginnings():
        for moment in range(10):
            name = f"{words[:1]} is killed as it begins, {moment}"
            with beginning(words, folder) as (parent, child):
                if moment >= 5:
                    until(lambda: windows(names[0]), 20)
                time.sleep(moment % 5 * 0.1)
                send(child, signal.SIGKILL)
                back = until(lambda: child_of(parent.pid, but=child), 2) and until(
                    lambda: all(windows(each) for each in names) and not held(), 4 * kills.slowness)
                if not back:
                    fault(f"{name}: it is not there again; the parent has ended with {parent.poll()}")
                time.sleep(0.3)


def cannot_begin():
    """What dies each time is not tried for ever, and the last time with nothing that may break."""
    name = "each beginning is killed"
    print(name, flush=True)
    words, folder, _ = beginnings()[0]
    with beginning(words, folder) as (parent, child):
        lives = []
        while parent.poll() is None and len(lives) < 20:
            child = until(lambda: parent.poll() is not None or child_of(parent.pid), 5)
            if child and child is not True:
                lives.append(b"safe" in words_of(child))
                time.sleep(0.05)
                send(child, signal.SIGKILL)
                until(lambda: not kills.alive(child), 2)
        if lives != [False, False, False, True] or parent.returncode != 137:
            fault(f"{name}: lives that play safe: {lives}; it ended with {parent.returncode}")


def asked_as_it_begins():
    """Ctrl+C at a terminal is told to both, wherever they are."""
    name = "asked to end as it begins"
    print(name, flush=True)
    words, folder, _ = beginnings()[0]
    for moment in range(10):
        with beginning(words, folder, start_new_session=True) as (parent, child):
            time.sleep(moment * 0.05)
            os.killpg(parent.pid, signal.SIGINT)
            if not until(lambda: parent.poll() is not None, 6) or kills.alive(child) or windows("Console – "):
                fault(f"{name}, {moment}: it is still there")


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


def power_cut(parent):
    """Nobody of the talk is left, as after a power cut; returns how it stood."""
    child = child_of(parent.pid)
    before, ink = journal()
    send(parent.pid, signal.SIGKILL)
    send(child, signal.SIGKILL)
    parent.wait()
    if not until(lambda: not kills.alive(child) and not windows("Stage – ") and not windows("Console – "), 9):
        fault("what was killed still lives")
    return before, ink


@contextlib.contextmanager
def broken_off(name, deck):
    """A talk at its third step with a stroke on it, of which nobody is left. What it leaves is gone afterwards."""
    words = [kills.PROGRAM, "present", "--now", "--anyway", "--screen", "DUMMY1", str(deck)]
    print(name, flush=True)
    try:
        with open(WORK / "app.out", "ab") as out:
            parent = subprocess.Popen(words, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        if not until(lambda: windows("Stage – ") and windows("Console – "), 30):
            raise RuntimeError("it does not begin")
        time.sleep(1)
        focus()
        for key in ("Next", "Next", "b", "Next"):
            press(key)
            time.sleep(0.3)
        kills.draw()
        time.sleep(1.5)
        yield power_cut(parent)
    except RuntimeError as why:
        fault(f"{name}: {why}")
    finally:
        for take in deck.glob("takes/*"):
            take.unlink()
        shutil.rmtree(Path(os.environ["XDG_STATE_HOME"]) / "cuecard/journals", ignore_errors=True)


@contextlib.contextmanager
def begun_again(words, window, folder=None):
    """The program after a power cut, with this window."""
    with running(words, folder) as parent:
        if not until(lambda: windows(window), 30):
            raise RuntimeError("it does not begin again")
        time.sleep(2)
        activate(sorted(windows(window))[0])
        yield parent


def activate(window):
    subprocess.run(["xdotool", "windowactivate", "--sync", window], capture_output=True, check=False)


def take_of(deck):
    """The only take of a deck, line by line."""
    takes = sorted(deck.glob("takes/*.jsonl"))
    if len(takes) != 1:
        fault(f"{deck.name} has {len(takes)} takes, where one talk was given")
    return [json.loads(line) for line in takes[0].read_text().splitlines()] if takes else []


def offered():
    """Where the talk stopped is offered, whether its deck is named or not; it goes on there, and so does its take."""
    deck = deck_of_talks()
    relative = [deck.name]
    for name, words, window, folder in [
        ("a power cut, and the deck is opened", ["present", "--screen", "DUMMY1", str(deck)], "Console – ", None),
        ("a power cut, and the deck is opened by another path", relative, "Console – ", deck.parent),
        ("a power cut, and only the program is begun", [], "Cuecard", deck.parent),
        ("a power cut, and only the program is begun, elsewhere", [], "Cuecard", WORK),
    ]:
        with broken_off(name, deck) as (before, ink), begun_again(words, window, folder):
            lines = take_of(deck)
            press("Return")
            if not until(lambda: windows("Stage – ") and windows("Console – "), 10):
                raise RuntimeError("no talk goes on")
            time.sleep(1.5)
            same_talk(name, before, ink)
            focus()
            press("Next")
            time.sleep(2)
            after = take_of(deck)
            if after[: len(lines)] != lines or not any(line["e"] == "slide" for line in after[len(lines):]):
                fault(f"{name}: its take does not go on: {len(lines)} lines, then {after[len(lines):][:4]}")


def refused():
    """Who starts over has nothing of the old talk, and is not asked again."""
    deck, name = deck_of_talks(), "a power cut, and the talk is begun anew"
    with broken_off(name, deck) as (before, _):
        words = ["present", "--screen", "DUMMY1", str(deck)]
        with begun_again(words, "Console – "):
            press("s")
            time.sleep(1)
            press("Return")
            time.sleep(2.5)
            now = journal()[0]
            if not now or now["number"] >= before["number"] or now["take"] == before["take"]:
                fault(f"{name}: it is at {now and now['number']}, of {now and now['take']}")


def damaged_journals():
    """Whatever became of a journal, the talk can be given; what is whole of it is offered."""
    deck = deck_of_talks()
    # Of what died for want of memory before, some panicked.
    before_all = len((WORK / "app.out").read_text(errors="replace"))
    middle = lambda data: data[: len(data) // 2] + b"\0" * 40 + data[len(data) // 2 + 40 :]
    for name, damage, left in [
        ("a journal of nothing", lambda data: b"", False),
        ("a journal of zeros", lambda data: b"\0" * len(data), False),
        ("a journal whose first line is damaged", lambda data: b"\xff" + data[1:], False),
        ("a journal without its first line", lambda data: data.split(b"\n", 1)[1], False),
        ("a journal that is damaged in its middle", middle, True),
        ("a journal with zeros at its end", lambda data: data + b"\0" * 4096, True),
        ("a journal whose last line is torn", lambda data: data[:-9], True),
        ("a journal that is a folder", None, False),
    ]:
        with broken_off(name, deck) as (before, _):
            file = sorted(Path(os.environ["XDG_STATE_HOME"]).glob("cuecard/journals/*/journal"))[-1]
            data = file.read_bytes()
            if damage:
                file.write_bytes(damage(data))
            else:
                file.unlink()
                file.mkdir()
            with begun_again(["present", "--screen", "DUMMY1", str(deck)], "Console – "):
                press("Return")
                time.sleep(2.5)
                focus()
                press("plus")
                if not until(lambda: windows("Stage – ") and windows("Console – "), 5):
                    fault(f"{name}: no talk can be given")
                if damage:
                    now = until(lambda: journal()[0], 4)
                    if bool(now and now["take"] == before["take"]) != left:
                        fault(f"{name}: it {'does not go on' if left else 'goes on with a talk of which nothing is known'}")
    said = (WORK / "app.out").read_text(errors="replace")
    if "panicked" in said[before_all:]:
        fault("something panicked: see app.out")


def windows_of(process):
    """The windows of a process, the console first."""
    listed = subprocess.run(["wmctrl", "-lp"], capture_output=True, text=True).stdout.splitlines()
    rows = [line.split(None, 4) for line in listed]
    return [row[0] for name in ("Console – ", "Stage – ") for row in rows if len(row) == 5 and row[2] == str(process) and row[4].startswith(name)]


def two_programs():
    """Each has a journal and a take of its own; the death of one is nothing to the other."""
    name, deck = "two programs have one deck open, and one of them dies", deck_of_talks()
    with talk(name) as first, open(WORK / "app.out", "ab") as out:
        first_child, first_journal = child_of(first.pid), journal()[0]
        words = [kills.PROGRAM, "present", "--now", "--anyway", "--screen", "DUMMY1", str(deck)]
        second = subprocess.Popen(words, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        try:
            child = until(lambda: child_of(second.pid), 20)
            if not until(lambda: len(windows_of(child)) == 2, 30):
                raise RuntimeError("the second one does not begin")
            time.sleep(1)
            activate(windows_of(child)[0])
            for key in ("Next", "Next", "b"):
                press(key)
                time.sleep(0.3)
            time.sleep(1.2)
            before, ink = journal()
            if before["take"] == first_journal["take"] or len(list(deck.glob("takes/*.jsonl"))) != 2:
                fault(f"{name}: they share a take")
            send(child, signal.SIGKILL)
            if not until(lambda: child_of(second.pid, but=child), 3) or not until(lambda: len(windows_of(child_of(second.pid))) == 2 and not held(), 9):
                raise RuntimeError("the second one does not come back")
            time.sleep(0.4)
            activate(windows_of(child_of(second.pid))[0])
            same_talk(name, before, ink, focus=lambda: None)
            if child_of(first.pid) != first_child:
                fault(f"{name}: the first one died as well")
        finally:
            send(second.pid, signal.SIGTERM)
            second.wait(9)
        if not until(lambda: journal()[0]["take"] == first_journal["take"], 3):
            fault(f"{name}: the first one has no journal any more")


CASES = [
    terminal_that_nobody_reads, children_that_nobody_minds, cannot_be_killed, disk_that_is_busy, disk_that_hangs,
    end_on_a_disk_that_hangs, disk_that_is_slow_at_the_beginning, no_process_to_give,
    no_screen, thrown_out, drivers_that_fail, driver_that_fails_for_good, killed_as_it_begins, cannot_begin,
    asked_as_it_begins, another_version, memory_that_is_written_down, helpers_that_go_wrong, offered, refused,
    damaged_journals, two_programs,
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
