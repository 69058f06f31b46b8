"""Decks in which each of many is held against each other: names that are nearly names, parts that lie on each other, words
to be found everywhere, and what else grows with the square of what is written; and what lies beside a deck."""
import base64
import itertools
import math
import struct
import zlib

from inputs import ABSENT, HEAD, PICTURE, XLINK, one, picture, png, svg
from readers import bits, segment

LETTERS = "abcdefghijklmnop"


def name(at):
    """Names that are nearly each other."""
    return "layer-" + "".join(LETTERS[at >> shift & 15] for shift in (12, 8, 4, 0))


def names():
    slides = "".join(f'[[slide]]\nid = "{name(at)}"\ntitle = "A {at}"\nhidden = true\n' for at in range(2_000))
    links = " ".join(f"[a](#{name(at)}x)" for at in range(3_000))
    yield "names-of-slides", {"deck.toml": HEAD + slides + f"[[slide]]\ntitle = 'B'\nnotes = '''\n{links}'''\n"}
    yield "names-of-keys", {"deck.toml": HEAD + "[[slide]]\ntitle = 'A'\n" + "".join(f"titl{name(at)} = 1\n" for at in range(20_000))}
    yield "names-of-files", {
        "deck.toml": HEAD + "".join(f'[[slide]]\npicture = {{ src = "{name(at)}.pn", alt = "A" }}\n' for at in range(800)),
        **{f"{name(at)}.png": b"" for at in range(5_000)},
    }
    yield "names-of-accents", {
        "deck.toml": HEAD + "".join(f'[[slide]]\npicture = {{ src = "é{name(at)}.pn", alt = "A" }}\n' for at in range(800)),
        **{f"e\u0301{name(at)}.png": b"" for at in range(5_000)},
    }
    yield "names-of-folders", {
        "deck.toml": HEAD + "".join(f'[[slide]]\npicture = {{ src = "in/{name(at)}.pn", alt = "A" }}\n' for at in range(800)),
        **{f"{name(folder)}/{at}.png": b"" for folder in range(500) for at in range(10)},
    }
    yield "names-of-codes", {"deck.toml": HEAD + "allow = [" + ",".join(f'"SLD-{at}"' for at in range(50_000)) + "]\n[[slide]]\ntitle = 'A'\n"}
    icons = "".join(f'[[slide]]\npicture = {{ icon = "{name(at)}" }}\n' for at in range(800))
    yield "names-of-icons", {"deck.toml": HEAD + icons}
    tongues = ", ".join(f'"{a}{b}{c}"' for a, b, c in itertools.product("abcdefghijklmnopqrst", repeat=3))
    spoken = "".join(f"[[slide.cue]]\ntext = {{ q{at} = 'a' }}\n" for at in range(20_000))
    yield "languages-many", {"deck.toml": HEAD + f"[captions]\nlanguages = [{tongues}]\n[[slide]]\ntitle = 'A'\n{spoken}"}


def words():
    phrases = ", ".join(f'"a {name(at)}"' for at in range(20_000))
    yield "phrases-many", {"deck.toml": HEAD + f"phrases = {{ fr = [{phrases}] }}\n" + ("[[slide]]\nbody = '''\n" + "a layer-aaab " * 700 + "'''\n") * 9}
    yield "words-footnotes-in-a-ring", one("body = '''\n" + "".join(f"a[^{at}]\n\n[^{at}]: b[^{(at + 1) % 900}]\n\n" for at in range(900)) + "'''")
    yield "words-as-subject", {"deck.toml": HEAD + 'subject = "' + "a" * 1_000_000 + '"\nkeywords = [' + '"k",' * 100_000 + "]\n[[slide]]\ntitle = 'A'\n"}
    yield "notes-of-steps", one("title = 'A'\nnotes = '''\n" + "[step]\n\nWords.\n\n" * 60_000 + "'''")


