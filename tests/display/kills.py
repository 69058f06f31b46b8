"""Random talks whose process with the windows is killed again and again: kills.py PROGRAM WORK KILLS SEED.

The parent is asked nothing. What is looked at is what others see: windows, pixels of the audience's screen, the journal.
"""
import ctypes
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

PROGRAM, WORK, KILLS, SEED = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
HANG = WORK / "hang"
DESKTOP = 0xFF00FF
STAGE = (1920, 0, 1280, 720)
# The parent waits this long before it takes silence for the end.
HANGS = 5.0
ALLOWED = 2.0
# A machine on which a first start takes longer than this is given as much more time to come back.
START = 0.8
# So long after a life began the parent is small again, and has no more than so many KiB.
SETTLED, MOST = 3.0, 5 * 1024
KEYS = ["Next"] * 8 + ["Prior"] * 2 + ["b", "b", "w", "f", "f", "c", "t", "t", "plus", "minus", "Home", "p", "bracketright"]
chance = random.Random(SEED)
faults = []


class Screen:
    """Pixels of the audience's screen, as quickly as the server tells them."""

    def __init__(self):
        self.x = ctypes.CDLL("libX11.so.6")
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XGetImage.restype = ctypes.c_void_p
        self.x.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong] + [ctypes.c_int] * 2 + [ctypes.c_uint] * 2 + [
            ctypes.c_ulong, ctypes.c_int]
        self.x.XDefaultRootWindow.restype = ctypes.c_ulong
        self.x.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        self.x.XGetPixel.restype = ctypes.c_ulong
        self.x.XGetPixel.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
        self.x.XDestroyImage.argtypes = [ctypes.c_void_p]
        self.display = self.x.XOpenDisplay(None)
        self.root = self.x.XDefaultRootWindow(self.display)

    def pixel(self, x, y):
        image = self.x.XGetImage(self.display, self.root, x, y, 1, 1, 0xFFFFFFFF, 2)
        value = self.x.XGetPixel(image, 0, 0) & 0xFFFFFF
        self.x.XDestroyImage(image)
        return value

    def shows_desktop(self):
        left, top, width, height = STAGE
        places = [(width // 2, height // 2), (4, 4), (width - 5, height - 5)]
        return any(self.pixel(left + x, top + y) == DESKTOP for x, y in places)


class Watcher(threading.Thread):
    """Looks at the audience's screen all the time: how long the desktop was seen."""

    def __init__(self):
        super().__init__(daemon=True)
        self.screen, self.seen, self.looks, self.run_on = Screen(), 0.0, 0, True
        self.longest, since = 0.0, None

    def run(self):
        since = None
        while self.run_on:
            desktop, now = self.screen.shows_desktop(), time.monotonic()
            self.looks += 1
            if desktop and since is None:
                since = now
            if since is not None:
                self.longest = max(self.longest, now - since)
                if not desktop:
                    since = None
            time.sleep(0.003)


def windows(name):
    """The windows of the desktop whose title begins so."""
    listed = subprocess.run(["wmctrl", "-l"], capture_output=True, text=True).stdout.splitlines()
    rows = [line.split(None, 3) for line in listed]
    return {row[0] for row in rows if len(row) == 4 and row[3].startswith(name)}


slowness = 1.0


def begun():
    """Waits until both windows are there; from how long that took it is known how slow this machine is."""
    global slowness
    since = time.monotonic()
    if not until(lambda: windows("Stage – ") and windows("Console – "), 30):
        return False
    slow = max(1.0, (time.monotonic() - since) / START)
    if slow > slowness:
        slowness = slow
        print(f"  a start takes {START * slow:.2f} s here: coming back may take {ALLOWED * slow:.1f} s", flush=True)
    return True


def held():
    """The parent's own window stands where the stage was; no desktop lists it."""
    words = ["xdotool", "search", "--onlyvisible", "--name", "^Stage, held"]
    return subprocess.run(words, capture_output=True, text=True).stdout.split()


def until(what, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.01)
    return None


def child_of(parent, but=None):
    """The process with the windows, `but` for one that is left behind; exports and other helpers have other words."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            stat = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if stat[1] == str(parent) and stat[0] != "Z" and b"--watched-by-its-parent" in words and int(entry.name) != but:
            return int(entry.name)
    return None


def journal():
    """The last whole state in the journal."""
    files = sorted(Path(os.environ["XDG_STATE_HOME"]).glob("cuecard/journals/*/journal"))
    show = ink = None
    for line in (files[-1].read_bytes().split(b"\n")[:-1] if files else []):
        record = json.loads(line[26:])
        if record["e"] == "show":
            show = record
        elif record["e"] == "ink":
            ink = record
    return show, ink


def seconds(time_):
    return time_["secs"] + time_["nanos"] / 1e9


def elapsed(record):
    """What the timer showed when this was written."""
    state = record["show"]["clock"]["run"]["state"]
    if "Running" in state:
        state = state["Running"]
        return seconds(state["before"]) + seconds(record["at"]["moment"]) - seconds(state["since"])
    return seconds(state["Stopped"]["shown"])


def still(record):
    """The state without what the probing key changes."""
    show = json.loads(json.dumps(record["show"]))
    show.pop("notes_tenths")
    return show, record["number"], record["take"]


def press(key):
    subprocess.run(["xdotool", "key", "--clearmodifiers", key], check=False)


def focus():
    console = windows("Console – ")
    if console:
        subprocess.run(["xdotool", "windowactivate", "--sync", sorted(console)[0]], capture_output=True, check=False)


def draw():
    """A stroke of the pen on the console's slide."""
    press("d")
    x, y = chance.randint(200, 600), chance.randint(250, 450)
    moves = f"mousemove {x} {y} mousedown 1 mousemove {x + 40} {y + 10} mousemove {x + 90} {y + 40} mouseup 1"
    subprocess.run(["xdotool", *moves.split()], check=False)
    time.sleep(0.1)
    press("d")


def kill(kind, child):
    """Does it; returns the moment from which its absence counts, and what is to be put back afterwards."""
    if kind == "memory":
        size = int(Path(f"/proc/{child}/statm").read_text().split()[0]) * 4096
        subprocess.run(["prlimit", f"--pid={child}", f"--as={size}:"], check=False)
        end = time.monotonic() + 6
        while time.monotonic() < end and alive(child):
            press(chance.choice(["Next", "Prior"]))
            time.sleep(0.05)
        if alive(child):
            # It had what it needed, and plays on without more.
            send(child, signal.SIGKILL)
        return time.monotonic()
    if kind == "driver":
        HANG.touch()
        press("b")
        press("b")
        return time.monotonic() + HANGS
    number = {"kill": signal.SIGKILL, "segv": signal.SIGSEGV, "abrt": signal.SIGABRT, "stop": signal.SIGSTOP}[kind]
    now = time.monotonic()
    send(child, number)
    # The first makes room for the second: the program minds its stack. Two that come together are one.
    while kind == "segv" and alive(child) and time.monotonic() < now + 2:
        time.sleep(0.005)
        send(child, number)
    return now + (HANGS if kind == "stop" else 0)


def send(process, number):
    """What is gone meanwhile has had enough."""
    try:
        os.kill(process, number)
    except ProcessLookupError:
        pass


def alive(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def processor(process):
    """Seconds of it that a process has had."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def waited(process):
    """Seconds for which its first thread was ready to run and something else ran."""
    try:
        return int(Path(f"/proc/{process}/task/{process}/schedstat").read_text().split()[1]) / 1e9
    except OSError:
        return 0.0


def memory(process):
    """What a process has of it, in KiB: all of it, its share of what it has with others, and its own."""
    sums = dict.fromkeys(["Rss", "Pss", "Private_Clean", "Private_Dirty"], 0)
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        name = line.split(":")[0]
        if name in sums:
            sums[name] = int(line.split()[1])
    return sums["Rss"], sums["Pss"], sums["Private_Clean"] + sums["Private_Dirty"]


def fault(words):
    faults.append(words)
    print(f"  WRONG {words}", flush=True)


def one_kill(parent, kind, at, times, own):
    child = child_of(parent)
    if child is None:
        return fault(f"{at}: there is no process with windows")
    focus()
    last = None
    for _ in range(chance.randint(1, 6)):
        if chance.random() < 0.12:
            draw()
        else:
            press(chance.choice(KEYS))
        last = time.time()
        time.sleep(chance.uniform(0.05, 0.5))
    # A key that surely changes something, more than a second before.
    press("plus")
    sure = time.time()
    time.sleep(chance.uniform(0.0, 1.6))
    watcher = Watcher()
    watcher.start()
    since = kill(kind, child)
    # When the first signal was sent: on a busy machine the second one comes late.
    killed = time.time() - (time.monotonic() - since)
    if not until(lambda: not alive(child), 15):
        return fault(f"{at}: {kind}: it still lives")
    HANG.unlink(missing_ok=True)
    before, ink = journal()
    # Another process may have windows of the same numbers.
    back = until(lambda: child_of(parent) not in (None, child), 5) and until(
        lambda: windows("Stage – ") and windows("Console – ") and not held(), 20)
    took = time.monotonic() - since
    watcher.run_on = False
    watcher.join()
    if not back:
        return fault(f"{at}: {kind}: it does not come back")
    times.append((kind, took, watcher.longest))
    # On a busy machine what it waited for is the processor, which other programs had.
    starved = waited(child_of(parent))
    own.append((kind, took - starved))
    if took > ALLOWED * slowness:
        used = processor(child_of(parent))
        fault(f"{at}: {kind}: back only after {took:.2f} s, of which {starved:.2f} s were the wait for the processor and {used:.2f} s its use")
    if killed - sure > 1.0 and seconds(before["at"]["wall"]) < sure - 0.05 and kind in ("kill", "segv", "abrt"):
        fault(f"{at}: {kind}: the journal was more than a second behind")
    same_talk(f"{at}: {kind}", before, ink)


def same_talk(at, before, ink, focus=focus):
    """The talk goes on from there."""
    time.sleep(0.4)
    focus()
    # Whichever of the two changes something: a size at its limit stays as it is, and what does not change is not written down.
    press("minus" if before["show"]["notes_tenths"] > 10 else "plus")
    after = until(lambda: (lambda it: it if it != before else None)(journal()[0]), 3 * slowness)
    if not after:
        return fault(f"{at}: the talk that is back writes no journal")
    one, other = still(before), still(after)
    if one != other:
        differs = {key: (one[0][key], other[0][key]) for key in one[0] if one[0][key] != other[0][key]}
        fault(f"{at}: another state: {differs} {one[1:]} {other[1:]}")
        for take in sorted(WORK.glob("decks/*/takes/*.jsonl")):
            lines = take.read_text().splitlines()
            print(f"    {take.parent.parent.name} {take.name}: {len(lines)} lines, from {lines[:1]} to {lines[-1:]}")
    if journal()[1] != ink:
        fault(f"{at}: other ink")
    passed = seconds(after["at"]["wall"]) - seconds(before["at"]["wall"])
    passed = passed if "Running" in before["show"]["clock"]["run"]["state"] else 0.0
    off = elapsed(after) - elapsed(before) - passed
    if abs(off) > 1.0:
        fault(f"{at}: the timer is off by {off:.2f} s")


def talk(count, at, times, own):
    deck = WORK / "decks" / chance.choice(sorted(it.parent.name for it in (WORK / "decks").glob("*/deck.toml")))
    kind = chance.choice(["present", "present", "rehearse"])
    words = [PROGRAM, kind, "--now", "--anyway", "--screen", "DUMMY1", str(deck)]
    env = dict(os.environ, LD_PRELOAD=str(WORK / "hang.so"), CUECARD_HANG=str(HANG))
    print(f"{kind} {deck.name}", flush=True)
    with open(WORK / "app.out", "ab") as out:
        parent = subprocess.Popen(words, env=env, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
    if not begun():
        fault(f"{at}: {deck.name} does not begin")
    time.sleep(1)
    focus()
    press("Next")
    for number in range(count):
        if parent.poll() is not None:
            fault(f"{at + number}: the parent has ended with {parent.returncode}")
            break
        # Hangs take five seconds each.
        kind = chance.choices(["kill", "segv", "abrt", "stop", "memory", "driver"], [5, 3, 1, 1, 2, 1])[0]
        one_kill(parent.pid, kind, at + number, times, own)
    taken = (0, 0, 0)
    if parent.poll() is None:
        # It gives back what beginning another life took.
        time.sleep(SETTLED)
        taken = memory(parent.pid)
        if taken[0] > MOST:
            fault(f"{at}: the parent takes {taken[0]} KiB")
        parent.send_signal(signal.SIGTERM)
        try:
            code = parent.wait(8)
        except subprocess.TimeoutExpired:
            fault(f"{at}: the program does not end when it is asked to")
            parent.kill()
            code = None
        if code not in (0, None):
            fault(f"{at}: it ended with {code}")
        if list(Path(os.environ["XDG_STATE_HOME"]).glob("cuecard/journals/*/journal")):
            fault(f"{at}: a journal stays after a clean end")
    takes = sorted(deck.glob("takes/*.jsonl"))
    if len(takes) > 1 and kind == "present":
        print(f"  {len(takes)} takes", flush=True)
    for take in takes:
        take.unlink()
    return taken


def orphan(at):
    """The parent itself is killed: the talk goes on without it."""
    print("a talk whose parent is killed", flush=True)
    words = [PROGRAM, "present", "--now", "--anyway", "--screen", "DUMMY1", str(sorted((WORK / "decks").glob("*/deck.toml"))[0].parent)]
    with open(WORK / "app.out", "ab") as out:
        parent = subprocess.Popen(words, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
    if not begun():
        return fault(f"{at}: it does not begin")
    time.sleep(1)
    child = child_of(parent.pid)
    parent.kill()
    parent.wait()
    for _ in range(3):
        focus()
        before = journal()[0]
        press("Next")
        if not until(lambda: journal()[0] != before, 3):
            fault(f"{at}: without its parent it minds no key")
        # A beat that nobody hears is a signal that ends careless programs.
        time.sleep(0.5)
    if not alive(child) or held():
        fault(f"{at}: it does not outlive its parent")
    send(child, signal.SIGTERM)
    if not until(lambda: not alive(child), 8):
        fault(f"{at}: it does not end when it is asked to")
        send(child, signal.SIGKILL)


def main():
    times, own, taken, at = [], [], [], 1
    while at <= KILLS:
        count = min(KILLS + 1 - at, chance.randint(5, 12))
        taken.append(talk(count, at, times, own))
        at += count
    orphan(at)
    for kinds in (["kill", "segv", "abrt"], ["memory"], ["stop"], ["driver"]):
        took = [took for kind, took, _ in times if kind in kinds]
        if took:
            alone = [took for kind, took in own if kind in kinds]
            print(f"{'+'.join(kinds)}: {len(took)}, back after {statistics.median(took):.2f} s, at worst {max(took):.2f} s; without the wait for a busy processor {statistics.median(alone):.2f} s, at worst {max(alone):.2f} s")
    seen = [longest for _, _, longest in times]
    if seen:
        print(f"the desktop was seen in {sum(it > 0 for it in seen)} of {len(seen)}, at worst for {max(seen) * 1000:.0f} ms")
    whole, share, mine = (max(column) for column in zip(*taken))
    print(f"memory of the parent: {whole} KiB, its share {share}, its own {mine}; faults: {len(faults)}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
