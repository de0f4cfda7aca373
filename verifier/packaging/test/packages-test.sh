#!/usr/bin/env bash
# Installs the packages in a Debian of their own that boots with systemd, has the agent attest from it to the verifier
# in it with a software TPM, upgrades, removes and purges them. What holds is asserted, line by line.
#
# Needs root, mmdebstrap, systemd-nspawn and swtpm; says what is missing and tests nothing where one is.
# The Debian stands in target/packages-test/debian.tar; it is made once.
set -euo pipefail
cd "$(dirname "$0")/../../.."
root=$PWD
skip() { echo "SKIPPED the packages' test: $1."; exit 0; }
[ "$(id -u)" = 0 ] || skip "it installs packages in a Debian of its own, which takes root"
for program in mmdebstrap systemd-nspawn systemd-analyze swtpm swtpm_setup tpm2_pcrextend dpkg-deb nsenter; do
  command -v $program >/dev/null || skip "$program is missing"
done
grep -q '^NAME="Debian' /etc/os-release || skip "it needs Debian's archive and keys"
ls target/packages/assay-{agent,verifier,cli}_*.deb >/dev/null 2>&1 || { echo "No packages; run \`make packages\`." >&2; exit 1; }

work=$root/target/packages-test
mkdir -p "$work"
if [ ! -f "$work/debian.tar" ]; then
  echo "Making a Debian in target/packages-test (once)"
  # To a tar: what is mounted while it is made is never below a folder of ours, which somebody may delete.
  mmdebstrap --quiet --variant=essential --include=systemd,tpm-udev,libstdc++6 --dpkgopt=force-unsafe-io \
    --aptopt='APT::Install-Recommends "false"' --dpkgopt='path-exclude=/usr/share/locale/*' bookworm "$work/new.tar" \
    >"$work/debian.log" 2>&1 || { tail -n 5 "$work/debian.log" >&2; skip "mmdebstrap could not make a Debian"; }
  mv "$work/new.tar" "$work/debian.tar"
fi

export PATH="$root/target/dist/bin:$PATH"
source verifier/demo/machines.sh
source verifier/packaging/test/checks.sh
nspawn=
finish() {
  if [ -n "$nspawn" ] && kill -0 "$nspawn" 2>/dev/null; then
    kill -TERM "$nspawn" 2>/dev/null || :
    for _ in $(seq 100); do kill -0 "$nspawn" 2>/dev/null || break; sleep 0.1; done
    kill -KILL "$nspawn" 2>/dev/null || :
    wait "$nspawn" 2>/dev/null || :
  fi
  stop_everything
  rm -rf --one-file-system "$work/machine"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

inside() { nsenter --target "$leader" --mount --uts --ipc --pid --root --wd -- env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "$@"; }
said() { inside journalctl --no-pager --quiet --output cat --unit "$1" | grep -E -- "$2"; }

begin assay-packages
make_machine packaged clean-A1
tpm=$scratch/machines/packaged

# The next version, for the upgrade: the same with another number.
version=$(dpkg-deb --field target/packages/assay-agent_*.deb Version)
dpkg-deb --raw-extract target/packages/assay-agent_*.deb "$scratch/next"
sed -i "s/^Version: .*/Version: $version+next/" "$scratch/next/DEBIAN/control"
dpkg-deb --root-owner-group -Zgzip -z1 --build "$scratch/next" "$scratch/next.deb" >/dev/null
rm -rf "$scratch/next"

# The Debian boots. It shares the network, so that it takes no rights to give it one.
rm -rf --one-file-system "$work/machine"
mkdir -p "$work/machine/packages"
tar -xf "$work/debian.tar" -C "$work/machine" --numeric-owner --exclude='./dev/*'
cp target/packages/assay-{agent,verifier,cli}_*.deb "$scratch/next.deb" "$work/machine/packages/"
echo uninitialized >"$work/machine/etc/machine-id"
systemd-nspawn --quiet --register=no --keep-unit --directory "$work/machine" --boot --console=pipe \
  --bind "$tpm:/run/assay-test" >"$scratch/boot.log" 2>&1 &
nspawn=$!
leader_of() { leader=$(cat "/proc/$nspawn/task/$nspawn/children" 2>/dev/null | awk '{print $1}'); [ -n "$leader" ]; }
booted() {
  leader_of || return 1
  case $(inside systemctl is-system-running 2>/dev/null || :) in
    running | degraded) ;;
    *) return 1 ;;
  esac
}
until_holds 90 booted || { tail -n 15 "$scratch/boot.log"; skip "the Debian does not boot here"; }

