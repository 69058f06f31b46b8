"""Judges exported decks: PDF/UA-1, fonts, text and its order, no notes, and the same picture as ours.

Usage: documents.py talk FILE.pdf DECK PROGRAM; documents.py cases FOLDER PROGRAM for the small decks of a folder;
documents.py scripts FOLDER PROGRAM for words made of a deck's syllables; documents.py long FOLDER PROGRAM for decks of too
many pages to compare their pictures; documents.py drawings FOLDER PROGRAM for SVG files, each against what rsvg-convert
paints of it.
Prints what it found; exits 1 at the first fault.
"""

import concurrent.futures
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import unicodedata

import page
import pikepdf
from PIL import Image, ImageChops, ImageFilter, ImageStat

# The mean difference between our pixels and poppler's, of full scale, is the smoothing of edges alone: a quarter of the
# ink, so most on a slide that is full of words (2.2%).
MOST_MEAN = 0.025


class Fault(Exception):
    """What is wrong with a document."""


def run(*words):
    done = subprocess.run(words, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode and words[0] != program:
        raise Fault(f"{words}: {done.stderr}")
    return done.stdout


def fail(words):
    raise Fault(words)


def rules(path):
    report = page.validate_pdf(path, profile="ua1")
    return {failure.rule_id for failure in report.failures}


def accessible(pdf):
    broken = rules(pdf)
    if broken == {"PDFUA1-FONT-GLYPH-WIDTH-001"}:
        # The validator reads `1275 0 d0/x0 Do` as one word too few; with a space the same glyph passes.
        with tempfile.NamedTemporaryFile(suffix=".pdf") as copy, pikepdf.open(pdf) as document:
            for font in document.objects:
                if isinstance(font, pikepdf.Dictionary) and font.get("/Subtype") == "/Type3":
                    for glyph in font["/CharProcs"].values():
                        glyph.write(glyph.read_bytes().replace(b" d0/", b" d0 /"))
            document.save(copy.name)
            broken = rules(copy.name)
    if broken:
        fail(f"not PDF/UA-1: {sorted(broken)}")


def mutants_fail(pdf):
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
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") in ("/Figure", "/Formula") and "/Alt" in thing:
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


def fonts_embedded(pdf):
    for line in run("pdffonts", pdf).splitlines()[2:]:
        # Emoji stand in fonts made for the file, which have no other glyphs.
        if not re.search(r"\byes +yes +yes\b|Type 3 .* yes +no +yes\b", line):
            fail(f"a font is not embedded, subset and mapped: {line}")


def words(text):
    return re.findall(r"\w+", text.replace("\u00ad", "").lower())


# What runs from right to left is drawn glyph by glyph, and poppler sets marks before their letters.
# Words in a figure or formula have no tags of their own, and lines of code have no spaces between: poppler joins them.
JOINED = "\ufffc"
LOOSE = re.compile("[\u0590-\u08ff]")
LISTED = re.compile(r'( *)(?:text at .*? (?P<text>"(?:[^"\\]|\\.)*")|(?P<role>[a-z ]*?)(?: \d)?(?: ["a-zA-Z-].*?)? at )')


def drawn(deck, program):
    """The blocks of each slide as it is printed (its last step, or all steps in one), in the drawing's order, without decoration."""
    slides = {}
    for part in re.split(r"^== ", run(program, "check", "--drawing", deck), flags=re.M)[1:]:
        name, _, listing = part.partition("\n")
        slides[name.rsplit(" step ", 1)[0]] = blocks(listing.splitlines())
    return list(slides.values())


class Block(str):
    """Words, and what they are."""

    role = None


def heard(blocks):
    """A heading is read before the pictures that lie behind it."""
    at = next((at for at, block in enumerate(blocks) if block.role == "heading"), 0)
    first = blocks[at:at + 1] if all(block.role == "figure" for block in blocks[:at]) else []
    return first + blocks[:at] + blocks[at + len(first):]


def blocks(lines):
    out, roles, hidden, inside, figure = [""], [None], None, 0, None
    for line in lines:
        found = LISTED.match(line)
        if not found:
            continue
        depth, role = len(found[1]), found["role"]
        if hidden is not None and depth > hidden:
            continue
        hidden = depth if role == "decoration" else None
        if figure is None or depth <= figure:
            figure = depth if role == "figure" else None
        if role and role not in ("link", "language") or role is None and depth <= inside:
            out.append("")
            roles.append(role if figure is None else "figure")
        if role:
            inside = depth if role not in ("link", "language") else inside
        if found["text"]:
            out[-1] += re.sub(r"\\u\{(\w+)\}", lambda c: chr(int(c[1], 16)), found["text"][1:-1]).replace('\\"', '"')
    named = [Block(block) for block in out]
    for block, role in zip(named, roles):
        block.role = role
    return [block for block in named if block.strip()]


def tagged(pdf):
    """The text of each page as its tags have it, a line for each block."""
    pages = []
    for line in run("pdfinfo", "-struct-text", pdf).splitlines():
        if re.match(r"  Sect\b", line):
            pages.append("")
        elif re.match(r" *[A-Z]\w* .*\(block\)|  +(Figure|Code|Formula)", line):
            pages[-1] += JOINED if re.match(" +(Figure|Code|Formula)", line) else "\n"
        elif re.match(r" +Reference \(inline\)", line):
            # A footnote's figure parts the runs around it.
            pages[-1] += JOINED
        elif found := re.match(r' *"(.*)"$', line):
            pages[-1] += found[1]
    return pages


def letters(text):
    """Nothing but what is seen: no spaces, no marks on letters, no signs of direction, and no capitals, which are read as written."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf", "Zs", "Cc", "Zl"))


def in_order(expected, tags, raw):
    """What is wrong with the order of a page's text: first by its tags, then as it stands in the file."""
    apart = letters if JOINED in tags else lambda text: unicodedata.normalize("NFKC", text).casefold().split()
    wanted, got = apart(" ".join(heard(expected))), apart(tags.replace(JOINED, "\n"))
    if wanted != got and not LOOSE.search(raw):
        at = next((at for at, (a, b) in enumerate(zip(wanted, got)) if a != b), min(len(wanted), len(got)))
        return f"by its tags it reads {got[at - 2 : at + 4]}, not {wanted[at - 2 : at + 4]}"
    text, at = letters(raw), 0
    for block in expected:
        at = text.find(letters(block), at)
        if at < 0:
            return f"`{block}` is not in its place"
        at += len(letters(block))
    return None


def read_in_order(pdf, deck, program):
    """Poppler reads each page as the drawing does: by its tags, and as the words stand in the file."""
    slides, pages = drawn(deck, program), tagged(pdf)
    raws = run("pdftotext", "-raw", pdf, "-").split("\f")
    if not len(slides) == len(pages) == len(raws) - 1:
        fail(f"{len(slides)} slides, {len(pages)} pages with tags, {len(raws) - 1} pages")
    for number, (slide, page, raw) in enumerate(zip(slides, pages, raws), 1):
        wrong = in_order(slide, page, raw)
        if wrong:
            fail(f"page {number} is out of order: {wrong}")
        if len(slide) > 1 and slide[0] != slide[1] and not in_order([slide[1], slide[0], *slide[2:]], page, raw):
            fail(f"page {number}: two blocks that changed places went unseen")
    return slides, raws


def a_swapped_pair_is_seen(pdf, slides, raws):
    """Two items of a list that change places in the tags alone are caught."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as copy, pikepdf.open(pdf) as document:
        lists = (it for it in document.objects if isinstance(it, pikepdf.Dictionary) and it.get("/S") == "/L")
        items = next(it["/K"] for it in lists if len(it["/K"]) > 1)
        first, second = items[0], items[1]
        items[0], items[1] = second, first
        document.save(copy.name)
        if not any(map(in_order, slides, tagged(copy.name), raws)):
            fail("two items that changed places in the tags went unseen")


def phrases_have_languages(pdf, phrases):
    """Each phrase of another language is a span that says so; the tags' languages and poppler's texts go by order."""

    def languages(node):
        if isinstance(node, pikepdf.Array):
            return [tag for child in node for tag in languages(child)]
        if not isinstance(node, pikepdf.Dictionary):
            return []
        # A span that says how capitals were written has no language.
        own = [node.get("/Lang")] if node.get("/S") == "/Span" and ("/Lang" in node or "/ActualText" in node) else []
        return own + languages(node.get("/K"))

    with pikepdf.open(pdf) as document:
        tags = languages(document.Root["/StructTreeRoot"]["/K"])
    texts = re.findall(r'Span \(inline\)\n *"(.*)"', run("pdfinfo", "-struct-text", pdf))
    if not texts or len(tags) != len(texts):
        fail(f"spans with a language: {tags} for {texts}")
    for tag, text in ((str(tag), text) for tag, text in zip(tags, texts) if tag is not None):
        if not any(text.strip().lower().replace("’", "'") in phrase for phrase in phrases[tag]):
            fail(f"`{text}` is marked as {tag}")


def notes_are_private(pdf, source):
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


def same_picture(pdf, deck, program, *flags):
    """Our pixels and poppler's, from one drawing: alike on average, and no line anywhere else."""
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = pathlib.Path(folder) / "ours", pathlib.Path(folder) / "theirs"
        theirs.mkdir()
        run(program, "export", deck, str(ours), "--size", "1920x1080", *flags)
        run("pdftoppm", "-r", "144", "-png", pdf, str(theirs / "p"))
        pairs = list(zip(sorted(ours.iterdir()), sorted(theirs.iterdir()), strict=True))
        for mine, other in pairs:
            a, b = (Image.open(path).convert("RGB") for path in (mine, other))
            mean = difference(a, b)
            worst = max(worst, mean)
            if mean > MOST_MEAN:
                fail(f"{mine.name} looks different in the PDF: {mean:.2%} on average")
            moved = displaced(a.convert("L"), b.convert("L"))
            if moved:
                fail(f"{mine.name}: words stand elsewhere in the PDF, about {moved} pixels from the top")
        if len(pairs) > 3:
            # The check can fail: one strip of words set a single point (two pixels) lower is caught.
            a, b = (Image.open(path).convert("L") for path in pairs[3])
            a.paste(a.crop((0, 240, 1920, 330)), (0, 242))
            if not displaced(a, b):
                fail("a line that stands one point off went unseen")
    return worst


def difference(a, b):
    means = ImageStat.Stat(ImageChops.difference(a, b)).mean
    return sum(means) / len(means) / 255


def edges(image):
    """What is sharp: lines and letters. Photos that each program enlarges in its own way are smooth, and go."""
    return ImageChops.difference(image, image.filter(ImageFilter.GaussianBlur(6)))


def displaced(a, b, strip=60):
    """Where a strip of `a` fits `b` better when it is moved by a point: its top in pixels, or 0."""
    a, b = edges(a), edges(b)
    for top in range(strip, a.height - strip, strip // 2):
        here = a.crop((0, top, a.width, top + strip))
        if ImageStat.Stat(here).stddev[0] < 2:
            continue
        fits = {by: difference(here, b.crop((0, top + by, b.width, top + by + strip))) for by in (-2, -1, 0, 1, 2)}
        best = min(fits, key=fits.get)
        # Less than this is the rounding of a single row.
        if abs(best) > 1 and fits[best] < fits[0] * 0.8 and fits[0] > 0.0002:
            return top
    return 0


def talk(pdf, deck, program):
    source = tomllib.loads((pathlib.Path(deck) / "deck.toml").read_text())
    accessible(pdf)
    mutants_fail(pdf)
    fonts_embedded(pdf)
    a_swapped_pair_is_seen(pdf, *read_in_order(pdf, deck, program))
    notes_are_private(pdf, source)
    worst = same_picture(pdf, deck, program)
    if "Figure" not in run("pdfinfo", "-struct-text", pdf) and "picture" in str(source):
        fail("pictures have no tags")
    print(f"{deck}: PDF/UA-1, fonts, order and privacy are right; the picture differs by {worst:.2%} at most")


def case(deck, program, pictures):
    """A small deck; the name of its file says what it tries."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = f"{folder}/case.pdf"
        # One of them tries how faults are read.
        all_slides = ("--anyway", "--hidden")
        run(program, "export", deck, pdf, *all_slides)
        accessible(pdf)
        fonts_embedded(pdf)
        # Poppler does not read words that stand off the page.
        if "overflow" not in deck:
            read_in_order(pdf, deck, program)
        phrases = tomllib.loads(pathlib.Path(deck).read_text())["deck"].get("phrases")
        if phrases:
            phrases_have_languages(pdf, phrases)
        # `good` is about reading: its hidden slide is numbered, and so sorted, behind the others.
        if not pictures or deck.endswith("good.toml"):
            return 0.0
        return same_picture(pdf, deck, program, *all_slides)


def cases(folder, program, pictures=True):
    folder = pathlib.Path(folder)
    decks = sorted(map(str, [*folder.glob("*.toml"), *folder.glob("*/deck.toml")]))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        tried = {deck: pool.submit(case, deck, program, pictures) for deck in decks}
    worst, wrong = 0.0, []
    for deck, result in tried.items():
        try:
            worst = max(worst, result.result())
        except Fault as fault:
            wrong.append(f"{deck}: {fault}")
    if wrong:
        fail("\n".join(wrong))
    seen = f"; a picture differs by {worst:.2%} at most" if pictures else ""
    print(f"{len(decks)} decks of {folder.name}: PDF/UA-1, fonts and order are right{seen}")


# Marks of direction, and what poppler puts between words.
UNSEEN = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\f"))


def scripts(folder, program):
    """Words made of each script's syllables, as poppler reads them; all its letters and marks, in their order."""
    source = tomllib.loads((pathlib.Path(folder) / "deck.toml").read_text())
    dice = random.Random(7)
    slides = {}
    for slide in source["slide"]:
        syllables = slide["body"].split()
        word = lambda: "".join(dice.choice(syllables) for _ in range(dice.randint(1, 4)))
        for nth in range(6):
            slides[f"{slide['id']}-{nth}"] = [" ".join(word() for _ in range(3)) for _ in range(5)]
    wrong = []
    with tempfile.TemporaryDirectory() as made:
        made = pathlib.Path(made)
        shutil.copytree(pathlib.Path(folder) / "fonts", made / "fonts")
        text = '[deck]\ntitle = "Scripts"\nlanguage = "en"\n'
        for name, lines in slides.items():
            body = "\n\n".join(lines)
            text += f"[[slide]]\nid = '{name}'\nfooter = false\nbody = '''\n{body}\n'''\n"
        (made / "deck.toml").write_text(text, "utf-8")
        pdf = str(made / "scripts.pdf")
        run(program, "export", str(made), pdf, "--anyway")
        pages = run("pdftotext", pdf, "-").split("\f")
        for (name, lines), page in zip(slides.items(), pages):
            got, expected = ("".join(it.translate(UNSEEN).split()) for it in (page, "".join(lines)))
            same = [unicodedata.normalize("NFKC", it) for it in (got, expected)]
            if same[0] != same[1]:
                wrong.append(f"{name}: {got}, not {expected}")
    if wrong:
        fail("poppler reads other words:\n" + "\n".join(wrong))
    print(f"{folder}: poppler reads {sum(map(len, slides.values()))} lines of {len(source['slide'])} scripts as they were written")


def long(folder, program):
    cases(folder, program, pictures=False)


# Two painters of one SVG differ by the smoothing of edges; where words are, by how they round them to pixels.
MOST_DRAWN = 0.015
# Poppler sets tiles on whole pixels.
MOST_TILED = 0.045
FIGURE = re.compile(r' *figure "x" at ([\d.]+) ([\d.]+) clip [\d.-]+ [\d.-]+ to ([\d.]+) ([\d.]+)')


def drawings(folder, program):
    """Each SVG on a slide, in pixels and as PDF, against rsvg-convert's picture of it, or of `NAME.same.svg`: the same
    said in plain SVG, where rsvg-convert does not know what is tried."""
    folder = pathlib.Path(folder)
    files = sorted(path for path in folder.glob("*.svg") if not path.stem.endswith(".same"))
    fonts = pathlib.Path(__file__).resolve().parent.parent / "assets/fonts"
    with tempfile.TemporaryDirectory() as made:
        made = pathlib.Path(made)
        slide = '[[slide]]\nlayout = "image"\nfooter = false\npicture = {{ src = "{}", alt = "x" }}\n'
        head = '[deck]\ntitle = "Drawings"\nlanguage = "en"\n'
        (made / "deck.toml").write_text(head + "".join(slide.format(path.name) for path in files))
        for path in files:
            (made / path.name).write_bytes(path.read_bytes())
        # Both take letters from the same faces, and no others.
        (made / "fonts.conf").write_text(
            f'<fontconfig><dir>{fonts}</dir><cachedir>{made}/cache</cachedir><alias><family>sans-serif</family>'
            "<prefer><family>Atkinson Hyperlegible Next</family></prefer></alias></fontconfig>"
        )
        run(program, "export", str(made), str(made / "ours"), "--size", "1920x1080")
        run(program, "export", str(made), str(made / "ours.pdf"))
        run("pdftoppm", "-r", "144", "-png", str(made / "ours.pdf"), str(made / "pdf"))
        listings = re.split(r"^== ", run(program, "check", "--drawing", str(made)), flags=re.M)[1:]
        pixels, pages = sorted((made / "ours").iterdir()), sorted(made.glob("pdf-*.png"))
        for path, listing, mine, page_ in zip(files, listings, pixels, pages, strict=True):
            ground = re.search(r"drawing [\d.]+ × [\d.]+ on (#\w+)", listing)[1]
            found = next(filter(None, map(FIGURE.match, listing.splitlines())), None)
            if not found:
                fail(f"{path.name}: no figure in {listing}")
            left, top, wide, high = (round(2 * float(number)) for number in found.groups())
            same = path.with_suffix(".same.svg")
            theirs = made / "theirs.png"
            subprocess.run(
                ["rsvg-convert", "-w", str(wide), "-h", str(high), "--background-color", ground, "-o", str(theirs),
                 str(same if same.exists() else path)],
                check=True, env={**os.environ, "FONTCONFIG_FILE": str(made / "fonts.conf")},
            )
            box = (left, top, left + wide, top + high)
            reference = Image.open(theirs).convert("RGB")
            seen, printed = (Image.open(it).convert("RGB").crop(box) for it in (mine, page_))
            apart, in_pdf = difference(seen, reference), difference(printed, reference)
            print(f"{path.stem}: {apart:.2%} from rsvg-convert, {in_pdf:.2%} in the PDF")
            if keep:
                keep.mkdir(exist_ok=True)
                all_ = Image.new("RGB", (3 * wide, high))
                for place, picture in enumerate((reference, seen, printed)):
                    all_.paste(picture, (place * wide, 0))
                all_.save(keep / f"{path.stem}.png")
            elif apart > MOST_DRAWN or in_pdf > (MOST_TILED if path.stem.startswith("pattern") else MOST_DRAWN):
                fail(f"{path.name} looks different: {apart:.2%} in pixels, {in_pdf:.2%} in the PDF")
            # The check can fail: a drawing that is not there differs by far more.
            elif difference(Image.new("RGB", reference.size, ground), reference) < 3 * apart:
                fail(f"{path.name} shows too little to be compared")


kind, *arguments = sys.argv[1:]
# Where to leave each drawing beside the others' for a look; then none is judged.
keep = pathlib.Path(os.environ["KEEP"]) if "KEEP" in os.environ else None
program = arguments[-1]
try:
    {"talk": talk, "cases": cases, "scripts": scripts, "long": long, "drawings": drawings}[kind](*arguments)
except Fault as fault:
    sys.exit(f"documents: {arguments[0]}: {fault}")
