#!/usr/bin/env python3
"""What each package weighs in the program: lines of its source, bytes of its functions in a release build.

Usage: tests/weight.py PROGRAM [HOW MANY]. Bytes are those of the functions that bear its name (by nm): what is inlined
into others counts there, and tables of data count nowhere. Lines are those of all .rs files that it is built from.
Seconds are those that cargo itself measured, where `cargo build --release --timings` was run before.
"""
import collections
import glob
import html
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def packages():
    """The packages that are linked here, by the name that their functions bear."""
    tree = ["cargo", "tree", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}", "--no-dedupe"]
    linked = set(subprocess.run(tree, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines())
    linked = {tuple(line.split()[:2]) for line in linked if line}
    metadata = subprocess.run(["cargo", "metadata", "--locked", "--format-version", "1"], cwd=ROOT, check=True, capture_output=True).stdout
    for package in json.loads(metadata)["packages"]:
        if (package["name"], "v" + package["version"]) in linked:
            for target in package["targets"]:
                if {"lib", "rlib", "proc-macro"} & set(target["kind"]):
                    yield target["name"].replace("-", "_"), package


def lines(package):
    folder = pathlib.Path(package["manifest_path"]).parent
    files = [*folder.glob("src/**/*.rs"), *folder.glob("build.rs")]
    return sum(path.read_bytes().count(b"\n") for path in files)


def sizes(program):
    """Bytes of functions by the first name in theirs."""
    found = collections.Counter()
    symbols = subprocess.run(["nm", "--size-sort", "--print-size", "--demangle", program], check=True, capture_output=True, text=True).stdout
    for line in symbols.splitlines():
        _, size, kind, name = line.split(" ", 3)
        if kind in "tTwW":
            # `<krilla::Page as core::fmt::Debug>::fmt` is krilla's.
            owner = re.match(r"[<&*\[(]*(?:(?:mut|dyn|const) )*([A-Za-z_][A-Za-z0-9_]*)", name)
            found[owner[1] if owner and "::" in name else "(C and the rest)"] += int(size, 16)
    return found


def seconds():
    """What cargo measured, by package, if it did."""
    pages = glob.glob(os.path.join(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"), "cargo-timings", "cargo-timing.html"))
    found = collections.Counter()
    for page in pages:
        units = re.search(r"const UNIT_DATA = (\[.*?\]);", html.unescape(pathlib.Path(page).read_text()), re.S)
        for unit in json.loads(units[1]) if units else []:
            found[unit["name"]] += unit["duration"]
    return found


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else sys.exit("weight: name the program: tests/weight.py target/release/cuecard")
    most = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    size, time = sizes(program), seconds()
    rows = collections.defaultdict(lambda: [0, set()])
    for name, package in packages():
        rows[name][0] += lines(package)
        rows[name][1].add(package["name"] + " " + package["version"])
    table = [(size[name], count, ", ".join(sorted(names))) for name, (count, names) in rows.items()]
    print(f"{'kB':>7} {'lines':>9} {'s':>6}  package")
    for bytes_, count, names in sorted(table, reverse=True)[:most]:
        spent = sum(time[name.split()[0]] for name in names.split(", "))
        print(f"{bytes_ / 1000:7.0f} {count:9} {f'{spent:.1f}' if spent else '–':>6}  {names}")
    print("by lines alone:")
    for bytes_, count, names in sorted(table, key=lambda row: -row[1])[:most]:
        print(f"{bytes_ / 1000:7.0f} {count:9}         {names}")
    rest = {name: size[name] for name in size if name not in rows}
    print("not packages:", ", ".join(f"{name} {bytes_ / 1000:.0f} kB" for name, bytes_ in sorted(rest.items(), key=lambda it: -it[1])[:8]))
    print(f"{len(table)} packages, {sum(size.values()) / 1e6:.1f} MB of functions, {os.path.getsize(program) / 1e6:.1f} MB of program")


if __name__ == "__main__":
    main()
