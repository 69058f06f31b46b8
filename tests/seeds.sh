#!/usr/bin/env bash
# Tries the properties (proptest) with other random inputs than those of `cargo test`, which are the same each time.
#   tests/seeds.sh [ROUNDS [FIRST]]     so many rounds (10), with the seeds FIRST, FIRST + 1, … (the time of day)
# Says which seed failed; `PROPTEST_RNG_SEED=THAT cargo test NAME` shows it again.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-10}
first=${2:-$(date +%s)}

# The names of tests that draw random inputs: those of files that use the crate.
mapfile -t files < <(grep -rl 'proptest!' src tests/it --include=*.rs)
names=()
for file in "${files[@]}"; do
  mapfile -t found < <(awk '/proptest! *\{/ { inside = 1 } /^}/ { inside = 0 } inside && /^ *(pub )?fn [a-z_]+\(/ { sub(/\(.*/, ""); print $NF }' "$file")
  names+=("${found[@]}")
done
[ "${#names[@]}" -gt 10 ] || { echo 'seeds: no properties were found' >&2; exit 1; }
printf 'seeds: %s properties in %s files\n' "${#names[@]}" "${#files[@]}"

failed=()
for seed in $(seq "$first" $((first + rounds - 1))); do
  printf 'seeds: %s\n' "$seed"
  PROPTEST_RNG_SEED=$seed cargo test --quiet --locked --lib --test it -- "${names[@]}" || failed+=("$seed")
done
[ "${#failed[@]}" -eq 0 ] || { printf 'seeds: WRONG with %s\n' "${failed[*]}" >&2; exit 1; }
printf 'seeds: all is well\n'
