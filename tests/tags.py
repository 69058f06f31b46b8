"""Judges the tags of exported PDFs as a listener meets them: names, order, links, tables, figures, languages, formulas.

Usage: tags.py LANGUAGE FILE.pdf…, or tags.py same FILE.pdf FILE.pdf for two that say the same. Reads the tree, and the words that lie under each tag by the marks in the pages and the fonts' ToUnicode. Prints each fault
and exits 1 if there is one, or if a spoilt copy of a tree passes.
"""

import copy
import re
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree

import pikepdf


class Node:
    """A tag with what is in it: nodes and words."""

    def __init__(self, role):
        self.role, self.inside, self.said = role, [], {}

    def nodes(self):
        return [it for it in self.inside if isinstance(it, Node)]

    def walk(self, above=()):
        yield self, above
        for it in self.nodes():
            yield from it.walk((*above, self))

    def words(self):
        if "ActualText" in self.said:
            return self.said["ActualText"]
        return "".join(it if isinstance(it, str) else it.words() for it in self.inside)

    def level(self):
        return int(self.role[1]) if re.fullmatch(r"H[1-6]", self.role) else 0


def tree(pdf):
    """The tags by pikepdf, each with its words by the marks in the pages."""
    with pikepdf.open(pdf) as document:
        texts = by_content(pdf)
        return node(document.Root.StructTreeRoot.K, pages_of(document), texts, None)


def pages_of(document):
    return {page.obj.objgen: number for number, page in enumerate(document.pages)}


def kids(element):
    found = element.get("/K")
    return [] if found is None else list(found) if isinstance(found, pikepdf.Array) else [found]


def node(element, pages, texts, page):
    if isinstance(element, pikepdf.Array):
        element = element[0]
    made = Node(str(element.S)[1:])
    for key in ("/T", "/Alt", "/ActualText", "/Lang"):
        if key in element:
            made.said[key[1:]] = str(element[key])
    made.said["files"] = [embedded(it) for it in element.get("/AF", [])]
    attributes = element.get("/A", [])
    for attribute in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if isinstance(attribute, pikepdf.Dictionary):
            made.said.update({key[1:]: str(value) for key, value in attribute.items() if key != "/O"})
    page = pages.get(element.Pg.objgen, page) if "/Pg" in element else page
    for kid in kids(element):
        if isinstance(kid, int):
            made.inside.append(texts.get((page, kid), ""))
        elif kid.get("/Type") == "/MCR":
            at = pages.get(kid.Pg.objgen, page) if "/Pg" in kid else page
            made.inside.append(texts.get((at, int(kid.MCID)), ""))
        elif kid.get("/Type") == "/OBJR":
            target = kid.Obj.get("/A", {}).get("/URI", kid.Obj.get("/Dest", kid.Obj.get("/A", {}).get("/D")))
            made.said.setdefault("targets", []).append(repr(target) if target is None else str(target))
        else:
            made.inside.append(node(kid, pages, texts, page))
    return made


def embedded(specification):
    """What a file within the PDF is, and its content."""
    stream = specification.EF.F
    return str(stream.get("/Subtype")), str(specification.get("/AFRelationship")), stream.read_bytes().decode()


def by_content(pdf):
    """The letters that each page shows in each mark, decoded by the fonts' ToUnicode."""
    out = {}
    with pikepdf.open(pdf) as document:
        fonts = {}
        for number, page in enumerate(document.pages):
            content(page, page.obj.get("/Resources", {}), number, out, fonts)
    return out


def content(page, resources, number, out, fonts):
    open_marks, font = [], None
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            properties = operands[1] if len(operands) > 1 else {}
            mark = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
            said = properties.get("/ActualText") if isinstance(properties, pikepdf.Dictionary) else None
            open_marks.append((None if mark is None else int(mark), said is not None))
            if said is not None:
                add(out, number, open_marks, str(said), whole=True)
        elif name == "EMC" and open_marks:
            open_marks.pop()
        elif name == "Tf":
            font = decoder(resources, operands[0], fonts)
        elif name in ("Tj", "'", '"', "TJ") and font:
            pieces = operands[0] if name == "TJ" else [operands[-1]]
            shown = "".join(font(bytes(it)) for it in pieces if isinstance(it, pikepdf.String))
            add(out, number, open_marks, shown)


def add(out, number, open_marks, words, whole=False):
    # Words inside of a mark that says itself what it says are said by that.
    if not whole and any(said for _, said in open_marks):
        return
    mark = next((mark for mark, _ in reversed(open_marks) if mark is not None), None)
    if mark is not None:
        out[number, mark] = out.get((number, mark), "") + words


def decoder(resources, name, fonts):
    font = resources.get("/Font", {}).get(str(name))
    if font is None:
        return None
    key = font.objgen
    if key not in fonts:
        wide = 2 if font.get("/Subtype") == "/Type0" else 1
        fonts[key] = (wide, to_unicode(font))
    wide, known = fonts[key]
    return lambda raw: "".join(
        known.get(int.from_bytes(raw[at : at + wide], "big"), "") for at in range(0, len(raw), wide)
    )