echo "Install"
holds "the three packages install" inside sh -c 'dpkg --install /packages/assay-*.deb'
holds "dpkg finds every file as it was packed" inside dpkg --verify assay-agent assay-verifier assay-cli
holds "user assay-agent is in group tss" inside sh -c 'id -nG assay-agent | grep -qw tss'
holds "nothing was started or enabled" inside sh -c '! systemctl is-enabled assay-agent assay-verifier assay-agent-attest.timer && ! systemctl is-active assay-agent assay-verifier'
holds "no file is setuid, setgid or writable for others" inside sh -c \
  '! find $(dpkg -L assay-agent assay-verifier assay-cli) -maxdepth 0 \( -type f -o -type d \) -perm /6022 | grep .'
size=$(du -sm "$work/machine/usr/lib/assay-agent" | cut -f 1)
holds "the agent takes $size MB installed (at most 90)" at_most "$size" 90
holds "manual pages are there" inside sh -c 'ls /usr/share/man/man1/assay-agent-enroll.1.gz /usr/share/man/man1/assay-golden-sign.1.gz /usr/share/man/man8/assay-verifier.8.gz'

echo "Units"
clean_units() { # systemd-analyze also names faults of units that are not ours
  inside sh -c 'systemd-analyze verify --man=no /usr/lib/systemd/system/assay-*' >"$scratch/verified" 2>&1 || :
  ! grep -i assay "$scratch/verified"
}
holds "systemd-analyze verify has nothing to say of our units" clean_units
exposed() { # UNIT LIMIT
  local level
  level=$(inside systemd-analyze security --offline=yes "/usr/lib/systemd/system/$1" 2>&1 | sed -n 's/.*Overall exposure level for .*: \([0-9.]*\) .*/\1/p')
  [ -n "$level" ] || { echo "systemd-analyze says no level"; return 1; }
  at_most "$level" "$2" && echo "$level" >"$scratch/level"
}
for limit in assay-agent.service:2.5 assay-agent-attest.service:2.5 assay-verifier.service:3.5; do
  holds "systemd-analyze security of ${limit%:*} is at most ${limit#*:}" exposed "${limit%:*}" "${limit#*:}"
  echo "        it is $(cat "$scratch/level")"
done

