#!/usr/bin/env bash
# Puts npm's PM2, under which a test runs the miner as docs/running.md tells it, into a folder under ~/.cache/ig-peers.
# It is no dependency of the project, whose licence is another. Done once a machine.
set -euo pipefail
version=7.0.4
folder="${PM2_DIR:-${IG_PEERS_HOME:-$HOME/.cache/ig-peers}/pm2-$version}"

if [[ -f $folder/node_modules/pm2/package.json ]]; then
  echo "pm2-$version: ready"
  exit 0
fi
if [[ -n ${PM2_DIR:-} ]]; then
  echo "There is no PM2 in PM2_DIR, $PM2_DIR." >&2
  exit 1
fi
echo "pm2-$version: installing"
# Beside it first: a folder that is there is whole, whatever interrupts this.
partial="$folder.partial"
rm -rf "$partial"
mkdir -p "$partial"
(cd "$partial" && npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error "pm2@$version")
rm -rf "$folder"
mv "$partial" "$folder"
