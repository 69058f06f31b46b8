#!/usr/bin/env python3
"""Writes the user guide as web pages: a first talk, every slide of the tour beside its source, the format, the keys.

    assets/package/guide.py PROGRAM FOLDER

Everything on them comes from the program and the sources: README.md, decks/FORMAT.md, decks/tour, `cuecard keys`. Pages
are plain HTML with one style sheet and no scripts, and link to nothing outside but what the texts link to. Markdown is
read by markdown-it-py, which is put into a folder of its own in the cache where it is not installed. At the end each
link is followed, and each picture, heading and language looked at.
"""
import html
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from html.parser import HTMLParser

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
NEEDED = "markdown-it-py>=2.1,<5"

try:
    from markdown_it import MarkdownIt
except ImportError:
    room = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "cuecard" / "guide"
    if pathlib.Path(sys.prefix) == room:
        sys.exit(f"guide: {NEEDED} could not be installed")
    if not (room / "bin" / "python3").exists():
        venv.create(room, with_pip=True)
    subprocess.run([room / "bin" / "pip", "install", "--quiet", NEEDED], check=True)
    os.execv(room / "bin" / "python3", [str(room / "bin" / "python3"), *sys.argv])

PAGES = [("index.html", "First talk"), ("tour.html", "Tour"), ("format.html", "Format"), ("keys.html", "Keys")]
FONTS = ["AtkinsonHyperlegibleNext_400Regular", "AtkinsonHyperlegibleNext_400Regular_Italic", "AtkinsonHyperlegibleNext_700Bold",
         "SourceSerif4_600SemiBold", "AtkinsonHyperlegibleMono_400Regular"]

