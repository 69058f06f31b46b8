#!/usr/bin/env python3
"""A deck and font files -> fonts/ beside the deck, cut down to the letters that its files use, in all forms that they join in.

    python3 tests/subset.py tests/talks/arabic NotoSansArabic-Regular.ttf NotoSansArabic-Bold.ttf

Needs fonttools. The family keeps its name, the licence is copied by hand.
"""

import sys
from pathlib import Path

from fontTools import subset

# Digits, signs of numbers and marks that the program itself sets in these languages.
OWN = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬٪−.:،؛؟«»”“()[]/ \u00a0\u200e\u200f\u061c"


def main():
    deck, sources = Path(sys.argv[1]), sys.argv[2:]
    texts = [path.read_text(encoding="utf-8") for path in deck.rglob("*") if path.suffix in {".toml", ".svg", ".md"}]
    letters = {ord(c) for c in "".join(texts) + OWN if ord(c) > 0x7F or c in OWN}
    for source in sources:
        options = subset.Options()
        options.layout_features = ["*"]
        options.hinting = False
        options.notdef_outline = True
        options.drop_tables += ["DSIG", "STAT", "FFTM"]
        font = subset.load_font(source, options)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=letters)
        cutter.subset(font)
        target = deck / "fonts" / f"{Path(source).stem}-subset.ttf"
        target.parent.mkdir(exist_ok=True)
        subset.save_font(font, target, options)
        print(f"{target}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
