"""More decks that mean no good: bombs and loops for each reader of bytes by itself (SVG, pictures, fonts, TeX, tables, code,
themes, files of a deck, takes, settings). Names that begin with `home/` lie in the speaker's own folder."""
import base64
import struct
import zlib

from inputs import ABSENT, HEAD, PICTURE, XLINK, chunk, one, packed, picture, png, svg


def address(kind, data):
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def svgs():
    rect = '<rect width="200" height="200" %s/>'
    small = address("png", png(40, 30))
    yield "svg-pattern-of-pictures", svg(
        f'<pattern id="p" width=".0004" height=".0004"><image width="9" height="9" xlink:href="{small}"/></pattern>' + rect % 'fill="url(#p)"'
    )
    yield "svg-pattern-in-words", svg(
        '<pattern id="p" width=".001" height=".001"><text font-size="1">a</text></pattern>'
        + '<text y="99" font-size="90" fill="url(#p)" stroke="url(#p)">' + "Words " * 500 + "</text>"
    )
    yield "svg-picture-says-all", svg(f'<image width="9" height="9" xlink:href="{address("png", png(1, 1, said=(60_000, 60_000)))}"/>')
    yield "svg-picture-is-bomb", svg(f'<image width="9" height="9" xlink:href="{address("png", png(8_000, 8_000))}"/>' * 3)
    yield "svg-picture-is-jpeg-of-scans", svg(f'<image width="9" height="9" xlink:href="{address("jpeg", scans(4_000, 2_000))}"/>')
    yield "svg-picture-is-packed-svg", svg(
        f'<image width="9" height="9" xlink:href="{address("svg+xml", packed(b"<svg xmlns=" + b" " * 300_000_000))}"/>'
    )
    ring = "".join(f'<mask id="m{at}"><rect width="9" height="9" mask="url(#m{(at + 1) % 50})"/></mask>' for at in range(50))
    clips = "".join(f'<clipPath id="c{at}" clip-path="url(#c{(at + 1) % 50})"><rect width="9" height="9"/></clipPath>' for at in range(50))
    yield "svg-ring-of-masks", svg(ring + rect % 'mask="url(#m0)"')
    yield "svg-ring-of-clips", svg(clips + rect % 'clip-path="url(#c0)"')
    yield "svg-ring-of-patterns", svg(
        "".join(f'<pattern id="p{at}" xlink:href="#p{(at + 1) % 50}"/>' for at in range(50)) + rect % 'fill="url(#p0)"'
    )
    yield "svg-chain-of-gradients", svg(
        "".join(f'<linearGradient id="g{at}" xlink:href="#g{at + 1}"/>' for at in range(40_000)) + rect % 'fill="url(#g0)"'
    )
    yield "svg-many-stops", svg('<linearGradient id="g">' + '<stop offset=".5" stop-color="red"/>' * 90_000 + "</linearGradient>" + rect % 'fill="url(#g)"')
    merge = '<filter id="f"><feMerge>' + "<feMergeNode/>" * 20_000 + '</feMerge></filter>'
    table = '<filter id="g"><feComponentTransfer><feFuncR type="table" tableValues="' + "1 " * 500_000 + '"/></feComponentTransfer></filter>'
    tile = '<filter id="h"><feFlood x="0" y="0" width=".0001" height=".0001"/><feTile/><feDisplacementMap scale="1e9" in2="SourceGraphic"/><feSpecularLighting><fePointLight x="1e9"/></feSpecularLighting></filter>'
    yield "svg-filters-of-all-kinds", svg(merge + table + tile + rect % 'filter="url(#f)"' + rect % 'filter="url(#g)"' + rect % 'filter="url(#h)"')
    yield "svg-selectors", svg(
        "<style>" + "g:nth-child(2n) g:not(.a) > g ~ g rect, " * 500 + "a{fill:red}</style>" + "<g class='a b c'>" * 300 + "<rect/>" * 500 + "</g>" * 300
    )
    yield "svg-many-attributes", svg("<rect " + " ".join(f'a{at}="1"' for at in range(200_000)) + "/>")
    yield "svg-many-namespaces", svg("<g " + " ".join(f'xmlns:n{at}="u{at}"' for at in range(30_000)) + ">" + "<rect/>" * 3_000 + "</g>")
    yield "svg-long-transform", svg('<rect width="9" height="9" transform="' + "rotate(1) scale(1.01) " * 100_000 + '"/>')
    yield "svg-entity-repeated", svg("<text y='9'>" + "&e;" * 20_000 + "</text>", f'<!DOCTYPE svg [<!ENTITY e "{"ha " * 20_000}">]>')
    yield "svg-utf-16", {"deck.toml": PICTURE % "a.svg", "a.svg": ('\ufeff<svg xmlns="http://www.w3.org/2000/svg"/>').encode("utf-16")}
    yield "svg-zeros", {"deck.toml": PICTURE % "a.svg", "a.svg": b'<svg xmlns="http://www.w3.org/2000/svg">\0<rect/>\0</svg>' + b"\0" * 9_000}
    words = '<text y="99" %s>' + "Words " * 3_000 + "</text>"
    yield "svg-words-spaced-far", svg("".join(words % it for it in ['letter-spacing="1e9"', 'word-spacing="-1e9"', 'textLength="1e9"', 'writing-mode="tb"', 'font-size="1e-9"', 'rotate="' + "9 " * 20_000 + '"']))
    yield "svg-family-list", svg('<text y="9" font-family="' + ",".join(f"F{at}" for at in range(60_000)) + '">a漢ש</text>')
    yield "svg-round-joins", svg('<polyline fill="none" stroke="red" stroke-width="90" stroke-linejoin="round" stroke-linecap="round" points="' + "1 1 2 9 " * 60_000 + '"/>')
    yield "svg-words-on-short-path", svg('<path id="p" d="M0 0' + "l.001 .001l-.001 0" * 50_000 + '"/><text><textPath startOffset="1e5" xlink:href="#p">' + "Words " * 9_000 + "</textPath></text>")
    yield "svg-view-of-nothing", svg('<svg viewBox="0 0 1e-30 1e-30" width="200" height="200">' * 30 + rect % "" + "</svg>" * 30)
    yield "svg-symbols-doubled", svg(
        "<defs>" + "".join(f'<symbol id="s{at}" viewBox="0 0 9 9"><use xlink:href="#s{at - 1}"/><use x="1" xlink:href="#s{at - 1}"/></symbol>' for at in range(1, 26))
        + '<symbol id="s0"><rect width="9" height="9"/></symbol></defs><use xlink:href="#s25"/>'
    )
    yield "svg-switches", svg("<switch><foreignObject/><g>" * 2_000 + rect % "" + "</g></switch>" * 2_000 + "<animate/>" * 50_000)
    yield "svg-words-both-ways", svg("<text y='99'>" + "\u202e\u2067א\u202cb\u2069" * 9_000 + "</text>")


