#!/bin/sh
# Makes sure that the system's parts that the demo and the tests use are there: a software TPM, the TPM tools, a PostgreSQL.
# Installs them where it may (root on Debian or Ubuntu), and says what to install where it may not.
set -eu
packages='swtpm swtpm-tools tpm2-tools postgresql'
missing=
for program in swtpm swtpm_setup swtpm_localca certtool tpm2_quote; do
  command -v "$program" >/dev/null 2>&1 || missing="$missing $program"
done
# Debian keeps a server's programs off the PATH.
ls /usr/lib/postgresql/*/bin/pg_ctl >/dev/null 2>&1 || missing="$missing postgresql"
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
echo "(other distributions: the packages swtpm, swtpm-tools, tpm2-tools and the PostgreSQL server; Fedora: dnf install swtpm swtpm-tools tpm2-tools postgresql-server)" >&2
exit 1