STYLE = """
@font-face { font-family: Atkinson; src: url(fonts/AtkinsonHyperlegibleNext_400Regular.ttf); font-display: swap }
@font-face { font-family: Atkinson; font-style: italic; src: url(fonts/AtkinsonHyperlegibleNext_400Regular_Italic.ttf); font-display: swap }
@font-face { font-family: Atkinson; font-weight: 700; src: url(fonts/AtkinsonHyperlegibleNext_700Bold.ttf); font-display: swap }
@font-face { font-family: Source; font-weight: 600; src: url(fonts/SourceSerif4_600SemiBold.ttf); font-display: swap }
@font-face { font-family: Mono; src: url(fonts/AtkinsonHyperlegibleMono_400Regular.ttf); font-display: swap }
:root { color-scheme: light dark; --paper: #faf6ef; --card: #fffdf8; --ink: #1c2230; --mute: #5a6070; --link: #0f4c4a; --line: #d9cdbb;
  --code: #f0e8db; --mark: #ae3e27 }
@media (prefers-color-scheme: dark) { :root { --paper: #14191b; --card: #1b2224; --ink: #f2eadd; --mute: #aeb0aa; --link: #86cbc0;
  --line: #3d4748; --code: #232c2e; --mark: #f5a78f } }
* { box-sizing: border-box }
html { scroll-padding-top: 1.5rem }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 Atkinson, sans-serif }
a { color: var(--link); text-underline-offset: .18em }
a:hover { text-decoration-thickness: .14em }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; border-radius: 3px }
.skip { position: absolute; left: -100vw; padding: .6rem 1rem; background: var(--card) }
.skip:focus { left: 1rem; top: 1rem; z-index: 1 }
header { border-bottom: 1px solid var(--line) }
header > div { max-width: 78rem; margin: auto; padding: 1rem 1.5rem; display: flex; flex-wrap: wrap; gap: .5rem 1.8rem; align-items: center }
header .home { display: flex; gap: .7rem; align-items: center; margin-right: auto; color: inherit; text-decoration: none; font: 600 1.35rem Source, serif }
header img { width: 2.25rem; height: 2.25rem }
header nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.6rem; list-style: none; margin: 0; padding: 0 }
header nav a { display: inline-block; padding: .35rem 0; text-decoration: none }
header nav a[aria-current] { font-weight: 700; border-bottom: 3px solid var(--mark) }
.page { max-width: 78rem; margin: auto; padding: 2.5rem 1.5rem 5rem; display: grid; gap: 2rem 4rem; grid-template-columns: minmax(0, 1fr) }
.with-contents { grid-template-columns: 15rem minmax(0, 1fr) }
main { max-width: 47rem; overflow-wrap: break-word }
.wide main { max-width: none }
.contents { font-size: .95rem; line-height: 1.4; align-self: start; position: sticky; top: 1.5rem; max-height: calc(100vh - 3rem); overflow: auto }
.contents h2 { font: 700 .85rem Atkinson, sans-serif; color: var(--mute); margin: 0 0 .5rem }
.contents ul { list-style: none; margin: 0; padding: 0 }
.contents li li { padding-left: 1rem }
.contents a { display: block; padding: .25rem 0; text-decoration: none }
.contents a:hover { text-decoration: underline }
h1, h2, h3 { font-family: Source, serif; font-weight: 600; line-height: 1.2; text-wrap: balance }
h1 { font-size: 2.6rem; margin: 0 0 1.2rem }
h2 { font-size: 1.75rem; margin: 3.2rem 0 .9rem }
h3 { font-size: 1.3rem; margin: 2.2rem 0 .7rem }
.lead { font-size: 1.25rem; line-height: 1.5; color: var(--mute); max-width: 40rem; margin: 0 0 2rem }
code { font: .92em Mono, monospace; background: var(--code); border-radius: 4px; padding: .1em .3em }
pre { background: var(--code); border-radius: 8px; padding: 1rem 1.15rem; overflow-x: auto; line-height: 1.5; tab-size: 2 }
pre code { background: none; padding: 0; font-size: .88rem }
.table { overflow-x: auto; margin: 1.4rem 0 }
table { border-collapse: collapse; width: 100%; line-height: 1.45 }
th, td { text-align: left; vertical-align: top; padding: .55rem .9rem .55rem 0; border-bottom: 1px solid var(--line); min-width: 9rem }
th { color: var(--mute); font-size: .92rem }
td code { white-space: nowrap }
.keys table { table-layout: fixed }
.keys th:first-child { width: 42% }
.keys th:last-child { width: 24% }
@media (max-width: 40rem) { .keys table { table-layout: auto } }
img { max-width: 100%; height: auto }
main > p > img, figure img, .slide img { border-radius: 6px; box-shadow: 0 0 0 1px var(--line), 0 .6rem 1.6rem #0002 }
li { margin: .3rem 0 }
kbd { font: .92em/1.9 Atkinson, sans-serif; white-space: nowrap; background: var(--card); border: 1px solid var(--line); border-bottom-width: 2px; border-radius: 5px; padding: .08em .45em }
.slide { display: grid; gap: 1.2rem 2.5rem; grid-template-columns: minmax(0, 6fr) minmax(0, 5fr); padding: 2.5rem 0; border-top: 1px solid var(--line) }
.slide h2 { margin: 0 0 .6rem; font-size: 1.45rem }
.slide .shown { align-self: start; position: sticky; top: 1.5rem }
.slide .shown img { display: block; width: 100% }
.slide pre { max-height: 22rem; margin: .8rem 0 0 }
summary { cursor: pointer; padding: .3rem 0; color: var(--link) }
.number { color: var(--mute); font-family: Atkinson, sans-serif; font-weight: 400; font-size: 1rem; margin-right: .5rem }
footer { border-top: 1px solid var(--line); color: var(--mute); font-size: .95rem }
footer p { max-width: 78rem; margin: auto; padding: 1.2rem 1.5rem 2.5rem }
@media (max-width: 62rem) { .with-contents, .slide { grid-template-columns: minmax(0, 1fr) } .contents, .slide .shown { position: static; max-height: none } h1 { font-size: 2.1rem } }
@media print { header nav, .contents, .skip { display: none } .slide { break-inside: avoid } }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth } }
"""


