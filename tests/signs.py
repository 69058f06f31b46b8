#!/usr/bin/env python3
"""Font files of a machine -> the faces of signs in assets/fonts: letters and signs that the text faces lack, and no others.

    python3 tests/signs.py FOLDER

FOLDER has Inter-Regular.otf (fonts-inter), NotoSansMath-Regular.ttf, NotoSansSymbols-Regular.ttf, NotoSansSymbols2-Regular.ttf
and NotoSansMono-Regular.ttf (fonts-noto-core, fonts-noto-extra of Debian), anywhere beneath it, or NotoEmoji_400Regular.ttf (npm's
@expo-google-fonts/noto-emoji); what is not there stays as it is. Needs fonttools.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

FONTS = Path(__file__).resolve().parent.parent / "assets" / "fonts"

# Latin beyond Atkinson's, Greek with all its accents, Cyrillic; raised and lowered letters, money, fractions; arrows,
# operators, technical signs, shapes, ticks and stars.
LETTERS = [(0x0180, 0x024F), (0x0250, 0x02FF), (0x0370, 0x052F), (0x1E00, 0x1FFF)]
SIGNS = [(0x2010, 0x206F), (0x2070, 0x218F), (0x2190, 0x24FF), (0x25A0, 0x297F), (0x2B00, 0x2BFF)]
MATHEMATICS = [(0x2100, 0x214F), (0x2190, 0x22FF), (0x2308, 0x230B), (0x27C0, 0x27FF), (0x2900, 0x2AFF), (0x1D400, 0x1D7FF)]
PICTURES = [(0x2300, 0x23FF), (0x2460, 0x24FF), (0x25A0, 0x27BF), (0x2B00, 0x2BFF)]
# What stands in code, where letters stand under each other.
CODE = [(0x0370, 0x03FF), (0x0400, 0x045F), (0x0490, 0x0491), (0x2070, 0x209F), (0x20A0, 0x20BF), (0x2190, 0x22FF), (0x2500, 0x27BF)]


def within(code, ranges):
    return any(first <= code <= last for first, last in ranges)


def named(font, family):
    """The family's own name: what is cut out of a face is not that face."""
    for record in list(font["name"].names):
        if record.nameID in (16, 17, 21, 22, 25) or record.nameID > 25:
            font["name"].removeNames(nameID=record.nameID)
    for name, words in ((1, family), (2, "Regular"), (3, family), (4, family), (6, family.replace(" ", ""))):
        font["name"].setName(words, name, 3, 1, 0x409)
        font["name"].removeNames(nameID=name, platformID=1)


def cut(source, codes, family, target):
    """The letters with what joins and kerns them."""
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.hinting = False
    options.drop_tables += ["MATH", "DSIG", "STAT", "FFTM"]
    font = TTFont(source)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    named(font, family)
    font.save(target)
    print(f"{target.name}: {len(codes)} signs, {target.stat().st_size} bytes")


def code(source, mono, family, target):
    """Signs as wide as a letter of the face of code, so that columns and frames hold."""
    wide = TTFont(mono)
    own = wide.getBestCmap()
    cut(source, [it for it in TTFont(source).getBestCmap() if within(it, CODE) and it not in own], family, target)
    font = TTFont(target)
    advance = wide["hmtx"][own[ord("a")]][0] / wide["head"].unitsPerEm * font["head"].unitsPerEm
    glyphs, drawn = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        old = font["hmtx"][name][0]
        pen = DecomposingRecordingPen(glyphs)
        glyphs[name].draw(pen)
        out = TTGlyphPen(None)
        pen.replay(TransformPen(out, (advance / old if old else 1, 0, 0, 1, 0, 0)))
        drawn[name] = (out.glyph(), round(advance) if old else 0)
    for name, (glyph, width) in drawn.items():
        font["glyf"][name] = glyph
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (width, getattr(glyph, "xMin", 0))
    font.save(target)
    print(f"{target.name}: {target.stat().st_size} bytes")


def emoji(source, family, target):
    """All emoji with what joins several to one, on a coarser grid, which packs better and shows no difference."""
    options = subset.Options()
    options.layout_features = ["ccmp"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.hinting = False
    options.drop_tables += ["vhea", "vmtx", "STAT", "gasp", "DSIG"]
    font = TTFont(source)
    # Signs of the private areas are for programs of old.
    codes = [code for code in font.getBestCmap() if code < 0xE000 or 0xFE00 <= code <= 0xFE0F or 0x1F000 <= code < 0xE0080]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    scale_upem(font, 1024)
    named(font, family)
    font.save(target)
    print(f"{target.name}: {len(codes)} signs, {target.stat().st_size} bytes")


def main():
    folder = Path(sys.argv[1])
    for pictures in folder.rglob("NotoEmoji_400Regular.ttf"):
        emoji(pictures, "Cuecard Emoji", FONTS / "CuecardEmoji.ttf")
    if not any(folder.rglob("Inter-Regular.otf")):
        return

    def source(name):
        return next(folder.rglob(name))

    def codes(name, ranges):
        return {code for code in TTFont(source(name)).getBestCmap() if within(code, ranges)}

    text = set(TTFont(FONTS / "AtkinsonHyperlegibleNext_400Regular.ttf").getBestCmap())
    letters = codes("Inter-Regular.otf", LETTERS + SIGNS) - text
    cut(source("Inter-Regular.otf"), letters, "Cuecard Signs", FONTS / "CuecardSigns_400Regular.otf")
    mathematics = codes("NotoSansMath-Regular.ttf", MATHEMATICS) - text - letters
    cut(source("NotoSansMath-Regular.ttf"), mathematics, "Cuecard Mathematics", FONTS / "CuecardMathematics.ttf")
    known = text | letters | mathematics
    pictures = codes("NotoSansSymbols2-Regular.ttf", PICTURES) - known
    cut(source("NotoSansSymbols2-Regular.ttf"), pictures, "Cuecard Symbols", FONTS / "CuecardSymbols.ttf")
    others = codes("NotoSansSymbols-Regular.ttf", PICTURES + SIGNS) - known - pictures
    cut(source("NotoSansSymbols-Regular.ttf"), others, "Cuecard Further Symbols", FONTS / "CuecardFurtherSymbols.ttf")
    mono = FONTS / "AtkinsonHyperlegibleMono_400Regular.ttf"
    code(source("NotoSansMono-Regular.ttf"), mono, "Cuecard Code Signs", FONTS / "CuecardCodeSigns.ttf")


if __name__ == "__main__":
    main()
