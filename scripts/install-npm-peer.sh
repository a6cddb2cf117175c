#!/usr/bin/env bash
# Puts one package of npm, which tests speak with and the project does not depend on, into a folder of its own under
# ~/.cache/ig-peers; done once a machine.
# usage: install-npm-peer.sh NAME PACKAGE VERSION VARIABLE    VARIABLE names a folder that has it already, where it is set
set -euo pipefail
name=$1 package=$2 version=$3 variable=$4
given=${!variable:-}
folder="${given:-${IG_PEERS_HOME:-$HOME/.cache/ig-peers}/$name-$version}"

if [[ -f $folder/node_modules/$package/package.json ]]; then
  echo "$name-$version: ready"
  exit 0
fi
if [[ -n $given ]]; then
  echo "There is no $package in $variable, $given." >&2
  exit 1
fi
echo "$name-$version: installing"
# Beside it first: a folder that is there is whole, whatever interrupts this.
partial="$folder.partial"
rm -rf "$partial"
mkdir -p "$partial"
(cd "$partial" && npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error "$package@$version")
rm -rf "$folder"
mv "$partial" "$folder"
