#!/usr/bin/env bash
# Six machines of two board models enroll and attest to a verifier; one of them has altered firmware.
#
# All of it is real: each machine has its own software TPM with an EK certificate, the PCRs and event logs are those of
# captured firmware boots, agents and verifier are the programs of the distribution, and what an operator types is typed
# here. Needs `make build`, swtpm and tpm2-tools, and PyJWT for the receiver. Nothing outside one temporary folder is touched.
#
# Two people sign the golden sets; without their keys none comes into force.
#
# DEMO_ONCE=1: end with 0 where every verdict is the expected one and the receiver was told of the one bad machine,
# with 1 and the difference where not.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
export PATH="$PWD/target/dist/bin:$PATH"
JAVA_HOME=$(.mvn/find-jdk.sh)
export JAVA_HOME
# shellcheck source=verifier/demo/machines.sh
source verifier/demo/machines.sh

if [ ! -x target/dist/bin/assay-verifier ]; then
  echo "target/dist is missing; run \`make build\` first." >&2
  exit 2
fi
for tool in swtpm swtpm_setup swtpm_localca tpm2_pcrextend; do
  if ! command -v $tool >/dev/null; then
    echo "$tool is missing; install swtpm, swtpm-tools and tpm2-tools." >&2
    exit 2
  fi
done
if ! /usr/bin/python3 -c 'import jwt, cryptography' 2>/dev/null; then
  echo "PyJWT is missing for /usr/bin/python3; install python3-jwt and python3-cryptography." >&2
  exit 2
fi

# host name, captured boot, expected verdict
machines='
  x11-a1   clean-A1    TRUSTED
  x11-a2   clean-A2    TRUSTED
  x11-a3   nicswap-A1  TRUSTED
  x11-a4   implant-fw  UNTRUSTED
  b550-b1  clean-B     TRUSTED
  b550-b2  clean-B     TRUSTED
'
bold= dim= plain=
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'
fi

each_machine() { awk 'NF {print $1, $2, $3}' <<<"$machines"; }
step() { printf '\n%s== %s%s %s(%d s)%s\n' "$bold" "$1" "$plain" "$dim" "$SECONDS" "$plain"; }
# Shows a command as an operator types it, then runs it.
typed() {
  printf '%s$ %s%s\n' "$bold" "$1" "$plain"
  eval "$1"
}

trap stop_everything EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

step "Six machines with a software TPM each, and a verifier"
begin assay-demo
# What the verifier and the receiver share: 32 bytes of chance.
HOOK_KEY=whsec_$(head -c 32 /dev/urandom | base64)
export HOOK_KEY
ASSAY_INTERVAL=${ASSAY_INTERVAL:-10} ASSAY_QUARANTINE_MODE=act launch_verifier
making=()
while read -r name capture _; do
  make_machine "$name" "$capture" &
  making+=("$! $name $capture")
done < <(each_machine)
for one in "${making[@]}"; do
  read -r pid name capture <<<"$one"
  wait "$pid"
  echo "  $name: a fresh TPM with its EK certificate; PCRs as after the captured boot $capture"
done
await_verifier
grep '^Assay verifier ready' "$scratch/verifier.log" | sed 's/^/  /'

step "The operator logs in"
typed "assay login --verifier $verifier_url --ca $verifier_ca --token-file $scratch/verifier/admin.token"

step "A load balancer wants to know whom to take out of service: docs/examples/receiver.py plays it"
RESULT_KEYS=$verifier_url/api/v1/result-keys VERIFIER_CA=$verifier_ca \
  docs/examples/receiver.py 0 >"$scratch/load-balancer.log" 2>&1 &
keep $!
until grep -q '^listening' "$scratch/load-balancer.log"; do
  if ! kill -0 $! 2>/dev/null; then
    cat "$scratch/load-balancer.log" >&2
    exit 1
  fi
  sleep 0.05
done
receiver_url=http://127.0.0.1:$(awk '{print $NF}' "$scratch/load-balancer.log")/
typed "assay hooks add load-balancer --url $receiver_url --allow-private --secret env:HOOK_KEY --event dev.assay.machine.quarantined"

step "Each machine enrolls, and its agent stays connected"
agent_of_first=$(each_machine | awk 'NR == 1 {print $1}')
echo "${bold}# on $agent_of_first, and likewise on the others:$plain"
echo "$bold\$ assay-agent enroll --verifier 127.0.0.1:$verifier_port --ca ca.crt && assay-agent run &$plain"
while read -r name _; do
  if ! agent "$name" enroll >"$scratch/machines/$name/enroll.log" 2>&1; then
    echo "$name could not enroll:" >&2
    cat "$scratch/machines/$name/enroll.log" >&2
    tail -n 20 "$scratch/verifier.log" >&2
    exit 1
  fi
  agent "$name" run >"$scratch/machines/$name/agent.log" 2>&1 &
  keep $!
done < <(each_machine)
tail -n 1 "$scratch/machines/$agent_of_first/enroll.log" | sed 's/^/  /'

