#!/usr/bin/env bash
# What an image promises, without a container engine: its parts are what they say, and its entry point runs in the
# unpacked files as user 65532, without a capability, on a root that is mounted read-only.
set -euo pipefail
cd "$(dirname "$0")/../../.."
skip() { echo "SKIPPED the images' test: $1."; exit 0; }
[ "$(id -u)" = 0 ] || skip "to mount a root and change to it takes root"
for program in jq unshare setpriv chroot; do
  command -v $program >/dev/null || skip "$program is missing"
done
scratch=$(mktemp -d "${TMPDIR:-/tmp}/assay-images.XXXXXX")
pids=
finish() {
  for pid in $pids; do kill "$pid" 2>/dev/null || :; done
  for pid in $pids; do wait "$pid" 2>/dev/null || :; done
  rm -rf "$scratch"
}
trap finish EXIT
source verifier/packaging/test/checks.sh
nothing() { ! "$@" | grep .; }

digests() { # every blob has the name of its content
  (cd "$1/blobs/sha256" && for blob in *; do echo "$blob  $blob"; done | sha256sum --check --quiet)
}
unpack() { # NAME
  local image=$scratch/$1 files=$scratch/$1-root
  mkdir -p "$image" "$files"
  tar -xf target/images/assay-"$1"-*.tar -C "$image"
  manifest=$image/blobs/$(jq -r '.manifests[0].digest' "$image/index.json" | tr : /)
  config=$image/blobs/$(jq -r .config.digest "$manifest" | tr : /)
  local n=0
  for layer in $(jq -r '.layers[].digest' "$manifest" | tr : /); do
    is_diff() { [ "sha256:$(gzip -dc "$image/blobs/$layer" | sha256sum | cut -c 1-64)" = "$(jq -r ".rootfs.diff_ids[$n]" "$config")" ]; }
    holds "$1: layer $n is what its configuration says" is_diff
    tar -xzf "$image/blobs/$layer" -C "$files" --numeric-owner
    n=$((n + 1))
  done
}
configured() { jq -e "$1" "$config"; }
# As a container runs it. Folders in $writable are memory, all else can't be written to.
run() { # NAME ENV… -- PROGRAM…
  local files=$scratch/$1-root
  shift
  exec unshare --mount --propagation private sh -c '
    files=$1; shift
    mount --bind "$files" "$files" && mount -o remount,bind,ro "$files"
    mount -t proc -o ro proc "$files/proc" && mount --rbind /dev "$files/dev"
    for folder in $writable; do mount -t tmpfs -o mode=0700,uid=65532,gid=65532 tmpfs "$files/$folder"; done
    exec setpriv --no-new-privs --inh-caps -all \
      chroot --userspec 65532:65532 --groups "" "$files" /usr/bin/env -i PATH=/usr/bin:/bin "$@"' sh "$files" "$@"
}

for name in verifier agent; do
  unpack $name
  files=$scratch/$name-root
  holds "$name: every blob has its content's digest" digests "$scratch/$name"
  holds "$name: runs as 65532" configured '.config.User == "65532:65532"'
  holds "$name: its entry point is the program" configured ".config.Entrypoint == [\"/usr/bin/assay-$name\"]"
  holds "$name: the entry point is there, for everybody" test -x "$files/usr/bin/../lib/assay-$name/bin/assay-$name"
  holds "$name: nothing is setuid or setgid, and no file is writable for others" nothing \
    find "$files" \( \( -type f -o -type d \) -perm /6000 -o -type f -perm /022 \)
  holds "$name: only its own state belongs to 65532" nothing find "$files" -uid 65532 ! -path "$files/var/lib/assay*"
  holds "$name: no package manager, no compiler, no client of the network" nothing \
    find "$files" -type f \( -name apt -o -name dpkg -o -name javac -o -name curl -o -name perl -o -name bash \)
  holds "$name: each Debian package is named for scanners" test -s "$files/var/lib/dpkg/status.d/libc6"
done

port=$((20000 + RANDOM % 12000))
(writable="var/lib/assay tmp" run verifier ASSAY_DATA=/var/lib/assay ASSAY_PORT=$port /usr/bin/assay-verifier) >"$scratch/verifier.log" 2>&1 &
pids=$!
ready() {
  for _ in $(seq 900); do
    grep -q '^Assay verifier ready on' "$scratch/verifier.log" && return
    kill -0 "$pids" 2>/dev/null || break
    sleep 0.2
  done
  tail -n 15 "$scratch/verifier.log"
  return 1
}
holds "verifier: is ready on a read-only root, with a PostgreSQL of its own" ready
healthy() { curl --silent --show-error --fail --insecure "https://127.0.0.1:$port/q/health/$1" | jq -e '.status == "UP"'; }
for probe in started ready live; do
  holds "verifier: /q/health/$probe is UP" healthy $probe
done
doctor() { # the verifier's folder is memory that only its process sees
  cp "/proc/$pids/root/var/lib/assay/ca.crt" "$scratch/agent-root/etc/assay-ca.crt" || return
  (writable="var/lib/assay-agent tmp" run agent /usr/bin/assay-agent doctor --verifier "127.0.0.1:$port" --ca /etc/assay-ca.crt) >"$scratch/doctor" 2>&1
  [ $? = 1 ] && grep '^FAIL TPM' "$scratch/doctor" && grep -E '^OK +state folder' "$scratch/doctor" && grep -E '^OK +verifier' "$scratch/doctor" && return
  cat "$scratch/doctor"
  return 1
}
holds "agent: doctor runs on a read-only root, finds the verifier, and that there is no TPM" doctor
conclude "The images"
