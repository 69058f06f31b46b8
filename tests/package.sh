#!/usr/bin/env bash
# The packages, as those who install them meet them.
#   tests/package.sh PROGRAM             makes the .deb, installs it in fresh Debian 12 and 13, uses it there, removes it
#   tests/package.sh --quick PROGRAM     here, in seconds: what lies in the packages is well-formed, the scripts too
#
# The fresh systems are made by debootstrap and kept in the cache; each run works on a throw-away layer over them. Needs
# root, and installs on Debian what it needs itself.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
mounted=()
servers=()
id=org.cuecard.Cuecard

finish() {
  for pid in "${servers[@]}"; do kill "$pid" 2>/dev/null || true; done
  for ((at = ${#mounted[@]} - 1; at >= 0; at--)); do umount "${mounted[at]}" 2>/dev/null || umount -l "${mounted[at]}"; done
  rm -rf "$work"
}
trap finish EXIT

fail() { printf 'package: %s\n' "$*" >&2; exit 1; }
step() { printf 'package: %s\n' "$*"; }

need() {
  local missing=() tool package
  for tool in "$@"; do
    package=${tool#*:}
    command -v "${tool%%:*}" >/dev/null || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || fail "needs ${missing[*]}"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
    fail "needs ${missing[*]}, which could not be installed"
}

# What the files of a package are judged by.
files() {
  local share=$1/usr/share page words
  step 'desktop entry, description, MIME type, icons'
  desktop-file-validate --no-hints "$share/applications/$id.desktop" || fail 'the desktop entry'
  appstreamcli validate --no-net --pedantic "$share/metainfo/$id.metainfo.xml" >"$work/said" || { cat "$work/said" >&2; fail 'the description for software centres'; }
  mkdir -p "$work/mime/packages"
  cp "$share/mime/packages/$id.xml" "$work/mime/packages/"
  cp /usr/share/mime/packages/freedesktop.org.xml "$work/mime/packages/"
  XDG_DATA_HOME=$work update-mime-database "$work/mime" >"$work/said" 2>&1 && [ ! -s "$work/said" ] || { cat "$work/said" >&2; fail 'the MIME type'; }
  grep -q ':application/x-cuecard-deck+toml:deck.toml' "$work/mime/globs2" || fail 'deck.toml is not known as a deck'
  cmp -s <(rsvg-convert -w 64 -h 64 "$share/icons/hicolor/scalable/apps/$id.svg") "$share/icons/hicolor/64x64/apps/$id.png" ||
    compare -metric RMSE <(rsvg-convert -w 64 -h 64 "$share/icons/hicolor/scalable/apps/$id.svg") "$share/icons/hicolor/64x64/apps/$id.png" null: 2>&1 |
    awk -F'[()]' '{ exit $2 > 0.02 }' || fail 'icon-64.png is not the drawing: rsvg-convert -w 64 -h 64 assets/package/'"$id.svg -o assets/package/icon-64.png"

  step 'manual pages'
  for page in "$share"/man/man1/*.1.gz; do
    MANWIDTH=80 man --warnings -E UTF-8 -l "$page" >"$work/page" 2>"$work/said" || fail "$page"
    [ ! -s "$work/said" ] || { cat "$work/said" >&2; fail "$page"; }
    grep -q SYNOPSIS "$work/page" || fail "$page has no synopsis"
  done
  # Each command that the program tells of has one.
  for words in $("$1/usr/bin/cuecard" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z-]*\) .*/\1/p' | grep -vx help); do
    [ -s "$share/man/man1/cuecard-$words.1.gz" ] || fail "cuecard $words has no manual page"
  done

  step 'completions'
  bash -n "$share/bash-completion/completions/cuecard" || fail 'bash'
  zsh -n "$share/zsh/vendor-completions/_cuecard" || fail 'zsh'
  fish -n "$share/fish/vendor_completions.d/cuecard.fish" || fail 'fish'
  words=$(bash -c ". '$share/bash-completion/completions/cuecard'; COMP_WORDS=(cuecard expo); COMP_CWORD=1; _cuecard cuecard expo cuecard; echo \"\${COMPREPLY[*]}\"")
  [ "$words" = export ] || fail "bash completes expo as: $words"

  step 'licenses'
  zgrep -q 'SIL OPEN FONT LICENSE' "$share/doc/cuecard/licenses.txt.gz" || fail 'the typefaces have no license'
  ! grep -rl "@RELEASES@\|$HOME/\|\.cargo" "$share" || fail 'a file names a place of the machine that built it'
}

# The program, without the file of names beside it, in MB. The usual build is larger than what is packed for others.
weight() {
  local most=$1 bytes
  bytes=$(stat -c %s "$work/tree/usr/bin/cuecard")
  step "$(awk -v bytes="$bytes" 'BEGIN { printf "the program has %.1f MB", bytes / 1e6 }'), $(($(stat -c %s "$deb") / 1000000)) MB in the package"
  [ "$bytes" -le $((most * 1000000)) ] || fail "the program has more than $most MB"
}

# A crash tells where it was, though the names lie in a file of their own.
names() {
  step 'names of functions for reports of crashes'
  local program=$work/tree/usr/bin/cuecard names=$work/tree/usr/lib/debug/usr/bin/cuecard.debug
  # No pipes where grep ends early: they have failed then, whatever was found.
  ! grep -q . <(nm "$program" 2>/dev/null) || fail 'the program carries names'
  [ "$(nm "$names" | grep -c ' [tT] ')" -gt 10000 ] || fail 'the file of names has none'
  grep -q cuecard.debug <(readelf --string-dump=.gnu_debuglink "$program") || fail 'the program does not know the file of names'
}

scripts() {
  step 'scripts'
  shellcheck -S warning assets/package/*.sh tests/package.sh tests/windows.sh .ci/run || fail 'a script'
  tests/workflows.sh
}

# The same sources give the same package.
again() {
  step 'the same package again'
  mkdir "$work/again"
  cmp "$1" "$(assets/package/deb.sh "$program" "$work/again")" || fail 'two runs made two packages'
}

quick() {
  # What lies in a package is the same however small it is packed.
  export CUECARD_PACK=0
  need desktop-file-validate:desktop-file-utils appstreamcli:appstream update-mime-database:shared-mime-info man:man-db \
    zsh:zsh fish:fish rsvg-convert:librsvg2-bin compare:imagemagick dpkg-deb:dpkg shellcheck:shellcheck lintian:lintian strip:binutils
  scripts
  deb=$(assets/package/deb.sh "$program" "$work")
  dpkg-deb -x "$deb" "$work/tree"
  files "$work/tree"
  # The usual build, which is not what is packed.
  weight 70
  names
  step 'the user guide: made, each link followed'
  assets/package/guide.py "$program" "$work/guide" >/dev/null || fail 'the guide'
  step 'lintian'
  lintian --tag-display-limit 0 --allow-root --fail-on error,warning "$deb" --suppress-tags initial-upload-closes-no-bugs,bogus-mail-host,debug-file-with-no-debug-symbols,debug-suffix-not-dbg || fail 'lintian'
  again "$deb"
  step 'the archive: installed, run, removed'
  archive=$(assets/package/tarball.sh "$program" "$work")
  mkdir "$work/home" "$work/unpacked"
  tar -xJf "$archive" -C "$work/unpacked"
  local unpacked
  unpacked=$(echo "$work"/unpacked/*)
  HOME=$work/home "$unpacked/install.sh" >"$work/said" || { cat "$work/said" >&2; fail 'it does not install'; }
  "$work/home/.local/bin/cuecard" --version >/dev/null || fail 'it does not run'
  HOME=$work/home "$unpacked/install.sh" --remove >/dev/null
  [ -z "$(find "$work/home" -type f -not -path '*/mime/*' -not -name '*.cache')" ] || { find "$work/home" -type f >&2; fail 'files are left'; }
}

# A fresh system, from the cache.
room() {
  local suite=$1 place=$2
  [ -e "$place/made" ] && return
  [ "$(id -u)" = 0 ] || fail 'debootstrap needs root'
  need debootstrap:debootstrap
  step "a fresh Debian ($suite)"
  rm -rf "$place" && mkdir -p "$place"
  debootstrap --variant=minbase "$suite" "$place" "${DEBIAN_MIRROR:-http://deb.debian.org/debian}" >"$work/debootstrap.log" 2>&1 ||
    { tail -20 "$work/debootstrap.log" >&2; fail 'debootstrap failed'; }
  touch "$place/made"
}

# in_system COMMAND…: as a user of that system would.
in_system() {
  chroot "$system" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin:/usr/games HOME=/home/ana USER=ana LANG=C.UTF-8 LIBGL_ALWAYS_SOFTWARE=1 \
    DEBIAN_FRONTEND=noninteractive ${DISPLAY:+DISPLAY=$DISPLAY} sh -c "$*"
}

listed() { (cd "$system" && find usr etc var home opt -xdev \( -type f -o -type l -o -type d \) | grep -vE '^var/(lib/(dpkg|apt)|cache|log)|__pycache__' | sort); }

system_of() {
  local suite=$1 base=${XDG_CACHE_HOME:-$HOME/.cache}/cuecard/$2 windows=''
  room "$suite" "$base"
  system=$work/$suite
  mkdir -p "$work/$suite.layer" "$system"
  mount -t tmpfs none "$work/$suite.layer" && mounted+=("$work/$suite.layer")
  mkdir "$work/$suite.layer/new" "$work/$suite.layer/aside"
  mount -t overlay overlay -o "lowerdir=$base,upperdir=$work/$suite.layer/new,workdir=$work/$suite.layer/aside" "$system" && mounted+=("$system")
  mount --bind /proc "$system/proc" && mounted+=("$system/proc")
  mount --bind /dev "$system/dev" && mounted+=("$system/dev")
  mkdir -p "$system/home/ana" "$system/tmp/decks"
  cp /etc/resolv.conf "$system/etc/resolv.conf" 2>/dev/null || true
  cp -r decks/the-power-of-the-group decks/starting-with-why decks/tour "$system/tmp/decks/"
  cp "$deb" "$system/tmp/cuecard.deb"

  step "$suite: what is there before"
  in_system 'apt-get update -qq && apt-get install -y -qq --no-install-recommends desktop-file-utils shared-mime-info libglib2.0-bin man-db' \
    >"$work/apt.log" 2>&1 || { tail -20 "$work/apt.log" >&2; fail 'apt does not install'; }
  # The screen is a program of its own, with libraries that must not help Cuecard's package.
  listed >"$work/before"
  step "$suite: apt install ./cuecard.deb"
  in_system 'apt-get install -y -qq --no-install-recommends /tmp/cuecard.deb' >"$work/apt.log" 2>&1 || { tail -20 "$work/apt.log" >&2; fail 'it does not install'; }
  in_system 'cuecard --version && cuecard check /tmp/decks/tour && cuecard export /tmp/decks/tour /tmp/tour.pdf && cuecard export /tmp/decks/starting-with-why /tmp/why.png --size 320x180' \
    >"$work/said" 2>&1 || { cat "$work/said" >&2; fail 'check or export'; }
  "$program" export decks/tour "$work/tour.pdf" >/dev/null
  cmp "$system/tmp/tour.pdf" "$work/tour.pdf" || step "$suite: the tour's PDF has other bytes there (fonts of the machine)"
  [ "$(in_system 'gio info -a standard::content-type /tmp/decks/tour/deck.toml | sed -n "s/.*content-type: //p"')" = application/x-cuecard-deck+toml ] ||
    fail 'a deck is not known by its name'
  in_system 'man -w cuecard cuecard-export' >/dev/null || fail 'there is no manual page'
  ! in_system 'cuecard /tmp/decks/tour' >"$work/said" 2>&1 || fail 'there is a window without a screen'
  grep -q 'start it on a desktop' "$work/said" || { cat "$work/said" >&2; fail 'without a screen it does not say so'; }

  # The X server is this machine's, reached by its socket: the fresh system has what the package brought and no more.
  mkdir -p "$system/tmp/.X11-unix" && mount --bind /tmp/.X11-unix "$system/tmp/.X11-unix" && mounted+=("$system/tmp/.X11-unix")
  export DISPLAY=:$screen
  step "$suite: cuecard doctor"
  in_system 'cuecard doctor' >"$work/doctor" || fail 'cuecard doctor'
  sed 's/^/  /' "$work/doctor"
  grep -q '^  Libraries  *all' "$work/doctor" && grep -q 'Graphics  *OpenGL' "$work/doctor" || fail 'the package brings too little'
  ! grep -n 'ana\b\|/home/' "$work/doctor" || fail 'the page names who sits there'
  step "$suite: a window"
  in_system 'exec timeout 120 cuecard present /tmp/decks/the-power-of-the-group --now' >"$work/said" 2>&1 &
  servers+=($!)
  for _ in $(seq 120); do
    sleep 0.5
    if grep -q 'The Power of the Group' <(xwininfo -root -tree 2>/dev/null); then windows=yes; break; fi
  done
  [ -n "$windows" ] || { cat "$work/said" >&2; fail 'no window opened'; }
  xprop -name "$(xwininfo -root -tree | sed -n 's/.*"\([^"]*The Power of the Group\)".*/\1/p' | head -1)" WM_CLASS _NET_WM_ICON >"$work/props"
  grep -q "$id" "$work/props" || { head -c 300 "$work/props" >&2; fail 'the window is not called as its desktop entry'; }
  sleep 3
  import -window root "$work/$suite.png"
  [ "$(convert "$work/$suite.png" -format %k info:)" -gt 200 ] || fail 'the window shows nothing'
  [ -z "${CUECARD_PICTURES:-}" ] || cp "$work/$suite.png" "$CUECARD_PICTURES/"
  kill "${servers[-1]}" 2>/dev/null || true
  wait "${servers[-1]}" 2>/dev/null || true
  unset DISPLAY

  step "$suite: apt purge"
  in_system 'apt-get purge -y -qq cuecard && apt-get autoremove -y -qq --purge' >"$work/apt.log" 2>&1 || fail 'it cannot be removed'
  # What is the speaker's own stays: settings and takes.
  listed | grep -v '^home/ana/' | comm -13 <(grep -v '^home/ana/' "$work/before") - | grep -i cuecard && fail 'files are left behind'
  while [ ${#mounted[@]} -gt 0 ]; do umount "${mounted[-1]}" || umount -l "${mounted[-1]}"; unset 'mounted[-1]'; done
}

full() {
  quick
  need Xvfb:xvfb xwininfo:x11-utils import:imagemagick
  screen=$((90 + RANDOM % 9))
  Xvfb ":$screen" -screen 0 1280x800x24 >"$work/xvfb.log" 2>&1 &
  servers+=($!)
  system_of bookworm debian-12
  system_of trixie debian-13
}

case ${1:-} in
  --quick) program=$(realpath "${2:?name the program: tests/package.sh --quick target/release/cuecard}"); quick ;;
  '' | -*) fail 'name the program: tests/package.sh target/release/cuecard' ;;
  *) program=$(realpath "$1"); full ;;
esac
step 'all is well'
