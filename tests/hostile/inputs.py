"""Decks that mean no good, or that are slips of the hand: each a name and what fills its folder. All are made here."""
import struct
import zlib

HEAD = '[deck]\ntitle = "T"\nlanguage = "en-GB"\n'
PICTURE = HEAD + '[[slide]]\npicture = { src = "%s", alt = "A" }\n'
XLINK = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 200 200"'


def one(field):
    """A deck of one slide."""
    return {"deck.toml": HEAD + "[[slide]]\n" + field}


def svg(inside, before=""):
    return {"deck.toml": PICTURE % "a.svg", "a.svg": f"{before}<svg {XLINK}>{inside}</svg>"}


def tower(tag, attribute, width=10, depth=10, extra="", end=""):
    """Each level is used `width` times by the next."""
    rect = '<rect x="%d" width="9" height="9" %s/>'
    white = rect % (0, 'fill="white"')
    levels = [f'<{tag} id="t0" {extra}>{white}{end}</{tag}>']
    for level in range(1, depth):
        uses = "".join(rect % (at, f'{attribute}="url(#t{level - 1})"') for at in range(width))
        levels.append(f'<{tag} id="t{level}" {extra}>{uses}{end}</{tag}>')
    return svg("".join(levels) + rect % (0, f'{attribute}="url(#t{depth - 1})"'))


def uses(width, depth):
    levels = ['<g id="t0"><rect width="9" height="9"/></g>']
    for level in range(1, depth):
        levels.append(f'<g id="t{level}">' + f'<use xlink:href="#t{level - 1}"/>' * width + "</g>")
    return svg("<defs>" + "".join(levels) + f'</defs><use xlink:href="#t{depth - 1}"/>')


def entities(kind):
    if kind == "inside":
        lines = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10 if at else "ha"}">' for at in range(10))
        return svg("<text y='50'>&e9;</text>", f"<!DOCTYPE svg [{lines}]>")
    return svg("<text y='50'>&out;</text>", '<!DOCTYPE svg [<!ENTITY out SYSTEM "file:///etc/passwd">]>')


