#!/usr/bin/env bash
# Whether the packages are the same twice: makes them again from a copy of this source, in another folder and at another
# time, and compares them with those in target/packages. Says which files differ. Takes as long as a build.
set -euo pipefail
cd "$(dirname "$0")/../../.."
first=$PWD/target/packages
[ -f "$first/SHA256SUMS" ] || { echo "No packages; run \`make packages\`." >&2; exit 1; }
copy=$(mktemp -d "${TMPDIR:-/tmp}/assay-again.XXXXXX")
trap 'rm -rf "$copy"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

git ls-files -z --cached --others --exclude-standard | tar --create --null --files-from=- | tar --extract --directory "$copy"
echo "Making the packages again, in $copy"
make --directory "$copy" packages >"$copy/again.log" 2>&1 || { tail -n 20 "$copy/again.log" >&2; exit 1; }
second=$copy/target/packages
if diff "$first/SHA256SUMS" "$second/SHA256SUMS"; then
  echo "ok    two builds give the same bytes:"
  sed 's/^/        /' "$first/SHA256SUMS"
  exit 0
fi
echo "FAIL  two builds give other bytes; these files differ:"
files() { (cd "$1/stage" && find . -type f -exec sha256sum {} + | sort -k 2); }
diff <(files "$first") <(files "$second") | sed 's/^/        /'
exit 1
