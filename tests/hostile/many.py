"""Decks with many of anything that a deck can hold: runs of words that differ from those beside them, parts of each kind, and
small files that are shown again and again."""
import itertools
import unicodedata

from inputs import HEAD, XLINK, one, png

# Letters that mean something to Markdown.
MARKUP = "\\'<>*_`[](){}#|~=^$!&:@-+"
# Bytes of one text, and of what a slide is called.
MOST, NAME = 49_900, 3_900


def full(words):
    """As much of them as one text may have."""
    return words.encode()[:MOST].decode(errors="ignore")


def body(words, head=""):
    return one(f"{head}body = '''\n{full(words)}\n'''")


def slides(each, count, files=None, head=""):
    """The same slide many times."""
    return {"deck.toml": HEAD + head + (f"[[slide]]\n{each}\n" * count)} | (files or {})


def runs():
    """Words of which each looks or leads otherwise than the next."""
    yield "many-phrases-found", {"deck.toml": HEAD + 'phrases = { fr = ["a"] }\n[[slide]]\nbody = \'\'\'\n' + full("a " * 49_000) + "'''\n"}
    letters = ",".join(f'"{chr(97 + at)}"' for at in range(26))
    several = "".join(chr(97 + at % 26) + " " for at in range(49_000))
    yield "many-phrases-of-all-letters", {"deck.toml": HEAD + f"phrases = {{ fr = [{letters}] }}\n[[slide]]\nbody = '''\n{full(several)}'''\n"}
    yield "many-words-of-a-letter", body("a " * 49_000)
    yield "many-slanted", body("*a* b " * 16_000)
    yield "many-codes", body("`a` " * 24_000)
    yield "many-links", body("[a](#b) " * 12_000)
    yield "many-addresses", body("https://a.b/c " * 7_000)
    yield "many-marked", body("==a== b " * 12_000)
    yield "many-struck", body("~~a~~ b " * 12_000)
    yield "many-raised", body("a^2^ b~2~ " * 9_000)
    yield "many-formulas", body("$a$ " * 24_000)
    yield "many-formulas-and-units", body("$1$ km " * 14_000)
    yield "many-units", body("1 m " * 24_000)
    yield "many-quotients", body("1 " + "m/" * 49_000 + "s")
    yield "many-strokes", body("a " + "b/" * 49_000)
    yield "many-degrees", body("\u05d0 \u00b0C " * 12_000)
    yield "many-rubies", body("{\u6f22|\u304b\u3093}" * 7_000)
    yield "many-rubies-latin", body("{a|b}c " * 14_000)
    yield "many-emoji", body("\U0001f600 a " * 14_000)
    yield "many-emoji-joined", body("\U0001f468\u200d\U0001f469\u200d\U0001f467 " * 4_500)
    yield "many-ticks", body("\u2713 a " * 16_000)
    yield "many-turns-of-direction", body("a \u05d0 " * 19_000)
    yield "many-embeddings", body("\u202ba\u202a\u05d0" * 9_000)
    yield "many-accents", body("a\u0301\u0302\u0303 " * 12_000)
    yield "many-one-accents", body("a" + "\u0301" * 49_000)
    yield "many-soft-hyphens", body("a\u00adb" * 24_000)
    yield "many-hard-breaks", body("a\\\n" * 32_000)
    yield "many-quotation-marks", body('"a" ' * 24_000)
    yield "many-open-quotation-marks", body('"a ' * 32_000)
    yield "many-apostrophes", body("a'b " * 24_000)
    yield "many-entities", body("&amp; " * 16_000)
    yield "many-tags", body("<kbd>a</kbd> <sub>b</sub> " * 3_700)
    yield "many-footnote-figures", body("a[^1] " * 14_000 + "\n\n[^1]: b")
    yield "many-small-capitals", one(f"title = 'A'\nkicker = '{full('*a* b ' * 16_000)}'")
    yield "many-runs-in-a-title", one(f"title = '{('*a* b ' * 16_000)[:NAME]}'")
    yield "many-runs-in-a-quotation", one(f"quote = '''{full('*a* b ' * 16_000)}'''\nby = '{full('*a* b ' * 9_000)}'")