def parts():
    item = '[[slide.item]]\nat = [0.1, 0.1]\nsize = [0.8, 0.8]\nbody = "- a\\n- b\\n- c"\nturn = 3\n'
    yield "items-on-each-other", one('layout = "canvas"\ntitle = "A"\n' + item * 200)
    yield "items-that-come-and-go", one(
        'layout = "canvas"\ntitle = "A"\n' + "".join(f'[[slide.item]]\nat = [0.1, 0.1]\nsize = [0.1, 0.1]\nstep = {at}\nuntil = {at + 250}\nbody = "B"\n' for at in range(300))
    )
    yield "steps-far", one("title = 'A'\n" + "".join(f'[[slide.column]]\nbody = "b"\nstep = {step}\nuntil = {step + 1}\n' for step in (1, 4_000_000_000, 9_223_372_036_854_775_806)))
    nested = "".join(f"[[slide{'.column.row' * at}.column]]\nheading = 'A'\n" for at in range(35))
    yield "parts-in-parts", one(f"title = 'A'\n{nested}")
    yield "replaced-300-times", one("layout = 'statement'\nreveal = 'blocks'\nreplace = true\nbody = '''\n" + ("Words of it, and more words of it. " * 90 + "\n\n") * 300 + "'''")
    yield "marks-of-many-words", one(
        "picture = { src = 'a.svg', alt = 'A' }\n" + '[[slide.mark]]\nkind = "number"\nat = [0.5, 0.5]\nsize = [0.2, 0.2]\ntext = """A\nMany words of it."""\n' * 400
    ) | {"a.svg": f"<svg {XLINK}><rect width='9' height='9'/></svg>"}
    lit = ", ".join(f'"1, {at}-{at + 900}"' for at in range(1, 300))
    yield "code-lit-anywhere", one(f"title = 'A'\ncode = {{ file = 'a.rs', highlight = [{lit}, '1-4000000000', '0', '9-1'], numbers = true }}") | {"a.rs": "let a = b(c);\n" * 30_000}
    grid = ", ".join('{ src = "a.png", alt = "A" }' for _ in range(3_000))
    yield "pictures-in-one-row", one(f"pictures = [{grid}]") | {"a.png": png(40, 30)}
    yield "references-many", one('layout = "references"\ntitle = "A"\ncolumns = 900\nbody = \'\'\'\n' + "- Someone (2001). *A title of it*. https://example.org\n" * 8_000 + "'''")
    yield "agenda-of-many", {"deck.toml": HEAD + "[[slide]]\nlayout = 'agenda'\n" * 20 + "".join(f"[[slide]]\nlayout = 'section'\ntitle = 'S {at}'\nhidden = true\n" for at in range(1_500))}


def charts():
    data = lambda text, more, kind="points": {"deck.toml": HEAD + f'[[slide]]\ntitle = "A"\nchart = {{ kind = "{kind}", alt = "A", data = "a.csv"{more} }}\n', "a.csv": text}
    spiral = "".join(f"{math.sin(at) * at:.3f},{math.cos(at) * at:.3f},Name {at}\n" for at in range(19_900))
    yield "points-with-names", data("X,Y,N\n" + spiral, ', x = "X", y = "Y", names = "N", trend = true')
    yield "points-in-one-place", data("X,Y,N\n" + "1,1,A\n" * 19_900, ', x = "X", y = "Y", names = "N", log = "both", trend = true')
    yield "points-of-dates", data("X,Y\n" + "".join(f"{1 + at % 9999:04}-0{1 + at % 9}-1{at % 10},{at}\n" for at in range(19_900)), ', x = "X", y = "Y"')
    yield "line-of-gaps", data("X,Y\n" + "".join(f"{at},{'nan' if at % 2 else at}\n" for at in range(19_900)), "", "line")
    series = ", ".join(f'{{ name = "S {at}", values = [{",".join("1" for _ in range(50))}] }}' for at in range(800))
    yield "series-many", one(f'title = "A"\nchart = {{ kind = "line", alt = "A", labels = [{",".join(chr(34) + "l" + chr(34) for _ in range(50))}], series = [{series}] }}')
    edges = ", ".join(f'{{ at = {at}, text = "An event that has a long name" }}' for at in range(5_000))
    yield "events-many", one(f'title = "A"\nchart = {{ kind = "points", alt = "A", x = [1e-300, 1e300], values = [-1e300, 1e-300], events = [{edges}], targets = [{edges}] }}')


