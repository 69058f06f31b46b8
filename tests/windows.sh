#!/usr/bin/env bash
# Cuecard for Windows, tried on Linux in Wine.
#   tests/windows.sh [LINUX PROGRAM [cuecard.exe]]      without the .exe it is built first (assets/package/windows.sh)
# All decks are checked and exported, byte for byte as by the Linux program; paths as Windows writes them, names that it
# keeps for itself; a talk by keys on two screens, live reload, captions by HTTP, takes, the report, settings; the program's
# icon and version. Wine is no Windows: what hangs on drivers, real screens and UI Automation has to be tried there.
set -euo pipefail
cd "$(dirname "$0")/.."
fail() { printf 'windows: %s\n' "$*" >&2; exit 1; }
step() { printf 'windows: %s\n' "$*"; }

for pair in wine:wine x86_64-w64-mingw32-gcc:gcc-mingw-w64-x86-64 x86_64-w64-mingw32-windres:binutils-mingw-w64-x86-64 \
  rsvg-convert:librsvg2-bin convert:imagemagick curl:curl wrestool:icoutils; do
  command -v "${pair%%:*}" >/dev/null || missing="${missing:-} ${pair#*:}"
done
if [ -n "${missing:-}" ]; then
  [ "$(id -u)" = 0 ] || fail "needs$missing"
  # shellcheck disable=SC2086
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing wine64 >/dev/null || fail "needs$missing"
fi

linux=$(realpath "${1:-target/release/cuecard}")
[ -x "$linux" ] || fail "there is no program at $linux"
exe=${2:-$(assets/package/windows.sh --program)}
[ -s "$exe" ] || fail 'it was not built'

export WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml='
export WINEPREFIX=${CUECARD_WINE:-${XDG_CACHE_HOME:-$HOME/.cache}/cuecard/wine}
mkdir -p "$WINEPREFIX"
[ -e "$WINEPREFIX/system.reg" ] || { step 'a new Windows (wineboot)'; wineboot -i >/dev/null 2>&1 || fail 'wineboot'; }
wineserver -w 2>/dev/null || true

# The program lies where its user would put it: on C:, in a folder with a space and letters of other scripts.
home=$WINEPREFIX/drive_c/Łucja\ 講演
rm -rf "$home" && mkdir -p "$home"
cp "$exe" "$home/cuecard.exe"
# Wine before 9 lacks the library that Rust takes its random numbers from; Windows has had it since Vista.
if [ ! -e "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" ]; then
  cat >"$home/random.c" <<'C'
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) { return SystemFunction036(data, (ULONG)length); }
C
  x86_64-w64-mingw32-gcc -shared -O1 -o "$home/bcryptprimitives.dll" "$home/random.c" -ladvapi32
fi
cuecard() { (cd "$home" && wine ./cuecard.exe "$@" | tr -d '\r'); }

