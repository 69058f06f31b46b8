"""Judges one exported deck: PDF/UA-1, fonts, text and order, no notes, links, and the same picture as ours.

Usage: documents.py FILE.pdf DECK PROGRAM. Prints what it found; exits 1 at the first fault.
"""

import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

import page
import pikepdf
from PIL import Image, ImageChops, ImageStat

# The mean difference between our pixels and poppler's, of full scale, is the smoothing of edges alone.
MOST_MEAN = 0.02
pdf, deck, program = sys.argv[1:4]


def run(*words):
    return subprocess.run(words, check=True, capture_output=True, encoding="utf-8", errors="replace").stdout


def fail(words):
    print(f"documents: {deck}: {words}", file=sys.stderr)
    sys.exit(1)


def rules(path):
    report = page.validate_pdf(path, profile="ua1")
    return {failure.rule_id for failure in report.failures}


def accessible():
    broken = rules(pdf)
    if broken:
        fail(f"not PDF/UA-1: {sorted(broken)}")


def mutants_fail():
    """A check that can't fail proves nothing: spoilt copies must be refused."""

    def spoilt(change):
        with tempfile.NamedTemporaryFile(suffix=".pdf") as copy, pikepdf.open(pdf) as document:
            changed = change(document)
            document.save(copy.name)
            if changed and not rules(copy.name):
                fail(f"the validator let a spoilt copy pass: {change.__name__}")
            return changed

    def without_tags(document):
        del document.Root["/StructTreeRoot"]
        return True

    def without_language(document):
        del document.Root["/Lang"]
        return True

    def without_alt(document):
        count = 0
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure" and "/Alt" in thing:
                del thing["/Alt"]
                count += 1
        return count > 0

    def skipped_heading(document):
        count = 0
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/H2":
                thing["/S"] = pikepdf.Name("/H4")
                count += 1
        return count > 0

    for change in (without_tags, without_language, without_alt, skipped_heading):
        if not spoilt(change):
            fail(f"nothing to spoil for {change.__name__}")


def fonts_embedded():
    for line in run("pdffonts", pdf).splitlines()[2:]:
        if not re.search(r"\byes +yes +yes\b", line):
            fail(f"a font is not embedded, subset and mapped: {line}")


def words(text):
    return re.findall(r"\w+", text.replace("\u00ad", "").lower())


def text_is_whole(source):
    """Every word that the drawing has is in the page, as another program reads it."""
    with tempfile.TemporaryDirectory() as folder:
        ours = pathlib.Path(folder) / "words.txt"
        run(program, "export", deck, str(ours))
        pages = re.split(r"^\[\d+\]\n", ours.read_text(), flags=re.M)[1:]
    for number, expected in enumerate(pages, 1):
        shown = words(run("pdftotext", "-layout", "-f", str(number), "-l", str(number), pdf, "-"))
        slide = source["slide"][number - 1]
        alt = slide.get("picture", {}).get("alt", "")
        for word in words(expected):
            if word in shown:
                shown.remove(word)
            elif word not in words(alt):
                fail(f"slide {number}: `{word}` is not in the PDF's text")


def notes_are_private(source):
    """Neither notes nor captions are anywhere in the file, streams unpacked."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as flat:
        run("qpdf", "--qdf", "--object-streams=disable", pdf, flat.name)
        raw = pathlib.Path(flat.name).read_bytes()
    text = words(run("pdftotext", pdf, "-"))
    joined = " ".join(text)
    for slide in source["slide"]:
        for private in [slide.get("notes", "")] + [str(cue.get("text", "")) for cue in slide.get("cue", [])]:
            for sentence in re.split(r"[.?!\n]\s*", private):
                found = words(sentence)
                if len(found) < 7:
                    continue
                if " ".join(found) in joined or sentence.encode() in raw:
                    fail(f"notes got out: {sentence}")


def same_picture():
    """Our pixels and poppler's, from one drawing: alike on average, and no line anywhere else."""
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = pathlib.Path(folder) / "ours", pathlib.Path(folder) / "theirs"
        theirs.mkdir()
        run(program, "export", deck, str(ours), "--size", "1920x1080")
        run("pdftoppm", "-r", "144", "-png", pdf, str(theirs / "p"))
        pairs = list(zip(sorted(ours.iterdir()), sorted(theirs.iterdir()), strict=True))
        for mine, other in pairs:
            a, b = (Image.open(path).convert("L") for path in (mine, other))
            mean = difference(a, b)
            worst = max(worst, mean)
            if mean > MOST_MEAN:
                fail(f"{mine.name} looks different in the PDF: {mean:.2%} on average")
            moved = displaced(a, b)
            if moved:
                fail(f"{mine.name}: words stand elsewhere in the PDF, about {moved} pixels from the top")
        # The check can fail: one strip of words set a single point (two pixels) lower is caught.
        a, b = (Image.open(path).convert("L") for path in pairs[3])
        a.paste(a.crop((0, 240, 1920, 330)), (0, 242))
        if not displaced(a, b):
            fail("a line that stands one point off went unseen")
    return worst


def difference(a, b):
    return ImageStat.Stat(ImageChops.difference(a, b)).mean[0] / 255


def displaced(a, b, strip=60):
    """Where a strip of `a` fits `b` better when it is moved by a point: its top in pixels, or 0."""
    for top in range(strip, a.height - strip, strip // 2):
        here = a.crop((0, top, a.width, top + strip))
        if ImageStat.Stat(here).stddev[0] < 6:
            continue
        fits = {by: difference(here, b.crop((0, top + by, b.width, top + by + strip))) for by in (-2, -1, 0, 1, 2)}
        best = min(fits, key=fits.get)
        if abs(best) > 1 and fits[best] < fits[0] * 0.8:
            return top
    return 0


source = tomllib.loads((pathlib.Path(deck) / "deck.toml").read_text())
accessible()
mutants_fail()
fonts_embedded()
text_is_whole(source)
notes_are_private(source)
worst = same_picture()
outline = run("pdfinfo", "-struct-text", pdf)
if "Figure" not in outline and "picture" in str(source):
    fail("pictures have no tags")
print(f"{deck}: PDF/UA-1, fonts, words and privacy are right; the picture differs by {worst:.2%} at most")