def scripts():
    """All of Unicode: as few slides as may be, and in one line."""
    own = lambda at: not 0xD800 <= at < 0xE000 and unicodedata.category(chr(at)) not in ("Cn", "Co", "Cc")
    every = [chr(at) for at in range(0x21, 0x110000) if own(at) and chr(at) not in MARKUP]
    ideograph = lambda c: 0x3400 <= ord(c) < 0xA000 or 0xAC00 <= ord(c) < 0xD7B0 or ord(c) >= 0x17000
    text = "".join(every)
    lines = ["".join(text[at : at + 40]) for at in range(0, len(text), 40)]
    yield "every-letter", {"deck.toml": HEAD + "".join(f"[[slide]]\nbody = '''\n{' '.join(lines[at : at + 300])}\n'''\n" for at in range(0, len(lines), 300))}
    few = "".join(c for c in every if not ideograph(c))
    yield "every-letter-but-ideographs", body(" ".join(few[at : at + 40] for at in range(0, 26_000, 40)))
    yield "every-letter-a-paragraph", body("\n\n".join(few[at : at + 9] for at in range(0, 18_000, 9)))
    marks = "".join(c for c in every if unicodedata.category(c).startswith("M"))
    yield "every-mark-on-a-letter", body("a" + marks)
    yield "every-script-in-turn", body(" ".join(few[at * 7_919 % len(few)] for at in range(22_000)))
    yield "every-letter-spoken", one("title = 'A'\n[[slide.cue]]\ntext = '''\n" + "\n".join(lines) + "\n'''\n")


def words():
    yield "many-words-of-a-cue", one("title = 'A'\n[[slide.cue]]\ntext = '''\n" + "word " * 180_000 + "\n'''")
    yield "many-letters-of-a-cue", one("title = 'A'\n[[slide.cue]]\ntext = '''\n" + "a" * 900_000 + "\n'''")
    yield "many-ideographs-of-a-cue", one("title = 'A'\n[[slide.cue]]\ntext = '''\n" + "\u6f22" * 300_000 + "\n'''")
    yield "many-thai-letters-of-a-cue", one("title = 'A'\n[[slide.cue]]\ntext = '''\n" + "\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22" * 40_000 + "\n'''")
    yield "many-sentences-of-a-cue", one("title = 'A'\n[[slide.cue]]\ntext = '''\n" + "Aye. " * 180_000 + "\n'''")
    yield "many-lines-of-a-cue", one("title = 'A'\n[[slide.cue]]\ntext = '''\n" + "a\n" * 400_000 + "\n'''")
    yield "many-letters-of-a-sound", one("title = 'A'\n[[slide.cue]]\nsound = '" + "A" * 900_000 + "'")
    yield "many-letters-of-a-name", {"deck.toml": HEAD + f"[[speaker]]\nid = 'a'\nname = '{'A' * 400_000}'\ndescription = '{'a ' * 200_000}'\n[[slide]]\ntitle = 'A'\n" + "[[slide.cue]]\nspeaker = 'a'\ntext = 'Words.'\n" * 300}
    twice = "".join(f"[[speaker]]\nid = '{at}'\nname = '{'A' * 400_000}'\n" for at in "ab")
    yield "many-letters-of-two-names", {"deck.toml": HEAD + twice + "[[slide]]\ntitle = 'A'\n" + "".join(f"[[slide.cue]]\nspeaker = '{'ab'[at % 2]}'\ntext = 'Words.'\n" for at in range(20_000))}
    tongues = ", ".join(f"'{a}{b}'" for a, b in itertools.islice(itertools.product("abcdefghij", repeat=2), 99))
    yield "many-cues-in-all-languages", {"deck.toml": HEAD + f"[captions]\nlanguages = ['en-GB', {tongues}]\n[[slide]]\ntitle = 'A'\n" + "[[slide.cue]]\ntext = 'Words of it.'\n" * 60_000}
    yield "many-short-words-of-cues", {"deck.toml": HEAD + "[captions]\nmax_lines = 3\nmax_chars = 42\n[[slide]]\ntitle = 'A'\n" + f"[[slide.cue]]\ntext = '{'a ' * 900}'\n" * 1_500}
    yield "many-speakers-and-cues", {"deck.toml": HEAD + "".join(f"[[speaker]]\nid = 'a{at}'\nname = 'A {at}'\n" for at in range(200)) + "[[slide]]\ntitle = 'A'\n" + "".join(f"[[slide.cue]]\nspeaker = 'a{at % 200}'\ntext = 'Words.'\n" for at in range(40_000))}
    yield "many-notes", one("title = 'A'\nnotes = '''\n" + full("*a* b " * 16_000) + "\n'''")
    yield "many-lines-of-notes", one("title = 'A'\nnotes = '''\n" + full("- a\n" * 24_000) + "\n'''")
    yield "many-paragraphs", body("a\n\n" * 32_000)
    yield "many-items", body("- a\n" * 24_000)
    yield "many-quoted", body("> a\n\n" * 19_000)
    yield "many-headings", body("### a\n\n" * 14_000)
    yield "many-rules", body("a\n\n---\n\n" * 12_000)
    yield "many-tasks", body("- [ ] a\n" * 12_000)
    yield "many-blocks-of-code", body("```rust\na\n```\n" * 7_000)
    yield "many-formulas-alone", body("$$\na\n$$\n\n" * 9_000)
    yield "many-tables-in-words", body("|a|b|\n|-|-|\n|c|d|\n\n" * 4_900)
    yield "many-cells-in-words", body("|" + "a|" * 40 + "\n|" + "-|" * 40 + "\n" + ("|" + "*a*|" * 40 + "\n") * 590)
    yield "many-pictures-in-words", body("![A](a.png)\n\n" * 7_000) | {"a.png": png(40, 30)}
    yield "many-asides", one("title = 'A'\naside = '''\n" + full("*a* b " * 16_000) + "\n'''\nbody = '''\n" + full("*a* b " * 16_000) + "\n'''")