words() {
  local deck kind name
  step 'imports: only what Windows brings'
  x86_64-w64-mingw32-objdump -p "$exe" | sed -n 's/^\tDLL Name: //p' | sort -f >"$home/imports"
  ! grep -iE 'libgcc|libwinpthread|libstdc|msys|cygwin' "$home/imports" || fail 'it needs a library of the compiler'
  step 'icon, version, manifest'
  wrestool -l "$exe" >"$home/resources" 2>/dev/null
  for kind in 3 14 16 24; do grep -q -- "--type=$kind " "$home/resources" || fail "resource $kind is missing"; done
  version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
  [ "$(cuecard --version)" = "cuecard $version" ] || fail "it says $(cuecard --version)"
  grep -aq "ProductVersion.*$version" <(wrestool -x --raw --type=16 "$exe" | iconv -f UTF-16LE -t UTF-8//IGNORE 2>/dev/null | tr -d '\0') || fail 'the version resource'

  step 'decks: check and exports, as on Linux'
  cp -r decks "$home/decks"
  for deck in starting-with-why the-power-of-the-group tour; do
    cuecard check "decks\\$deck" >"$home/said" || { cat "$home/said" >&2; fail "check $deck"; }
    for kind in pdf md txt vtt notes.pdf; do
      name=$deck.$kind
      case $kind in notes.pdf) set -- --layout notes ;; *) set -- ;; esac
      cuecard export "decks\\$deck" "$name" "$@" >/dev/null || fail "export $name"
      "$linux" export "decks/$deck" "$home/linux.$name" "$@" >/dev/null
      # Letters that only a machine's own fonts have are from another machine there.
      cmp "$home/$name" "$home/linux.$name" >&2 || { [ "$deck" = tour ] || fail "$name is another than on Linux"; }
    done
    cuecard export "decks\\$deck" pictures --size 480x270 >/dev/null || fail "pictures of $deck"
    "$linux" export "decks/$deck" "$home/linux-pictures" --size 480x270 >/dev/null
    diff -rq "$home/pictures" "$home/linux-pictures" >&2 || fail "pictures of $deck"
    rm -rf "$home/pictures" "$home/linux-pictures"
  done

  step 'paths: drive letters, backslashes, \\?\ and UNC, other scripts, CRLF'
  for deck in 'C:\Łucja 講演\decks\starting-with-why' 'c:/łucja 講演/decks/starting-with-why/deck.toml' '.\decks\..\decks\starting-with-why\' \
    '\\?\C:\Łucja 講演\decks\starting-with-why' '\\localhost\c$\Łucja 講演\decks\starting-with-why'; do
    rm -f "$home/way.pdf"
    case $deck in '\\localhost'*) ls "$WINEPREFIX/dosdevices/unc/localhost" >/dev/null 2>&1 || { step "  not tried, Wine has no share: $deck"; continue; } ;; esac
    cuecard export "$deck" 'C:\Łucja 講演\way.pdf' >"$home/said" 2>&1 || { cat "$home/said" >&2; fail "$deck"; }
    cmp "$home/way.pdf" "$home/linux.starting-with-why.pdf" || fail "$deck"
  done
  cp -r decks/starting-with-why "$home/Доклад"
  sed -i 's/$/\r/' "$home/Доклад/deck.toml"
  cuecard check Доклад >"$home/said" || { cat "$home/said" >&2; fail 'a deck with line ends of Windows'; }
  cuecard export Доклад crlf.pdf >/dev/null
  cmp "$home/crlf.pdf" "$home/linux.starting-with-why.pdf" || fail 'line ends of Windows make another PDF'

  step 'names that Windows keeps for itself'
  mkdir -p "$home/names"
  for name in con.png NUL 'aux.svg' 'dot.png.' 'space.png ' 'C:pic.png' 'x.png:stream' '..\\secret.png' 'COM¹.png'; do
    printf '[deck]\ntitle = "T"\nlanguage = "en"\n[[slide]]\ntitle = "A"\npicture = { src = '"'%s'"', alt = "x" }\n' "$name" >"$home/names/deck.toml"
    ! cuecard check names >"$home/said" 2>&1 || fail "a picture called $name is no fault"
    grep -q 'deck.toml:6:' "$home/said" || { cat "$home/said" >&2; fail "$name"; }
  done
  for name in con.pdf 'NUL.pdf' 'talk.pdf:stream.pdf' 'LPT1\talk.pdf' 'nowhere\talk.pdf'; do
    timeout 30 bash -c 'cd "$1" && wine ./cuecard.exe export "decks\\starting-with-why" "$2"' - "$home" "$name" >"$home/said" 2>&1 || true
    [ ! -e "$home/$name" ] || fail "$name was written"
  done

  step 'what comes with no deck: new, schema, keys, licenses, doctor'
  cuecard new 'Новый доклад' >"$home/said" && cuecard check 'Новый доклад' >>"$home/said" || { cat "$home/said" >&2; fail 'a new talk'; }
  cuecard schema | cmp - <("$linux" schema) || fail 'the schema'
  grep -q 'AppData\\Roaming' <(cuecard keys) || fail 'the settings are not where Windows keeps them'
}

reload() { sed -i 's/^for Schools.*/Reloaded on Windows/' "$deck/deck.toml"; }