def svgs():
    deep = 200_000
    yield "svg-use-tower", uses(10, 9)
    for tag, attribute, extra in [
        ("pattern", "fill", 'width=".1" height=".1"'),
        ("mask", "mask", ""),
        ("clipPath", "clip-path", ""),
        ("filter", "filter", ""),
    ]:
        yield f"svg-{tag}-tower", tower(tag, attribute, extra=extra)
    yield "svg-marker-tower", svg(
        "".join(
            f'<marker id="t{at}" overflow="visible">' + f'<path d="M0 0L1 1L2 2L3 3" marker-mid="url(#t{at - 1})"/>' * 9 + "</marker>"
            for at in range(12)
        )
        + '<path d="M0 0L9 9L18 9" marker-mid="url(#t11)"/>'
    )
    yield "svg-entities", entities("inside")
    yield "svg-entity-outside", entities("outside")
    yield "svg-nested-groups", svg("<g>" * deep + "</g>" * deep)
    yield "svg-nested-svg", svg("<svg>" * 5_000 + "</svg>" * 5_000)
    yield "svg-nested-tspans", svg("<text>" + "<tspan>" * 5_000 + "a" + "</tspan>" * 5_000 + "</text>")
    yield "svg-many-rects", svg('<rect width="9" height="9"/>' * 140_000)
    yield "svg-many-elements", svg("<g/>" * 1_000_000)
    yield "svg-uses-itself", svg('<g id="a"><use xlink:href="#a"/></g><use xlink:href="#b" id="b"/>')
    yield "svg-long-path", svg('<path d="M0 0' + "L9 1l1 2" * 500_000 + '"/>')
    yield "svg-long-stroke", svg('<path fill="none" stroke="red" stroke-dasharray="0.001" d="M0 0H100000"/>')
    yield "svg-dashes", svg('<path fill="none" stroke="red" stroke-dasharray="1e-9 1e-9" d="M0 0L200 200"/>')
    yield "svg-many-words", svg("<text y='9'>" + "word " * 200_000 + "</text>")
    yield "svg-many-tspans", svg("<text>" + "<tspan>a</tspan>" * 50_000 + "</text>")
    yield "svg-many-letters-placed", svg("<text x='" + "1 " * 100_000 + "'>" + "a" * 100_000 + "</text>")
    yield "svg-textpath-far", svg('<path id="p" d="M0 0L9 1e20"/><text><textPath xlink:href="#p">Words</textPath></text>')
    yield "svg-arc-far", svg('<path d="M0 0h-25a25 -1e38 0 1 1 25 25z"/>')
    yield "svg-clip-far", svg('<clipPath id="c"><circle r="1e38"/></clipPath><rect width="9" height="9" clip-path="url(#c)"/>')
    yield "svg-feimage-itself", svg(
        '<filter id="f"><feImage xlink:href="#g"/></filter><g id="g"><rect width="9" height="9" filter="url(#f)"/></g>'
    )
    yield "svg-filter-far", svg(
        '<filter id="f" x="-1e6" y="-1e6" width="1e7" height="1e7"><feGaussianBlur stdDeviation="1e5"/></filter>'
        '<rect width="200" height="200" filter="url(#f)"/>'
    )
    yield "svg-filter-chain", svg(
        '<filter id="f">' + '<feGaussianBlur stdDeviation="50"/>' * 500 + '</filter><rect width="200" height="200" filter="url(#f)"/>'
    )
    yield "svg-turbulence", svg(
        '<filter id="f"><feTurbulence numOctaves="100000" baseFrequency=".5"/></filter><rect width="200" height="200" filter="url(#f)"/>'
    )
    yield "svg-convolve", svg(
        '<filter id="f"><feConvolveMatrix order="300" kernelMatrix="' + "1 " * 90_000 + '"/></filter>'
        '<rect width="200" height="200" filter="url(#f)"/>'
    )
    yield "svg-morphology", svg(
        '<filter id="f"><feMorphology radius="5000"/></filter><rect width="200" height="200" filter="url(#f)"/>'
    )
    yield "svg-many-filters", svg(
        '<filter id="f"><feGaussianBlur stdDeviation="9"/></filter>' + '<rect width="200" height="200" filter="url(#f)"/>' * 2_000
    )
    yield "svg-many-masks", svg(
        '<mask id="m"><rect width="200" height="200" fill="white"/></mask>' + '<rect width="200" height="200" mask="url(#m)"/>' * 5_000
    )
    yield "svg-many-opacities", svg('<g opacity=".9">' * 400 + '<rect width="200" height="200"/>' + "</g>" * 400)
    yield "svg-huge-size", {
        "deck.toml": PICTURE % "a.svg",
        "a.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="1e30" height="1e30"><rect width="1e30" height="1e30"/></svg>',
    }
    yield "svg-style-sheet", svg("<style>" + "".join(f".a{at} g > rect + rect {{ fill: red }}\n" for at in range(20_000)) + "</style>" + "<g><rect class='a1'/><rect class='a2'/></g>" * 2_000)
    yield "svg-css-import", svg('<style>@import url("http://127.0.0.1:9/x.css"); @import "/etc/passwd";</style><rect width="9" height="9"/>')
    yield "svg-links-outside", svg('<image xlink:href="/etc/passwd" width="9" height="9"/><image xlink:href="http://127.0.0.1:9/a.png" width="9" height="9"/>')
    yield "svg-packed", {"deck.toml": PICTURE % "a.svg", "a.svg": packed(b"<svg xmlns='http://www.w3.org/2000/svg'>" + b" " * 500_000_000 + b"</svg>")}
    yield "svg-data-in-data", svg(f'<image width="9" height="9" xlink:href="{data_in_data(12)}"/>')
    yield "svg-many-pictures", svg("".join(f'<image x="{at}" width="200" height="200" xlink:href="data:image/png;base64,{PIXELS}"/>' for at in range(40)))
    yield "svg-custom-properties", svg("<style>svg{" + "".join(f"--v{at}:{f'var(--v{at - 1})' * 10 if at else 'red'};" for at in range(12)) + "}rect{fill:var(--v11)}</style><rect width='9' height='9'/>")
    for number in ["1e38", "-1e38", "1e300", "nan", "inf", "1e-40"]:
        yield f"svg-number-{number}", svg(
            f'<rect x="{number}" width="{number}" height="9"/><circle r="{number}"/><path d="M{number} 0L9 {number}"/>'
            f'<text x="{number}" font-size="{number}">a</text><g transform="scale({number})"><rect width="9" height="9"/></g>'
            f'<path stroke="red" stroke-width="{number}" d="M0 0L9 9"/>'
        )


