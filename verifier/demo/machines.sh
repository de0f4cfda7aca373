# A small data center in a scratch folder: a verifier, and machines that are software TPMs with the evidence of
# captured boots. To be sourced by scripts that want one; uses the distribution in target/dist and nothing global.
#
#   begin NAME                 makes the scratch folder, $scratch; the caller sets `trap stop_everything EXIT`
#   start_verifier             a verifier on a free port, and `assay` logged in to it; ASSAY_… variables reach it.
#                              launch_verifier and await_verifier are its halves, for work in between
#   make_machine NAME CAPTURE [SERIAL]
#                              a machine: a TPM with its EK certificate, PCRs filled from the capture's log, host
#                              facts with serials of its own, host name NAME
#   agent NAME COMMAND…        assay-agent on that machine. `agent NAME run` becomes the agent: start it with & ,
#                              and `keep $!`
#   keep PID                   has stop_everything end that process
#   stop_everything            ends what was started and removes the scratch folder
#
# POSIX sh. Sets: scratch, verifier_port, verifier_url, verifier_ca, verifier_pid, machine_pid.

machines_root=${machines_root:-$PWD}
machines_captures=$machines_root/verifier/appraisal/src/test/resources/captures

begin() {
  scratch=$(mktemp -d "${TMPDIR:-/tmp}/$1.XXXXXX")
  mkdir -p "$scratch/ca" "$scratch/ek-roots" "$scratch/machines"
  : >"$scratch/pids"
  ASSAY_CONFIG=$scratch/operator/config.json
  export ASSAY_CONFIG
  unset ASSAY_VERIFIER ASSAY_CA ASSAY_TOKEN ASSAY_STATE
  _make_ca
}

keep() {
  # With its start time, so that a process that later gets the same number is not taken for it.
  echo "$1 $(_started "$1")" >>"$scratch/pids"
}

_started() {
  sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20
}

# The kept processes that still run.
_alive() {
  while read -r pid started; do
    if [ -n "$started" ] && [ "$(_started "$pid")" = "$started" ]; then echo "$pid"; fi
  done <"$scratch/pids"
}

stop_everything() {
  trap '' INT TERM
  [ -n "${scratch:-}" ] && [ -d "$scratch" ] || return 0
  for pid in $(_alive); do kill "$pid" 2>/dev/null || :; done
  tries=0
  while [ -n "$(_alive)" ] && [ $tries -lt 300 ]; do
    sleep 0.1
    tries=$((tries + 1))
  done
  for pid in $(_alive); do kill -KILL "$pid" 2>/dev/null || :; done
  _stop_database
  rm -rf "$scratch" 2>/dev/null || { sleep 1; rm -rf "$scratch"; }
  scratch=
}