def slug(words):
    """A heading's name in addresses, as the links in FORMAT.md have it."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", words.lower().strip()))


def markdown(text, top=1):
    """HTML of the text, its headings from level `top` on; and its headings as (level, words, name)."""
    reader = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable(["table", "strikethrough"])
    tokens = reader.parse(text)
    headings, named = [], {}
    first = min((int(token.tag[1]) for token in tokens if token.type == "heading_open"), default=1)
    for at, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close"):
            level = int(token.tag[1]) - first + top
            token.tag = f"h{level}"
        if token.type == "heading_open":
            inline = tokens[at + 1]
            words = "".join(child.content for child in inline.children if child.type in ("text", "code_inline"))
            name = slug(words)
            named[name] = named.get(name, -1) + 1
            name = f"{name}-{named[name]}" if named[name] else name
            token.attrSet("id", name)
            headings.append((level, words, name))
        if token.type == "fence":
            token.attrSet("tabindex", "0")
    out = reader.renderer.render(tokens, reader.options, {})
    # Wide tables and code move under the finger, and are reached by the keyboard for that.
    out = out.replace("<table>", '<div class="table" tabindex="0" role="region" aria-label="Table"><table>').replace("</table>", "</table></div>")
    out = out.replace("<pre>", '<pre tabindex="0">').replace("<th>", '<th scope="col">')
    return re.sub(r'(<code[^>]*?) tabindex="0"', r"\1", out), headings


def contents(headings, deepest=3):
    out = []
    for level, words, name in headings:
        if 2 <= level <= deepest:
            out.append((level, f'<a href="#{name}">{html.escape(words)}</a>'))
    lines, open_ = [], False
    for at, (level, link) in enumerate(out):
        deeper = at + 1 < len(out) and out[at + 1][0] > level
        if level == 2 and open_:
            lines.append("</ul></li>")
            open_ = False
        lines.append(f"<li>{link}" + ("<ul>" if level == 2 and deeper else "</li>"))
        open_ = open_ or (level == 2 and deeper)
    if open_:
        lines.append("</ul></li>")
    return f'<nav class="contents" aria-labelledby="contents"><h2 id="contents">On this page</h2><ul>{"".join(lines)}</ul></nav>'


def page(name, title, body, version, aside="", kind=""):
    links = "".join(
        f'<li><a href="{file}"{" aria-current=page" if file == name else ""}>{words}</a></li>' for file, words in PAGES
    )
    kind = " ".join(["page", *(["with-contents"] if aside else []), *([kind] if kind else [])])
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{html.escape(title)} – Cuecard</title>
<link rel="icon" href="cuecard.svg">
<link rel="stylesheet" href="style.css">
</head>
<body>
<a class="skip" href="#main">To the text</a>
<header><div>
<a class="home" href="index.html"><img src="cuecard.svg" alt="" width="36" height="36">Cuecard</a>
<nav aria-label="Guide"><ul>{links}</ul></nav>
</div></header>
<div class="{kind}">
{aside}
<main id="main">
{body}
</main>
</div>
<footer><p>Cuecard {version}. Everything here is also in the program: <code>cuecard --help</code>, <code>cuecard format</code>, <code>cuecard keys</code>.</p></footer>
</body>
</html>
"""


def sources(text):
    """The TOML of each slide as it is written, without the comments between slides."""
    out, inside, current = [], None, None
    for line in text.splitlines():
        if inside is None and re.match(r"\[\[slide\]\]", line):
            current = []
            out.append(current)
        if current is not None and (inside or not line.startswith("#")):
            current.append(line)
        for mark in re.findall(r"'''|\"\"\"", line):
            inside = mark if inside is None else None if inside == mark else inside
    return ["\n".join(lines).strip() for lines in out]


def without(source, *fields):
    """A slide's source without some of its fields, which stand beside it in words."""
    for field in fields:
        source = re.sub(rf"^{field} *= *'''.*?'''\n?", "", source, flags=re.S | re.M)
        source = re.sub(rf'^{field} *= *""".*?"""\n?', "", source, flags=re.S | re.M)
    return source.strip()


