#!/bin/sh
# Makes sure that the system's parts that the demo uses are there: a software TPM and the TPM tools, and Python with
# PyJWT for the receiver of docs/examples.
# With the word `tests` also what the tests alone use: a PostgreSQL, and Prometheus with its promtool.
# With the word `packages`: what the test of the packages uses; where it may not install them, that test says so itself.
# Installs them where it may (root on Debian or Ubuntu), and says what to install where it may not.
set -eu
packages='swtpm swtpm-tools tpm2-tools python3-jwt python3-cryptography'
programs='swtpm swtpm_setup swtpm_localca certtool tpm2_quote'
modules='jwt, cryptography'
case "${1:-}" in
  tests)
    packages="$packages postgresql prometheus"
    programs="$programs prometheus promtool"
    ;;
  packages)
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || exit 0
    packages='mmdebstrap systemd-container jq curl'
    programs='mmdebstrap systemd-nspawn jq curl'
    modules=
    ;;
esac
missing=
for program in $programs; do
  command -v "$program" >/dev/null 2>&1 || missing="$missing $program"
done
[ -z "$modules" ] || /usr/bin/python3 -c "import $modules" 2>/dev/null || missing="$missing PyJWT"
# Debian keeps a server's programs off the PATH.
[ "${1:-}" != tests ] || ls /usr/lib/postgresql/*/bin/pg_ctl >/dev/null 2>&1 || missing="$missing postgresql"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing $packages (missing:$missing)"
  log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $packages; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "apt-get could not install: $packages" >&2
    exit 1
  fi
  exit 0
fi
echo "Missing:$missing. Install them first:  sudo apt-get install $packages" >&2
echo "(other distributions: swtpm, swtpm-tools, tpm2-tools, and PyJWT with cryptography for /usr/bin/python3, and for the tests a PostgreSQL server and prometheus; Fedora: dnf install swtpm swtpm-tools tpm2-tools python3-jwt python3-cryptography postgresql-server golang-github-prometheus)" >&2
exit 1
