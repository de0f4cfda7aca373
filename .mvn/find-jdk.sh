#!/bin/sh
# Prints the home of a JDK 25 or newer: JAVA_HOME, then PATH, then the system's JVM folders. Says what is missing otherwise.
wanted=25
is_jdk() {
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] || return 1
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null)
  [ "${version:-0}" -ge "$wanted" ]
}
on_path=$(command -v javac 2>/dev/null) && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
for home in "${JAVA_HOME:-}" "${on_path:-}" /usr/lib/jvm/*25* /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk*; do
  if [ -n "$home" ] && is_jdk "$home"; then echo "$home"; exit 0; fi
done
cat >&2 <<MISSING
Assay needs a JDK $wanted (with javac), and found none in JAVA_HOME, on PATH or in /usr/lib/jvm.
Install one, for instance Temurin: https://adoptium.net/installation/linux  (package temurin-25-jdk), then run this again.
MISSING
exit 1
