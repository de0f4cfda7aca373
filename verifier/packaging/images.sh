#!/usr/bin/env bash
# Makes OCI images of verifier and agent in target/images, without a container engine and as any user:
# assay-verifier-VERSION.tar and assay-agent-VERSION.tar, for `podman load`, `docker load`, `skopeo copy oci-archive:…`.
#
# Below lies a Debian of a dozen packages, taken from apt's sources of this machine: libraries, a small shell for the
# launchers, coreutils. No package manager, nothing setuid. Above it what the .deb packages install, as it lies in
# target/packages/stage. Both run as user 65532 on a read-only root; only /var/lib/assay (verifier), /var/lib/assay-agent
# (agent) and /tmp are written to.
set -euo pipefail
umask 022
export LC_ALL=C TZ=UTC
cd "$(dirname "$0")/../.."
root=$PWD
out=$root/target/images
stage=$root/target/packages/stage
for program in apt-get dpkg-deb; do
  command -v $program >/dev/null || { echo "$program is missing: the images stand on Debian packages, so make them on Debian or Ubuntu." >&2; exit 1; }
done
[ -d "$stage/assay-verifier" ] && [ -d "$stage/assay-agent" ] || { echo "No packages; run \`make images\`." >&2; exit 1; }
moment=$(sed -n 's/.*<project.build.outputTimestamp>\(.*\)<.*/\1/p' pom.xml)
version=$(sed -n '0,/<version>/s/.*<version>\(.*\)<.*/\1/p' pom.xml | sed 's/-SNAPSHOT/-snapshot/')
debian_packages="base-files netbase tzdata ca-certificates dash coreutils grep sed
  libc6 libacl1 libattr1 libgmp10 libselinux1 libpcre2-8-0 zlib1g libgcc-s1 libstdc++6"

