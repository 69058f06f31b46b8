#!/usr/bin/env python3
"""Prints AppStream's description of Cuecard, with the releases that CHANGELOG.md tells of.

    assets/package/releases.py assets/package/org.cuecard.Cuecard.metainfo.xml

A release is a heading `## 0.2.0` (or `## 0.2.0 – 2026-12-01`) with bullets under it; bold words at a bullet's beginning
or the bullet itself become its line. A release without a date has that of SOURCE_DATE_EPOCH.
"""
import datetime
import os
import pathlib
import re
import sys
from xml.sax.saxutils import escape

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
MOST = 8  # a software centre shows a handful; the rest is in the changelog


def plain(words):
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words)
    return re.sub(r"[*`_]", "", words)


def sentence(words, limit=200):
    """Whole sentences of a bullet, as many as fit."""
    out = ""
    for part in re.split(r"(?<=[.!?])\s+", plain(" ".join(words.split()))):
        if out and len(out) + len(part) + 1 > limit:
            break
        out = f"{out} {part}".strip()
    return out


def releases(text):
    parts = re.split(r"^## +(\d+\.\d+\.\d+)(.*)$", text, flags=re.M)[1:]
    for version, rest, body in zip(parts[::3], parts[1::3], parts[2::3]):
        date = re.search(r"\d{4}-\d{2}-\d{2}", rest)
        bullets = re.findall(r"^- (.*(?:\n  .*)*)", body, flags=re.M)
        yield version, date and date.group(), [sentence(bullet) for bullet in bullets[:MOST]]


def main():
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH", "0")) or int((ROOT / "CHANGELOG.md").stat().st_mtime)
    today = datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc).date().isoformat()
    found = list(releases((ROOT / "CHANGELOG.md").read_text("utf-8")))
    if not found:
        sys.exit("releases: CHANGELOG.md names no release")
    out = []
    for version, date, bullets in found:
        items = "".join(f"          <li>{escape(bullet)}</li>\n" for bullet in bullets)
        out.append(
            f'    <release version="{version}" date="{date or today}">\n      <description>\n        <ul>\n{items}'
            "        </ul>\n      </description>\n    </release>"
        )
    print(pathlib.Path(sys.argv[1]).read_text("utf-8").replace("@RELEASES@", "\n".join(out)), end="")


if __name__ == "__main__":
    main()
