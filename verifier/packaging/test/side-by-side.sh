#!/usr/bin/env bash
# Whether replicas can be upgraded one by one: runs the verifier of an older version beside the one in target/dist, on
# one PostgreSQL of the distribution. Agents and command lines of both versions work with both; then the old verifier
# is stopped, the new one goes on alone, and last the old one takes over again, on the new schema.
#
#   side-by-side.sh REF    REF: a commit or tag of the version before
#
# What it builds of REF is kept in target/side-by-side. Needs what the demo needs, PostgreSQL, and `make build`.
set -euo pipefail
cd "$(dirname "$0")/../../.."
root=$PWD
[ $# = 1 ] || { sed -n '2,9s/^# \?//p' "$0" >&2; exit 2; }
commit=$(git rev-parse --verify --short "$1^{commit}")
[ -x target/dist/bin/assay-verifier ] || { echo "target/dist is missing; run \`make build\`." >&2; exit 1; }
postgres=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)

before=$root/target/side-by-side/$commit
if [ ! -x "$before/target/dist/bin/assay-verifier" ]; then
  echo "Building $commit in target/side-by-side"
  rm -rf "$before"
  mkdir -p "$before"
  git archive "$commit" | tar -x -C "$before"
  (cd "$before" && JAVA_HOME=$(.mvn/find-jdk.sh) ./mvnw -B -ntp -q package -DskipTests && verifier/dist.sh)
fi

