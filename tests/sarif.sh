#!/usr/bin/env bash
# What `check --format sarif` prints, judged by the schema of SARIF 2.1.0, on all small decks with faults.
# Usage: tests/sarif.sh PROGRAM. Gets the schema from OASIS, or takes the file that SARIF_SCHEMA names.
set -euo pipefail
cuecard=$(realpath "${1:?name the program: tests/sarif.sh target/release/cuecard}")
cd "$(dirname "$0")/.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

fail() { printf 'sarif: %s\n' "$*" >&2; exit 1; }

schema="${SARIF_SCHEMA:-$out/schema.json}"
[ -s "$schema" ] ||
  curl -fsSL -o "$schema" https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json ||
  fail 'the schema could not be fetched; name its file in SARIF_SCHEMA'
room="${XDG_CACHE_HOME:-$HOME/.cache}/cuecard/validator"
[ -x "$room/bin/python" ] || python3 -m venv "$room" || fail 'python3 with venv is needed'
"$room/bin/python" -c 'import jsonschema' 2>/dev/null || "$room/bin/pip" install --quiet jsonschema || fail 'jsonschema could not be installed'

count=0
for deck in tests/cases/access/lint/* tests/cases/access/good tests/cases/lint/*.toml decks/*/; do
  "$cuecard" check "$deck" --format sarif >"$out/$count.json" || [ $? = 1 ] || fail "$deck could not be checked"
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
