#!/usr/bin/env bash
# Makes the packages in target/packages from the distribution: a .deb and a tarball each of agent, verifier and the
# operators' command line. As any user. One source and one JDK give the same bytes (but for what docs/install.md says).
# Without dpkg-deb (not Debian or Ubuntu) only the tarballs are made.
# ASSAY_PACKAGE_VERSION: another version than the project's.
set -euo pipefail
umask 022
export LC_ALL=C TZ=UTC
root=$(cd "$(dirname "$0")/../.." && pwd -P)
cd "$root"
JAVA_HOME=$(.mvn/find-jdk.sh)
export JAVA_HOME
unset ASSAY_JAVA_OPTS

moment=$(sed -n 's/.*<project.build.outputTimestamp>\(.*\)<.*/\1/p' pom.xml)
SOURCE_DATE_EPOCH=$(date -d "$moment" +%s)
SOURCE_DATE=${moment%T*}
project_version=$(sed -n '0,/<version>/s/.*<version>\(.*\)<.*/\1/p' pom.xml)
# dpkg sorts what follows ~ before the release.
VERSION=${ASSAY_PACKAGE_VERSION:-$(echo "$project_version" | sed 's/-SNAPSHOT/~snapshot/')}
export SOURCE_DATE_EPOCH SOURCE_DATE VERSION

dist=$root/target/dist
out=$root/target/packages
packaging=$root/verifier/packaging
agent_packaging=$root/agent/src/packaging
[ -x "$dist/bin/assay-verifier" ] || { echo "target/dist is missing; run \`make packages\`." >&2; exit 1; }
rm -rf "$out"
mkdir -p "$out/stage"

# The whole of Java, for Quarkus and its libraries; what a command line needs.
verifier_modules=java.se,jdk.management,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs
cli_modules=java.base,java.logging,java.naming,java.net.http,java.sql,java.xml,jdk.unsupported,jdk.zipfs

runtime() { # FOLDER MODULES; kept for the next time, as it takes a while
  key=$( (echo "$2"; cat "$JAVA_HOME/release") | sha256sum | cut -c 1-16)
  if [ ! -d "$root/target/runtimes/$key" ]; then
    rm -rf "$root/target/runtimes/new"
    mkdir -p "$root/target/runtimes"
    "$JAVA_HOME/bin/jlink" --add-modules "$2" --strip-debug --no-header-files --no-man-pages \
      --compress zip-6 --vm=server --output "$root/target/runtimes/new"
    mv "$root/target/runtimes/new" "$root/target/runtimes/$key"
  fi
  cp -Rp "$root/target/runtimes/$key" "$1"
}

same_time() {
  find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

manual() { # STAGE TEXTS: pages from help texts
  "$packaging/man.sh" "$2" "$1/usr/share/man/man1"
  gzip -9n "$1"/usr/share/man/man1/*.1
  rm -rf "$2"
}

copyright() { # STAGE PACKAGE
  mkdir -p "$1/usr/share/doc/$2"
  {
    echo "Assay, Apache-2.0. The licenses of its libraries are in their jars; that of its Java runtime in /usr/lib/$2/runtime/legal."
    cat LICENSE
  } >"$1/usr/share/doc/$2/copyright"
}

deb() { # NAME FOLDER-OF-CONTROL-FILES
  stage=$out/stage/$1
  command -v dpkg-deb >/dev/null || { echo "No dpkg-deb here: $1 is made as a tarball only." >&2; return; }
  mkdir -p "$stage/DEBIAN"
  cp "$2"/* "$stage/DEBIAN/"
  chmod 0644 "$stage"/DEBIAN/*
  for script in postinst prerm postrm; do
    if [ -f "$stage/DEBIAN/$script" ]; then chmod 0755 "$stage/DEBIAN/$script"; fi
  done
  size=$(du -sk --apparent-size --exclude=DEBIAN "$stage" | cut -f 1)
  sed -i "s/@VERSION@/$VERSION/; s/@SIZE@/$size/" "$stage/DEBIAN/control"
  (cd "$stage" && find . -path ./DEBIAN -prune -o -type f -printf '%P\n' | sort | xargs -d '\n' md5sum >DEBIAN/md5sums)
  same_time "$stage"
  # One thread: the bytes else depend on how many there are.
  dpkg-deb --root-owner-group -Zzstd -z5 --threads-max=1 --build "$stage" "$out/$1_${VERSION}_amd64.deb" >/dev/null
  rm -rf "$stage/DEBIAN"
}

tarball() { # NAME: what lies in usr/lib/NAME, with what the .deb puts elsewhere
  stage=$out/stage/$1
  home=$stage/usr/lib/$1
  for part in etc/assay:etc usr/lib/systemd/system:systemd usr/lib/sysusers.d:sysusers.d usr/share/man:man; do
    if [ -d "$stage/${part%:*}" ]; then cp -Rp "$stage/${part%:*}" "$home/${part#*:}"; fi
  done
  cp LICENSE "$home/"
  same_time "$home"
  tar --create --sort=name --owner=0 --group=0 --numeric-owner --format=gnu --directory "$stage/usr/lib" \
    --transform "s,^$1,$1-$VERSION," "$1" | gzip -3n >"$out/$1-$VERSION-linux-amd64.tar.gz"
}

make_agent() {
  stage=$out/stage/assay-agent
  home=$stage/usr/lib/assay-agent
  mkdir -p "$home" "$stage"/usr/{bin,lib/systemd/system,lib/sysusers.d} "$stage/etc/assay"
  cp -Rp "$dist/agent/bin" "$dist/agent/lib" "$home/"
  rm -f "$home"/lib/*.aot
  cp -Rp "$dist/agent/runtime" "$home/runtime"
  ln -s ../lib/assay-agent/bin/assay-agent "$stage/usr/bin/assay-agent"
  cp "$dist/agent/etc/agent.conf" "$stage/etc/assay/agent.conf"
  # The archive knows its jars by size and time.
  same_time "$home"
  ln -s "$home" /tmp/assay-agent-build || { echo "Remove /tmp/assay-agent-build; another build left it." >&2; exit 1; }
  "$home/bin/assay-agent" --make-archive "$agent_packaging/classes.list" /tmp/assay-agent-build || status=$?
  rm /tmp/assay-agent-build
  [ "${status:-0}" = 0 ] || exit "$status"
  cp "$agent_packaging"/systemd/*.timer "$stage/usr/lib/systemd/system/"
  for unit in "$agent_packaging"/systemd/*.service; do
    cat "$unit" "$agent_packaging/systemd/sandbox.conf" >"$stage/usr/lib/systemd/system/${unit##*/}"
  done
  cp "$agent_packaging/systemd/sysusers.conf" "$stage/usr/lib/sysusers.d/assay-agent.conf"
  mkdir "$out/texts"
  for command in '' enroll run attest collect doctor; do
    "$stage/usr/bin/assay-agent" $command --help >"$out/texts/assay-agent${command:+-$command}.txt"
  done
  manual "$stage" "$out/texts"
  copyright "$stage" assay-agent
  deb assay-agent "$agent_packaging/debian"
  tarball assay-agent
}

