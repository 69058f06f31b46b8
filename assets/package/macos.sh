#!/usr/bin/env bash
# Makes Cuecard.app for macOS, for processors of Apple and Intel in one; runs on macOS.
#   assets/package/macos.sh [FOLDER]             FOLDER/cuecard-VERSION-macos.zip; its path is printed
# It is not signed: the first time, right-click it and choose Open.
set -euo pipefail
cd "$(dirname "$0")/../.."
out=${1:-.}
[ "$(uname)" = Darwin ] || { echo 'macos: runs on macOS' >&2; exit 1; }
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export RUSTFLAGS="--remap-path-prefix ${CARGO_HOME:-$HOME/.cargo}=/cargo --remap-path-prefix $PWD=/cuecard"
export MACOSX_DEPLOYMENT_TARGET=11.0
built=${CARGO_TARGET_DIR:-target}
for target in aarch64-apple-darwin x86_64-apple-darwin; do
  rustup target add "$target"
  cargo rustc --locked --profile dist --target "$target" --bin cuecard -- -C opt-level=3
done

app=$work/Cuecard.app/Contents
mkdir -p "$app/MacOS" "$app/Resources" "$work/icon.iconset"
lipo -create -output "$app/MacOS/cuecard" "$built"/{aarch64,x86_64}-apple-darwin/dist/cuecard
for size in 16 32 128 256 512; do
  qlmanage -t -s $size -o "$work" assets/package/org.cuecard.Cuecard.svg >/dev/null 2>&1
  mv "$work/org.cuecard.Cuecard.svg.png" "$work/icon.iconset/icon_${size}x$size.png"
done
iconutil -c icns "$work/icon.iconset" -o "$app/Resources/cuecard.icns"
sed "s/@VERSION@/$version/" assets/package/Info.plist >"$app/Info.plist"
"$app/MacOS/cuecard" licenses >"$app/Resources/licenses.txt"
# Processors of Apple run nothing that has no signature at all; this one names nobody.
codesign --force --sign - "$work/Cuecard.app"
(cd "$work" && ditto -c -k --keepParent Cuecard.app cuecard.zip)
cp "$work/cuecard.zip" "$out/cuecard-$version-macos.zip"
echo "$out/cuecard-$version-macos.zip"
