#!/usr/bin/env python3
"""What the program asks of the system while it checks, exports and presents decks that try to leave their folder.

Usage: tests/calls.py PROGRAM. By strace: no other program is started, nobody is connected to but the display and the
session's bus, nothing outside of the deck's folder is read but libraries, fonts and the program's own files, and nothing
outside is written but what was asked for. Installs strace and Xvfb (as root) and fails loudly when it can't.
"""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE / "hostile"))
import hostile  # noqa: E402
import inputs  # noqa: E402

CALLS = "open,openat,openat2,creat,execve,execveat,socket,connect,bind,rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlink,symlinkat,ptrace,mount"
# Where every program of this kind reads: its libraries, fonts, the time, the display's own files.
READ = re.compile(
    r"/(lib|lib64|usr/lib|usr/local/lib|usr/lib64)/|/etc/ld\.so|/etc/(fonts|localtime|locale\.alias|drirc|nsswitch\.conf|host\.conf|machine-id|timezone)|"
    r"/usr/share/(fonts|fontconfig|zoneinfo|icons|pixmaps|themes|X11|drirc\.d|glvnd|vulkan|libdrm|locale|libthai|poppler)|"
    r"/usr/local/share/(fonts|icons)|/var/cache/fontconfig|/usr/share(/local)?$|"
    r"/sys/|/proc/(self|\d+|cpuinfo|meminfo|stat|sys|driver|filesystems|mounts|loadavg|uptime)|/dev/(null|urandom|random|dri|shm|full|pts|tty)|"
    r"(memfd|anon_inode|pipe|socket|inotify)|/memfd:|/run/(udev|systemd|user)"
)
WRITTEN = re.compile(r"/dev/(null|dri|shm|pts|tty|full)|/proc/(self|\d+)/|/memfd:|memfd")
CONNECTED = re.compile(r"sun_path=@?\"[^\"]*(\.X11-unix|/bus|dbus|wayland|/\.ICE-unix)")
# Files that the decks name, and that nobody has any business to read.
CANARIES = re.compile(r"/etc/passwd|/etc/shadow|/proc/self/mem\b|/dev/zero|canary")


def fail(words):
    sys.exit(f"calls: {words}")


def need(tool, package):
    if shutil.which(tool):
        return
    done = subprocess.run(f"apt-get update -qq && apt-get install -y -qq --no-install-recommends {package} >/dev/null", shell=True)
    if done.returncode or not shutil.which(tool):
        fail(f"{tool} is needed and {package} could not be installed")


def judge(log, program, place, display):
    """The lines of a trace that should not be there."""
    deck, own = place / "deck", [place / "deck", place / "home", place / "out"]
    beneath = lambda path, folders: any(pathlib.Path(path) == it or it in pathlib.Path(path).parents for it in folders)
    wrong = []
    for line in log.read_text("utf-8", "replace").splitlines():
        words = re.sub(r"^\d+ +", "", line)
        call = re.match(r"(\w+)\(", words)
        if not call:
            continue
        name, done = call[1], re.search(r"\) = (\d+)(?:<(.*)>)?$", words)
        if name in ("execve", "execveat"):
            started = re.search(r'"([^"]*)"', words)
            ok = started and (started[1] in (program, "/proc/self/exe") or os.path.realpath(started[1]) == program)
            if done and not ok:
                wrong.append(f"starts a program: {words}")
        elif name == "socket":
            if done and not re.search(r"AF_UNIX|AF_LOCAL", words):
                wrong.append(f"opens a way out: {words}")
        elif name == "connect":
            if not (display and CONNECTED.search(words)):
                wrong.append(f"connects: {words}")
        elif name == "bind":
            wrong.append(f"listens: {words}")
        elif name.startswith("open") or name == "creat":
            if CANARIES.search(words.rsplit(" = ", 1)[0]) and done:
                wrong.append(f"opens what a deck names outside: {words}")
            if not done:
                continue
            path, writes = done[2] or "", re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|creat", words)
            path = path.removesuffix(" (deleted)")
            if writes and not (beneath(path, own) or WRITTEN.search(path)):
                wrong.append(f"writes outside: {words}")
            if not writes and not (beneath(path, own) or READ.match(path) or path == program or str(deck).startswith(path.rstrip("/") + "/") or path in ("/", str(place))):
                wrong.append(f"reads outside: {words}")
        elif name in ("ptrace", "mount"):
            wrong.append(words)
        elif done and (name.startswith(("rename", "unlink", "link", "symlink"))):
            for path in re.findall(r'<([^>]*)>|"(/[^"]*)"', words.rsplit(" = ", 1)[0]):
                path = path[0] or path[1]
                if not (beneath(path, own) or WRITTEN.search(path) or re.match(r"/dev/shm|/tmp/(dotnet|cuecard)", path)):
                    wrong.append(f"changes outside: {words}")
    return wrong