def parts():
    cell = lambda: "[" + ",".join("'*a* **b** `c`'" for _ in range(40)) + "]"
    yield "many-cells", one("title = 'A'\ntable = { columns = [" + "'a'," * 40 + "], rows = [" + ",".join(cell() for _ in range(900)) + "] }")
    yield "many-rows-of-a-table", one("title = 'A'\ntable = { columns = ['a', 'b'], rows = [" + "['*a* b', '1'],\n" * 40_000 + "] }")
    yield "many-rows", one("title = 'A'\n" + "[[slide.row]]\nbody = '*a* b'\n" * 9_000)
    yield "many-columns-in-rows", one("title = 'A'\n" + ("[[slide.row]]\n" + "[[slide.row.column]]\nbody = '- a'\n" * 4) * 4_000)
    yield "many-steps-of-a-drawing", one("picture = { src = 'a.svg', alt = 'A', steps = [" + ",".join(f"'p{at}'" for at in range(20_000)) + "] }") | {
        "a.svg": f"<svg {XLINK}>" + "".join(f"<g id='p{at}'><rect width='9' height='9'/></g>" for at in range(20_000)) + "</svg>"
    }
    yield "many-labels", one('title = "A"\nchart = { kind = "bars", alt = "A", labels = [' + '"*a* b",' * 19_000 + "], values = [" + "1," * 19_000 + "] }")
    yield "many-kinds-of-charts", {
        "deck.toml": HEAD + "".join(f'[[slide]]\ntitle = "A {at}"\nchart = {{ kind = "{kind}", alt = "A", data = "a.csv" }}\n' for at, kind in enumerate(itertools.islice(itertools.cycle(["line", "bars", "points", "columns", "area", "pie", "share", "slope"]), 200))),
        "a.csv": "x,y,z\n" + "".join(f"{at},{at % 97},{at % 89}\n" for at in range(6_000)),
    }
    yield "many-quantities", slides("title = 'A'\nnumbers = [" + "{ value = '1', label = 'a' }," * 4 + "]", 5_000)
    yield "many-agendas", {"deck.toml": HEAD + "[[slide]]\nlayout = 'agenda'\n" * 900 + "".join(f"[[slide]]\nlayout = 'section'\ntitle = 'S {at}'\n" for at in range(900))}
    yield "many-references", one('layout = "references"\ntitle = "A"\nbody = \'\'\'\n' + full("- *a* b\n" * 12_000) + "'''")
    yield "many-slides-of-words", slides("title = 'A'\nbody = '- *a* b\\n- c'\ntransition = 'move'", 5_000)
    yield "many-sections", {"deck.toml": HEAD + "".join(f"[[slide]]\ntitle = 'A {at}'\nsection = 'S {at}'\n" for at in range(5_000))}
    yield "many-links-between-slides", {"deck.toml": HEAD + "".join(f"[[slide]]\nid = 'a{at}'\nbody = '{' '.join(f'[a](#a{(at * 7 + to) % 1_500})' for to in range(30))}'\n" for at in range(1_500))}
    yield "many-allowed", slides("title = 'A'\nallow = ['SLD-FONT', 'SLD-WORDS', 'SLD-TITLE']\nbody = '- a'", 5_000)
    yield "many-faults-a-slide", slides("title = 'A'\nbody = '[a](#nowhere) <div> $\\\\foo$ [^1]'\npicture = { src = 'a.pgn' }\ntim = 3", 4_000)


