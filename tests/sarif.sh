#!/usr/bin/env bash
# What `check --format sarif` prints, judged by the schema of SARIF 2.1.0, on all small decks with faults.
# Usage: tests/sarif.sh PROGRAM. Gets the schema from OASIS, or from Microsoft's package of it (npm); or takes the file that
# SARIF_SCHEMA names. Then the commands for GitHub Actions, read as its runner reads them.
set -euo pipefail
cuecard=$(realpath "${1:?name the program: tests/sarif.sh target/release/cuecard}")
cd "$(dirname "$0")/.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

fail() { printf 'sarif: %s\n' "$*" >&2; exit 1; }

schema="${SARIF_SCHEMA:-$out/schema.json}"
oasis=https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json
packed() {
  command -v npm >/dev/null && (cd "$out" && npm pack --silent @microsoft/jest-sarif@1.0.0-beta.0 >/dev/null &&
    tar xzf microsoft-jest-sarif-*.tgz -O package/lib/schemas/sarif-2.1.0-rtm.5.json) >"$schema" 2>/dev/null
}
[ -s "$schema" ] || curl -fsSL --connect-timeout 10 -o "$schema" "$oasis" 2>/dev/null || packed ||
  fail 'the schema could not be fetched; name its file in SARIF_SCHEMA'
room="${XDG_CACHE_HOME:-$HOME/.cache}/cuecard/validator"
[ -x "$room/bin/python" ] || python3 -m venv "$room" || fail 'python3 with venv is needed'
"$room/bin/python" -c 'import jsonschema' 2>/dev/null || "$room/bin/pip" install --quiet jsonschema || fail 'jsonschema could not be installed'

count=0
for deck in tests/cases/access/lint/* tests/cases/access/good tests/cases/lint/*.toml decks/*/; do
  "$cuecard" check "$deck" --format sarif >"$out/$count.json" || [ $? = 1 ] || fail "$deck could not be checked"
  "$cuecard" check "$deck" --format github >"$out/$count.github" || [ $? = 1 ] || fail "$deck could not be checked"
  count=$((count + 1))
done
"$room/bin/python" - "$schema" "$out"/[0-9]*.json <<'END' || fail 'what is printed is not SARIF 2.1.0'
import json, sys
import jsonschema
schema = json.load(open(sys.argv[1]))
judge = jsonschema.validators.validator_for(schema)(schema)
results = 0
for name in sys.argv[2:]:
    log = json.load(open(name))
    for fault in judge.iter_errors(log):
        sys.exit(f"{name}: {fault.json_path}: {fault.message}")
    results += len(log["runs"][0]["results"])
assert results > 50, results
print(f"sarif: {results} results of {len(sys.argv) - 2} decks are as the schema has them")
END

# `::error file=…,line=…,title=…::words`: in properties %, ends of lines, : and , stand as %25, %0D, %0A, %3A, %2C; in words the
# first three. The runner takes columns on one line alone. A folder with all of these signs in its name is among the decks.
odd="$out/100%, a:b"
mkdir "$odd"
printf '[deck]\ntitle = "T"\nlanguage = "en"\n[[slide]]\ntitle = "A"\nbdy = "50%% off"\n' >"$odd/deck.toml"
"$cuecard" check "$odd" --format github >"$out/odd.github" || [ $? = 1 ] || fail 'an odd folder could not be checked'
grep -qF '100%25%2C a%3Ab/deck.toml' "$out/odd.github" || fail "a file's name is badly written: $(cat "$out/odd.github")"
"$room/bin/python" - "$out"/*.github <<'END' || fail 'what is printed is not as GitHub documents it'
import json, re, sys
KNOWN = {"file", "line", "endLine", "col", "endColumn", "title"}
commands = 0
for name in sys.argv[1:]:
    for line in open(name, newline="\n").read().splitlines():
        found = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.+)", line)
        assert found, f"{name}: {line}"
        pairs = [pair.split("=", 1) for pair in found[2].split(",")]
        properties = dict(pairs)
        assert len(properties) == len(pairs) and set(properties) <= KNOWN and {"file", "title"} <= set(properties), line
        for value in [*properties.values(), found[3]]:
            assert not re.search(r"%(?!25|0D|0A|3A|2C)", value) and "\r" not in value, line
        assert all(properties[it].isdigit() for it in KNOWN - {"file", "title"} if it in properties), line
        assert "col" not in properties or properties["line"] == properties["endLine"], line
        commands += 1
assert commands > 50, commands
print(f"github: {commands} commands are as its runner reads them")
END
