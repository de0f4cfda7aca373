#!/usr/bin/env bash
# Writes agent/src/packaging/classes.list: the classes that the agent's shared archive is made from.
#
# The list is kept in the repository: what a run loads is never quite the same twice, and the build needs no TPM. Make it anew (`make class-list`) when libraries or the agent's ways changed; the
# packages' test fails where a tenth of what an attestation loads is missing in the archive.
#
# It comes from real runs against a real verifier: enroll, attest, doctor, collect, and run.
set -euo pipefail
cd "$(dirname "$0")/../.."
export PATH="$PWD/target/dist/bin:$PATH"
source verifier/demo/machines.sh
trap stop_everything EXIT
begin assay-classes
start_verifier
make_machine trained clean-A1

# The agent as it is distributed, but for the cache.
cp -Rp target/dist/agent "$scratch/agent"
rm -f "$scratch/agent/lib/assay-agent.aot" "$scratch/agent/lib/assay-agent.jsa"
export PATH="$scratch/agent/bin:$PATH"

record() { # COMMAND…
  ASSAY_JAVA_OPTS="-Xshare:off -XX:DumpLoadedClassList=$scratch/$1.list" agent trained "$@" >>"$scratch/agent.log" 2>&1 || :
}
record enroll
assay approve "$(assay machines --ids)" --model training >/dev/null
record attest
record doctor
record collect --out "$scratch/collected"
ASSAY_JAVA_OPTS="-Xshare:off -XX:DumpLoadedClassList=$scratch/run.list" agent trained run >>"$scratch/agent.log" 2>&1 &
running=$!
keep $running
for _ in $(seq 600); do
  grep -q 'verdict=' "$scratch/agent.log" && break
  sleep 0.1
done
kill $running
wait $running || :
for command in enroll attest doctor collect run; do
  [ -s "$scratch/$command.list" ] || { tail -n 5 "$scratch/agent.log" >&2; exit 1; }
done

# Names only: the numbers are those of one run. Lines with @ tell of lambdas.
{
  echo "# Made by verifier/packaging/class-list.sh; not to be edited."
  grep -hv -e '^#' -e '^@' -e ' source: ' "$scratch"/*.list | sed 's/ id: .*//' | LC_ALL=C sort -u
  grep -h -e '^@lambda' "$scratch"/*.list | LC_ALL=C sort -u
} >agent/src/packaging/classes.list
echo "$(grep -vc '^[#@]' agent/src/packaging/classes.list) classes in agent/src/packaging/classes.list"
