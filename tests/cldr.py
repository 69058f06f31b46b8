#!/usr/bin/env python3
"""Writes what CLDR says of quotation marks and ICU of numbers, for the languages that tests ask about.

`tests/cldr.py` writes tests/it/cldr/quotes.txt (language, tab, the four marks) from npm's `cldr-misc-full`, and
tests/it/cldr/numbers.txt (language, number, decimals, what ICU makes of it) with `node`, whose Intl is ICU4C.
"""
import json
import pathlib
import subprocess
import tarfile
import tempfile

VERSION = "48.2.0"
FOLDER = pathlib.Path(__file__).resolve().parent / "it" / "cldr"
LANGUAGES = "en de fr es it pt nl da sv nb fi pl cs hu ro bg ru uk el tr ar he ja zh".split()
MORE = "en-GB de-CH fr-CH fr-CA pt-PT zh-Hant ko th vi id hi bn sk sl hr sr lt lv et is ca eu ga cy".split()
NUMBERS = [(0, 0), (7, 0), (1234, 0), (12345, 0), (1250000, 0), (-3.25, 2), (0.045, 3), (1234.5, 1), (9999999.99, 2)]

NODE = """
const [languages, numbers] = JSON.parse(process.argv[1]);
const out = [`# ICU ${process.versions.icu}, CLDR ${process.versions.cldr}, node ${process.version}`];
for (const language of languages) for (const [value, decimals] of numbers) {
  const format = new Intl.NumberFormat(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  out.push([language, value, decimals, format.format(value)].join("\\t"));
}
console.log(out.join("\\n"));
"""


def quotes():
    with tempfile.TemporaryDirectory() as folder:
        pack = ["npm", "pack", "--json", f"cldr-misc-full@{VERSION}"]
        name = json.loads(subprocess.run(pack, cwd=folder, check=True, capture_output=True).stdout)[0]["filename"]
        with tarfile.open(pathlib.Path(folder) / name) as archive:
            for language in LANGUAGES + MORE:
                marks = None
                tag = language
                # A tag that has no file of its own has what the shorter one has.
                while marks is None:
                    try:
                        member = archive.extractfile(f"package/main/{tag}/delimiters.json")
                        marks = json.load(member)["main"][tag]["delimiters"]
                    except KeyError:
                        tag = tag.rpartition("-")[0] or "en"
                names = ["quotationStart", "quotationEnd", "alternateQuotationStart", "alternateQuotationEnd"]
                yield f"{language}\t{''.join(marks[name] for name in names)}"


def main():
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "quotes.txt").write_text("\n".join([f"# CLDR {VERSION}", *quotes()]) + "\n", "utf-8")
    # The groups of fr-CH have changed since the CLDR that node has.
    asked = [language for language in LANGUAGES + MORE if language != "fr-CH"]
    told = subprocess.run(["node", "-e", NODE, json.dumps([asked, NUMBERS])], check=True, capture_output=True)
    (FOLDER / "numbers.txt").write_bytes(told.stdout)


main()