make_verifier() {
  stage=$out/stage/assay-verifier
  home=$stage/usr/lib/assay-verifier
  mkdir -p "$home/bin" "$stage"/usr/{bin,lib/systemd/system,lib/sysusers.d,share/man/man8} "$stage/etc/assay/ek-roots"
  cp -p "$dist/bin/assay-verifier" "$home/bin/"
  cp -Rp "$dist/verifier" "$home/verifier"
  runtime "$home/runtime" "$verifier_modules"
  ln -s ../lib/assay-verifier/bin/assay-verifier "$stage/usr/bin/assay-verifier"
  cp "$packaging/verifier/verifier.conf" "$stage/etc/assay/"
  cp "$packaging/verifier/assay-verifier.service" "$stage/usr/lib/systemd/system/"
  cp "$packaging/verifier/sysusers.conf" "$stage/usr/lib/sysusers.d/assay-verifier.conf"
  sed "s/@VERSION@/$VERSION/; s/@DATE@/$SOURCE_DATE/" "$packaging/verifier/assay-verifier.8" |
    gzip -9n >"$stage/usr/share/man/man8/assay-verifier.8.gz"
  copyright "$stage" assay-verifier
  deb assay-verifier "$packaging/verifier/debian"
  tarball assay-verifier
}

make_cli() {
  stage=$out/stage/assay-cli
  home=$stage/usr/lib/assay-cli
  mkdir -p "$home/bin" "$stage"/usr/{bin,share/bash-completion/completions}
  cp -Rp "$dist/cli" "$home/cli"
  rm -f "$home"/cli/*.aot
  # Not the link that stands there on a developer's machine.
  cp -p "$dist/bin/assay" "$home/bin/"
  runtime "$home/runtime" "$cli_modules"
  ln -s ../lib/assay-cli/bin/assay "$stage/usr/bin/assay"
  "$stage/usr/bin/assay" completion >"$stage/usr/share/bash-completion/completions/assay"
  mkdir "$out/texts"
  "$JAVA_HOME/bin/java" -cp "$home/cli/lib/*" "$packaging/cli/HelpTexts.java" "$out/texts"
  manual "$stage" "$out/texts"
  copyright "$stage" assay-cli
  deb assay-cli "$packaging/cli/debian"
  tarball assay-cli
}

for part in ${*:-agent verifier cli}; do
  "make_$part"
done
(cd "$out" && find . -maxdepth 1 -type f -name 'assay-*' -printf '%P\n' | sort | xargs sha256sum >SHA256SUMS)
for part in "$out"/stage/*/; do
  name=$(basename "$part")
  echo "$name: $(du -sm --apparent-size "$out/stage/$name/usr/lib/$name" | cut -f 1) MB installed"
done
ls -s --block-size=1M "$out"/*.deb "$out"/*.tar.gz 2>/dev/null | sed "s,$root/,,"