def tour(program, out):
    folder = ROOT / "decks" / "tour"
    text = (folder / "deck.toml").read_text("utf-8")
    slides, written = tomllib.loads(text)["slide"], sources(text)
    if len(slides) != len(written):
        sys.exit(f"guide: {len(slides)} slides, {len(written)} sources")
    pictures = out / "slides"
    subprocess.run([program, "export", folder, pictures, "--size", "960x540", "--hidden"], check=True, stdout=subprocess.DEVNULL)
    files = sorted(pictures.iterdir())
    # Numbers are those of the talk: what is hidden or in the appendix comes after the rest.
    rank = lambda slide: 2 if slide.get("hidden") else 1 if slide.get("appendix") else 0
    both = sorted(zip(slides, written), key=lambda pair: rank(pair[0]))
    if len(files) != len(both):
        sys.exit(f"guide: {len(both)} slides, {len(files)} pictures")
    parts, headings, used = [], [], set()
    for number, ((slide, source), file) in enumerate(zip(both, files), 1):
        title = re.sub(r"[*`\\]|\[(.*?)\]\(.*?\)", r"\1", slide.get("title", "")).replace("\n", " ").strip() or "A slide without a title"
        name = slide.get("id") or slug(title)
        name = name if name not in used else f"{name}-{number}"
        used.add(name)
        if slide.get("layout") == "section":
            headings.append((2, title, name))
        notes, _ = markdown(slide.get("notes", "").replace("[step]", ""), top=3)
        code = html.escape(without(source, "notes"))
        parts.append(f"""<section class="slide" aria-labelledby="{name}">
<div class="shown"><img src="slides/{file.name}" alt="The slide as it is shown; its words are in the source beside it" width="960" height="540" loading="lazy"></div>
<div><h2 id="{name}"><span class="number">{number}</span>{html.escape(title)}</h2>
{notes}
<details><summary>How it is written</summary><pre tabindex="0"><code>{code}</code></pre></details></div>
</section>""")
    lead = "Each slide of this deck is what it explains; beside it stand its notes and, folded up, its source. <code>cuecard decks/tour</code> gives it as a talk."
    return f'<h1>A tour of Cuecard</h1><p class="lead">{lead}</p>' + "\n".join(parts), headings


def keys(program):
    said = subprocess.run([program, "keys"], check=True, capture_output=True, text=True,
                          env={**os.environ, "XDG_CONFIG_HOME": "/nonexistent"}).stdout
    body, headings, open_ = ["<h1>Keys</h1>", '<p class="lead">Any key can be another one: names are those for <code>[keys]</code> in your settings, and <code>cuecard keys</code> says where these are.</p>'], [], False
    for line in said.splitlines():
        row = re.match(r"  (.{45}) {2}(.{20}) (.*)$", line)
        if row and line.startswith("  "):
            caps, name, words = (part.strip() for part in row.groups())
            cells = " ".join(f"<kbd>{html.escape(cap)}</kbd>" for cap in re.split(r"\s{2,}", caps) if cap)
            code = f"<code>{name}</code>" if name else ""
            body.append(f"<tr><td>{cells}</td><td>{html.escape(words)}</td><td>{code}</td></tr>")
        elif line and not line.startswith(" ") and not line.startswith(("Under", "With", "Settings")):
            if open_:
                body.append("</tbody></table></div>")
            headings.append((2, line, slug(line)))
            body.append(f'<h2 id="{slug(line)}">{html.escape(line)}</h2><div class="table" tabindex="0" role="region" aria-label="{html.escape(line)}"><table>'
                        '<thead><tr><th scope="col">Key</th><th scope="col">Does</th><th scope="col">Name</th></tr></thead><tbody>')
            open_ = True
    if sum(row.startswith("<tr>") for row in body) < 40:
        sys.exit("guide: `cuecard keys` is written in another way")
    return "\n".join([*body, "</tbody></table></div>"]), headings