def bits(text):
    """Bits as a JPEG has them: whole bytes, and a zero behind each of ones."""
    text += "1" * (-len(text) % 8)
    return int(text, 2).to_bytes(len(text) // 8, "big").replace(b"\xff", b"\xff\0")


def segment(marker, data):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


def scans(side, count):
    """A gray JPEG that says the same `count` times, in a few bytes each."""
    blocks = (side // 8) ** 2
    code = lambda table, symbol: segment(0xC4, bytes([table, 1] + [0] * 15 + [symbol]))
    head = b"\xff\xd8" + segment(0xDB, b"\0" + b"\1" * 64) + segment(0xC2, struct.pack(">BHHB", 8, side, side, 1) + b"\1\x11\0")
    first = code(0x00, 0) + segment(0xDA, b"\1\1\0\0\0\0") + bits("0" * blocks)
    # The end of so many blocks at once.
    run = segment(0xDA, b"\1\1\0\1\x3f\0") + bits(("0" + "1" * 14) * (blocks // 32_767 + 1))
    return head + first + code(0x10, 0xE0) + run * count + b"\xff\xd9"


def profile(size, tags):
    """An ICC profile of so many bytes, by what it says."""
    table = struct.pack(">I", len(tags)) + b"".join(struct.pack(">4sII", *tag) for tag in tags)
    head = struct.pack(">I4sI4s4s4s12x4s", size, b"lcms", 0x04400000, b"mntr", b"RGB ", b"XYZ ", b"acsp")
    return head.ljust(128, b"\0") + table


def with_profile(data):
    return png(40, 30, extra=chunk(b"iCCP", b"p\0\0" + zlib.compress(data)))


def apng(width, height, frames, frame):
    control = lambda at, size, place: chunk(b"fcTL", struct.pack(">IIIIIHHBB", at, *size, *place, 0, 1, 0, 0))
    extra = chunk(b"acTL", struct.pack(">II", frames, 0)) + control(0, (width, height), (0, 0))
    whole = png(width, height, extra=extra)
    body, end = whole[:-12], whole[-12:]
    packed_row = zlib.compress(b"\0\xc0\x20\x20")
    at = 1
    out = [body]
    for _ in range(frames - 1):
        out += [control(at, *frame), chunk(b"fdAT", struct.pack(">I", at + 1) + packed_row)]
        at += 2
    return b"".join(out) + end


def webp_film(width, height, frames):
    number = lambda it: struct.pack("<I", it)[:3]
    lossless = b"VP8L" + struct.pack("<I", 6) + b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14) + b"\0"
    frame = number(0) + number(0) + number(width - 1) + number(height - 1) + number(1) + b"\0" + lossless
    anmf = b"ANMF" + struct.pack("<I", len(frame)) + frame + b"\0" * (len(frame) % 2)
    head = b"VP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + number(width - 1) + number(height - 1)
    body = b"WEBP" + head + b"ANIM" + struct.pack("<I", 6) + b"\0" * 6 + anmf * frames
    return b"RIFF" + struct.pack("<I", len(body)) + body


def pictures():
    yield "jpeg-of-many-scans", picture("a.jpg", scans(8_000, 4_000))
    yield "jpeg-of-large-scans", picture("a.jpg", scans(4_000, 20_000))
    yield "jpeg-comments", picture("a.jpg", b"\xff\xd8" + segment(0xFE, b"a" * 60_000) * 300 + scans(80, 1)[2:])
    yield "jpeg-profile-parts", picture("a.jpg", b"\xff\xd8" + b"".join(segment(0xE2, b"ICC_PROFILE\0" + bytes([at % 256, 255]) + b"\0" * 60_000) for at in range(600)) + scans(80, 1)[2:])
    turn = struct.pack("<2sHI", b"II", 42, 8) + struct.pack("<H", 2) + struct.pack("<HHII", 0x0112, 3, 1, 6) + struct.pack("<HHII", 0x8769, 4, 1, 8) + struct.pack("<I", 8)
    yield "jpeg-turn-in-a-ring", picture("a.jpg", b"\xff\xd8" + segment(0xE1, b"Exif\0\0" + turn) + scans(80, 1)[2:])
    yield "jpeg-samples-of-four", picture("a.jpg", b"\xff\xd8" + segment(0xC0, struct.pack(">BHHB", 8, 8_000, 8_000, 4) + b"\1\x44\0\2\x11\0\3\x11\0\4\x44\0") + scans(80, 1)[2:])
    yield "png-profile-of-far-tags", picture("a.png", with_profile(profile(0xFFFFFFFF, [(b"A2B0", 0xFFFFFFF0, 0xFFFFFFFF), (b"rTRC", 128, 0x7FFFFFFF)])))
    grid = b"mAB \0\0\0\0\3\3\0\0" + struct.pack(">5I", 0, 0, 0, 32, 0) + bytes([255] * 16) + b"\2\0\0\0" + b"\0" * 99_000
    yield "png-profile-of-a-vast-grid", picture("a.png", with_profile(profile(len(grid) + 144, [(b"A2B0", 144, len(grid))]) + grid))
    curve = b"curv\0\0\0\0" + struct.pack(">I", 0x7FFFFFFF) + b"\0" * 999
    yield "png-profile-of-a-long-curve", picture("a.png", with_profile(profile(len(curve) + 168, [(it, 168, len(curve)) for it in (b"rTRC", b"gTRC", b"bTRC")]) + curve))
    yield "png-many-chunks", picture("a.png", png(40, 30, extra=chunk(b"abCd", b"") * 400_000))
    yield "png-interlaced", picture("a.png", png(8_000, 8_000).replace(b"\x08\x02\0\0\0", b"\x08\x02\0\0\1", 1))
    yield "apng-many-frames", picture("a.png", apng(300, 300, 30_000, ((1, 1), (0, 0))))
    yield "apng-frames-outside", picture("a.png", apng(300, 300, 50, ((0x7FFFFFFF, 0x7FFFFFFF), (0x7FFFFFFF, 1))))
    yield "apng-large", picture("a.png", apng(4_000, 4_000, 400, ((1, 1), (3_999, 3_999))))
    yield "webp-film-of-large-frames", picture("a.webp", webp_film(16_383, 16_383, 200))
    yield "webp-film-of-many-frames", picture("a.webp", webp_film(300, 300, 20_000))
    table = b"GIF89a" + struct.pack("<HHBBB", 300, 300, 0x80, 0, 0) + b"\0\0\0\xff\0\0"
    yield "gif-of-words-alone", picture("a.gif", table + (b"\x21\xfe\xff" + b"a" * 255 + b"\0") * 40_000 + b"\x3b")
    clear = b"".join(b"\xff" + b"\x04" * 255 for _ in range(12_000))
    yield "gif-of-clear-codes", picture("a.gif", table + b"\x2c" + struct.pack("<HHHHB", 0, 0, 300, 300, 0) + b"\x02" + clear + b"\0\x3b")
    yield "gif-blocks-without-end", picture("a.gif", table + b"\x2c" + struct.pack("<HHHHB", 0, 0, 300, 300, 0) + b"\x0c" + (b"\xff" + b"\xaa" * 255) * 20_000)


def sfnt(tables, kind=b"\0\1\0\0"):
    place = 12 + 16 * len(tables)
    rows, body = b"", b""
    for tag, data in sorted(tables.items()):
        rows += struct.pack(">4sIII", tag, 0, place + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return kind + struct.pack(">HHHH", len(tables), 16, 0, 0) + rows + body


def cmap(groups):
    table = struct.pack(">HHIII", 12, 0, 16 + 12 * len(groups), 0, len(groups)) + b"".join(struct.pack(">III", *it) for it in groups)
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + table


LETTERS = [(32, 126, 1)]
SQUARE = struct.pack(">hhhhh", 1, 0, 0, 500, 700) + struct.pack(">HH", 3, 0) + b"\1\1\1\1" + struct.pack(">8h", 0, 500, 0, -500, 0, 0, 700, 0)


def composite(*parts):
    """A shape made of others, each where it is twice as large."""
    out = struct.pack(">hhhhh", -1, 0, 0, 500, 700)
    for at, part in enumerate(parts):
        more = 0x20 if at + 1 < len(parts) else 0
        out += struct.pack(">HHbb", 2 | more, part, at, at)
    return out + b"\0" * (len(out) % 2)


def typeface(shapes, extra=None, groups=None, units=1000, family="House Face"):
    """A font of these shapes; the letters of ASCII are the shapes from the first on, or the first for all."""
    loca, glyf = [0], b""
    for shape in shapes:
        glyf += shape + b"\0" * (-len(shape) % 4)
        loca.append(len(glyf))
    count = len(shapes)
    name = family.encode("utf-16-be")
    names = [(1, name), (2, "Regular".encode("utf-16-be")), (4, name), (6, name)]
    rows, words = b"", b""
    for number, text in names:
        rows += struct.pack(">6H", 3, 1, 0x409, number, len(text), len(words))
        words += text
    tables = {
        b"head": struct.pack(">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, units, 0, 0, 0, 0, 500, 700, 0, 8, 2, 1, 0),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, 800, -200, 0, 600, 0, 0, 500, 1, 0, 0, 0, 0, 0, 0, 0, 1),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, count, 9, 9, 9, 9, 1, 0, 0, 0, 0, 0, 0, 9, 9),
        b"hmtx": struct.pack(">Hh", 600, 0) + b"\0\0" * (count - 1),
        b"cmap": cmap(groups or [(at, at, 1 if count > 1 else 0) for at in range(32, 127)]),
        b"loca": struct.pack(f">{count + 1}I", *loca),
        b"glyf": glyf or b"\0",
        b"name": struct.pack(">HHH", 0, len(names), 6 + len(rows)) + rows + words,
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    tables.update(extra or {})
    return sfnt(tables, b"OTTO" if b"CFF " in tables else b"\0\1\0\0")


def index(items):
    if not items:
        return b"\0\0"
    places = [1]
    for item in items:
        places.append(places[-1] + len(item))
    return struct.pack(">HB", len(items), 4) + b"".join(struct.pack(">I", it) for it in places) + b"".join(items)


def cff(chars, subrs):
    """Shapes and what they call, as PostScript has them."""
    number = lambda it: b"\x1d" + struct.pack(">i", it)
    head, names, words, shared = b"\1\0\4\4", index([b"House"]), index([]), index(subrs)
    top = lambda at: index([number(at) + b"\x11"])
    place = len(head) + len(names) + len(top(0)) + len(words) + len(shared)
    return head + names + top(place) + words + shared + index(chars)


def lookups(kind, subtables):
    """A GSUB with one lookup for each of these, all of them always in force."""
    script = struct.pack(">H4sH", 1, b"DFLT", 8) + struct.pack(">HH", 4, 0) + struct.pack(">HHHH", 0, 0xFFFF, 1, 0)
    feature = struct.pack(">H4sH", 1, b"ccmp", 8) + struct.pack(">HH", 0, len(subtables)) + b"".join(struct.pack(">H", at) for at in range(len(subtables)))
    listed, body = b"", b""
    for subtable in subtables:
        listed += struct.pack(">H", 2 + 2 * len(subtables) + len(body))
        body += struct.pack(">HHHH", kind, 0, 1, 8) + subtable
    head = struct.pack(">IHHH", 0x10000, 10, 10 + len(script), 10 + len(script) + len(feature))
    return head + script + feature + struct.pack(">H", len(subtables)) + listed + body


def ligature_bomb(times):
    """One letter becomes so many."""
    sequence = struct.pack(">H", times) + struct.pack(">H", 1) * times
    coverage = struct.pack(">HHH", 1, 1, 1)
    return struct.pack(">HHHH", 1, 8 + len(sequence), 1, 8) + sequence + coverage


def with_font(data, name="a.ttf"):
    return {
        "deck.toml": ABSENT + 'theme = "house.toml"\n\n[[slide]]\ntitle = "aaaaaaaaaaaa"\nbody = "- Words with *each* style, 12 %"\n',
        "house.toml": 'extends = "civic"\n[fonts]\ndisplay = "House Face"\ntext = "House Face"\n',
        f"fonts/{name}": data,
    }


def woff(font, says=None):
    """The same font packed; `says` is what its first table claims to become."""
    count = struct.unpack(">H", font[4:6])[0]
    place, rows, body = 44 + 20 * count, b"", b""
    for at in range(count):
        tag, total, start, size = struct.unpack(">4sIII", font[12 + 16 * at : 28 + 16 * at])
        data = zlib.compress(font[start : start + size] if says is None else b"\0" * 40_000_000)
        claimed = size if says is None else says
        rows += struct.pack(">4sIIII", tag, place + len(body), len(data), claimed, total)
        body += data + b"\0" * (-len(data) % 4)
    size = len(font) if says is None else min(says * count, 0xFFFFFFFF)
    return b"wOFF" + font[:4] + struct.pack(">IHHIHHIIIII", place + len(body), count, 0, size, 1, 0, 0, 0, 0, 0, 0) + rows + body


def fonts():
    whole = typeface([b"", SQUARE])
    yield "face-whole", with_font(whole)
    yield "face-of-itself", with_font(typeface([b"", composite(1)]))
    yield "face-of-each-other", with_font(typeface([b"", composite(2, 2), composite(1, 1)]))
    yield "face-tower", with_font(typeface([b"", *[composite(at + 2, at + 2) for at in range(30)], SQUARE]))
    yield "face-wide-tower", with_font(typeface([b"", *[composite(*[at + 2] * 60) for at in range(5)], SQUARE]))
    yield "face-outline-loops", with_font(typeface([b"", b""], {b"CFF ": cff([b"\x0e", b"\x20\x1d\x0e"], [b"\x20\x1d\x0b"])}))
    # Each calls the next so often; a number's sign is 139, and the first of so few has the number -107.
    calls = [bytes([33 + at, 0x1D]) * 20 + b"\x0b" for at in range(8)]
    line = b"\x95\x95\x05" * 20 + b"\x0b"
    yield "face-outline-multiplies", with_font(typeface([b"", b""], {b"CFF ": cff([b"\x0e", b"\x8b\x8b\x15\x20\x1d\x0e"], [*calls, line])}))
    yield "face-letters-multiply", with_font(typeface([b"", SQUARE], {b"GSUB": lookups(2, [ligature_bomb(60)] * 12)}))
    yield "face-letters-multiply-once", with_font(typeface([b"", SQUARE], {b"GSUB": lookups(2, [ligature_bomb(20_000)])}))
    yield "face-units-of-16", with_font(typeface([b"", SQUARE], units=16))
    yield "face-units-of-nothing", with_font(typeface([b"", SQUARE], units=0))
    yield "face-letters-of-all-planes", with_font(typeface([b"", SQUARE], groups=[(0, 0x10FFFF, 1)] * 3_000))
    names = b"".join(struct.pack(">6H", 3, 1, 0x409, 1, 60_000, 0) for _ in range(5_000))
    yield "face-many-names", with_font(typeface([b"", SQUARE], {b"name": struct.pack(">HHH", 0, 5_000, 6 + len(names)) + names + b"\0a" * 30_000}))
    axes = b"".join(struct.pack(">4siiiHH", b"wght", 0, 0x1900000, 0x3E80000, 0, 256) for _ in range(3_000))
    yield "face-many-axes", with_font(typeface([b"", SQUARE], {b"fvar": struct.pack(">IHHHHHH", 0x10000, 16, 2, 3_000, 20, 0, 4) + axes}))
    # A paint that is made of the same letter.
    paint = b"\x0b" + struct.pack(">H", 1)
    colored = struct.pack(">HHIIHIIIII", 1, 0, 0, 0, 0, 34, 0, 0, 0, 0) + struct.pack(">IHI", 1, 1, 10) + paint
    yield "face-color-of-itself", with_font(typeface([b"", SQUARE], {b"COLR": colored, b"CPAL": struct.pack(">HHHHIH", 0, 1, 1, 1, 14, 0) + b"\xff" * 4}))
    strike = b"\0\0\0\0png " + png(8_000, 8_000)
    bitmap = struct.pack(">HHII", 1, 1, 1, 12) + struct.pack(">HH", 100, 72) + struct.pack(">3I", 16, 16, 16 + len(strike)) + strike
    yield "face-of-pictures", with_font(typeface([b"", SQUARE], {b"sbix": bitmap}))
    yield "face-collection-of-itself", with_font(b"ttcf" + struct.pack(">II", 0x10000, 0x7FFFFFFF) + struct.pack(">I", 0) * 1_000, "a.ttc")
    yield "face-collection-of-many", with_font(b"ttcf" + struct.pack(">II", 0x10000, 60_000) + struct.pack(">I", 12 + 240_000) * 60_000 + whole, "a.ttc")
    yield "face-packed", with_font(woff(whole), "a.woff")
    yield "face-packed-bomb", with_font(woff(whole, 40_000_000), "a.woff")
    yield "face-packed-says-all", with_font(woff(whole, 0xFFFFFFFF), "a.woff")
    two = b"wOF2\0\1\0\0" + struct.pack(">IHHIIHHIIIII", 4_000, 10, 0, 0xFFFFFFFF, 3_900, 1, 0, 0, 0, 0, 0, 0)
    yield "face-packed-twice-damaged", with_font(two + b"\xff" * 4_000, "a.woff2")
    yield "face-kinds-unknown", with_font(typeface([b"", SQUARE], {b"SVG ": b"\0\0\0\0\0\x0a" + b"\xff" * 900, b"morx": b"\0\2\0\0" + b"\xff" * 900, b"kern": b"\xff" * 900, b"GPOS": b"\0\1\0\0" + b"\xff" * 900}))


def formulas():
    tex = lambda words: one(f"body = '''\n$${words}$$\n'''")
    # None is longer than the 4,000 bytes that are read at all.
    yield "tex-choices", tex("\\mathchoice{a}{b}{c}{d}" * 9 + "\\mathchoice{" * 200 + "x" + "}{y}{z}{w}" * 120)
    yield "tex-arguments-doubled", tex("\\def\\a#1{#1#1}" + "\\a{" * 40 + "x" + "}" * 40)
    yield "tex-arguments-nine", tex("\\def\\a#1{#1#1#1#1#1#1#1#1#1}" + "\\a{" * 900 + "x" + "}" * 900)
    yield "tex-by-turns", tex("\\def\\a{\\b}\\def\\b{\\a}\\a")
    yield "tex-by-names", tex("\\let\\c\\c \\expandafter\\c\\csname c\\endcsname \\def\\d{\\expandafter\\d\\d}\\d")
    yield "tex-exponents", tex("x^{" * 900 + "x" + "}" * 900)
    yield "tex-brackets", tex("\\left(" * 250 + "x" + "\\right)" * 250)
    yield "tex-columns", tex("\\begin{array}{" + "c|" * 1_900 + "}a\\end{array}")
    yield "tex-arrays", tex("\\begin{matrix}" * 120 + "x" + "\\end{matrix}" * 120)
    yield "tex-cells", tex("\\begin{matrix}" + "&" * 1_000 + "\\\\" * 1_400 + "\\end{matrix}")
    yield "tex-letters-far", tex('\\char"FFFFFFFF \\char`\\^^@ \\unicode{x110000} \\color{#' + "9" * 900 + "}x")
    yield "tex-long", tex("x+" * 1_900 + "x")
    yield "tex-accents", tex("\\widehat{" * 350 + "x" + "}" * 350)
    yield "tex-over", tex("\\overset{a}{\\underbrace{" * 120 + "x" + "}}" * 120)
    yield "tex-sizes", tex("\\Huge " * 600 + "x" + "\\rule{9999em}{9999em}\\raisebox{9999em}{x}\\hspace{-9999em}")
    yield "tex-many", one("body = '''\n" + "$x^2$ and $\\frac{1}{2}$\n\n" * 9_000 + "'''")
    yield "tex-files", tex("\\input{/etc/passwd} \\includegraphics{/etc/passwd} \\href{file:///etc/passwd}{x} \\write18{true} \\openin1=/etc/passwd")


def tables():
    chart = '[[slide]]\ntitle = "A"\nchart = { kind = "%s", alt = "A", data = "a.csv" }\n'
    data = lambda text, kind="line": {"deck.toml": HEAD + chart % kind, "a.csv": text}
    yield "csv-utf-16", data("a,1\n".encode("utf-16") * 9)
    yield "csv-zeros", data(b"a\0b,1\0\n" * 9_000)
    yield "csv-old-ends", data("a,1\r" * 90_000)
    yield "csv-wide", data(",".join("abc") + "\n" + "x" + ",1" * 60_000 + "\n")
    yield "csv-numbers-far", data("x,1e999999\ny,-1e999999\nz,NaN\nw,∞\nv," + "9" * 90_000 + "\nu,0." + "0" * 90_000 + "1\n")
    yield "csv-quotes", data('"' + '""' * 900_000 + '",1\n')
    yield "csv-both-ways", data("\u202e\u2067label,1\n" * 30)
    yield "csv-formulas", data('=HYPERLINK("http://127.0.0.1/")&cmd|\'/C calc\'!A0,1\n' * 3)


LANGUAGES = "ruby perl markdown latex html php css javascript typescript yaml xml lua haskell bash clojure erlang r scala swift kotlin groovy c++ java python go json toml sql makefile diff lisp ocaml objective-c asp rst textile tcl d".split()


def codes():
    mess = "\\\"'`${<%{{#{[(/*--=>|&@:;~^?!a_1 \t"
    for at, language in enumerate(LANGUAGES):
        line = (mess[at % 7 :] + mess) * 40
        yield f"code-of-{language.replace('+', 'p')}", one(f"code = {{ language = \"{language}\", file = \"a.txt\" }}") | {"a.txt": f"{line}\n" * 30 + mess[::-1] * 200}
    yield "code-zeros", one('code = { file = "a.rs" }') | {"a.rs": b"fn a() {}\0\xff\xfe" * 9_000}
    yield "code-utf-16", one('code = { file = "a.rs" }') | {"a.rs": "fn a() {}\n".encode("utf-16") * 9}
    yield "code-old-ends", one('code = { file = "a.rs" }') | {"a.rs": "fn a() {}\r" * 9_000}
    yield "code-tabs", one('code = { file = "a.rs" }') | {"a.rs": "\t" * 90_000 + "a\n"}


def themes():
    with_theme = lambda theme, **more: {"deck.toml": ABSENT + 'theme = "t0.toml"\n\n[[slide]]\ntitle = "Hello"\n', "t0.toml": theme, **more}
    yield "theme-chain", with_theme("", **{f"t{at}.toml": f'extends = "t{at + 1}.toml"\n' for at in range(1_000)})
    yield "theme-many-keys", with_theme('extends = "civic"\n' + "".join(f"[a{at}]\nb = 1\n" for at in range(60_000)))
    yield "theme-zeros", with_theme(b"\0" * 99_000)
    yield "theme-logo-is-bomb", with_theme('extends = "civic"\n[logo]\nsrc = "a.png"\n[background]\ntitle = "a.png"\ncontent = "a.png"\n') | {"a.png": png(7_000, 7_000)}
    yield "theme-logo-outside", with_theme('extends = "civic"\n[logo]\nsrc = "../../../etc/passwd"\n[fonts]\ntext = "../../x.ttf"\n')


def files():
    yield "include-twice-each", {
        "deck.toml": ABSENT[:-1] + '\ninclude = ["p0.toml", "p0.toml"]\n[[slide]]\ntitle = "A"\n',
        **{f"p{at}.toml": f'[[slide]]\ninclude = "p{at + 1}.toml"\n' * 2 for at in range(40)},
    }
    yield "include-many-slides", {
        "deck.toml": ABSENT[:-1] + "\ninclude = [" + ",".join(f'"p{at}.toml"' for at in range(200)) + ']\n[[slide]]\ntitle = "A"\n',
        **{f"p{at}.toml": '[[slide]]\ntitle = "A"\nhidden = true\n' * 400 for at in range(200)},
    }
    # Words that a terminal would obey.
    evil = "\\u001b]0;owned\\u0007\\u001b[2J\\u009b31m\\u202e\\r\\u0008"
    yield "words-for-terminals", {"deck.toml": f'[deck]\ntitle = "{evil}"\nlanguage = "{evil}"\n"{evil}" = 1\n[[slide]]\nid = "{evil}"\ntitle = "{evil}"\npicture = {{ src = "{evil}.png", alt = "A" }}\n'}
    raw = "\x1b]0;owned\x07\x1b[2J\x9b31m\x7f"
    yield "words-for-terminals-raw", {"deck.toml": (HEAD + f"[[slide]]\ntitle = '{raw}'\n{raw} = 1\n").encode()}
    yield "file-names-for-terminals", {"deck.toml": HEAD + '[[slide]]\ntitle = "A"\n', "fonts/\x1b[2Ja.ttf": b"no font", "takes/2026-11-22-140501\x1b[2J.jsonl": "?"}
    yield "ends-of-lines-mixed", {"deck.toml": (HEAD + '[[slide]]\r\ntitle = "A"\r\n\r\n[[slide]]\rtitle = "B"\n\u2028[[slide]]\n').encode()}
    yield "mark-in-the-middle", {"deck.toml": (HEAD + '\ufeff[[slide]]\ntitle = "A\ufeff"\n').encode()}


def kept():
    log = lambda text: {"deck.toml": HEAD + '[[slide]]\nid = "a"\ntitle = "A"\n', "takes/2026-11-22-140501.jsonl": text}
    yield "take-deep", log("[" * 200_000 + "]" * 200_000)
    yield "take-one-line", log('{"t":0,"e":"slide","id":"' + "a" * 7_000_000 + '"}\n')
    yield "take-times-far", log("".join(f'{{"t":{t},"e":"slide","id":"a","step":{t}}}\n' for t in (18446744073709551615, -1, 1e308, 0, 9223372036854775807)))
    yield "take-zeros", log(b"\0" * 7_000_000)
    deck = {"deck.toml": HEAD + '[[slide]]\ntitle = "A"\n'}
    yield "settings-deep", deck | {"home/cuecard/settings.toml": "a = " + "[" * 100_000}
    yield "settings-vast", deck | {"home/cuecard/settings.toml": "[keys]\n" + "".join(f"k{at} = [\"{chr(97 + at % 26)}\"]\n" for at in range(90_000))}
    yield "settings-recent", deck | {"home/cuecard/settings.toml": "".join(f'[[recent]]\ndeck = "/x/{at}"\nopened = "2026-01-01T00:00:00"\n' for at in range(60_000))}
    yield "settings-zeros", deck | {"home/cuecard/settings.toml": b"\0\xff\xfe" * 90_000}


def all_of_them():
    for kind in (svgs(), pictures(), fonts(), formulas(), tables(), codes(), themes(), files(), kept()):
        yield from kind
