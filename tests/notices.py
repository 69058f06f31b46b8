#!/usr/bin/env python3
"""Writes assets/notices.txt.gz: the license of every package in Cargo.lock, with its copyright lines.

Run it when a test says that packages and notices differ. Reads what `cargo fetch` put on this machine; equal texts stand
once. Of several licenses to choose from, the first of these is taken: MIT, ISC, BSD, Zlib, Unlicense, Apache-2.0.
"""
import gzip
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = ROOT / "assets" / "notices.txt.gz"
CHOSEN = ["MIT", "MIT-0", "0BSD", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Zlib", "BSL-1.0", "Unlicense", "CC0-1.0", "Apache-2.0"]
NAMES = re.compile(r"^(licen[cs]e|copying|notice|copyright|unlicense|ofl|ufl)", re.I)
RULE = "=" * 100


def packages():
    subprocess.run(["cargo", "fetch", "--quiet", "--locked"], cwd=ROOT, check=True)
    command = ["cargo", "metadata", "--format-version", "1", "--locked", "--offline"]
    metadata = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    return sorted((p for p in metadata["packages"] if p["source"]), key=lambda p: (p["name"], p["version"]))


def choice(expression):
    """The licenses that hold: all those joined by AND, of those joined by OR the first of CHOSEN."""
    if not expression:
        return []
    parts = re.sub(r"[()]", "", expression.replace("/", " OR ")).split(" AND ")
    taken = []
    for part in parts:
        names = [name.split(" WITH ")[0].strip() for name in part.split(" OR ")]
        taken.append(next((name for name in CHOSEN if name in names), names[0]))
    return taken


def kind(text):
    head = re.sub(r"\s+", " ", text)[:4000].lower()
    marks = [
        ("Apache-2.0", "apache license"), ("MPL-2.0", "mozilla public license"), ("Unlicense", "free and unencumbered"),
        ("Zlib", "altered source versions"), ("BSD-3-Clause", "neither the name"), ("BSD-2-Clause", "redistribution and use"),
        ("BSL-1.0", "boost software license"), ("ISC", "permission to use, copy, modify, and"), ("OFL-1.1", "sil open font"),
        ("CC0-1.0", "cc0"), ("Unicode-3.0", "unicode"), ("MIT", "permission is hereby granted"),
    ]
    return next((name for name, mark in marks if mark in head), None)


def texts(package, licenses):
    folder = pathlib.Path(package["manifest_path"]).parent
    paths = sorted([*folder.iterdir(), *folder.glob("*/*")])
    fonts = lambda path: path.parent.name == "fonts" and path.suffix == ".txt"
    files = [p for p in paths if p.is_file() and (NAMES.match(p.name) or fonts(p)) and p.suffix != ".rs"]
    found = [(path.name, path.read_text("utf-8", "replace").replace("\r\n", "\n").strip()) for path in files]
    found = [(name, text) for name, text in found if len(text) > 40 or name.lower().startswith("copyright")]
    held = [text for name, text in found if kind(text) in licenses or kind(text) is None]
    return held or [text for _, text in found]


def main():
    grouped, bare = {}, []
    rows = []
    for package in packages():
        name = f"{package['name']} {package['version']}"
        licenses = choice(package["license"])
        rows.append(f"{name} ({package['license'] or 'see its text'})")
        found = texts(package, licenses)
        if not found:
            authors = ", ".join(re.sub(r"\s*<[^>]*>", "", author) for author in package["authors"])
            bare.append(f"{name}: {' and '.join(licenses)}, by {authors or 'its contributors'}")
        for text in found:
            grouped.setdefault(text, []).append(name)
    out = ["Cuecard is built from these packages.", ""] + rows
    out += ["", RULE, "Their texts are those of their licenses, as they stand below; they bring none of their own:", ""] + bare
    for text, names in sorted(grouped.items(), key=lambda item: item[1]):
        out += ["", RULE, ", ".join(names), "", text]
    # Without a time in it, so that the same packages give the same bytes.
    TARGET.write_bytes(gzip.compress(("\n".join(out) + "\n").encode(), 9, mtime=0))
    print(f"{TARGET.relative_to(ROOT)}: {len(rows)} packages, {len(grouped)} texts, {len(bare)} without one, {TARGET.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    sys.exit(main())
