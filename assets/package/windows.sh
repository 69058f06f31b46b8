#!/usr/bin/env bash
# Makes the program and the packages for Windows, on Linux: with Rust's target for it and mingw.
#   assets/package/windows.sh [FOLDER]           FOLDER/cuecard-VERSION-windows-x86_64.zip and …-setup.exe; paths are printed
#   assets/package/windows.sh --program          only cuecard.exe; its path is printed
# CUECARD_PROFILE=dev builds in less time, for trials. A compiler that has no such target but its own sources (Debian's rustc
# and rust-src) makes the standard library too: RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_unwind.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=x86_64-pc-windows-gnu
profile=${CUECARD_PROFILE:-dist}
# What is linked as one is made quick, of packages that were made small as well (Cargo.toml, profile.dist).
optimized=
[ "$profile" != dist ] || optimized='-C opt-level=3'
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { printf 'windows: %s\n' "$*" >&2; exit 1; }

need() { command -v "$1" >/dev/null || fail "$1 is needed (on Debian: apt install $2)"; }
need x86_64-w64-mingw32-gcc gcc-mingw-w64-x86-64
need rsvg-convert librsvg2-bin
need convert imagemagick
[ -d "$(rustc --print sysroot)/lib/rustlib/$target" ] || [ -n "${CARGO_UNSTABLE_BUILD_STD:-}" ] || rustup target add "$target" >&2 || fail "Rust has no target $target (rustup target add $target)"

icon() {
  local size
  for size in 16 24 32 48 64 256; do rsvg-convert -w $size -h $size assets/package/org.cuecard.Cuecard.svg -o "$work/$size.png"; done
  convert "$work"/{16,24,32,48,64,256}.png "$1"
}

program() {
  local folder=${CARGO_TARGET_DIR:-target}/$target/resource
  mkdir -p "$folder"
  icon "$folder/cuecard.ico"
  sed -e "s/@VERSION@/$version/" -e "s/@COMMAS@/${version//./,},0/" -e "s,@HERE@,$PWD/assets/package," assets/package/cuecard.rc >"$folder/cuecard.rc"
  x86_64-w64-mingw32-windres -I "$folder" "$folder/cuecard.rc" -O coff -o "$folder/cuecard.o"
  # Places of this machine would be in every message of a crash.
  local built
  built=$(realpath -m "${CARGO_TARGET_DIR:-target}")
  export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUSTFLAGS="--remap-path-prefix ${CARGO_HOME:-$HOME/.cargo}=/cargo --remap-path-prefix $PWD=/cuecard --remap-path-prefix $built=/target"
  cargo rustc --quiet --locked --profile "$profile" --target "$target" --bin cuecard -- -C "link-arg=$(realpath "$folder/cuecard.o")" $optimized >&2
  echo "${CARGO_TARGET_DIR:-target}/$target/${profile/#dev/debug}/cuecard.exe"
}

exe=$(program)
[ "${1:-}" != --program ] || { echo "$exe"; exit; }
out=$(realpath "${1:-.}")
need zip zip

tree=$work/cuecard-$version
mkdir "$tree"
x86_64-w64-mingw32-strip --strip-debug "$exe" -o "$tree/cuecard.exe"
cp LICENSE "$tree/LICENSE.txt"
zcat assets/notices.txt.gz | cat - assets/fonts/OFL-*.txt assets/icons/LICENSE-Lucide.txt >"$tree/licenses.txt"
cp decks/FORMAT.md "$tree/format.md"
# What is kept of it, and nobody's takes.
git ls-files -z decks/tour | tar --null -T - -c | tar -x -C "$tree" --strip-components=1
cp "${CARGO_TARGET_DIR:-target}/$target/resource/cuecard.ico" "$tree/"
find "$tree" -exec touch --date="@$SOURCE_DATE_EPOCH" {} +
(cd "$work" && find "cuecard-$version" | sort | TZ=UTC zip -q -X -@ "$work/cuecard.zip")
cp "$work/cuecard.zip" "$out/cuecard-$version-windows-x86_64.zip"
echo "$out/cuecard-$version-windows-x86_64.zip"

if command -v makensis >/dev/null; then
  makensis -V2 -NOCD "-DVERSION=$version" "-DTREE=$tree" "-DOUT=$out/cuecard-$version-windows-x86_64-setup.exe" assets/package/setup.nsi >&2
  echo "$out/cuecard-$version-windows-x86_64-setup.exe"
else
  echo 'windows: without an installer, which needs makensis (on Debian: apt install nsis)' >&2
fi
