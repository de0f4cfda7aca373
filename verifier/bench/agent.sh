#!/usr/bin/env bash
# What the agent costs on a server: memory, CPU, start-up, disk. Real verifier, software TPM, a captured boot's log.
# BENCH_MINUTES: how long the stream is watched (default 10).
set -euo pipefail
cd "$(dirname "$0")/../.."
export PATH="$PWD/target/dist/bin:$PATH"
minutes=${BENCH_MINUTES:-10}
source verifier/demo/machines.sh # scratch folder, start_verifier, make_machine, stop_everything

trap stop_everything EXIT
begin "assay-bench"
ASSAY_INTERVAL=1 start_verifier
make_machine bench clean-A1
agent bench enroll >/dev/null
assay approve bench --model "Bench" >/dev/null

ticks=$(getconf CLK_TCK)
cpu_ticks() { sed 's/^.*) //' "/proc/$1/stat" | awk '{print $12 + $13}'; }
status() { awk -v key="$2:" '$1 == key {print $2}' "/proc/$1/status"; }

echo "agent: attest once, five times (start of the process to its end)"
for _ in 1 2 3 4 5; do
  start=$(date +%s%N)
  ( TIMEFORMAT='%U %S'; time agent bench attest >/dev/null 2>&1 || true ) 2>"$scratch/cpu"
  end=$(date +%s%N)
  awk -v wall=$(((end - start) / 1000000)) '{printf "  %5d ms wall, %.2f CPU-seconds\n", wall, $1 + $2}' "$scratch/cpu"
done

echo "agent: the stream, one attestation a second, for $minutes minutes"
agent bench run 2>"$scratch/run.log" &
pid=$!
keep $pid
first=$(date +%s%N)
until grep -q 'verdict=' "$scratch/run.log"; do sleep 0.02; done
printf '  first receipt after %d ms\n' $((($(date +%s%N) - first) / 1000000))
sleep 20
receipts_before=$(grep -c 'verdict=' "$scratch/run.log")
cpu_before=$(cpu_ticks $pid)
sleep $((minutes * 60))
receipts=$(($(grep -c 'verdict=' "$scratch/run.log") - receipts_before))
awk -v t=$(($(cpu_ticks $pid) - cpu_before)) -v hz="$ticks" -v n="$receipts" \
  'BEGIN {printf "  %d attestations, %.2f CPU-seconds per 100\n", n, t / hz / n * 100}'
printf '  resident %d MB (peak %d MB)\n' $(($(status $pid VmRSS) / 1024)) $(($(status $pid VmHWM) / 1024))
printf '  on disk %d MB\n' "$(du -sm target/dist/agent | cut -f1)"
echo "  targets: <= 70 MB resident, first reply <= 500 ms, attest <= 0.6 CPU-seconds, <= 90 MB on disk"