# Waits until the command prints nothing, at most 60 s.
until_none() {
  local tries=0 left
  while left=$(eval "$1") && [ -n "$left" ]; do
    tries=$((tries + 1))
    if [ $tries -ge 120 ]; then
      echo "Gave up waiting until this prints nothing: $1" >&2
      assay machines >&2
      for log in "$scratch"/machines/*/agent.log; do echo "== $log" && tail -n 3 "$log"; done >&2
      tail -n 10 "$scratch/verifier.log" >&2
      exit 1
    fi
    sleep 0.5
  done
  [ -z "$left" ] # else the command itself failed
}

step "A person says what they are; until then nobody is trusted"
typed 'assay machines'
typed 'assay approve x11-a1 x11-a2 x11-a3 x11-a4 --model "TestVendor X11-TEST"'
typed 'assay approve b550-b1 b550-b2 --model "TestVendor B550-TEST"'
until_none 'assay machines --freshness never --ids'

step "Two people may sign golden sets: each makes a key, whose public half goes to the verifier"
cd "$scratch"
typed 'assay key new --name alice --out alice.key > verifier/signers/alice'
typed 'assay key new --name bob --out bob.key > verifier/signers/bob'

step "Golden sets, learned from two siblings of each model and put forward"
typed 'assay golden propose --model "TestVendor X11-TEST" --from x11-a1 x11-a2'
typed 'assay golden propose --model "TestVendor B550-TEST" --from b550-b1 b550-b2'

step "Alice and Bob look at them and sign; only then do they come into force"
echo "  The verifier reads its signers every few seconds."
until_none "grep -q 'Signers of golden sets: alice, bob' '$scratch/verifier.log' || echo not yet"
typed 'assay golden sign $(assay golden list --state proposed --ids) --key alice.key --yes'
typed 'assay golden sign $(assay golden list --state proposed --ids) --key bob.key --yes | grep Signed'

step "What would change? One machine would become UNTRUSTED, so activating needs a word"
x11_firmware=$(assay golden list --model "TestVendor X11-TEST" --state approved --ids | grep firmware)
export x11_firmware
typed 'assay golden preview $x11_firmware' || : # ends with 1: somebody would become UNTRUSTED
typed 'assay golden activate $(assay golden list --state approved --ids) --force-changes "x11-a4 is the one to look at"'
cd "$OLDPWD"

step "The verdicts"
until_none 'assay machines --verdict unknown --ids'
typed 'assay machines'

step "Why x11-a4 is not trusted: one character of its firmware was changed"
typed 'assay show x11-a4' || : # ends with 1: the answer is bad news

step "The load balancer was told, after a second quote. It checked the signature and the verifier's own word on the machine"
until_none "grep -q '^dev.assay.machine.quarantined' '$scratch/load-balancer.log' || echo not yet"
typed 'assay quarantine list'
echo "${bold}# what the load balancer printed:$plain"
tail -n +2 "$scratch/load-balancer.log" | sed 's/^/  /'

step "REST, for programs"
echo "  $verifier_url/api/v1  (OpenAPI at /q/openapi)"
echo "  curl --cacert $verifier_ca -H \"Authorization: Bearer \$(cat $scratch/verifier/admin.token)\" $verifier_url/api/v1/machines"
echo "  and with the CLI: export ASSAY_CONFIG=$ASSAY_CONFIG PATH=\"$PWD/target/dist/bin:\$PATH\""

verdicts() {
  assay machines --json | awk -F'"' '$2 == "hostName" {host = $4} $2 == "verdict" {print host, $4}' | sort
}

check() {
  each_machine | awk '{print $1, $3}' | sort >"$scratch/expected"
  verdicts >"$scratch/seen"
  # The altered machine's finding must name the event: PCR 0, the firmware volume.
  echo "x11-a4: EVENT_CHANGED in PCR 0" >>"$scratch/expected"
  { assay show x11-a4 --json || :; } | awk -F'[":, ]+' '
    $2 == "code" {code = $3} $2 == "pcr" && code == "EVENT_CHANGED" {print "x11-a4: " code " in PCR " $3; code = ""}' >>"$scratch/seen"
  echo "dev.assay.machine.quarantined x11-a4 contraindicated" >>"$scratch/expected"
  tail -n +2 "$scratch/load-balancer.log" >>"$scratch/seen"
  if ! diff -u --label expected --label seen "$scratch/expected" "$scratch/seen"; then
    printf '\n%sThe demo did not end as expected.%s\n' "$bold" "$plain"
    return 1
  fi
  printf '\n%sEvery verdict is the expected one (%d s).%s\n' "$bold" "$SECONDS" "$plain"
}

if [ "${DEMO_ONCE:-}" = 1 ]; then
  check
  exit
fi
printf '\n%sIt stays up, each machine attests every %s s. Ctrl-C ends it.%s\n' "$bold" "${ASSAY_INTERVAL:-10}" "$plain"
while kill -0 "$verifier_pid" 2>/dev/null; do
  sleep 1
done
echo "The verifier ended by itself:" >&2
tail -n 20 "$scratch/verifier.log" >&2
exit 1
