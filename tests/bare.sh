#!/usr/bin/env bash
# The README's commands on a machine that has Rust and a C compiler and nothing else.
#
#   tests/bare.sh                      builds from nothing in a bare Debian (an hour on two cores), then opens the windows
#   tests/bare.sh --reuse TARGET       the same with a build folder made before: its dependencies are not built again, so
#                                      this shows that the program links and runs there, not that all of it builds there
#   tests/bare.sh --quick PROGRAM      here, in seconds: no build asks for a system library, the program is linked to none,
#                                      and where one is missing at run time it says which package brings it
#
# The bare Debian is made by debootstrap and kept in the cache for the next run. Needs root; installs debootstrap itself.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
mounted=()
servers=()

finish() {
  for pid in "${servers[@]}"; do kill "$pid" 2>/dev/null || true; done
  for ((at = ${#mounted[@]} - 1; at >= 0; at--)); do umount "${mounted[at]}" || umount -l "${mounted[at]}"; done
  rm -rf "$work"
}
trap finish EXIT

fail() { printf 'bare: %s\n' "$*" >&2; exit 1; }
step() { printf 'bare: %s\n' "$*"; }

# has WORDS FILE: the program said so.
has() { grep -q -- "$1" "$2" || { cat "$2" >&2; fail "it does not say: $1"; }; }

# The commands of the README that start from the sources.
commands() { sed -n '/^```sh$/,/^```$/ s/^\(cargo .*\)$/\1/p' README.md; }

# Nobody's own settings are read or changed, and nobody's talks recorded.
export XDG_CONFIG_HOME=$work/config XDG_STATE_HOME=$work/state

quick() {
  local program=$1
  step 'no build asks for a system library'
  for tool in cmake bindgen vcpkg system-deps; do
    # No pipe: one that grep ends early has failed, whatever was found.
    ! grep -q . <(cargo tree --quiet --locked -e build,normal --prefix none -i "$tool" 2>/dev/null) || fail "a dependency builds with $tool"
  done
  local asking
  asking=" $(cargo tree --quiet --locked -e normal,build -i pkg-config --depth 1 --prefix none | sed -n 's/^\([a-z0-9_-]*\) v.*/\1/p' | grep -vx pkg-config)" ||
    fail 'which dependencies could ask for one is not known'
  # Only the few crates that could ask are built, apart from everything else, where there is nothing to be found.
  PKG_CONFIG=/nonexistent PKG_CONFIG_LIBDIR=/nonexistent PKG_CONFIG_PATH=/nonexistent CARGO_TARGET_DIR="$work/target" \
    cargo build --quiet --locked ${asking//[[:space:]]/ -p } || fail 'a dependency does not build without pkg-config'

  step 'the program is linked to what every Linux has'
  ldd "$program" | awk '{print $1}' | grep -Ev '^(linux-vdso|libc|libm|libgcc_s|libdl|libpthread|librt|/lib.*/ld-linux.*)\.so' &&
    fail 'the program needs a library to start'

  step 'a library that is missing at run time is named'
  mkdir -p "$work/deck" "$work/hidden"
  printf '[deck]\ntitle = "T"\nlanguage = "en"\n[[slide]]\ntitle = "ไทย 🎉"\n' >"$work/deck/deck.toml"
  # A file that is no library hides the one behind it; development files bring a second name.
  hide() { rm -f "$work/hidden/"*; for name in "$@"; do echo none | tee "$work/hidden/$name" >"$work/hidden/${name%.so.*}.so"; done; }
  without() { LD_LIBRARY_PATH=$work/hidden "$@" >"$work/said" 2>&1; }
  hide libfontconfig.so.1
  without "$program" export "$work/deck" "$work/slide.png" && fail 'letters that no font has are not told'
  has 'apt install libfontconfig1' "$work/said"
  [ -s "$work/slide.png" ] || fail 'there is no picture without fontconfig'
  DISPLAY='' WAYLAND_DISPLAY='' without "$program" "$work/deck" && fail 'there is a window without a screen'
  has 'start it on a desktop' "$work/said"
  DISPLAY=:9876 WAYLAND_DISPLAY='' without "$program" "$work/deck" && fail 'there is a window without an X server'
  grep -q 'apt install' "$work/said" || has 'does not answer' "$work/said"
  hide libXcursor.so.1
  DISPLAY=:9876 WAYLAND_DISPLAY='' without "$program" "$work/deck" && fail 'there is a window without libXcursor'
  has 'apt install .*libxcursor1' "$work/said"
  ! grep -E '\.rs:|panicked|/\.cargo/' "$work/said" || fail 'a message names a place of the machine that built it'
}

room=${XDG_CACHE_HOME:-$HOME/.cache}/cuecard/bare
# The same place there as here, or cargo would not know a build folder again.
cargo_home=${CARGO_HOME:-$HOME/.cargo}

# in_room COMMAND…: as a user would, in the sources.
in_room() {
  chroot "$room" env -i PATH=/rust/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 CARGO_HOME=$cargo_home CARGO_NET_OFFLINE=true \
    CARGO_TARGET_DIR=/target CARGO_TERM_COLOR=never ${DISPLAY:+DISPLAY=$DISPLAY} LIBGL_ALWAYS_SOFTWARE=1 sh -c "cd /cuecard && $*"
}

lend() { mkdir -p "$room$2" && mount --bind "$1" "$room$2" && mounted+=("$room$2"); }

make_room() {
  [ "$(id -u)" = 0 ] || fail 'debootstrap needs root'
  command -v debootstrap >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends debootstrap >/dev/null; } ||
    fail 'debootstrap is needed and could not be installed'
  if [ ! -e "$room/made" ]; then
    step 'Debian 12 with a C compiler and nothing else'
    rm -rf "$room" && mkdir -p "$room"
    debootstrap --variant=minbase --include=gcc,libc6-dev bookworm "$room" "${DEBIAN_MIRROR:-http://deb.debian.org/debian}" \
      >"$work/debootstrap.log" 2>&1 || { tail -20 "$work/debootstrap.log" >&2; fail 'debootstrap failed'; }
    touch "$room/made"
  fi
  lend /proc /proc
  lend /dev /dev
  # Rust as it is here, and the sources of the dependencies, so that the network is not a part of the test.
  cargo fetch --quiet --locked || fail 'the dependencies could not be fetched'
  lend "$(rustc --print sysroot)" /rust
  lend "$cargo_home/registry" "$cargo_home/registry"
  rm -rf "$room/cuecard" && mkdir -p "$room/cuecard"
  git ls-files -z | tar --null -T - -c | tar -x -C "$room/cuecard"
}

# What a desktop has, for the windows: after the build, so that it cannot help there.
add_desktop() {
  step 'the libraries that every desktop has'
  cp /etc/resolv.conf "$room/etc/resolv.conf" 2>/dev/null || true
  chroot "$room" sh -c 'export DEBIAN_FRONTEND=noninteractive; apt-get update -qq && apt-get install -y -qq --no-install-recommends \
    libx11-6 libx11-xcb1 libxcursor1 libxi6 libxrandr2 libxkbcommon0 libxkbcommon-x11-0 libegl1 libgl1 libgl1-mesa-dri \
    xvfb x11-utils' >"$work/apt.log" 2>&1 || { tail -20 "$work/apt.log" >&2; fail 'they could not be installed'; }
}

full() {
  local reuse=$1 profile='--release'
  make_room
  if [ -n "$reuse" ]; then
    [ -e "$reuse/release/cuecard" ] || profile=
    # What is built here stays here: the folder that was lent is not written to.
    mkdir -p "$room/target" "$work/over" "$work/aside"
    mount -t tmpfs none "$work/over" && mounted+=("$work/over") && mkdir "$work/over/new" "$work/over/aside"
    mount -t overlay overlay -o "lowerdir=$reuse,upperdir=$work/over/new,workdir=$work/over/aside" "$room/target" && mounted+=("$room/target")
  else
    rm -rf "$room/target" && mkdir "$room/target"
  fi
  ! in_room 'command -v pkg-config || ls /usr/lib/*/libfontconfig* /usr/lib/*/libX11*' 2>/dev/null || fail 'the room is not bare'
  commands >"$work/commands"
  grep -q 'cargo run' "$work/commands" && grep -q 'cargo test' "$work/commands" || fail 'the README has other commands'

  local run
  run=$(grep 'cargo run' "$work/commands")
  step "$run: it builds, and says that there is no screen"
  in_room "${run/ --release/ $profile}" >"$work/said" 2>&1 && fail 'there is a window without a screen'
  has 'start it on a desktop' "$work/said"
  local program=/target/${profile:+release}/cuecard
  [ -n "$profile" ] || program=/target/debug/cuecard
  in_room "$program check decks/tour && $program export decks/tour /tmp/tour.pdf" || fail 'the tour is not exported'
  step 'cargo test'
  in_room 'cargo test --locked --quiet' >"$work/tests" 2>&1 || { tail -60 "$work/tests" >&2; fail 'the tests fail'; }

  add_desktop
  step 'the windows'
  chroot "$room" Xvfb :95 -screen 0 1280x720x24 >"$work/xvfb.log" 2>&1 &
  servers+=($!)
  DISPLAY=:95 in_room "timeout 40 $program decks/the-power-of-the-group" >"$work/said" 2>&1 &
  servers+=($!)
  for _ in $(seq 60); do
    sleep 0.5
    if grep -q 'The Power of the Group' <(DISPLAY=:95 in_room 'xwininfo -root -tree' 2>/dev/null); then
      step 'all is well'
      return
    fi
  done
  cat "$work/said" >&2
  fail 'no window opened'
}

case ${1:-} in
  --quick) quick "$(realpath "${2:?name the program: tests/bare.sh --quick target/release/cuecard}")" ;;
  --reuse) full "$(realpath "${2:?name the build folder}")" ;;
  '') full '' ;;
  *) fail "unknown: $1" ;;
esac
