#!/usr/bin/env bash
# Makes packages and images from what is built, and tests both. Says so and does nothing where that can't be: it takes
# root, and Debian.
set -euo pipefail
cd "$(dirname "$0")/../../.."
if [ "$(id -u)" != 0 ] || ! grep -q '^ID=debian' /etc/os-release || ! command -v dpkg-deb >/dev/null; then
  echo "SKIPPED the tests of packages and images: they install packages in a Debian of their own, as root on Debian."
  exit 0
fi
.mvn/system-parts.sh packages
verifier/dist.sh
verifier/packaging/packages.sh
verifier/packaging/images.sh
status=0
verifier/packaging/test/packages-test.sh || status=1
verifier/packaging/test/images-test.sh || status=1
exit $status