mkdir -p "$out/debs"
rm -rf "$out"/*.tar "$out/base" "$out/work"

make_base() {
  base=$out/base
  # Only what is not there yet, or is newer.
  # shellcheck disable=SC2086
  (cd "$out/debs" && apt-get -o APT::Sandbox::User=root download -qq $debian_packages >/dev/null)
  mkdir -p "$base/var/lib/dpkg/status.d"
  for name in $debian_packages; do
    deb=$(ls -t "$out/debs/${name}"_*.deb | head -n 1)
    dpkg-deb --extract "$deb" "$base"
    # Where scanners look for what an image without dpkg consists of.
    dpkg-deb --field "$deb" >"$base/var/lib/dpkg/status.d/$name"
  done
  ln -sf dash "$base/bin/sh"
  rm -rf "$base"/usr/share/{man,info,locale,lintian,bug,doc-base,perl5} "$base"/usr/share/base-files "$base/var/run" "$base/var/lock"
  find "$base/usr/share/doc" -type f ! -name copyright -delete
  find "$base" -type d -empty -path '*/usr/share/*' -delete
  # Certificates in one file, as programs expect them.
  mkdir -p "$base/etc/ssl/certs"
  cat "$base"/usr/share/ca-certificates/mozilla/*.crt >"$base/etc/ssl/certs/ca-certificates.crt"
  printf '%s\n' 'root:x:0:0:root:/root:/usr/sbin/nologin' 'assay:x:65532:65532:Assay:/tmp:/usr/sbin/nologin' >"$base/etc/passwd"
  printf '%s\n' 'root:x:0:' 'assay:x:65532:' >"$base/etc/group"
  echo 'hosts: files dns' >"$base/etc/nsswitch.conf"
  find "$base" \( -type f -o -type d \) -perm /6000 -exec chmod ug-s {} +
  chmod 1777 "$base/tmp" "$base/var/tmp"
}

archive() { # OWNER FOLDER PATH…: a tar that is the same each time
  owner=$1
  folder=$2
  shift 2
  tar --create --sort=name --mtime="$moment" --owner="$owner" --group="$owner" --numeric-owner --format=gnu --directory "$folder" "$@"
}

blob() { # FILE: moves it to its digest; prints that
  digest=$(sha256sum "$1" | cut -c 1-64)
  mv "$1" "$work/blobs/sha256/$digest"
  echo "$digest"
}

layer() { # TAR: adds it to the image
  diff_ids="$diff_ids${diff_ids:+,}\"sha256:$(sha256sum "$1" | cut -c 1-64)\""
  gzip -3n "$1"
  size=$(stat -c %s "$1.gz")
  digest=$(blob "$1.gz")
  layers="$layers${layers:+,}{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"sha256:$digest\",\"size\":$size}"
  docker_layers="$docker_layers${docker_layers:+,}\"blobs/sha256/$digest\""
}

image() { # NAME STATE-FOLDER CONFIG
  name=$1
  work=$out/work
  rm -rf "$work"
  mkdir -p "$work/blobs/sha256" "$work/own/$2"
  layers= diff_ids= docker_layers=
  cp "$out/base.layer" "$work/1.tar"
  layer "$work/1.tar"
  archive 0 "$stage/assay-$name" usr/bin "usr/lib/assay-$name" >"$work/2.tar"
  layer "$work/2.tar"
  chmod 0700 "$work/own/$2"
  archive 65532 "$work/own" "$2" >"$work/3.tar"
  layer "$work/3.tar"
  rm -rf "$work/own"
  printf '{"architecture":"amd64","os":"linux","created":"%s","config":%s,"rootfs":{"type":"layers","diff_ids":[%s]}}' \
    "$moment" "$3" "$diff_ids" >"$work/config"
  config_size=$(stat -c %s "$work/config")
  config=$(blob "$work/config")
  printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:%s","size":%s},"layers":[%s]}' \
    "$config" "$config_size" "$layers" >"$work/manifest"
  manifest_size=$(stat -c %s "$work/manifest")
  manifest=$(blob "$work/manifest")
  printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:%s","size":%s,"annotations":{"io.containerd.image.name":"docker.io/assay/%s:%s","org.opencontainers.image.ref.name":"%s"}}]}' \
    "$manifest" "$manifest_size" "$name" "$version" "$version" >"$work/index.json"
  printf '{"imageLayoutVersion":"1.0.0"}' >"$work/oci-layout"
  # For container engines that read Docker's form only.
  printf '[{"Config":"blobs/sha256/%s","RepoTags":["assay/%s:%s"],"Layers":[%s]}]' \
    "$config" "$name" "$version" "$docker_layers" >"$work/manifest.json"
  archive 0 "$work" blobs index.json manifest.json oci-layout >"$out/assay-$name-$version.tar"
  rm -rf "$work"
  echo "target/images/assay-$name-$version.tar: assay/$name:$version, $(du -m "$out/assay-$name-$version.tar" | cut -f 1) MB, manifest sha256:$manifest"
}

labels() { # NAME
  printf '"Labels":{"org.opencontainers.image.title":"assay/%s","org.opencontainers.image.version":"%s","org.opencontainers.image.licenses":"Apache-2.0"}' "$1" "$version"
}

make_base
archive 0 "$out/base" . >"$out/base.layer"
path='"PATH=/usr/bin:/bin"'
image verifier var/lib/assay "{\"User\":\"65532:65532\",\"Env\":[$path,\"ASSAY_DATA=/var/lib/assay\"],\"Entrypoint\":[\"/usr/bin/assay-verifier\"],\"WorkingDir\":\"/\",\"ExposedPorts\":{\"8443/tcp\":{}},$(labels verifier)}"
# The health check is Docker's; Kubernetes has its own.
image agent var/lib/assay-agent "{\"User\":\"65532:65532\",\"Env\":[$path],\"Entrypoint\":[\"/usr/bin/assay-agent\"],\"Cmd\":[\"run\"],\"WorkingDir\":\"/\",\"Healthcheck\":{\"Test\":[\"CMD\",\"/usr/bin/assay-agent\",\"doctor\"],\"Interval\":300000000000,\"Timeout\":60000000000},$(labels agent)}"
rm -f "$out/base.layer"