export PATH="$root/target/dist/bin:$PATH"
source verifier/demo/machines.sh
source verifier/packaging/test/checks.sh
declare -A bin=([old]=$before/target/dist/bin [new]=$root/target/dist/bin) port pid
finish() {
  for one in "${pid[@]}"; do kill "$one" 2>/dev/null || :; done
  for one in "${pid[@]}"; do wait "$one" 2>/dev/null || :; done
  [ ! -f "$scratch/postgres/postmaster.pid" ] || not_root "$postgres/pg_ctl" stop --mode=immediate --pgdata="$scratch/postgres" >/dev/null
  stop_everything
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
begin assay-side-by-side

# PostgreSQL refuses to be root; in a user namespace nobody is.
not_root() { if [ "$(id -u)" = 0 ]; then unshare --user "$@"; else "$@"; fi; }
database() {
  not_root "$postgres/initdb" --username=assay --auth=trust --pgdata="$scratch/postgres"
  database_port=$(_free_port)
  not_root "$postgres/pg_ctl" start --wait --pgdata="$scratch/postgres" --log="$scratch/postgres.log" \
    --options="-p $database_port -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
  "$postgres/createdb" --host=127.0.0.1 --port="$database_port" --username=assay assay
}
schema() {
  "$postgres/psql" --host=127.0.0.1 --port="$database_port" --username=assay --tuples-only --no-align \
    --command='SELECT max(version::int) FROM flyway_schema_history WHERE success' assay
}

launch() { # VERSION: its verifier; replicas share the authority and the keys
  local data=$scratch/$1-data
  port[$1]=$(_free_port)
  PATH="${bin[$1]}:$PATH" ASSAY_DATA=$data ASSAY_PORT=${port[$1]} ASSAY_EK_ROOTS=$scratch/ek-roots ASSAY_SOFTWARE_TPMS=allow \
    ASSAY_GOLDEN_SIGNATURES=0 ASSAY_DB_URL="jdbc:postgresql://127.0.0.1:$database_port/assay" ASSAY_DB_USER=assay \
    ASSAY_DB_PASSWORD="none is asked for" assay-verifier >"$scratch/$1.log" 2>&1 &
  pid[$1]=$!
  until_holds 180 ready_or_gone "$1"
  kill -0 "${pid[$1]}" || { cat "$scratch/$1.log"; return 1; }
  operator "$1" login --verifier "https://127.0.0.1:${port[$1]}" --ca "$data/ca.crt" --token-file "$data/admin.token"
}
ready_or_gone() { grep -q '^Assay verifier ready on' "$scratch/$1.log" || ! kill -0 "${pid[$1]}"; }
stop() {
  kill "${pid[$1]}" && wait "${pid[$1]}" || [ $? = 143 ]
  unset "pid[$1]"
}

operator() { # VERSION COMMAND…: the command line of that version, at the verifier of that version
  local version=$1
  shift
  PATH="${bin[$version]}:$PATH" ASSAY_CONFIG=$scratch/operator-$version.json assay "$@"
}
machine() { # NAME AGENT-VERSION VERIFIER-VERSION COMMAND…
  local name=$1 agent_version=$2
  verifier_port=${port[$3]} verifier_ca=$scratch/$3-data/ca.crt
  shift 3
  PATH="${bin[$agent_version]}:$PATH" agent "$name" "$@"
}
attests() { # WITH-CODE NAME AGENT-VERSION VERIFIER-VERSION; 0: TRUSTED, 1: UNTRUSTED, 4: no verdict
  local expected=$1 code=0
  shift
  machine "$@" attest || code=$?
  is "$code" "$expected"
}
through_both() { # VERDICT WITH-CODE
  local name
  for name in "${!made_by[@]}"; do
    for version in "${running[@]}"; do
      holds "$name, agent of the ${made_by[$name]} version, through the $version verifier: $1" attests "$2" "$name" "${made_by[$name]}" "$version"
    done
  done
}
quiet() { fails grep ' ERROR ' "$scratch/$1.log"; } # VERSION: nothing went wrong that it knows of

declare -A made_by=()
join() { # NAME CAPTURE AGENT-VERSION VERIFIER-VERSION
  make_machine "$1" "$2"
  holds "$1: the agent of the $3 version enrolls at the $4 verifier" machine "$1" "$3" "$4" enroll
  holds "$1: approved there" operator "$4" approve "$1" --model "TestVendor X11-TEST"
  made_by[$1]=$3
}

echo "The old version ($commit) alone"
holds "a PostgreSQL of the distribution" database
holds "the old verifier starts on it" launch old
was=$(schema)
running=(old)
join a1 clean-A1 old old
join a2 clean-A2 old old
through_both "no verdict yet" 4
golden() {
  operator old golden propose --model "TestVendor X11-TEST" --from a1 a2 &&
    operator old golden activate $(operator old golden list --state approved --ids)
}
holds "a golden set learned and activated, by the old command line" golden
through_both TRUSTED 0

echo "The new version beside it"
mkdir "$scratch/new-data"
cp -a "$scratch"/old-data/{ca.crt,ca.key,admin.token,result-keys,audit.key} "$scratch/new-data/"
holds "the new verifier starts on the old one's database" launch new
now=$(schema)
echo "        the schema was at version $was, and is at $now"
running=(old new)
through_both TRUSTED 0
join a3 nicswap-A1 new old
join a4 clean-A1 new new
join a5 clean-A2 old new
through_both TRUSTED 0
join bad implant-fw new new
unset "made_by[bad]"
holds "altered firmware through the new verifier: UNTRUSTED" attests 1 bad new new
holds "through the old one: UNTRUSTED" attests 1 bad new old
newest() {
  operator new racks set r1 a1 a2 && operator new images add web-1 && operator new machine set-role a3 web
}
holds "racks, an image and a role, by the new command line" newest
reads() { operator old audit list && operator old show a3 && operator old golden list; }
holds "the old one reads on: the audit log, a machine, golden sets" reads
through_both TRUSTED 0
seen() { operator "$1" machines --json; }
seen_alike() { diff <(seen old | states) <(seen new | states); }
states() { awk -F'"' '$2 == "hostName" {host = $4} $2 == "verdict" {print host, $4}' | sort; }
holds "both say the same of all machines" seen_alike
for version in old new; do
  holds "the $version command line verifies the audit log that both wrote" operator $version audit verify
done
holds "the old verifier has nothing to complain of" quiet old
holds "nor has the new one" quiet new

echo "The new version alone"
holds "the old verifier stops" stop old
running=(new)
through_both TRUSTED 0

echo "Back to the old version, on the new schema"
holds "the new verifier stops" stop new
holds "the old verifier starts" launch old
running=(old)
through_both TRUSTED 0
is "$(schema)" "$now"
holds "the old command line verifies the audit log" operator old audit verify
holds "the old verifier has nothing to complain of" quiet old
conclude "$commit and this version, side by side,"