def looks():
    look = lambda theme: {"deck.toml": ABSENT + 'theme = "t.toml"\n\n[[slide]]\ntitle = "Hello"\nbody = "' + "Many words of it. " * 400 + '"\n', "t.toml": 'extends = "civic"\n' + theme}
    sizes = ",".join(f"{90 - at / 1000:.3f}" for at in range(70_000))
    yield "look-of-many-sizes", look(f"[type.body]\nsizes = [{sizes}]\n[type.title]\nsizes = [{sizes}]\n")
    sections = ",".join('["#102030", "#ffffff", "#405060"]' for _ in range(30_000))
    yield "look-of-many-sections", look(f"[colors]\nsections = [{sections}]\n")
    yield "look-of-many-fields", look('[footer]\nleft = "' + "{title}{speaker}{date} · " * 30_000 + '"\n')
    yield "look-of-many-codes", look("[code]\nbar = 1e9\n[tabs]\nwidth = 1e5\n[margin]\nwidth = 900\n[regions]\nwords = 1e-9\n[space]\nmeasure = 1e9\ncolumn_gap = 900\n")
    deep = "/".join("d" * 1 for _ in range(900))
    yield "look-folders-deep", look("") | {f"fonts/{deep}/a.ttf": b"no font"}
    yield "look-many-themes", look("") | {f"themes/t{at}/theme.toml": 'extends = "civic"\n' for at in range(3_000)}


def drawings():
    yield "svg-functions-deep", svg('<rect width="9" height="9" style="fill:' + "color-mix(in srgb, red, " * 900 + "blue" + ")" * 900 + "; width:" + "calc(1px + " * 9_000 + "1px" + ")" * 9_000 + '"/>')
    yield "svg-media-deep", svg("<style>" + "@media all { @supports (a:b) { " * 30_000 + "rect{fill:red}" + "}}" * 30_000 + '</style><rect width="9" height="9"/>')
    yield "svg-comment-without-end", svg("<style>" + "/* a " * 200_000 + "</style><rect width='9' height='9'/>")
    html = '<foreignObject width="200" height="200"><div xmlns="http://www.w3.org/1999/xhtml">%s</div></foreignObject>'
    yield "svg-html-deep", svg(html % ("<div><span><b>" * 900 + "a" + "</b></span></div>" * 900))
    yield "svg-html-many", svg((html % ("<p>Words of <b>it</b><br/></p>" * 40)) * 900)
    flow = '<flowRoot font-size="9"><flowRegion><rect width="90" height="9"/></flowRegion>' + "<flowPara>Words of it</flowPara>" * 30_000 + "</flowRoot>"
    yield "svg-flowed-words", svg(flow)
    yield "svg-moves", svg("".join(f'<rect id="r{at}" width="9" height="9"><animate attributeName="x" values="{"1;2;" * 200}" dur="1s"/><set attributeName="y" to="9"/></rect>' for at in range(3_000)))
    yield "svg-links-many", svg("".join(f'<a xlink:href="https://example.org/{at}"><text y="{at % 200}">a</text></a>' for at in range(20_000)))
    yield "svg-blends", svg("".join(f'<g style="mix-blend-mode:difference;isolation:isolate"><rect x="{at % 100}" width="100" height="200" fill="red" fill-opacity=".5"/></g>' for at in range(3_000)))
    yield "svg-words-outside", svg("".join(f'<text x="{at}" y="{at}" font-size="{at}" transform="rotate({at})">a漢\U0001f600ש</text>' for at in range(1, 3_000)))


def huffman(kind, symbol):
    return segment(0xC4, bytes([kind, 1]) + bytes(15) + bytes([symbol]))


def frame(marker, width, height, depth=8):
    return b"\xff\xd8" + segment(0xDB, b"\0" + b"\1" * 64) + segment(marker, struct.pack(">BHHB", depth, height, width, 1) + b"\1\x11\0")


