#!/usr/bin/env bash
# Makes the package for Debian and Ubuntu. CUECARD_PACK=0 packs it in less time, for trials.
#   assets/package/deb.sh PROGRAM [FOLDER]       FOLDER/cuecard_VERSION_ARCHITECTURE.deb; its path is printed
set -euo pipefail
program=$(realpath "${1:?name the program}")
out=$(realpath "${2:-.}")
cd "$(dirname "$0")/../.."
umask 022
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)}"
assets/package/tree.sh "$program" "$tree"

version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
architecture=$(dpkg --print-architecture)
maintainer=${CUECARD_MAINTAINER:-"The Cuecard authors <maintainers@cuecard.invalid>"}
doc=$tree/usr/share/doc/cuecard

# The windows' libraries are loaded while the program runs, so no tool finds them in it: X11 (winit), Wayland (winit),
# OpenGL (glutin), fontconfig for letters that the program's own faces lack, D-Bus for the file chooser.
loaded="libx11-6, libx11-xcb1, libxcursor1, libxi6, libxrandr2, libxkbcommon0, libxkbcommon-x11-0"
loaded="$loaded, libwayland-client0, libwayland-egl1, libegl1, libgl1, libfontconfig1, libdbus-1-3"

mkdir -p "$tree/DEBIAN"
cat >"$tree/DEBIAN/control" <<CONTROL
Package: cuecard
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(du -sk --apparent-size "$tree/usr" | cut -f1)
Section: misc
Priority: optional
Depends: libc6 (>= $(assets/package/floor.sh "$program")), libgcc-s1, $loaded
Recommends: xdg-desktop-portal
Suggests: ffmpeg, fonts-noto-core, fonts-noto-color-emoji
Description: give talks from slides written in TOML
 Cuecard plays slide decks: the audience sees full-screen slides with closed
 captions, the speaker sees notes, the next step and the time.
 .
 A deck is a folder with one text file and its pictures. It can be checked
 before the talk, rehearsed against the clock, and sent out afterwards as a
 PDF that screen readers can follow. Everything works offline.
CONTROL

cat >"$doc/copyright" <<COPYRIGHT
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Cuecard
Comment: All licenses, with those of the typefaces and of the packages that the
 program is built from, are in licenses.txt.gz beside this file;
 "cuecard licenses" prints them.

Files: *
Copyright: 2026 The Cuecard authors
License: Expat or Apache-2.0

License: Apache-2.0
 On Debian systems the full text is in /usr/share/common-licenses/Apache-2.0.

License: Expat
$(sed -n '/^Permission is hereby granted/,/^-----/ { /^-----/! s/^/ /p }' LICENSE | sed -e 's/^ $/ ./' -e '${/^ \.$/d}')
COPYRIGHT

# Debian calls a package's own changes so, in this form.
{
  printf 'cuecard (%s) unstable; urgency=medium\n\n  * Release %s; what changed for speakers is in changelog.md.gz.\n\n' "$version" "$version"
  printf ' -- %s  %s\n' "$maintainer" "$(date -uR -d "@$SOURCE_DATE_EPOCH")"
} | gzip -9n >"$tree/changelog.deb"
mv "$doc/changelog.gz" "$doc/changelog.md.gz"
mv "$tree/changelog.deb" "$doc/changelog.gz"
chmod 644 "$doc"/*

(cd "$tree" && find usr -type f -printf '%P\0' | sort -z | sed -z 's,^,usr/,' | xargs -0 md5sum >DEBIAN/md5sums)
find "$tree" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
package=$out/cuecard_${version}_$architecture.deb
dpkg-deb --root-owner-group -Zxz "-z${CUECARD_PACK:-9}" --build "$tree" "$package" >/dev/null
echo "$package"
