#!/usr/bin/env python3
"""Writes tests/talks/japanese/fonts: Noto Sans and Serif CJK JP (SIL OFL 1.1) with the letters of that talk alone.

Reads the faces where Debian's fonts-noto-cjk (1:20220127) has them; needs fonttools.
"""
import pathlib
import string

from fontTools import subset
from fontTools.ttLib import TTCollection

TALK = pathlib.Path(__file__).resolve().parent / "talks" / "japanese"
FACES = {"Sans": ["Regular", "Bold"], "Serif": ["Regular", "Bold"]}
# The first face of each collection is the Japanese one.
JAPANESE = 0


def main():
    texts = [path.read_text("utf-8") for path in [TALK / "deck.toml", *sorted(TALK.glob("*.svg"))]]
    letters = {c for text in texts for c in text if ord(c) > 0x7F} | set("、。「」『』（）・ー々") | set(string.digits)
    (TALK / "fonts").mkdir(exist_ok=True)
    for kind, weights in FACES.items():
        for weight in weights:
            font = TTCollection(f"/usr/share/fonts/opentype/noto/Noto{kind}CJK-{weight}.ttc").fonts[JAPANESE]
            options = subset.Options(layout_features=["palt", "kern", "locl", "ccmp"], hinting=False, desubroutinize=True)
            options.name_IDs, options.notdef_outline = [0, 1, 2, 3, 4, 5, 6, 13, 14], True
            cut = subset.Subsetter(options)
            cut.populate(text="".join(letters))
            cut.subset(font)
            name = f"Noto{kind}JP-{weight}.otf"
            for record in font["name"].names:
                record.string = record.toUnicode().replace(f"Noto {kind} CJK JP", f"Noto {kind} JP").replace(f"Noto{kind}CJKjp", f"Noto{kind}JP")
            font.save(TALK / "fonts" / name)
            print(name, (TALK / "fonts" / name).stat().st_size)


main()