def shown_again():
    """A small file, or a few letters, that come to much where they are shown."""
    long = "A " * 900_000
    yield "again-a-long-title", {"deck.toml": f"[deck]\ntitle = '{long}'\nlanguage = 'en-GB'\n" + "[[slide]]\ntitle = 'A'\n" * 1_000}
    yield "again-a-long-section", {"deck.toml": HEAD + f"[[slide]]\ntitle = 'A'\nsection = '{long[:NAME]}'\n" + "[[slide]]\ntitle = 'A'\n" * 1_000 + "[[slide]]\nlayout = 'agenda'\n" * 50}
    yield "again-a-long-event", {"deck.toml": HEAD + f"event = '{long}'\ntheme = 't.toml'\n" + "[[slide]]\ntitle = 'A'\n" * 1_000, "t.toml": "extends = 'civic'\n[footer]\nleft = '{event} {event} {event}'\n"}
    items = "layout = 'bullets'\ntitle = 'A'\nreveal = 'items'\nbody = '''\n%s'''"
    yield "again-steps", slides(items % ("- a\n" * 299), 300)
    yield "again-a-few-steps", slides(items % ("- a\n" * 40), 1_500)
    yield "again-codes-to-scan", {"deck.toml": HEAD + "".join(f"[[slide]]\ntitle = 'A'\npicture = {{ qr = '{at:03}{'x' * 2_000}' }}\n" for at in range(300))}
    yield "again-one-code-to-scan", slides(f"title = 'A'\npicture = {{ qr = '{'x' * 2_000}' }}", 1_500)
    yield "again-short-codes-to-scan", {"deck.toml": HEAD + "".join(f"[[slide]]\ntitle = 'A'\npicture = {{ qr = 'https://example.org/{at}' }}\n" for at in range(4_000))}
    values = "x,y\n" + "".join(f"{at},{at * 37 % 1_009}\n" for at in range(19_000))
    for kind in ("line", "points", "bars"):
        yield f"again-chart-of-{kind}", slides(f'title = "A"\nchart = {{ kind = "{kind}", alt = "A", data = "a.csv" }}', 300, {"a.csv": values})
    yield "again-code", slides('title = "A"\ncode = { file = "a.rs" }', 900, {"a.rs": "let a = b(c, \"d\"); // e\n" * 500})
    yield "again-code-long-lines", slides('title = "A"\ncode = { file = "a.rs" }', 300, {"a.rs": ("let a = b(c); " * 500 + "\n") * 60})
    drawn = f"<svg {XLINK}>" + "".join(f"<path d='M{at % 200} 0l9 9{'h1v1' * 30}' fill='#{at % 4096:03x}'/>" for at in range(2_000)) + "</svg>"
    yield "again-drawing", slides('picture = { src = "a.svg", alt = "A" }', 900, {"a.svg": drawn})
    yield "again-drawing-in-words", body("![A](a.svg)\n\n" * 900) | {"a.svg": drawn}
    parts_of_it = ",".join(f"'p{at}'" for at in range(60))
    building = f"<svg {XLINK}>" + "".join(f"<g id='p{at % 60}'><path d='M{at % 200} 0l9 9{'h1v1' * 30}'/></g>" for at in range(2_000)) + "</svg>"
    yield "again-drawing-that-builds-up", slides(f'picture = {{ src = "a.svg", alt = "A", steps = [{parts_of_it}] }}', 200, {"a.svg": building})
    yield "again-nine-drawings", slides("pictures = [" + "{ src = 'a.svg', alt = 'A' }," * 9 + "]", 300, {"a.svg": drawn})
    yield "again-photo", slides('picture = { src = "a.png", alt = "A", fit = "cover" }', 900, {"a.png": png(3_000, 2_000)})
    yield "again-photo-behind", slides('title = "A"\nbackground = "a.png"', 900, {"a.png": png(3_000, 2_000)})
    yield "again-icons", slides("title = 'A'\npictures = [" + "{ icon = 'rocket' }," * 9 + "]", 2_000)
    yield "again-a-table", slides('title = "A"\ntable = { data = "a.csv" }', 300, {"a.csv": "a,b,c\n" + "*a* b,1,2\n" * 9_000})
    yield "again-included", {"deck.toml": HEAD + "include = [" + ",".join(f"'{at}.toml'" for at in range(100)) + "]\n", **{f"{at}.toml": "[[slide]]\ntitle = 'A'\nbody = '- *a*\\n- b'\n" * 50 for at in range(100)}}
    turned = '[[slide.item]]\nat = [0.1, 0.1]\nsize = [0.8, 0.8]\nturn = 7\npicture = { src = "a.svg", alt = "A" }\n'
    yield "again-drawing-turned", slides('layout = "canvas"\n' + turned * 40, 60, {"a.svg": drawn})
    yield "again-steps-of-code", slides('title = "A"\ncode = { file = "a.rs", highlight = [' + ",".join(f"'{at}'" for at in range(1, 300)) + "] }", 60, {"a.rs": "let a = b(c, \"d\"); // e\n" * 400})


def all_of_them():
    for kind in (runs(), scripts(), words(), parts(), shown_again()):
        yield from kind