def to_unicode(font):
    if "/ToUnicode" not in font:
        return {}
    text, known = font.ToUnicode.read_bytes().decode("latin-1"), {}
    letters = lambda code: bytes.fromhex(code).decode("utf-16-be", "replace")  # noqa: E731
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for code, word in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            known[int(code, 16)] = letters(word)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for first, last, word in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                known[int(first, 16) + step] = letters(f"{int(word, 16) + step:0{len(word)}x}")
    return known


# The scripts of languages, as the names of their letters begin.
SCRIPTS = {
    "ARABIC": "ar fa ur ps", "HEBREW": "he yi", "GREEK": "el", "CYRILLIC": "ru uk bg sr mk be", "HANGUL": "ko",
    "HIRAGANA": "ja", "KATAKANA": "ja", "DEVANAGARI": "hi mr ne", "THAI": "th", "ARMENIAN": "hy", "GEORGIAN": "ka",
}


def script(letter):
    return unicodedata.name(letter, "").split(" ")[0]


def faults(document, language):
    """What is wrong, in words."""
    yield from headings(document)
    for it, above in document.walk():
        roles = [node.role for node in above]
        yield from {"Link": link, "Table": table, "Figure": figure, "Formula": formula}.get(it.role, lambda *_: ())(it, above)
        if it.role == "Caption" and roles[-1] not in ("Figure", "Table"):
            yield f"a caption is in {roles[-1]}: {it.words()!r}"
        if it.role == "BlockQuote" and not it.words().strip():
            yield "a quote says nothing"
        spoken = next((node.said["Lang"] for node in (it, *reversed(above)) if "Lang" in node.said), language)
        if not any(node.role in ("Code", "Formula") for node in (it, *above)):
            yield from letters(it, spoken.split("-")[0])


def letters(it, spoken):
    """Greek, Arabic and so on stand under their language; a letter alone is a sign, and Han is several languages'."""
    for words in (words for words in it.inside if isinstance(words, str)):
        for run in re.findall(r"[^\W\d_]{2,}", words):
            other = [name for name in map(script, run) if name in SCRIPTS and spoken not in SCRIPTS[name].split()]
            if len(other) > 1:
                yield f"{run!r} is read as {spoken}"


def headings(document):
    level, seen = 0, []
    for it, _ in document.walk():
        if it.level() > level + 1:
            yield f"a heading of level {it.level()} follows one of level {level}: {it.words()!r}"
        level = it.level() or level
        if it.level():
            seen.append(it)
            if not it.words().strip():
                yield "a heading says nothing"
            if re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", it.words()):
                yield f"a heading is an address: {it.words()!r}"
    for sect in (it for it, _ in document.walk() if it.role == "Sect"):
        if any(it.level() and it.words() == "Transcript" for it, _ in sect.walk()):
            break  # What is spoken on a slide may go on over a page.
        first = next((it for it, _ in sect.walk() if it is not sect and it.role not in ("Div", "Sect")), None)
        if any(it.level() for it, _ in sect.walk()) and first is not None and not first.level():
            yield f"before its heading a page reads {first.role} {first.words()!r}"


def link(it, above):
    targets = it.said.get("targets", [])
    if len(targets) != 1:
        yield f"a link has {len(targets)} places: {it.words()!r}"
    beside = above[-1].inside
    at = next(at for at, other in enumerate(beside) if other is it)
    after = beside[at + 1] if at + 1 < len(beside) else None
    # Two pieces of one address that follow each other without a word between them were one link.
    if isinstance(after, Node) and after.role == "Link" and after.said.get("targets") == targets:
        yield f"one link is two: {it.words()!r} and {after.words()!r}"


def table(it, _):
    parts = [node.role for node in it.nodes()]
    rows = [node for node, _ in it.walk() if node.role == "TR"]
    heads = [[cell.role == "TH" for cell in row.nodes()] for row in rows]
    if heads and all(heads[0]) and len(rows) > 1 and parts[:2] != ["THead", "TBody"]:
        yield f"the head of a table is not apart: {parts}"
    if len({len(row) for row in heads}) > 1:
        yield f"rows of a table differ in length: {it.words()!r}"
    if not any(any(row) for row in heads):
        yield f"a table has no heads: {it.words()!r}"
    for cell, above in it.walk():
        if cell.role == "TH":
            wanted = "/Column" if any(node.role == "THead" for node in above) else "/Row"
            if cell.said.get("Scope") != wanted:
                yield f"{cell.words()!r} heads {cell.said.get('Scope')}, not {wanted}"


def figure(it, _):
    if "BBox" not in it.said:
        yield f"a figure has no place: {it.said.get('Alt')!r}"
    if not it.said.get("Alt", "").strip():
        yield "a figure has no description"
    if it.said.get("Alt", "").startswith(("TO DO", "Image of", "image of")):
        yield f"a figure is badly described: {it.said['Alt']!r}"


def formula(it, _):
    said = it.said.get("Alt", "")
    if not said.strip() or re.search(r"[∑∏∫⋃⋂]|\\|&|\(\d+ \d+; ", said):
        yield f"a formula cannot be followed by ear: {said!r}"
    yield from walked(it)


