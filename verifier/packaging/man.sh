#!/bin/sh
# Turns help texts into manual pages: man.sh TEXTS OUT makes OUT/NAME.1 of each TEXTS/NAME.txt.
# VERSION and SOURCE_DATE (2026-11-22) stand in the pages.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
mkdir -p "$2"
for text in "$1"/*.txt; do
  name=$(basename "$text" .txt)
  awk -v name="$name" -v date="$SOURCE_DATE" -v version="$VERSION" -f "$here/man.awk" "$text" >"$2/$name.1"
done