# What the rig brings: work, failed, app, deck.
# shellcheck disable=SC2154
windows() {
  cat >"$home/run" <<RUN
#!/bin/sh
deck=\$1
shift
cd "$home" && exec wine ./cuecard.exe "\$(winepath -w "\$deck")" "\$@"
RUN
  chmod +x "$home/run"
  # shellcheck source=/dev/null
  set -- "$home/run"
  . tests/display/rig.sh
  # Wine asks for the list of outputs that the server made last, and a second one is in it once somebody has asked anew.
  xrandr >/dev/null
  slide() { [ -f "$work/$1.png" ] || "$linux" export "$deck" "$work/$1.png" --slide "$2" --step "$3" --size "$4" >/dev/null; }
  near() { same "$1" "$2" 0.02; }
  # Windows of Wine have no place on a screen of their own until they are drawn.
  await() {
    for _ in $(seq 600); do [ -n "$(window "$1")" ] && return; sleep 0.2; done
    echo "windows: no window called $1" >&2; cat "$work/app.out" >&2; exit 1
  }
  shows() { shot stage "$(window Stage)"; near stage "$1"; }

  step 'a talk on two screens'
  present --no-captions --captions http://127.0.0.1:4747
  await Console
  await Stage
  console=$(window Console)
  check 'the stage fills the second screen' within 30 stage_at 1920 0 1280 720
  local size
  size=$(place "$(window Stage)" | awk '{ print $3 "x" $4 }')
  slide expect-1 1 0 "$size"
  slide expect-3 3 0 "$size"
  slide expect-2 2 0 "$size"
  check 'slide 1' within 30 shows expect-1
  key "$console" Next
  slide step-2 1 1 "$size"
  key "$console" 3 Return
  check '3 Enter: slide 3' within 20 shows expect-3
  key "$console" 2 Return
  check '2 Enter: slide 2' within 20 shows expect-2
  key "$console" b
  check 'b: black' within 10 bash -c "import -window $(window Stage) $work/black.png && [ \$(convert $work/black.png -format '%[fx:mean<0.002]' info:) = 1 ]"
  key "$console" b
  check 'b again: the slide' within 10 shows expect-2
  shot console "$console"
  key "$console" c
  sleep 2
  shot before "$(window Stage)"
  curl -s -o /dev/null -w '%{http_code}\n' --data 'Words from a captioner' 'http://127.0.0.1:4747/caption?seq=1' >"$work/posted" || true
  check 'captions by HTTP are taken' grep -q 200 "$work/posted"
  check 'captions by HTTP change the stage' within 10 eval 'shot stage "$(window Stage)"; ! same stage before 0.001'
  cp "$work/stage.png" "$work/captions.png"
  key "$console" c
  reload
  check 'a saved deck shows by itself' within 20 eval 'shot stage "$(window Stage)"; differs stage captions && ! near stage expect-2'
  key "$console" t
  key "$console" q Return
  sleep 3
  key "$console" q Return
  within 20 eval '! kill -0 "$app" 2>/dev/null' || leave
  check 'the take is beside the deck' eval 'ls "$deck"/takes/*.jsonl >/dev/null'
  check 'its report' eval '(cd "$home" && wine ./cuecard.exe report "$(winepath -w "$deck")") >"$work/report" && grep -q Slide "$work/report" || grep -qi slide "$work/report"'
  check 'settings are kept' eval 'ls "$WINEPREFIX"/drive_c/users/*/AppData/Roaming/cuecard/config/settings.toml >/dev/null'
  [ -z "${CUECARD_PICTURES:-}" ] || cp "$work"/{console,captions,stage}.png "$CUECARD_PICTURES/"

  step 'started by a double click: a window, and no console behind it'
  (cd "$home" && exec wine start /unix "$home/cuecard.exe") >"$work/app.out" 2>&1 &
  started+=($!)
  check 'the library opens' within 60 eval 'grep -q " Cuecard$" <(wmctrl -l)'
  check 'no console stays' eval 'sleep 2; ! grep -qi "cuecard.exe\|console" <(wmctrl -l | grep -v "Cuecard$")'
  wmctrl -c Cuecard
  [ "$failed" = 0 ] || fail 'see above'
}

words
windows
wineserver -k 2>/dev/null || true
step 'all is well'