def walked(it):
    """A formula's MathML has the letters and figures that are drawn, in the order in which they are read or another."""
    files = it.said.get("files", [])
    if len(files) != 1:
        yield f"a formula has {len(files)} files: {it.said.get('Alt')!r}"
        return
    kind, relation, text = files[0]
    if (kind, relation) != ("/application/mathml+xml", "/Supplement"):
        yield f"a formula's file is {kind}, a {relation}"
    root = ElementTree.fromstring(text)
    if root.tag != "{http://www.w3.org/1998/Math/MathML}math":
        yield f"a formula's file is {root.tag}"
    # What is set over a letter is drawn as a letter of its own kind.
    is_letter = lambda c: c.isalnum() and unicodedata.category(c) != "Lm"  # noqa: E731
    letters = lambda words: sorted(filter(is_letter, unicodedata.normalize("NFKC", words)))  # noqa: E731
    drawn, said = letters(it.words()), letters("".join(root.itertext()))
    if drawn != said:
        yield f"a formula draws {''.join(drawn)} and its MathML says {''.join(said)}: {text}"


def entries(pdf):
    """The outline's names, with their depth."""
    with pikepdf.open(pdf) as document:
        def below(item, depth):
            while item is not None:
                yield depth, str(item.Title)
                yield from below(item.get("/First"), depth + 1)
                item = item.get("/Next")
        outlines = document.Root.get("/Outlines")
        return list(below(outlines.get("/First"), 0)) if outlines is not None else []


def outline(pdf, document):
    """Each page's name in the outline is a heading; a section is not its own first slide."""
    plain = lambda words: re.sub(r"\W+", "", unicodedata.normalize("NFKC", words)).lower()  # noqa: E731
    heads = [plain(it.words()) for it, _ in document.walk() if it.level()]
    before = None
    for depth, title in entries(pdf):
        name = plain(re.sub(r"^\d+\.? ", "", title)) or plain(title)
        if not any(name in head or head in name for head in heads if head):
            yield f"no heading says what the outline does: {title!r}"
        if before is not None and before[0] + 1 == depth and before[1] == title:
            yield f"a section is twice in the outline: {title!r}"
        before = (depth, title)


def spoilt(document):
    """Copies of a tree with one fault each, where there is something to spoil."""
    def each(change):
        made = copy.deepcopy(document)
        changed = [change(it, above) for it, above in list(made.walk()) if above]
        return made if any(changed) else None

    def leveled(it, _):
        if it.level() == 2:
            it.role = "H4"
            return True

    def unnamed(it, _):
        return it.role == "Figure" and it.said.pop("Alt", None)

    def unheaded(it, _):
        if it.role == "THead":
            it.role = "TBody"
            return True

    def turned(it, above):
        first = it.role == "Sect" and above[-1].nodes()[0] is it
        if first and len(it.inside) > 1 and it.nodes()[0].level() and it.nodes()[1].role == "P":
            it.inside[0], it.inside[1] = it.inside[1], it.inside[0]
            return True

    def unwalked(it, _):
        if it.role == "Formula":
            it.said["files"] = []
            return True

    def loose(it, above):
        if it.role == "Caption":
            it.role, above[-1].role = "Caption", "Div"
            return True

    for change in (leveled, unnamed, unheaded, turned, unwalked, loose):
        yield change.__name__, each(change)


def judge(pdf, language):
    document = tree(pdf)
    found = [*faults(document, language), *outline(pdf, document)]
    for name, made in spoilt(document):
        if made is not None and not list(faults(made, language)):
            found.append(f"a spoilt tree passed: {name}")
    return found


def marked(node):
    """The words under a tag by the marks on the pages, whatever the tags say of them."""
    return "".join(it if isinstance(it, str) else marked(it) for it in node.inside)


def heard(pdf):
    """A file's tags, without the words in its figures, which are described."""
    document = tree(pdf)
    for it, _ in document.walk():
        if it.role == "Figure":
            it.inside = it.nodes()
    return document


def same(one, other):
    """Two files that say the same, however their lines are broken."""
    for words in (Node.words, marked):
        said = ["".join(words(heard(pdf)).split()) for pdf in (one, other)]
        if words is marked:  # What is drawn may be in capitals; the tags above say it as it was written.
            said = [it.casefold() for it in said]
        at = next((at for at, (a, b) in enumerate(zip(*said)) if a != b), min(map(len, said)))
        if said[0] != said[1] or len(said[0]) < 200:
            sys.exit(f"tags: {other} says `{said[1][at - 20 : at + 20]}` for `{said[0][at - 20 : at + 20]}`")
    print(f"{other}: says what {one} says")


def main():
    language, *files = sys.argv[1:]
    if language == "same":
        return same(*files)
    wrong = {pdf: found for pdf in files if (found := judge(pdf, language))}
    for pdf, found in wrong.items():
        for words in found:
            print(f"tags: {pdf}: {words}", file=sys.stderr)
    if wrong:
        sys.exit(1)
    print(f"{len(files)} files: names, order, links, tables, figures, languages and formulas are as a listener needs them")


if __name__ == "__main__":
    main()
