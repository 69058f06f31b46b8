#!/usr/bin/env bash
# Lays out what a package installs: the program, its manual pages and completions, desktop entry, icon, licenses.
#   assets/package/tree.sh PROGRAM FOLDER        everything lies in FOLDER/usr afterwards
# The date of all files, and of the release, is that of the last commit (or SOURCE_DATE_EPOCH), so that the same sources
# give the same package.
set -euo pipefail
program=$(realpath "${1:?name the program}")
into=${2:?name the folder}
cd "$(dirname "$0")/../.."
umask 022

version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
said=$("$program" --version)
[ "$said" = "cuecard $version" ] || { echo "tree: the program is \"$said\", the sources are of $version" >&2; exit 1; }
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)}"

usr=$into/usr share=$into/usr/share
here=assets/package id=org.cuecard.Cuecard
install -Dm755 "$program" "$usr/bin/cuecard"
# Names of functions are for reports of crashes, which find them in a file of their own: RUST_BACKTRACE=1.
names=$usr/lib/debug/usr/bin/cuecard.debug
mkdir -p "$(dirname "$names")"
objcopy --strip-debug "$usr/bin/cuecard" "$into/named"
objcopy --only-keep-debug "$into/named" "$names"
objcopy --wildcard --strip-symbol 'anon.*' "$names"
chmod 644 "$names"
rm "$into/named"
strip --strip-all "$usr/bin/cuecard"
(cd "$(dirname "$names")" && objcopy --add-gnu-debuglink=cuecard.debug "$(realpath "$usr/bin/cuecard")")

install -Dm644 "$here/$id.desktop" "$share/applications/$id.desktop"
install -Dm644 "$here/$id.svg" "$share/icons/hicolor/scalable/apps/$id.svg"
install -Dm644 "$here/icon-64.png" "$share/icons/hicolor/64x64/apps/$id.png"
install -Dm644 "$here/$id.mime.xml" "$share/mime/packages/$id.xml"
mkdir -p "$share/metainfo" "$share/man/man1" "$share/doc/cuecard"
python3 "$here/releases.py" "$here/$id.metainfo.xml" >"$share/metainfo/$id.metainfo.xml"

"$program" man "$share/man/man1"
mkdir -p "$share/bash-completion/completions" "$share/zsh/vendor-completions" "$share/fish/vendor_completions.d"
"$program" completions bash >"$share/bash-completion/completions/cuecard"
"$program" completions zsh >"$share/zsh/vendor-completions/_cuecard"
"$program" completions fish >"$share/fish/vendor_completions.d/cuecard.fish"

"$program" licenses >"$share/doc/cuecard/licenses.txt"
"$program" format >"$share/doc/cuecard/format.md"
cp CHANGELOG.md "$share/doc/cuecard/changelog"
gzip -9n "$share/man/man1/"*.1 "$share/doc/cuecard/licenses.txt" "$share/doc/cuecard/format.md" "$share/doc/cuecard/changelog"
find "$into" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