echo "Verifier"
port=$(_free_port)
cp "$scratch"/ek-roots/*.pem "$work/machine/etc/assay/ek-roots/"
printf '%s\n' "ASSAY_PORT=$port" ASSAY_SOFTWARE_TPMS=allow >>"$work/machine/etc/assay/verifier.conf"
holds "assay-verifier starts" inside systemctl start assay-verifier
holds "it is ready, with a PostgreSQL of its own" until_holds 180 said assay-verifier '^Assay verifier ready on'
inside systemctl show --property MainPID --value assay-verifier >"$scratch/pid"
holds "it is not root and has no capability" inside sh -c "grep -qx 'CapEff:.0000000000000000' /proc/$(cat "$scratch/pid")/status && [ \$(stat -c %U /proc/$(cat "$scratch/pid")) = assay-verifier ]"
holds "assay logs in" inside assay login --verifier "https://127.0.0.1:$port" --ca /var/lib/assay-verifier/ca.crt --token-file /var/lib/assay-verifier/admin.token

echo "Agent"
# As the kernel shows them: for root only.
chown root:root "$tpm/event-log" "$tpm/dmi.json"
chmod 0440 "$tpm/event-log"
chmod 0400 "$tpm/dmi.json"
chmod 0755 "$tpm"
chown root:"$(awk -F: '$1 == "tss" {print $3}' "$work/machine/etc/group")" "$tpm/tpm.sock"
chmod 0660 "$tpm/tpm.sock"
cp "$work/machine/var/lib/assay-verifier/ca.crt" "$work/machine/etc/assay/ca.crt"
chmod 0644 "$work/machine/etc/assay/ca.crt"
cat >>"$work/machine/etc/assay/agent.conf" <<CONF
verifier = 127.0.0.1:$port
ca = /etc/assay/ca.crt
tpm = unix:/run/assay-test/tpm.sock
event-log = /run/assay-test/event-log
dmi = /run/assay-test/dmi.json
boot-id = /run/assay-test/boot-id
sysfs = /run/assay-test/sys
host-name = packaged
CONF
holds "assay-agent@enroll enrolls" inside systemctl start assay-agent@enroll
holds "assay-agent doctor finds nothing that fails" inside assay-agent doctor
sed -n 's/^/        /p' "$scratch/said"
holds "assay-agent@doctor, with the service's rights, neither" inside systemctl start assay-agent@doctor
holds "assay approve packaged" inside assay approve packaged --model "Packaged"
holds "one attestation, as the timer makes it" inside systemctl start assay-agent-attest
# journald takes what is said when it gets round to it.
holds "its verdict is in the journal" until_holds 60 said assay-agent-attest 'UNKNOWN'
holds "the verifier saw it: UNKNOWN, as there is no golden set" inside sh -c 'assay machines | grep -E "packaged.*ACTIVE.*UNKNOWN.*FRESH"'
missing_classes() { # how many of the classes of an attestation are not in the archive, of a hundred
  inside env ASSAY_JAVA_OPTS=-Xlog:class+load setpriv --reuid assay-agent --regid assay-agent --init-groups \
    --inh-caps +dac_read_search --ambient-caps +dac_read_search assay-agent attest >"$scratch/classes" || :
  awk '/shared objects file/ {s++} /source: (file|jrt):/ {o++} END {printf "%d\n", 100 * o / (s + o + 0.001); exit s < 1000}' "$scratch/classes"
}
share=$(missing_classes) || share=100
holds "of a hundred classes of an attestation $share are not in the archive (at most 10; else: make class-list)" at_most "$share" 10
holds "assay-agent starts and is enabled" inside systemctl enable --now assay-agent
holds "it attests" until_holds 60 said assay-agent 'verdict='
pid_of_agent() { inside systemctl show --property MainPID --value assay-agent; }
pid=$(pid_of_agent)
holds "its one capability is CAP_DAC_READ_SEARCH" inside grep -qxE 'CapEff:.0000000000000004' "/proc/$pid/status"
holds "it can't gain privileges" inside grep -qxE 'NoNewPrivs:.1' "/proc/$pid/status"
holds "system calls are filtered" inside grep -qxE 'Seccomp:.2' "/proc/$pid/status"
holds "it is user assay-agent" inside sh -c "is() { [ \"\$1\" = assay-agent ]; }; is \$(stat -c %U /proc/$pid)"
holds "its classes come from the archive" inside grep -q assay-agent.jsa "/proc/$pid/maps"
hidden() { # PATH, as the agent's process sees it: empty, and closed to all
  is "$(inside nsenter --target "$pid" --mount -- stat -c '%a %s' "$1")" '0 0'
}
holds "it does not see /etc/shadow" hidden /etc/shadow
holds "nor the verifier's state" fails inside nsenter --target "$pid" --mount -- test -e /var/lib/assay-verifier
resident=$(($(inside awk '$1 == "VmRSS:" {print $2}' "/proc/$pid/status") / 1024))
holds "it takes $resident MB of memory (at most 75)" at_most "$resident" 75

echo "Upgrade"
identity() { (cd "$work/machine/var/lib/assay-agent" && find . -type f -exec sha256sum {} + | sort); }
identity >"$scratch/before"
holds "there is an identity" test -s "$scratch/before"
holds "the next version installs, and asks nothing" inside sh -c 'DEBIAN_FRONTEND=noninteractive dpkg --install /packages/next.deb </dev/null'
holds "it is the next version" inside sh -c "dpkg-query -W -f '\${Version}' assay-agent | grep -qx '$version+next'"
holds "the agent was restarted" fails is "$(pid_of_agent)" "$pid"
identity >"$scratch/after"
holds "the identity is the same" cmp "$scratch/before" "$scratch/after"
holds "the configuration is as it was" grep -q "^verifier = 127.0.0.1:$port" "$work/machine/etc/assay/agent.conf"
attests() { inside sh -c 'assay attest packaged --wait --timeout 120 | grep -w UNKNOWN'; }
holds "asked by an operator, it attests without enrolling again" attests
holds "there is still one machine" inside sh -c '[ $(assay machines --ids | wc -l) = 1 ]'

echo "What docs/operations.md has people type"
answers() { inside assay machines --ids; }
pid_of_verifier() { inside systemctl show --property MainPID --value assay-verifier; }
pid=$(pid_of_verifier)
holds "the verifier's package installs over itself" inside sh -c 'dpkg --install /packages/assay-verifier_*.deb'
holds "the verifier was restarted" fails is "$(pid_of_verifier)" "$pid"
holds "the verifier is back" until_holds 180 answers
holds "the agent attests to it" attests
holds "a backup of the data folder" inside sh -ec 'systemctl stop assay-verifier
  tar -C /var/lib -czf /root/assay.tar.gz --numeric-owner assay-verifier'
holds "the folder is lost, and unpacked from the backup" inside sh -ec 'rm -r /var/lib/assay-verifier
  tar -C /var/lib -xzpf /root/assay.tar.gz --numeric-owner
  systemctl start assay-verifier'
holds "the verifier is back" until_holds 180 answers
holds "the agent attests to it, without enrolling again" attests
holds "the last token of an administrator is lost; the next start writes another" inside sh -ec '
  rm /var/lib/assay-verifier/admin.token
  mkdir -p /run/systemd/system/assay-verifier.service.d
  printf "[Service]\nExecStart=\nExecStart=/usr/bin/assay-verifier --new-admin-token\n" >/run/systemd/system/assay-verifier.service.d/token.conf
  systemctl daemon-reload
  systemctl restart assay-verifier'
logs_in() { inside assay login --verifier "https://127.0.0.1:$port" --ca /var/lib/assay-verifier/ca.crt --token-file /var/lib/assay-verifier/admin.token; }
holds "with which an operator logs in" until_holds 180 logs_in

echo "Remove and purge"
holds "dpkg --remove" inside dpkg --remove assay-agent
holds "the service is gone" fails inside systemctl is-active assay-agent
holds "state and configuration stay" test -s "$work/machine/etc/assay/agent.conf" -a -d "$work/machine/var/lib/assay-agent"
identity >"$scratch/after"
holds "the identity stays" cmp "$scratch/before" "$scratch/after"
holds "dpkg --purge" inside dpkg --purge assay-agent
holds "state and configuration are gone" test ! -e "$work/machine/etc/assay/agent.conf" -a ! -e "$work/machine/var/lib/assay-agent"
holds "no file of the agent is left" inside sh -c '! find /usr /etc -name "assay-agent*" | grep .'
holds "dpkg --purge of verifier and command line" inside dpkg --purge assay-verifier assay-cli
holds "their state is gone" test ! -e "$work/machine/var/lib/assay-verifier" -a ! -e "$work/machine/usr/lib/assay-verifier" -a ! -e "$work/machine/usr/lib/assay-cli"

conclude "The packages"
