#!/usr/bin/env bash
# What a verifier takes to start and to hold: until it is ready, and resident memory after a while in which a software TPM
# attested each second, with traces off and on. With its own PostgreSQL, whose processes are counted apart.
#
#   verifier.sh [PROGRAM]   PROGRAM: another assay-verifier than that in target/dist, for one /usr/bin/assay-verifier
# BENCH_SECONDS: how long it attests before memory is read (default 60).
set -euo pipefail
cd "$(dirname "$0")/../.."
export PATH="$PWD/target/dist/bin:$PATH"
program=$(realpath "${1:-target/dist/bin/assay-verifier}")
seconds=${BENCH_SECONDS:-60}
source verifier/demo/machines.sh
trap stop_everything EXIT

# The program under test, by the name that machines.sh starts.
begin assay-bench
mkdir "$scratch/bin"
ln -s "$program" "$scratch/bin/assay-verifier"
export PATH="$scratch/bin:$PATH"

# A collector that takes everything; what it took is in its log.
python3 -c '
import http.server
class Collector(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Collector)
print(server.server_port, flush=True)
server.serve_forever()' >"$scratch/collector.port" 2>"$scratch/collector.log" &
keep $!
until [ -s "$scratch/collector.port" ]; do sleep 0.05; done
collector=http://127.0.0.1:$(cat "$scratch/collector.port")

status() { awk -v key="$2:" '$1 == key {print int($2 / 1024)}' "/proc/$1/status"; }
cpu_seconds() { sed 's/^.*) //' "/proc/$1/stat" | awk -v hz="$(getconf CLK_TCK)" '{printf "%.1f", ($12 + $13) / hz}'; }
# Pages that PostgreSQL's processes share are counted once.
database_memory() {
  local first
  first=$(head -n 1 "$scratch/verifier/postgres/cluster/postmaster.pid")
  for one in $first $(pgrep -P "$first"); do
    cat "/proc/$one/smaps_rollup" 2>/dev/null || :
  done | awk '$1 == "Pss:" {s += $2} END {print int(s / 1024)}'
}
start() {
  local from
  from=$(date +%s%3N)
  launch_verifier
  until grep -q '^Assay verifier ready on' "$scratch/verifier.log"; do
    kill -0 "$verifier_pid" || { cat "$scratch/verifier.log" >&2; exit 1; }
    sleep 0.02
  done
  took="$(($(date +%s%3N) - from)) ms, $(cpu_seconds "$verifier_pid") CPU-seconds"
}
stop() {
  kill "$verifier_pid"
  wait "$verifier_pid" || :
}

echo "$program"
start
echo "  first start, with a PostgreSQL that is made: ready after $took"
await_verifier
make_machine bench clean-A1
agent bench enroll >/dev/null 2>&1
assay approve bench --model Bench >/dev/null
stop
measure() { # WHAT
  for _ in 1 2 3; do
    start
    stop
    echo "$took"
  done | sort -n | sed -n 2p >"$scratch/median"
  start
  local idle
  idle=$(status "$verifier_pid" VmRSS)
  agent bench run >"$scratch/run.log" 2>&1 &
  keep $!
  local running=$!
  sleep "$seconds"
  [ "$(grep -c 'verdict=' "$scratch/run.log")" -gt $((seconds / 2)) ] || { tail "$scratch/run.log" >&2; exit 1; }
  echo "  traces $1: ready after $(cat "$scratch/median") (median of 3), resident $idle MB; after $(grep -c 'verdict=' "$scratch/run.log") attestations $(status "$verifier_pid" VmRSS) MB, its PostgreSQL $(database_memory) MB"
  kill $running
  wait $running || :
  stop
}
export ASSAY_INTERVAL=1
measure off
ASSAY_OTLP_ENDPOINT=$collector measure on
echo "  the collector took $(grep -c POST "$scratch/collector.log") messages"
