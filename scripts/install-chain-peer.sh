#!/usr/bin/env bash
# Puts Chopsticks, under which the tests run the real Subtensor runtime, into a folder under ~/.cache/ig-peers.
# Only where SUBTENSOR_CHAINSPEC names a chain specification; done once a machine.
set -euo pipefail
[[ -n ${SUBTENSOR_CHAINSPEC:-} ]] || exit 0
version=1.0.5
folder="${CHOP_DIR:-${IG_PEERS_HOME:-$HOME/.cache/ig-peers}/chopsticks-$version}"
manifest="$folder/node_modules/@acala-network/chopsticks/package.json"

if [[ -f $manifest ]]; then
  echo "chopsticks-$version: ready"
  exit 0
fi
if [[ -n ${CHOP_DIR:-} ]]; then
  echo "There is no Chopsticks in CHOP_DIR, $CHOP_DIR." >&2
  exit 1
fi
echo "chopsticks-$version: installing"
# Beside it first: a folder that is there is whole, whatever interrupts this.
partial="$folder.partial"
rm -rf "$partial"
mkdir -p "$partial"
(cd "$partial" && npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error "@acala-network/chopsticks@$version")
rm -rf "$folder"
mv "$partial" "$folder"