# The verifier stops its database itself; this is for a verifier that had to be killed.
_stop_database() {
  for file in $(find "$scratch/verifier" -name postmaster.pid 2>/dev/null); do
    pid=$(head -n 1 "$file" 2>/dev/null) || continue
    case $(readlink "/proc/$pid/cwd" 2>/dev/null) in
      "$scratch"/*) kill -QUIT "$pid" 2>/dev/null || : ;;
    esac
  done
}

# A CA for EK certificates, made by swtpm's own tool; the first machine's certificate brings it into being.
_make_ca() {
  cat >"$scratch/ca/localca.conf" <<CONF
statedir = $scratch/ca
signingkey = $scratch/ca/signkey.pem
issuercert = $scratch/ca/issuercert.pem
certserial = $scratch/ca/certserial
CONF
  cat >"$scratch/ca/localca.options" <<CONF
--platform-manufacturer TestVendor
--platform-version 1.0
--platform-model test
CONF
  cat >"$scratch/ca/setup.conf" <<CONF
create_certs_tool = $(command -v swtpm_localca)
create_certs_tool_config = $scratch/ca/localca.conf
create_certs_tool_options = $scratch/ca/localca.options
CONF
  _set_up_tpm ca-maker sha256
  cp "$scratch/ca/issuercert.pem" "$scratch/ca/swtpm-localca-rootca-cert.pem" "$scratch/ek-roots/"
}

# A TPM with EK, EK certificate and the given banks, in machines/NAME/tpm.
_set_up_tpm() {
  mkdir -p "$scratch/machines/$1/tpm"
  if [ "$(id -u)" = 0 ]; then as='--runas root'; else as=; fi
  # shellcheck disable=SC2086
  if ! swtpm_setup $as --tpm2 --config "$scratch/ca/setup.conf" --tpm-state "$scratch/machines/$1/tpm" \
    --createek --create-ek-cert --lock-nvram --vmid "$1" --pcr-banks "$2" --overwrite \
    --logfile "$scratch/machines/$1/setup.log" >/dev/null 2>&1; then
    echo "swtpm_setup failed for $1:" >&2
    tail -n 5 "$scratch/machines/$1/setup.log" >&2
    return 1
  fi
}

# A port that nothing listens on, as the kernel's tables say.
_free_port() {
  while :; do
    port=$((20000 + $(od -An -N2 -tu2 /dev/urandom) % 12000))
    if ! awk '{print $2}' /proc/net/tcp /proc/net/tcp6 2>/dev/null | grep -qi ":$(printf '%04X' "$port")\$"; then
      echo "$port"
      return
    fi
  done
}

start_verifier() {
  launch_verifier
  await_verifier
}

launch_verifier() {
  verifier_port=$(_free_port)
  verifier_url=https://127.0.0.1:$verifier_port
  verifier_ca=$scratch/verifier/ca.crt
  ASSAY_DATA=$scratch/verifier ASSAY_PORT=$verifier_port \
    ASSAY_EK_ROOTS=${ASSAY_EK_ROOTS:-$scratch/ek-roots} ASSAY_SOFTWARE_TPMS=${ASSAY_SOFTWARE_TPMS:-allow} \
    assay-verifier >"$scratch/verifier.log" 2>&1 &
  verifier_pid=$!
  keep $verifier_pid
}

await_verifier() {
  tries=0
  until grep -q '^Assay verifier ready on' "$scratch/verifier.log"; do
    tries=$((tries + 1))
    if ! kill -0 $verifier_pid 2>/dev/null && grep -q "can't start: Port" "$scratch/verifier.log" && [ $tries -lt 1800 ]; then
      launch_verifier # somebody took the port in between
    elif ! kill -0 $verifier_pid 2>/dev/null || [ $tries -ge 1800 ]; then
      echo "The verifier did not start:" >&2
      tail -n 20 "$scratch/verifier.log" >&2
      return 1
    fi
    sleep 0.1
  done
  assay login --verifier "$verifier_url" --ca "$verifier_ca" --token-file "$scratch/verifier/admin.token" >/dev/null
}

make_machine() {
  machine=$scratch/machines/$1
  capture=$machines_captures/$2
  log=$capture/binary_bios_measurements
  mkdir -p "$machine/state"
  chmod 700 "$machine/state"
  assay log "$log" --extends >"$machine/extends"
  banks=$(head -n 1 "$machine/extends" | sed 's/^[0-9]*://; s/=[0-9a-f]*//g')
  _set_up_tpm "$1" "$banks"
  # The resource manager that a kernel has is not needed: one program at a time talks to this TPM.
  swtpm socket --tpm2 --tpmstate dir="$machine/tpm" --flags not-need-init,startup-clear \
    --server type=unixio,path="$machine/tpm.sock" --ctrl type=unixio,path="$machine/tpm.sock.ctrl" \
    >"$machine/swtpm.log" 2>&1 &
  machine_pid=$!
  keep $machine_pid
  until [ -S "$machine/tpm.sock" ]; do
    kill -0 $machine_pid 2>/dev/null || { cat "$machine/swtpm.log" >&2; return 1; }
    sleep 0.02
  done
  TPM2TOOLS_TCTI=swtpm:path=$machine/tpm.sock xargs -n 200 tpm2_pcrextend <"$machine/extends"
  # No two TPMs have run for the same time.
  TPM2TOOLS_TCTI=swtpm:path=$machine/tpm.sock tpm2_setclock "$((600000 + $(od -An -N3 -tu4 /dev/urandom)))"
  # What the board says of itself, with serials of its own.
  sed "s/\(\"[a-z]*_\(serial\|asset_tag\)\": \)\"[^\"]\{1,\}\"/\1\"SN-${3:-$1}\"/" "$capture/dmi.json" >"$machine/dmi.json"
  cp "$log" "$machine/event-log"
  _lay_out_sysfs "$machine/sys" "$capture/pci.txt"
  cat /proc/sys/kernel/random/uuid >"$machine/boot-id"
}

# The PCI functions that the capture lists, as the kernel shows them.
_lay_out_sysfs() {
  while read -r slot vendor device class rom; do
    [ -n "$rom" ] || continue
    function=$1/bus/pci/devices/$slot
    mkdir -p "$function"
    printf 'PCI_CLASS=%s\nPCI_ID=%s:%s\nPCI_SUBSYS_ID=0000:0000\nPCI_SLOT_NAME=%s\n' \
      "${class#0x}" "${vendor#0x}" "${device#0x}" "$slot" >"$function/uevent"
    echo 0x00 >"$function/revision"
    [ "$rom" = rom=none ] || : >"$function/rom"
  done <"$2"
}

# In a subshell, unless it is to become the agent: the operator's settings are not the agent's.
agent() {
  if [ "$2" = run ]; then
    _become_agent "$@"
  fi
  (_become_agent "$@")
}

_become_agent() {
  machine=$scratch/machines/$1
  unset ASSAY_CONFIG
  export ASSAY_VERIFIER="127.0.0.1:$verifier_port" ASSAY_CA="$verifier_ca" ASSAY_STATE="$machine/state" \
    ASSAY_TPM="unix:$machine/tpm.sock" ASSAY_EVENT_LOG="$machine/event-log" ASSAY_DMI="$machine/dmi.json" \
    ASSAY_BOOT_ID="$machine/boot-id" ASSAY_SYSFS="$machine/sys" ASSAY_HOST_NAME="$1"
  shift
  exec assay-agent "$@"
}
