#!/bin/sh
# Assembles the distribution in target/dist from what Maven built. Does only what changed since the last time.
#
#   bin/                assay, assay-verifier, assay-agent (a link: the agent has a folder of its own)
#   cli/lib             the command line's jars, and an AOT cache that halves its start
#   agent/              bin, etc, lib, and a Java runtime of its own (jlink) with an AOT cache: a server needs no JDK
#   verifier/quarkus-app
#
# The AOT caches come from a real run: a verifier out of this distribution and a machine with a software TPM that
# enrolls and attests. Without swtpm and tpm2-tools they are left out, and everything works without them.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
dist=$root/target/dist
made=$dist/.made
JAVA_HOME=$("$root/.mvn/find-jdk.sh")
export JAVA_HOME
cd "$root"

# What the agent and its libraries need of Java: nothing for people, nothing that opens ports.
agent_modules=java.base,java.logging,jdk.unsupported

mkdir -p "$made" "$dist/bin"

# The second half of this script, which it calls itself: makes the caches by a real run.
if [ "${1:-}" = --train ]; then
  PATH=$dist/bin:$PATH
  export PATH
  machines_root=$root
  # shellcheck source=verifier/demo/machines.sh
  . "$root/verifier/demo/machines.sh"
  trap stop_everything EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  begin assay-dist
  start_verifier
  make_machine trained clean-A1
  agent trained enroll >"$scratch/agent.log" 2>&1 || { cat "$scratch/agent.log" >&2; exit 1; }
  machine_id=$(assay machines --ids)
  assay approve "$machine_id" --model training >/dev/null
  # Ends with the code for "no verdict": there is no golden set. What counts is that it attested.
  ASSAY_JAVA_OPTS=-XX:AOTCacheOutput=$scratch/agent.aot
  export ASSAY_JAVA_OPTS
  agent trained attest >>"$scratch/agent.log" 2>&1 || :
  ASSAY_JAVA_OPTS=-XX:AOTCacheOutput=$scratch/cli.aot
  assay show "$machine_id" >"$scratch/cli.log" 2>&1 || :
  unset ASSAY_JAVA_OPTS
  for cache in agent cli; do
    if [ ! -s "$scratch/$cache.aot" ]; then
      tail -n 5 "$scratch/$cache.log" >&2
      exit 1
    fi
  done
  cp "$scratch/agent.aot" "$dist/agent/lib/assay-agent.aot"
  cp "$scratch/cli.aot" "$dist/cli/assay.aot"
  exit 0
fi

# The one jar of a module, without its tests.
jar_of() {
  for jar in "$1"/target/"$2"-*.jar; do
    case $jar in
      *-tests.jar | *-sources.jar | *-javadoc.jar) ;;
      *) [ -f "$jar" ] && echo "$jar" && return ;;
    esac
  done
  echo "$1 is not built; run \`make build\`." >&2
  exit 1
}

# One number for the content and names of files and folders.
fingerprint() {
  find "$@" -type f -exec sha256sum {} + | sort | sha256sum | cut -c 1-64
}

# Whether part $1 was already made from $2.
is_made() {
  [ -f "$made/$1" ] && [ "$(cat "$made/$1")" = "$2" ]
}

agent_jar=$(jar_of agent assay-agent)
cli_jar=$(jar_of verifier/cli assay-cli)
app=verifier/server/target/quarkus-app
if [ ! -f $app/quarkus-run.jar ]; then
  echo "verifier/server is not built; run \`make build\`." >&2
  exit 1
fi

make_cli() {
  rm -rf "$dist/cli"
  mkdir -p "$dist/cli/lib"
  cp -p verifier/cli/target/lib/*.jar "$cli_jar" "$dist/cli/lib/"
  cp -p verifier/cli/src/main/dist/bin/assay "$dist/bin/assay"
}

make_verifier() {
  rm -rf "$dist/verifier"
  mkdir -p "$dist/verifier"
  cp -Rp $app "$dist/verifier/quarkus-app"
  cp -p verifier/server/src/main/dist/bin/assay-verifier "$dist/bin/assay-verifier"
}

make_agent() {
  rm -rf "$dist/agent/lib" "$dist/agent/bin" "$dist/agent/etc"
  mkdir -p "$dist/agent/lib"
  cp -Rp agent/src/main/dist/. "$dist/agent/"
  cp -p agent/target/lib/*.jar "$agent_jar" "$dist/agent/lib/"
  for jar in "$dist"/agent/lib/TSS.Java-*.jar "$dist"/agent/lib/bcprov-*.jar; do
    [ -f "$jar" ] && strip_signature "$jar"
  done
  ln -sfn ../agent/bin/assay-agent "$dist/bin/assay-agent"
}

# The AOT cache leaves out classes of signed jars; Maven checked what it downloaded, so the signature did its work.
strip_signature() {
  unpacked=$(mktemp -d)
  (cd "$unpacked" && "$JAVA_HOME/bin/jar" --extract --file "$1")
  rm -f "$unpacked"/META-INF/*.SF "$unpacked"/META-INF/*.RSA "$unpacked"/META-INF/*.DSA "$unpacked"/META-INF/*.EC
  "$JAVA_HOME/bin/jar" --create --file "$1" --no-manifest --date 2026-11-22T00:00:00Z -C "$unpacked" .
  rm -rf "$unpacked"
}

make_runtime() {
  rm -rf "$dist/agent/runtime"
  "$JAVA_HOME/bin/jlink" --add-modules $agent_modules --strip-debug --no-header-files --no-man-pages \
    --compress zip-6 --vm=server --output "$dist/agent/runtime"
}

cli_print=$(fingerprint verifier/cli/target/lib "$cli_jar" verifier/cli/src/main/dist)
verifier_print=$(fingerprint $app verifier/server/src/main/dist)
agent_print=$(fingerprint agent/target/lib "$agent_jar" agent/src/main/dist)
runtime_print="$agent_modules $(fingerprint "$JAVA_HOME/release")"

if ! is_made cli "$cli_print"; then
  make_cli
  echo "$cli_print" >"$made/cli"
fi
if ! is_made verifier "$verifier_print"; then
  make_verifier
  echo "$verifier_print" >"$made/verifier"
fi
if ! is_made runtime "$runtime_print"; then
  make_runtime
  echo "$runtime_print" >"$made/runtime"
fi
if ! is_made agent "$agent_print"; then
  make_agent
  echo "$agent_print" >"$made/agent"
fi

# The jars as they lie in the distribution, and the runtimes that the caches are for.
caches_print="$agent_print $cli_print $runtime_print"
if ! is_made caches "$caches_print"; then
  rm -f "$dist/agent/lib/assay-agent.aot" "$dist/cli/assay.aot" "$made/caches"
  if command -v swtpm >/dev/null && command -v swtpm_setup >/dev/null && command -v tpm2_pcrextend >/dev/null; then
    if "$root/verifier/dist.sh" --train; then
      echo "$caches_print" >"$made/caches"
    else
      echo "The AOT caches could not be made; the distribution works without them." >&2
      rm -f "$dist/agent/lib/assay-agent.aot" "$dist/cli/assay.aot"
    fi
  else
    echo "No swtpm or tpm2-tools here: the AOT caches are left out; agent and CLI start a little slower." >&2
  fi
fi

echo "The distribution stands in target/dist ($(du -sm "$dist" | cut -f 1) MB): bin/assay, bin/assay-verifier, bin/assay-agent."
