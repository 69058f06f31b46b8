#!/usr/bin/env python3
"""Compares what a take tells with what was pressed and when, and with itself. Reads the log on its own.

    rehearsal.py log SPEED STEPS PRESSES LOG     the log has the presses, in their order and at their times
    rehearsal.py report REPORT.json LOG          each slide took as long as the log says
    rehearsal.py captions TALK.vtt LOG           each caption begins while its step is shown
"""

import json
import re
import sys

# Seconds of the room: clocks are read a moment before and after what they tell of.
SLACK = 0.02


def records(path):
    return [json.loads(line) for line in open(path, encoding="utf-8")]


def expected(speed, steps, presses):
    """What the presses mean: events, each with the earliest and the latest time of the talk that it can have had, since
    a press is heard at some moment between that at which it was made and that at which it was in the log."""
    events, entered = [], {}
    place = since = None
    shown, running, recording = (0.0, 0.0), False, False

    def time(now):
        if not running:
            return shown
        return shown[0] + max(0.0, now[0] - since[1]) * speed, shown[1] + (now[1] - since[0]) * speed

    def enter(now):
        slide, step = steps[place]
        entered.setdefault(slide, time(now))
        events.append((f"slide {slide} {step}", time(now)))

    for now, key in presses:
        if key == "space":
            place, since, running = 0, now, True
            # From here on the program's own clock counts, whenever that was.
            entered[steps[0][0]] = shown
            events.append((f"slide {steps[0][0]} {steps[0][1]}", shown))
        elif key == "Right":
            place += 1
            enter(now)
        elif key == "t":
            events.append(("pause" if running else "resume", time(now)))
            shown, since, running = time(now), now, not running
        elif key == "r":
            slide = steps[place][0]
            place = next(at for at, step in enumerate(steps) if step[0] == slide)
            shown, since, running = entered[slide], now, True
            entered = {name: at for name, at in entered.items() if at <= shown}
            events += [("again", shown), (f"slide {slide} {steps[place][1]}", shown)]
            if recording:
                events.append(("rec True", shown))
        elif key == "ctrl+m":
            recording = not recording
            events.append((f"rec {recording}", time(now)))
        elif key == "Return":
            events.append(("end", time(now)))
    return events


def said(record):
    words = [record["e"]] + [str(record[key]) for key in ("id", "step", "on") if key in record]
    return " ".join(words)


def visits(log):
    """Slide, step, from, to; without what was taken again."""
    out, until = [], 0
    for record in log:
        at = record["t"]
        if record["e"] == "again":
            out = [[*visit[:3], min(visit[3], at)] for visit in out if visit[2] < at]
            until = at
            continue
        until = max(until, at)
        if out:
            out[-1][3] = until
        if record["e"] == "slide":
            out.append([record["id"], record["step"], until, until])
    return out


def log(speed, steps, presses, path):
    speed = float(speed)
    steps = [tuple(line.split()) for line in open(steps, encoding="utf-8")]
    presses = [line.split() for line in open(presses, encoding="utf-8")]
    presses = [((int(pressed) / 1e9, int(heard) / 1e9), key) for pressed, heard, key in presses]
    wanted = expected(speed, steps, presses)
    events = ("slide", "pause", "resume", "again", "rec", "end")
    got = [(said(record), record["t"] / 1000) for record in records(path) if record["e"] in events]
    if [name for name, _ in wanted] != [name for name, _ in got]:
        pairs = enumerate(zip(wanted, got))
        different = next((pair for pair in pairs if pair[1][0][0] != pair[1][1][0]), (len(wanted), len(got)))
        sys.exit(f"pressed and logged differ: {different}")
    for (name, (earliest, latest)), (_, logged) in zip(wanted, got):
        if not earliest - SLACK * speed <= logged <= latest + SLACK * speed:
            sys.exit(f"{name} is logged at {logged}, but was pressed between {earliest:.2f} and {latest:.2f}")
    widest = max(latest - earliest for _, (earliest, latest) in wanted)
    print(f"        {len(got)} events; each press is known to {widest / speed:.2f} s of the room")


def report(path, take):
    told = json.load(open(path, encoding="utf-8"))
    took = {}
    for slide, _, since, until in visits(records(take)):
        took[slide] = took.get(slide, 0) + until - since
    got = {slide["id"]: slide["took"] for slide in told["slides"] if slide["id"] in took or slide["took"] > 0}
    if got != took or told["took"] != sum(took.values()):
        wrong = {name: (took.get(name), got.get(name)) for name in took.keys() | got.keys() if took.get(name) != got.get(name)}
        sys.exit(f"the report differs from the log: {wrong}, {told['took']}")


def millis(clock):
    hours, minutes, seconds = ([0] + clock.split(":"))[-3:]
    return round((int(hours) * 60 + int(minutes)) * 60_000 + float(seconds) * 1000)


def captions(path, take):
    text = open(path, encoding="utf-8").read()
    shown = {}
    for slide, step, since, until in visits(records(take)):
        shown.setdefault((slide, step), []).append((since, until))
    cues = re.findall(r"^([\w-]+)\.(\d+)\.(\d+)\n([\d:.]+) --> ([\d:.]+)", text, re.M)
    if not cues:
        sys.exit("there are no captions")
    for slide, step, _, start, end in cues:
        start, end = millis(start), millis(end)
        if not any(since <= start and end <= until for since, until in shown.get((slide, int(step)), [])):
            sys.exit(f"a caption of {slide}, step {step}, stands from {start} to {end}: {shown.get((slide, int(step)))}")
    print(f"        {len(cues)} captions")


{"log": log, "report": report, "captions": captions}[sys.argv[1]](*sys.argv[2:])
