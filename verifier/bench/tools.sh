#!/usr/bin/env bash
# What whole processes take on one machine's log and quote: tpm2-tools beside `assay`, for orientation.
# Of a captured boot with Secure Boot on (clean-B). TOOLS_RUNS: how often each runs (default 15); the medians are shown.
set -euo pipefail
cd "$(dirname "$0")/../.."
assay=$PWD/target/dist/bin/assay
runs=${TOOLS_RUNS:-15}
cd verifier/appraisal/src/test/resources/captures/clean-B
nonce=$(cat quote/nonce.hex)
TIMEFORMAT='%R %U %S'
export TPM2TOOLS_TCTI=none

measure() { # shown name, command: prints the medians of wall-clock and CPU time
  local name=$1
  shift
  for ((run = 0; run < runs; run++)); do
    { time "$@" >/dev/null 2>&1 || { echo "fails: $*" >&3; exit 1; }; } 3>&2 2>&1 | tail -n 1
  done | awk -v name="$name" '
    {wall[NR] = $1 * 1000; cpu[NR] = ($2 + $3) * 1000}
    END {printf "  %-54s %5d ms wall %5d ms CPU\n", name, median(wall, NR), median(cpu, NR)}
    function median(values, n,   i, j, value) {
      for (i = 2; i <= n; i++) {
        value = values[i]
        for (j = i - 1; j >= 1 && values[j] > value; j--) values[j + 1] = values[j]
        values[j + 1] = value
      }
      return values[int((n + 1) / 2)]
    }'
}

printf 'a log of %d bytes, %d runs each, medians\n' "$(stat -c %s binary_bios_measurements)" "$runs"
measure "tpm2_eventlog: the log, decoded" tpm2_eventlog binary_bios_measurements
measure "assay log: the log, decoded, checked and replayed" "$assay" log binary_bios_measurements
measure "tpm2_checkquote: signature, nonce, PCRs, log" \
  tpm2_checkquote -u quote/ak.pub -m quote/fw.msg -s quote/fw.sig -f quote/fw.pcrs -g sha256 -q "$nonce" \
  -e binary_bios_measurements
measure "assay verify: the same, and the key's attributes" \
  "$assay" verify --attest quote/fw.msg --signature quote/fw.sig --key quote/ak.pub --pcrs quote/fw.pcrs \
  --nonce "$nonce" --log binary_bios_measurements
