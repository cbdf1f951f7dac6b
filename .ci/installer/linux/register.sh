#!/bin/sh
# Puts QA Desktop into this user's menu and tells the desktop what .qab files are.
# "register.sh --remove" takes both away again. Nothing outside the home folder is touched.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$data/applications/qa-desktop.desktop
mime=$data/mime/packages/qa-desktop-mime.xml
icon=$data/icons/hicolor/256x256/apps/qa-desktop.png

if [ "${1:-}" = --remove ]; then
	rm -f "$entry" "$mime" "$icon"
else
	mkdir -p "$(dirname "$entry")" "$(dirname "$mime")" "$(dirname "$icon")"
	place=$(printf %s "$here" | sed 's/[&|\\]/\\&/g')
	sed "s|@FOLDER@|$place|" "$here/share/qa-desktop.desktop" >"$entry"
	cp "$here/share/qa-desktop-mime.xml" "$mime"
	cp "$here/share/qa-desktop.png" "$icon"
fi
if command -v update-mime-database >/dev/null; then update-mime-database "$data/mime" || true; fi
if command -v update-desktop-database >/dev/null; then
	update-desktop-database "$data/applications" || true
fi