def trace(program, arguments, place, wait=None):
    """Runs it under strace; ends it after so many seconds, if it plays until it is told to."""
    log = place / "log"
    command = ["strace", "-f", "-y", "-qq", "-s", "400", "-e", f"trace={CALLS}", "-o", str(log), program, *arguments]
    homes = {name: str(place / "home") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    run = subprocess.Popen(command, cwd=place, env={**os.environ, **homes}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        code = run.wait(wait or 300)
    except subprocess.TimeoutExpired:
        if not wait:
            os.killpg(run.pid, signal.SIGKILL)
            fail(f"{' '.join(arguments)} does not end")
        # strace hands it on to the program, as a session does that ends.
        os.killpg(run.pid, signal.SIGTERM)
        run.wait(60)
        code = 0
    return log, code


def decks():
    """Decks that name what lies outside, in each way; the last is all of them in one, for a talk."""
    wanted = re.compile("outside|import|theme-is|includes-itself|svg-packed|svg-data-in-data")
    font = (HERE.parent / "assets/fonts/KaTeX_Main-Regular.ttf").read_bytes()
    found = [(name, files) for name, files in inputs.all_of_them(font) if wanted.search(name)]
    together = {"deck.toml": inputs.HEAD + '[[slide]]\ntitle = "Begins"\n', "links": True}
    for at, (name, files) in enumerate(found):
        for file, data in files.items():
            if file.endswith(".svg"):
                together[f"{at}.svg"] = data
                together["deck.toml"] += f'[[slide]]\npicture = {{ src = "{at}.svg", alt = "A" }}\n'
    together["deck.toml"] += dict(found)["paths-outside"]["deck.toml"].removeprefix(inputs.HEAD)
    together["deck.toml"] += '[[slide]]\ntitle = "A [link](file:///etc/passwd) and ไทย 🎉"\n'
    return found + [("all-of-them", together)]


def tried():
    """The judge itself finds what it is there for."""
    with tempfile.TemporaryDirectory(prefix="cuecard-calls-") as place:
        place = pathlib.Path(place)
        (place / "deck").mkdir()
        shell = os.path.realpath("/bin/sh")
        script = "cat /etc/passwd >/dev/null; echo a >/var/tmp/canary-written; rm -f /var/tmp/canary-written; python3 -c 'import socket; socket.socket(); socket.socket(socket.AF_UNIX).connect_ex(\"/run/x\")'"
        log, _ = trace(shell, ["-c", script], place)
        found = " ".join(judge(log, shell, place, True))
        for words in ("starts a program", "opens what a deck names outside", "writes outside", "changes outside", "opens a way out", "connects"):
            if words not in found:
                fail(f"the judge does not see: {words}")


def main():
    program = os.path.realpath(sys.argv[1] if len(sys.argv) > 1 else fail("name the program: tests/calls.py target/release/cuecard"))
    for tool, package in [("strace", "strace"), ("Xvfb", "xvfb")]:
        need(tool, package)
    tried()
    wrong, runs = 0, 0

    def look(name, what, log, place, display=False):
        nonlocal wrong, runs
        runs += 1
        found = judge(log, program, place, display)
        wrong += len(found)
        for line in dict.fromkeys(found):
            print(f"{name}, {what}: {line[:300]}")

    for name, files in decks():
        with tempfile.TemporaryDirectory(prefix="cuecard-calls-") as place:
            place = pathlib.Path(place)
            for folder in ("deck", "home", "out"):
                (place / folder).mkdir()
            (place / "x.png").write_bytes(inputs.png(3, 3))
            (place / "canary").write_text("nobody reads this")
            hostile.make(place / "deck", files)
            for kind in ("check", "png", "pdf", "md", "vtt"):
                target = str(place / "out") if kind == "png" else str(place / "out" / f"talk.{kind}")
                arguments = ["check", "deck"] if kind == "check" else ["export", "deck", target, "--anyway"]
                log, code = trace(program, arguments, place)
                if code not in (0, 1):
                    fail(f"{name}, {kind}: ends with {code}")
                look(name, kind, log, place)
            if name != "all-of-them":
                continue
            display = ":97"
            screen = subprocess.Popen(["Xvfb", display, "-screen", "0", "1280x720x24"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                time.sleep(2)
                os.environ.update(DISPLAY=display, LIBGL_ALWAYS_SOFTWARE="1", WAYLAND_DISPLAY="")
                log, code = trace(program, ["deck", "--now", "--anyway"], place, wait=15)
                if ".X11-unix" not in log.read_text("utf-8", "replace"):
                    fail("no talk was shown")
                look(name, "present", log, place, display=True)
            finally:
                screen.terminate()
                screen.wait()
    print(f"calls: {runs} runs, {wrong} calls that should not be there")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