def packed(data):
    import gzip

    return gzip.compress(data, 9)


def data_in_data(depth):
    import base64

    inside = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"
    for _ in range(depth):
        address = "data:image/svg+xml;base64," + base64.b64encode(inside.encode()).decode()
        image = f'<image width="9" height="9" xlink:href="{address}"/>'
        inside = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">{image}{image}</svg>'
        if len(inside) > 3_000_000:
            break
    return "data:image/svg+xml;base64," + base64.b64encode(inside.encode()).decode()


def chunk(tag, data):
    return struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))


def png(width, height, depth=8, color=2, said=None, extra=b"", rows=None):
    """A red picture; `said` is the size that its head tells."""
    samples = {0: 1, 2: 3, 6: 4}[color]
    row = b"\0" + b"\xc0\x20\x20\xff"[: samples] * (width * depth // 8)
    pack = zlib.compressobj(1)
    data = b"".join(pack.compress(row) for _ in range(height if rows is None else rows)) + pack.flush()
    head = struct.pack(">IIBBBBB", *(said or (width, height)), depth, color, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + chunk(b"IDAT", data) + chunk(b"IEND", b"")


PIXELS = __import__("base64").b64encode(png(2000, 2000)).decode()


def gif(width, height, frames, frame=(1, 1)):
    """A film on a canvas of this size, of pictures of one pixel."""
    out = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0\0\0\xff\0\0"
    block = b"\x02\x02\x44\x01\x00"
    for _ in range(frames):
        out += b"\x21\xf9\x04\x00\x01\x00\x00\x00\x2c" + struct.pack("<HHHHB", 0, 0, *frame, 0) + block
    return out + b"\x3b"


def picture(name, data):
    return {"deck.toml": PICTURE % name, name: data}


def pictures():
    whole = png(400, 300)
    yield "png-says-50000", picture("a.png", png(1, 1, said=(50_000, 50_000)))
    yield "png-says-all", picture("a.png", png(1, 1, said=(0x7FFFFFFF, 0x7FFFFFFF)))
    yield "png-says-nothing", picture("a.png", png(1, 1, said=(0, 0)))
    yield "png-16-bits", picture("a.png", png(8_000, 8_000, depth=16))
    yield "png-panorama", picture("a.png", png(14_000, 5_000))
    yield "png-line", picture("a.png", png(1, 30_000))
    yield "png-six-large", {
        "deck.toml": HEAD + "".join(f'[[slide]]\npicture = {{ src = "{at}.png", alt = "A" }}\n' for at in range(6)),
        **{f"{at}.png": png(6_000 + at, 6_000) for at in range(6)},
    }
    zeros = zlib.compress(b"\0" * 500_000_000, 9)
    yield "png-profile-bomb", picture("a.png", png(40, 30, extra=chunk(b"iCCP", b"p\0\0" + zeros)))
    yield "png-text-bomb", picture("a.png", png(40, 30, extra=chunk(b"zTXt", b"t\0\0" + zeros)))
    yield "png-pixels-bomb", picture("a.png", png(4_000, 1, said=(40, 30), rows=100_000))
    yield "png-cut", picture("a.png", whole[: len(whole) // 2])
    broken = bytearray(whole)
    broken[len(whole) // 2] ^= 255
    yield "png-flipped", picture("a.png", bytes(broken))
    yield "png-head-only", picture("a.png", whole[:33])
    yield "gif-65535", picture("a.gif", gif(65_535, 65_535, 3))
    yield "gif-5000-frames", picture("a.gif", gif(300, 300, 5_000))
    yield "gif-1000-large-frames", picture("a.gif", gif(8_000, 8_000, 1_000))
    yield "webp-says-all", picture("a.webp", b"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff" + b"\0" * 20)
    yield "jpeg-says-65535", picture("a.jpg", b"\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff\x03\x01\x22\0\x02\x11\1\x03\x11\1\xff\xda\0\x0c\x03\1\0\x02\x11\x03\x11\0\x3f\0" + b"\0" * 99)
    yield "picture-is-empty", picture("a.png", b"")
    yield "picture-is-words", picture("a.jpg", b"words " * 9)


def decks():
    yield "toml-100-megabytes", {"deck.toml": b"a" * 100_000_000}
    yield "toml-many-keys", {"deck.toml": HEAD + "\n".join(f"k{at} = 1" for at in range(250_000))}
    yield "toml-many-faults", {"deck.toml": HEAD + "[[slide]]\n" + "?\n" * 1_000_000}
    yield "toml-many-wrong-slides", {"deck.toml": HEAD + "[[slide]]\nfoo = 1\n" * 2_000}
    yield "toml-deep-arrays", one("title = " + "[" * 10_000 + "]" * 10_000)
    yield "toml-deep-tables", {"deck.toml": HEAD + "[" + ".".join("a" * 10_000) + "]"}
    yield "toml-zeros", {"deck.toml": b"\0" * 100_000}
    yield "toml-utf-16", {"deck.toml": ("\ufeff" + HEAD).encode("utf-16-le")}
    yield "toml-latin-1", {"deck.toml": HEAD.replace("T", "\xe9").encode("latin-1")}
    yield "toml-5001-slides", {"deck.toml": HEAD + '[[slide]]\ntitle = "A"\nhidden = true\n' * 5_001}
    yield "toml-includes-itself", {"deck.toml": HEAD + '[[slide]]\ninclude = "deck.toml"\n', "b.toml": '[[slide]]\ninclude = "b.toml"\n'}
    yield "words-long-line", one('title = "' + "word " * 200_000 + '"')
    yield "words-long-word", one('title = "' + "x" * 10_000 + '"')
    yield "words-longest-word", one('body = "' + "x" * 1_000_000 + '"')
    yield "words-accents", one('title = "a' + "\u0301" * 20_000 + '"')
    yield "words-joined-emoji", one('title = "' + "\U0001f468\u200d" * 5_000 + '"')
    yield "words-flags", one('title = "' + "\U0001f1e6" * 20_000 + '"')
    yield "words-private", one('body = "' + "\ue000\U000f0000\ufffe " * 5_000 + '"')
    yield "words-both-ways", one('title = "' + "\u202e\u2067a\u05d0" * 2_000 + '"')
    yield "words-megabyte-body", one("body = '''\n" + "Some words of it.\n\n" * 50_000 + "'''")
    yield "words-no-spaces", one('body = "' + "漢字" * 50_000 + '"')
    yield "words-thai", one('body = "' + "ภาษาไทย" * 10_000 + '"')
    yield "markdown-deep-quotes", one("body = '''\n" + ">" * 20_000 + " a\n'''")
    yield "markdown-deep-lists", one("body = '''\n" + "".join("  " * at + "- a\n" for at in range(1_000)) + "'''")
    yield "markdown-brackets", one("body = '''\n" + "[" * 50_000 + "'''")
    yield "markdown-links", one("body = '''\n" + "[a](" * 20_000 + "'''")
    yield "markdown-stars", one("body = '''\n" + "*a **b " * 20_000 + "'''")
    yield "markdown-backticks", one("body = '''\n" + " ".join("`" * (at % 300) for at in range(9_000)) + "'''")
    yield "markdown-tables", one("body = '''\n" + "|" * 20_000 + "\n" + "|-" * 20_000 + "\n'''")
    yield "markdown-footnotes", one("body = '''\n" + "".join(f"a[^{at}]\n\n[^{at}]: b\n\n" for at in range(5_000)) + "'''")
    yield "markdown-dollars", one("body = '''\n" + "$a " * 20_000 + "'''")
    yield "markdown-html", one("body = '''\n" + "<div " * 20_000 + "'''")
    yield "markdown-ruby", one("body = '''\n" + "{漢|かん}" * 10_000 + "'''")
    yield "steps-1000", one("reveal = true\nlayout = \"bullets\"\nbody = '''\n" + "- a\n" * 1_000 + "'''")
    yield "steps-10000", one("reveal = true\nlayout = \"bullets\"\nbody = '''\n" + "- a\n" * 10_000 + "'''")
    yield "formula-deep", one("body = '''\n$$" + "{" * 10_000 + "x" + "}" * 10_000 + "$$\n'''")
    yield "formula-roots", one("body = '''\n$$" + "\\sqrt{" * 3_000 + "x" + "}" * 3_000 + "$$\n'''")
    yield "formula-fractions", one("body = '''\n$$" + "\\frac{1}{" * 3_000 + "x" + "}" * 3_000 + "$$\n'''")
    yield "formula-macros", one("body = '''\n$$\\def\\a{\\a\\a}\\a \\newcommand{\\b}{\\b}\\b$$\n'''")
    doubling = "".join(f"\\def\\{chr(98 + at)}{{\\{chr(97 + at)}\\{chr(97 + at)}}}" for at in range(24))
    yield "formula-doubling", one("body = '''\n$$\\def\\a{x}" + doubling + "\\y$$\n'''")
    yield "formula-matrix", one("body = '''\n$$\\begin{matrix}" + ("a&" * 200 + "\\\\") * 200 + "\\end{matrix}$$\n'''")
    yield "formula-rule", one("body = '''\n$\\rule{1e30em}{1e30em} \\kern1e38pt \\hspace{999999999999em}$\n'''")
    yield "code-long-line", one("code = { language = \"rust\", text = '''\n" + "fn a() { b(); } " * 5_000 + "''' }")
    yield "code-longest-line", one("code = { language = \"rust\", text = '''\n" + "fn a() { b(); } " * 60_000 + "''' }")
    yield "code-many-lines", one("code = { language = \"rust\", text = '''\n" + "let a = 1;\n" * 80_000 + "''' }")
    yield "code-unclosed", one("code = { language = \"html\", text = '''\n" + "<script>/*'\"`${" * 3_000 + "''' }")
    yield "table-many-rows", one("table = { columns = [\"a\"], rows = [" + '["b"],' * 50_000 + "] }")
    yield "table-many-columns", one("table = { columns = [" + '"a",' * 5_000 + "], rows = [[" + '"b",' * 5_000 + "]] }")
    yield "chart-many-values", one(
        "chart = { kind = \"line\", alt = \"A\", labels = [" + '"a",' * 20_000 + "], values = [" + "1," * 20_000 + "] }"
    )
    yield "chart-far-values", one('chart = { kind = "bars", alt = "A", labels = ["a", "b"], values = [1e300, -1e300] }')
    yield "chart-data-many-rows", {
        "deck.toml": HEAD + '[[slide]]\nchart = { kind = "line", alt = "A", data = "a.csv" }\n',
        "a.csv": "x,y\n" + "a,1\n" * 300_000,
    }
    yield "chart-data-one-line", {
        "deck.toml": HEAD + '[[slide]]\nchart = { kind = "line", alt = "A", data = "a.csv" }\n',
        "a.csv": "a," * 800_000,
    }
    yield "chart-data-quote", {
        "deck.toml": HEAD + '[[slide]]\nchart = { kind = "bars", alt = "A", data = "a.csv" }\n',
        "a.csv": 'a,b\n"' + "x\n" * 500_000,
    }
    yield "parts-many", one("title = \"A\"\n" + "[[slide.column]]\nbody = \"b\"\n" * 2_000)
    yield "items-many", one("layout = \"canvas\"\ntitle = \"A\"\n" + '[[slide.item]]\nat = [0.1, 0.1]\nsize = [0.1, 0.1]\nbody = "B"\n' * 2_000)
    yield "marks-many", one("title = \"A\"\n" + '[[slide.mark]]\nkind = "label"\nat = [0.1, 0.1]\ntext = "B"\n' * 2_000)
    yield "numbers-many", one("title = \"A\"\nnumbers = [" + '{ value = "1", label = "a" },' * 5_000 + "]")
    yield "qr-long", one('title = "A"\npicture = { qr = "https://example.org/' + "a" * 100_000 + '" }')
    yield "cues-100000", one('title = "A"\n' + '[[slide.cue]]\ntext = "Words of it."\n' * 100_000)
    yield "cues-languages", one('title = "A"\ncue = [{ text = "a", ' + ", ".join(f'l{at:05} = "b"' for at in range(5_000)) + " }]")
    yield "notes-megabyte", one('title = "A"\nnotes = """\n' + "Words of it. " * 80_000 + '"""')


ABSENT = '[deck]\ntitle = "A"\nlanguage = "en-GB"\n'


def looks():
    for number in ["1e308", "nan", "-inf", "0", "-1"]:
        yield f"theme-number-{number}", {
            "deck.toml": ABSENT + 'theme = "house.toml"\n\n[[slide]]\ntitle = "Hello"\n[[slide]]\nbody = "- a"\ntitle = "A"\n',
            "house.toml": f'extends = "civic"\n[title_slide]\ngap = {number}\n[text]\nbody = [{number}]\n[space]\nmargin = {number}\n',
        }
    yield "theme-font-absent", {
        "deck.toml": ABSENT + 'theme = "house.toml"\n\n[[slide]]\ntitle = "Hello"\n[[slide]]\nlayout = "publication"\ncover = { title = "C" }\nquote = "Q"\n',
        "house.toml": 'extends = "civic"\n[fonts]\ndisplay = "Playfair Display"\ntext = "Helvetica Neue"\n',
    }
    yield "theme-extends-itself", {
        "deck.toml": ABSENT + 'theme = "house.toml"\n\n[[slide]]\ntitle = "Hello"\n',
        "house.toml": 'extends = "house.toml"\n',
    }
    yield "font-of-zeros", {"deck.toml": ABSENT + '[[slide]]\ntitle = "A"\n', "fonts/a.ttf": b"\0" * 30_000_000}


def paths():
    names = [
        "../x.png", "/etc/passwd", "/dev/zero", "/proc/self/mem", "file:///etc/passwd", "http://127.0.0.1:9/a.png",
        "C:\\\\a.png", "\\\\\\\\host\\\\a.png", "a.png:stream", "NUL", ".", "..", "", "a/../../x.png", "pipe", "socket", "loop",
        "out.png", "out/passwd", "~/a.png", "a\\u0000.png", "x" * 5_000,
    ]
    fields = [f'[[slide]]\npicture = {{ src = "{name}", alt = "A" }}\n' for name in names]
    fields += [f'[[slide]]\nchart = {{ kind = "bars", alt = "A", data = "{name}" }}\n' for name in names]
    fields += [f'[[slide]]\ncode = {{ file = "{name}" }}\n' for name in names]
    fields += [f'[[slide]]\ninclude = "{name}"\n' for name in names]
    yield "paths-outside", {"deck.toml": HEAD + "".join(fields), "links": True}
    for name in ["pipe", "/dev/zero", "out.toml", "loop"]:
        yield f"theme-is-{name.strip('/').replace('/', '-')}", {
            "deck.toml": HEAD + f'theme = "{name}"\n[[slide]]\ntitle = "A"\n', "links": True,
        }


def damaged_fonts(font):
    """Copies of a whole font, each with one table gone, far, short or of ones."""
    count = struct.unpack(">H", font[4:6])[0]
    for row in range(count):
        at = 12 + 16 * row
        tag, _, place, size = struct.unpack(">4sIII", font[at : at + 16])
        name = tag.decode().strip().replace("/", "_")
        ones = b"\xff" * (min(size, 64) // 2)
        for what, where, new in [
            ("no", at, b"zzzz"),
            ("far", at + 8, b"\x7f\xff\xff\xff"),
            ("short", at + 12, struct.pack(">I", max(4, size // 3))),
            ("ones", place + size // 2, ones),
        ]:
            copy = bytearray(font)
            copy[where : where + len(new)] = new
            yield f"font-{what}-{name}", {
                "deck.toml": HEAD + 'theme = "house.toml"\n\n[[slide]]\ntitle = "Hello"\nbody = "- Words with *each* style, 12 %"\n'
                '[[slide]]\nlayout = "publication"\ncover = { title = "C" }\nquote = "Q"\n',
                "house.toml": 'extends = "civic"\n[fonts]\ndisplay = "%s"\ntext = "%s"\n' % (FAMILY, FAMILY),
                "fonts/a.ttf": bytes(copy),
            }


FAMILY = "KaTeX_Main"


class Hole:
    """A file that says it has so many bytes, of which the disk holds none."""

    def __init__(self, size, begins=b""):
        self.size, self.begins = size, begins


def holes():
    size = 5 << 30
    yield "hole-deck", {"deck.toml": Hole(size)}
    yield "hole-png", picture("a.png", Hole(size, png(40, 30)[:60]))
    yield "hole-jpeg", picture("a.jpg", Hole(size, b"\xff\xd8\xff\xe0"))
    yield "hole-svg", picture("a.svg", Hole(size, b"<svg xmlns='http://www.w3.org/2000/svg'>"))
    chart = '[[slide]]\nchart = { kind = "bars", alt = "A", data = "a.csv" }\n'
    yield "hole-csv", {"deck.toml": HEAD + chart, "a.csv": Hole(size, b"a,1\n")}
    yield "hole-code", {"deck.toml": HEAD + '[[slide]]\ntitle = "A"\ncode = { file = "a.rs" }\n', "a.rs": Hole(size, b"fn a() {}\n")}
    yield "hole-include", {"deck.toml": HEAD + '[[slide]]\ninclude = "a.toml"\n', "a.toml": Hole(size, b"[[slide]]\n")}
    yield "hole-theme", {"deck.toml": HEAD + 'theme = "a.toml"\n[[slide]]\ntitle = "A"\n', "a.toml": Hole(size, b"extends")}
    yield "hole-font", {"deck.toml": HEAD + '[[slide]]\ntitle = "A"\n', "fonts/a.ttf": Hole(size, b"\0\1\0\0")}
    yield "hole-take", {"deck.toml": HEAD + '[[slide]]\ntitle = "A"\n', "takes/2026-11-22-140501.jsonl": Hole(size, b"{}\n")}


def many(font):
    """Much of what is small by itself."""
    yield "many-fonts", {"deck.toml": HEAD + '[[slide]]\ntitle = "A"\n', **{f"fonts/{at}.ttf": font for at in range(400)}}
    yield "many-files", {"deck.toml": HEAD + '[[slide]]\ntitle = "A"\n', **{f"more/{at}.png": b"" for at in range(20_000)}}
    pictures = "".join(f'[[slide]]\npicture = {{ src = "{at}.png", alt = "A" }}\n' for at in range(60))
    yield "many-pictures", {"deck.toml": HEAD + pictures, **{f"{at}.png": png(40, 30) for at in range(60)}}
    yield "many-includes", {
        "deck.toml": HEAD + "".join(f'[[slide]]\ninclude = "{at}.toml"\n' for at in range(900)),
        **{f"{at}.toml": '[[slide]]\ntitle = "A"\nhidden = true\n' * 5 for at in range(900)},
    }
    yield "many-code-lines", {
        "deck.toml": HEAD + '[[slide]]\ntitle = "A"\ncode = { file = "a.rs", region = "a" }\n',
        "a.rs": "// region a\nlet a = 1;\n" * 60_000,
    }
    events = "".join(f'{{"t":{at},"e":"slide","id":"{"ab"[at % 2]}","step":0}}\n' for at in range(60_000))
    takes = {f"takes/2026-11-{day:02}-140501.jsonl": events + '{"t":99999,"e":"end"}\n' for day in range(1, 4)}
    yield "many-events", {"deck.toml": HEAD + '[[slide]]\ntitle = "A"\n[[slide]]\ntitle = "B"\n', **takes}


def all_of_them(font):
    for kind in (svgs(), pictures(), decks(), looks(), paths(), holes(), many(font), damaged_fonts(font)):
        yield from kind
