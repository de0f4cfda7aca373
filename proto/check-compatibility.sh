#!/bin/sh
# Fails the build where the contract lints badly, or breaks the one that stands in compatibility/v1.binpb.
# After a change that breaks nobody: sh check-compatibility.sh target/buf --accept
set -eu
cd "$(dirname "$0")"
buf=$1
chmod +x "$buf"
if [ "${2:-}" = --accept ]; then
  mkdir -p compatibility
  "$buf" breaking --against compatibility/v1.binpb || { echo "refused: this change breaks agents or verifiers in the field"; exit 1; }
  "$buf" build -o compatibility/v1.binpb
  exit
fi
"$buf" lint
"$buf" breaking --against compatibility/v1.binpb
