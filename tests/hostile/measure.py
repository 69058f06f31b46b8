"""A command → how it ended, what it said, and the time and memory that it took together with every process it began, also one
that nobody waits for: those come to us when their parent ends."""
import ctypes
import os
import pathlib
import resource
import signal
import time
import zlib

# A run is ended after so much of the processor's time, or so much of the clock's, which a busy machine makes long; and none
# of its processes may have more memory than this.
LONGEST, PATIENCE, MOST = 30, 600, 6 << 30
# A helper whose program has ended is gone by then.
BEHIND = 10.0
# Between two looks at the memory of all.
PAUSE = 0.01
PAGE = resource.getpagesize()
TICKS = os.sysconf("SC_CLK_TCK")
SET_CHILD_SUBREAPER = 36


# What `pace` takes on two quiet cores, for which the bounds of time are set.
USUAL = 0.11


def pace():
    """How many times longer this machine takes at the moment than a usual one, by work that has nothing of the program in it."""
    def taken():
        began = time.process_time()
        words = [f"{at * 7919 % 100_003:06}" for at in range(120_000)]
        kinds = {}
        for word in sorted(words):
            kinds.setdefault(word[:3], []).append(word)
        zlib.compress(" ".join(words).encode(), 6)
        return time.process_time() - began

    return max(1.0, min(taken() for _ in range(3)) / USUAL)


def adopt():
    """Processes whose parent has ended become our own."""
    if ctypes.CDLL(None, use_errno=True).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "processes that nobody waits for cannot be counted")


def tree(pid):
    """A process and all below it."""
    found, left = [], [pid]
    while left:
        found.append(left.pop())
        try:
            for task in os.listdir(f"/proc/{found[-1]}/task"):
                left += map(int, pathlib.Path(f"/proc/{found[-1]}/task/{task}/children").read_text().split())
        except OSError:
            # It has just ended.
            continue
    return found


def held(pid):
    """Bytes that a process shares with no file."""
    try:
        _, resident, shared = pathlib.Path(f"/proc/{pid}/statm").read_text().split()[:3]
    except (OSError, ValueError):
        return 0
    return (int(resident) - int(shared)) * PAGE


def spent(pid):
    """Seconds of the processor that a process has had, with those that it has waited for."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (OSError, IndexError):
        return 0
    return sum(map(int, fields[11:15])) / TICKS


class Run:
    """One command in a folder: how it ended, in how much time and memory."""

    def __init__(self, program, arguments, place):
        self.late, self.left_behind, self.code = False, False, None
        self.processor = self.most = self.together = 0
        with open(place / "said", "w+b") as said:
            began = time.monotonic()
            pid = os.fork()
            if pid == 0:
                self.become(program, arguments, place, said)
            self.wait(pid, began)
            # Whichever is less: a busy machine makes us wait, and several threads count together.
            self.seconds = LONGEST if self.late else min(self.took, self.processor)
            self.megabytes, self.together = self.most / (1 << 20), self.together / (1 << 20)
            said.seek(0)
            self.words = said.read().decode("utf-8", "replace")

    @staticmethod
    def become(program, arguments, place, said):
        resource.setrlimit(resource.RLIMIT_AS, (MOST, MOST))
        os.setpgid(0, 0)
        os.chdir(place)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
        for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = str(place / "home")
        os.execv(program, [program, *arguments])

    def wait(self, pid, began):
        """Until the command and all that it began are over."""
        end = began + PATIENCE
        while True:
            try:
                over, status, used = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return
            now = time.monotonic()
            if over:
                self.processor += used.ru_utime + used.ru_stime
                self.most = max(self.most, used.ru_maxrss << 10)
                self.took = now - began
                if over == pid:
                    self.code = os.waitstatus_to_exitcode(status)
                    end = min(end, now + BEHIND) if not self.late else now
                continue
            below = tree(os.getpid())[1:]
            self.together = max(self.together, sum(map(held, below)))
            if now > end or self.processor + sum(map(spent, below)) > LONGEST:
                self.late |= self.code is None
                self.left_behind |= self.code is not None
                for one in below:
                    try:
                        os.kill(one, signal.SIGKILL)
                    except ProcessLookupError:
                        pass
            time.sleep(PAUSE)
