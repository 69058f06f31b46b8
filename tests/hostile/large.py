"""Pictures of as many pixels as may be, in each format and each kind of it, wherever a deck may have a picture."""
import struct
import zlib

from inputs import chunk, png

# As many millions as may be: none is refused by its head.
SIDE = 8_000
LONG = (32_768, 2_048)
THEME = """extends = "civic"
[logo]
src = "FILE"
[background]
title = "FILE"
content = "FILE"
"""
DECK = """[deck]
title = "T"
language = "en-GB"
theme = "look.toml"
[[slide]]
layout = "title"
[[slide]]
title = "A picture"
picture = { src = "FILE", alt = "A" }
[[slide]]
layout = "image"
picture = { src = "FILE", alt = "A", fit = "cover" }
[[slide]]
title = "Another"
[[slide.column]]
body = "Words"
[[slide.column]]
picture = { src = "FILE", alt = "A", fit = "cover" }
"""


def packed(codes):
    """Bits, the lowest first: pairs of a number and how many bits it has."""
    out, held, count = bytearray(), 0, 0
    for code, bits in codes:
        held |= code << count
        count += bits
        while count >= 8:
            out.append(held & 255)
            held >>= 8
            count -= 8
    if count:
        out.append(held)
    return bytes(out)


def interlaced(width, height):
    """A PNG whose pixels come in seven passes."""
    steps = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    squeeze = zlib.compressobj(1)
    data = b""
    for x, y, across, down in steps:
        row = bytes(1 + 3 * -(-(width - x) // across))
        data += b"".join(squeeze.compress(row) for _ in range(-(-(height - y) // down)))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data + squeeze.flush()) + chunk(b"IEND", b"")


def jpeg(width, height, parts=3, progressive=False, turn=None, adobe=False):
    """All blocks are gray: a bit for what each part has of it, and one for its end."""
    segment = lambda marker, data: bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data
    blocks = -(-width // 8) * -(-height // 8)
    table = lambda kind, symbol: segment(0xC4, bytes([kind, 1]) + bytes(15) + bytes([symbol]))
    names = range(1, parts + 1)
    frame = struct.pack(">BHHB", 8, height, width, parts) + b"".join(bytes([name, 0x11, 0]) for name in names)
    scan = bytes([parts]) + b"".join(bytes([name, 0]) for name in names) + (b"\0\0\0" if progressive else b"\0\x3f\0")
    bits = blocks * parts * (1 if progressive else 2)
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, turn or 1, 0) + b"\0" * 4
    return b"".join([
        b"\xff\xd8",
        segment(0xE1, exif) if turn else b"",
        segment(0xEE, b"Adobe\0\x64\0\0\0\0\0") if adobe else b"",
        segment(0xDB, b"\0" + b"\1" * 64),
        segment(0xC2 if progressive else 0xC0, frame),
        table(0x00, 0),
        table(0x10, 0),
        segment(0xDA, scan),
        b"\0" * (bits // 8),
        b"\x7f" if bits % 8 else b"",
        b"\xff\xd9",
    ])


def webp(width, height):
    """Without loss, of one color: no pixel takes a bit."""
    one = lambda symbol: [(1, 1), (0, 1), (1, 1), (symbol, 8)]
    bits = [(0x2F, 8), (width - 1, 14), (height - 1, 14), (0, 1), (0, 3), (0, 1), (0, 1), (0, 1), *one(127) * 4, *one(0)]
    data = packed(bits)
    data += b"\0" * (len(data) % 2)
    return b"RIFF" + struct.pack("<I", len(data) + 12) + b"WEBPVP8L" + struct.pack("<I", len(data)) + data


def gif(width, height, times=1):
    """Each code stands for one pixel more than the one before it."""
    codes, left, size = [(4, 3)], width * height, 3
    while left > 0:
        codes.append((0, size))
        left -= 1
        for code in range(6, 4_096):
            if left <= 0:
                break
            codes.append((code, size))
            left -= code - 4
            size += size < 12 and code + 1 == 1 << size
        codes.append((4, size))
        size = 3
    codes.append((5, size))
    data = packed(codes)
    blocks = b"".join(bytes([len(part)]) + part for part in (data[at : at + 255] for at in range(0, len(data), 255)))
    frame = b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\2" + blocks + b"\0"
    head = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x81, 0, 0) + b"\x80\x90\xa0" * 4
    return head + frame * times + b";"


def kinds():
    yield "png", lambda: png(SIDE, SIDE)
    yield "png-clear", lambda: png(SIDE, SIDE, color=6)
    yield "png-gray-16", lambda: png(SIDE, SIDE, depth=16, color=0)
    yield "png-clear-16", lambda: png(SIDE, SIDE, depth=16, color=6)
    yield "png-interlaced", lambda: interlaced(SIDE, SIDE)
    yield "png-long", lambda: png(*LONG)
    yield "png-high", lambda: png(*reversed(LONG))
    yield "jpg", lambda: jpeg(SIDE, SIDE)
    yield "jpg-gray", lambda: jpeg(SIDE, SIDE, parts=1)
    yield "jpg-turned", lambda: jpeg(SIDE, SIDE, turn=6)
    yield "jpg-inks", lambda: jpeg(SIDE, SIDE, parts=4, adobe=True)
    yield "jpg-progressive", lambda: jpeg(SIDE, SIDE, progressive=True)
    yield "jpg-progressive-turned", lambda: jpeg(SIDE, SIDE, progressive=True, turn=8)
    yield "jpg-progressive-inks", lambda: jpeg(SIDE, SIDE, parts=4, progressive=True, adobe=True)
    yield "webp", lambda: webp(SIDE, SIDE)
    yield "gif", lambda: gif(SIDE, SIDE)
    yield "gif-film", lambda: gif(3_000, 2_000, times=6)


def all_of_them():
    for kind, made in kinds():
        name = f"a.{kind.split('-')[0]}"
        fill = lambda text: text.replace("FILE", name)
        yield f"large-{kind}", {"deck.toml": fill(DECK), "look.toml": fill(THEME), name: made()}