def pictures():
    scan = segment(0xDA, b"\1\1\0\0\x3f\0")
    yield "jpeg-of-restarts", picture("a.jpg", frame(0xC0, 8_000, 2_000) + huffman(0, 0) + huffman(16, 0) + segment(0xDD, b"\0\1") + scan + b"".join(b"\x3f\xff" + bytes([0xD0 + at % 8]) for at in range(250_000)) + b"\xff\xd9")
    yield "jpeg-of-sums", picture("a.jpg", frame(0xC9, 4_000, 4_000) + segment(0xCC, b"\0\x10\x10\5") + scan + b"\0" * 99_000 + b"\xff\xd9")
    yield "jpeg-of-12-bits", picture("a.jpg", frame(0xC1, 400, 400, 12) + huffman(0, 0) + huffman(16, 0) + scan + bits("00" * 2_500) + b"\xff\xd9")
    yield "jpeg-height-comes-later", picture("a.jpg", frame(0xC0, 400, 0) + huffman(0, 0) + huffman(16, 0) + scan + bits("00" * 2_500) + segment(0xDC, b"\xff\xff") + b"\xff\xd9")
    yield "jpeg-tables-many", picture("a.jpg", b"\xff\xd8" + (segment(0xDB, b"\0" + b"\1" * 64) + huffman(0, 0)) * 90_000 + frame(0xC0, 80, 80)[2:] + huffman(16, 0) + scan + bits("00" * 100) + b"\xff\xd9")
    colors = lambda at: zlib.crc32(struct.pack(">I", at)).to_bytes(4, "big")[:3]
    palette = b"".join(colors(at) for at in range(256))
    film = b"GIF89a" + struct.pack("<HHBBB", 2_000, 1_000, 0xF7, 0, 0) + palette + (b"\x21\xf9\x04\x09\0\0\0\0" + b"\x2c" + struct.pack("<HHHHB", 0, 0, 2_000, 1_000, 0x87) + palette + b"\x08\x02\0\x03\0") * 3_000 + b"\x3b"
    yield "gif-flashes", picture("a.gif", film)
    films = {f"{at}.gif": film[: 14 + 768 + 900 * at] + b"\x3b" for at in range(1, 60)}
    yield "gif-many", {"deck.toml": HEAD + "".join(f'[[slide]]\npicture = {{ src = "{it}", alt = "A" }}\n' for it in films), **films}
    noise = base64.b64encode(png(1_500, 1_500, color=6)).decode()
    yield "svg-picture-turned-often", svg("".join(f'<image width="200" height="200" opacity=".5" transform="rotate({at})" xlink:href="data:image/png;base64,{noise}"/>' for at in range(60)))


def beside():
    """What lies beside a deck, and is read with it."""
    deck = {"deck.toml": HEAD + '[[slide]]\nid = "a"\ntitle = "A"\n'}
    yield "holding-zeros", deck | {"holding.toml": b"\0" * 3_000_000}
    yield "holding-deep", deck | {"holding.toml": "title = " + "[" * 90_000}
    yield "holding-long", deck | {"holding.toml": 'event = "' + "a" * 900_000 + '"\nnotice = "' + "漢" * 300_000 + '"\n'}
    ink = lambda number: '[[slide]]\nid = "a"\nstrokes = [' + ("[" + f"[{number}, 9.0],[9.0, {number}]," * 45 + "],") * 1_500 + "]\n"
    log = '{"t":0,"e":"slide","id":"a","step":0}\n{"t":9,"e":"end"}\n'
    for number in ("1.5", "1e300", "nan"):
        yield f"ink-{number}", deck | {"takes/2026-11-22-140501.jsonl": log, "takes/2026-11-22-140501.ink.toml": ink(number)}
    live = "".join(f'{{"t":{at},"e":"live","text":"{"word " * 50}"}}\n' for at in range(25_000))
    yield "take-of-live-words", deck | {"takes/2026-11-22-140501.jsonl": log.splitlines()[0] + "\n" + live + '{"t":99999,"e":"end"}\n'}
    yield "take-of-many-names", deck | {"takes/2026-11-22-140501.jsonl": "".join(f'{{"t":{at},"e":"slide","id":"{name(at)}","step":{at}}}\n' for at in range(60_000)) + '{"t":99999,"e":"end"}\n'}
    times = ["99999999999999h", "1e9m", "-5s", "0s", "1h99999999999999999999m"]
    yield "times-far", {"deck.toml": HEAD + 'length = "0s"\nstart = "25:61"\ndate = "9999-99-99"\n' + "".join(f'[[slide]]\ntitle = "A"\ntime = "{it}"\n[[slide.cue]]\ntext = "B"\nhold = "{it}"\n' for it in times)}


def all_of_them():
    for kind in (names(), words(), parts(), charts(), looks(), drawings(), pictures(), beside()):
        yield from kind
