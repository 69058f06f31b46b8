#!/usr/bin/env python3
"""Writes assets/icons/lucide.txt.gz: each icon of Lucide on a line, its name, a tab, and what is drawn.

Reads the package `lucide-static` as `npm pack` fetches it. Icons with two names stand once; the other name says `=first`.
"""
import gzip
import io
import json
import pathlib
import re
import subprocess
import tarfile
import tempfile

VERSION = "1.62.0"
FOLDER = pathlib.Path(__file__).resolve().parent.parent / "assets" / "icons"
# All that is around an icon's shapes is the same for each, and is written by the program.
HEAD = 'xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'


def shapes(svg):
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.S)
    head, body = re.search(r"<svg([^>]*)>(.*)</svg>", svg, re.S).groups()
    head = re.sub(r'class="[^"]*"', "", " ".join(head.split())).strip()
    assert head == HEAD, head
    return " ".join(body.split()).replace("> <", "><").replace(" />", "/>")


def main():
    with tempfile.TemporaryDirectory() as folder:
        pack = ["npm", "pack", "--json", f"lucide-static@{VERSION}"]
        name = json.loads(subprocess.run(pack, cwd=folder, check=True, capture_output=True).stdout)[0]["filename"]
        archive = tarfile.open(fileobj=io.BytesIO((pathlib.Path(folder) / name).read_bytes()))
    members = sorted((m for m in archive if re.fullmatch(r"package/icons/[a-z0-9-]+\.svg", m.name)), key=lambda m: m.name)
    icons = {pathlib.Path(m.name).stem: shapes(archive.extractfile(m).read().decode()) for m in members}
    first, lines = {}, []
    for name, body in sorted(icons.items()):
        lines.append(f"{name}\t" + (f"={first[body]}" if body in first else body) + "\n")
        first.setdefault(body, name)
    packed = gzip.compress("".join(lines).encode(), 9, mtime=0)
    (FOLDER / "lucide.txt.gz").write_bytes(packed)
    (FOLDER / "LICENSE-Lucide.txt").write_bytes(archive.extractfile("package/LICENSE").read())
    print(f"{len(lines)} names, {len(first)} icons, {len(packed)} bytes")


main()