def first_talk():
    """The README's chapters for speakers; what is for those who build the program stays there."""
    text = (ROOT / "README.md").read_text("utf-8")
    text = text[: text.index("\n## Try it")]
    text = text.replace("](assets/", "](").replace("](decks/FORMAT.md)", "](format.html)").replace("](ARCHITECTURE.md)", "](format.html)")
    body, headings = markdown(text)
    return body.replace("<p>", '<p class="lead">', 1), headings


class Seen(HTMLParser):
    """What a page has and where it leads."""

    def __init__(self):
        super().__init__()
        self.names, self.links, self.faults, self.level, self.language = [], [], [], 0, False

    def handle_starttag(self, tag, pairs):
        has = dict(pairs)
        self.names += [has["id"]] if "id" in has else []
        self.links += [has[key] for key in ("href", "src") if key in has]
        self.language = self.language or tag == "html" and bool(has.get("lang"))
        if tag == "img" and "alt" not in has:
            self.faults.append(f"a picture without words: {has.get('src')}")
        if re.fullmatch(r"h[1-6]", tag) and has.get("id") != "contents":
            if int(tag[1]) > self.level + 1:
                self.faults.append(f"<{tag}> after level {self.level}")
            self.level = int(tag[1])


def check(out):
    pages = {}
    for file in sorted(out.glob("*.html")):
        pages[file.name] = seen = Seen()
        seen.feed(file.read_text("utf-8"))
    faults = []
    for name, seen in pages.items():
        faults += [f"{name}: {fault}" for fault in seen.faults]
        faults += [f"{name}: no language"] * (not seen.language)
        faults += [f"{name}: two of the name {it}" for it in {it for it in seen.names if seen.names.count(it) > 1}]
        for link in seen.links:
            if re.match(r"(https?|mailto|tel):", link):
                continue
            file, _, place = link.partition("#")
            file = file or name
            if not (out / file).exists():
                faults.append(f"{name}: leads nowhere: {link}")
            elif place and file in pages and place not in pages[file].names:
                faults.append(f"{name}: no such place: {link}")
    if faults:
        sys.exit("guide: " + "\nguide: ".join(faults))


def main():
    program, out = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    if out.exists() and any(out.iterdir()) and not (out / "style.css").exists():
        sys.exit(f"guide: {out} has other files in it; name a new folder")
    (out / "fonts").mkdir(parents=True, exist_ok=True)
    version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.split()[-1]
    (out / "style.css").write_text(STYLE.lstrip(), "utf-8")
    for font in FONTS:
        shutil.copy(ROOT / "assets" / "fonts" / f"{font}.ttf", out / "fonts")
    for license_ in ["OFL-AtkinsonHyperlegibleNext.txt", "OFL-AtkinsonHyperlegibleMono.txt", "OFL-SourceSerif4.txt"]:
        shutil.copy(ROOT / "assets" / "fonts" / license_, out / "fonts")
    shutil.copy(ROOT / "assets" / "package" / "org.cuecard.Cuecard.svg", out / "cuecard.svg")
    for picture in ["console.png", "overview.png", "report.png"]:
        shutil.copy(ROOT / "assets" / picture, out)

    body, headings = first_talk()
    (out / "index.html").write_text(page("index.html", "Your first talk", body, version, contents(headings)), "utf-8")
    body, headings = tour(program, out)
    (out / "tour.html").write_text(page("tour.html", "A tour", body, version, kind="wide"), "utf-8")
    body, headings = markdown((ROOT / "decks" / "FORMAT.md").read_text("utf-8"))
    (out / "format.html").write_text(page("format.html", "The deck format", body, version, contents(headings)), "utf-8")
    body, headings = keys(program)
    (out / "keys.html").write_text(page("keys.html", "Keys", body, version, contents(headings), "keys"), "utf-8")
    check(out)
    print(f"{out / 'index.html'}: {len(list(out.glob('*.html')))} pages, {len(list((out / 'slides').iterdir()))} slides")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main()
