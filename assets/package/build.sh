#!/usr/bin/env bash
# Builds the program for Linux packages: nothing of the machine that builds it is in it; its path is printed.
#   assets/package/build.sh [GLIBC]              fails where the program asks for a later glibc than that (2.28)
set -euo pipefail
cd "$(dirname "$0")/../.."
target=$(rustc -vV | sed -n 's/^host: //p')
# Named, so that what is built for the machine itself is not built anew with these flags.
rust=$(rustc --print sysroot)
# Where packages write sources of their own, which may lie outside the checkout.
built=$(realpath -m "${CARGO_TARGET_DIR:-target}")
export RUSTFLAGS="--remap-path-prefix ${CARGO_HOME:-$HOME/.cargo}=/cargo --remap-path-prefix $PWD=/cuecard --remap-path-prefix $rust=/rust --remap-path-prefix $built=/target"
# What is linked as one is made quick, of packages that were made small as well (Cargo.toml, profile.dist).
cargo rustc --quiet --locked --profile dist --target "$target" --bin cuecard -- -C opt-level=3 >&2
program=${CARGO_TARGET_DIR:-target}/$target/dist/cuecard
# No pipe: one that grep ends early has failed, whatever was found.
! grep -m1 -F -e "$HOME/" -e "$PWD/" -e "$built/" <(strings -n 6 "$program") >&2 || { echo 'build: the program names a place of this machine' >&2; exit 1; }
assets/package/floor.sh "$program" ${1:+"$1"} >&2
echo "$program"
