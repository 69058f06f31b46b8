#!/bin/sh
# Installs Cuecard from the folder that this script lies in, or takes it away again.
#   ./install.sh [PREFIX]            default: ~/.local; /usr/local for everybody, as root
#   ./install.sh --remove [PREFIX]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
remove=
[ "${1:-}" = --remove ] && remove=yes && shift
prefix=${1:-$HOME/.local}

# What is installed is what lies here; shells look for completions where each of them likes.
files() { (cd "$here" && find bin share -type f); }
place() {
  case $1 in
    share/zsh/vendor-completions/*) echo "$prefix/share/zsh/site-functions/${1##*/}" ;;
    *) echo "$prefix/$1" ;;
  esac
}

files | while read -r file; do
  to=$(place "$file")
  if [ -n "$remove" ]; then
    rm -f "$to"
    # Folders that are empty now were made for this; others stay.
    folder=$(dirname "$to")
    while [ "$folder" != "$prefix" ] && rmdir "$folder" 2>/dev/null; do folder=$(dirname "$folder"); done
  else
    mkdir -p "$(dirname "$to")"
    cp "$here/$file" "$to.new" && mv "$to.new" "$to"
  fi
done

for tool in "update-mime-database $prefix/share/mime" "update-desktop-database $prefix/share/applications" \
  "gtk-update-icon-cache -qtf $prefix/share/icons/hicolor"; do
  folder=${tool##* }
  if [ -d "$folder" ] && command -v "${tool%% *}" >/dev/null 2>&1; then $tool 2>/dev/null || true; fi
done

if [ -n "$remove" ]; then
  echo "Cuecard is gone from $prefix. Your talks and settings are as they were."
else
  chmod 755 "$prefix/bin/cuecard"
  echo "Cuecard is in $prefix/bin."
  case :$PATH: in *":$prefix/bin:"*) ;; *) echo "Put it on your path: export PATH=\"$prefix/bin:\$PATH\"" ;; esac
  "$prefix/bin/cuecard" doctor 2>/dev/null | sed -n 's/^! //p'
fi
