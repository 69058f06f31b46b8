#!/usr/bin/env bash
# Makes the package for Fedora, RHEL and openSUSE; needs rpmbuild.
#   assets/package/rpm.sh PROGRAM [FOLDER]       FOLDER/cuecard-VERSION-1.MACHINE.rpm; its path is printed
set -euo pipefail
program=$(realpath "${1:?name the program}")
out=$(realpath "${2:-.}")
cd "$(dirname "$0")/../.."
command -v rpmbuild >/dev/null || { echo 'rpm: rpmbuild is needed (on Debian: apt install rpm)' >&2; exit 1; }
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)}"
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
assets/package/tree.sh "$program" "$work/tree"
# Where this family of systems has them.
mv "$work/tree/usr/share/zsh/vendor-completions" "$work/tree/usr/share/zsh/site-functions"
(cd "$work/tree" && find . -type f -printf '/%P\n' | sed 's,^\(/usr/share/man/.*\.gz\)$,%doc \1,') | sort >"$work/files"
rpmbuild -bb --quiet --buildroot "$work/root" --define "_topdir $work/rpm" --define "laid $work/tree" --define "listing $work/files" \
  --define "version $version" --define "glibc $(assets/package/floor.sh "$program")" --define '_build_id_links none' \
  --define "_binary_payload w${CUECARD_PACK:-9}.xzdio" --define 'source_date_epoch_from_changelog 0' --define 'use_source_date_epoch_as_buildtime 1' --define '_buildhost cuecard' --define '__os_install_post %{nil}' \
  assets/package/cuecard.spec
find "$work/rpm/RPMS" -name '*.rpm' -exec cp {} "$out" \; -printf "$out/%f\n"
