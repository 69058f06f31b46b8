#!/usr/bin/env bash
# Makes the archive for any other Linux: the same files, and a script that puts them into a home folder or /usr/local.
#   assets/package/tarball.sh PROGRAM [FOLDER]   FOLDER/cuecard-VERSION-linux-MACHINE.tar.xz; its path is printed
set -euo pipefail
program=$(realpath "${1:?name the program}")
out=$(realpath "${2:-.}")
cd "$(dirname "$0")/../.."
umask 022
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)}"
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
name=cuecard-$version-linux-$(uname -m)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
assets/package/tree.sh "$program" "$tree/in"
mkdir "$tree/$name"
mv "$tree/in/usr/bin" "$tree/in/usr/share" "$tree/$name/"
# The names of functions lie beside the program, wherever that is put.
mkdir "$tree/$name/bin/.debug"
mv "$tree/in/usr/lib/debug/usr/bin/cuecard.debug" "$tree/$name/bin/.debug/"
cp assets/package/install.sh LICENSE "$tree/$name/"
XZ_OPT="-${CUECARD_PACK:-9}" tar --directory "$tree" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
  -cJf "$out/$name.tar.xz" "$name"
echo "$out/$name.tar.xz"
