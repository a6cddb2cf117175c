#!/usr/bin/env bash
# Puts Debian's chromium on the machine, in which the tests open the pages that the miner writes. Done once a
# machine: a browser that IG_CHROMIUM names, or that is there, is left as it is.
set -euo pipefail
browser="${IG_CHROMIUM:-/usr/bin/chromium}"

if [[ -x $browser ]]; then
  echo "chromium: ready"
  exit 0
fi
if [[ -n ${IG_CHROMIUM:-} ]]; then
  echo "There is no browser at IG_CHROMIUM, $IG_CHROMIUM." >&2
  exit 1
fi
as_root=()
if ((EUID != 0)); then as_root=(sudo -n); fi
if ! command -v apt-get >/dev/null || { ((EUID != 0)) && ! sudo -n true 2>/dev/null; }; then
  echo 'Chromium is not installed, and without Debian and root (or sudo without a password) it cannot be from here.' >&2
  echo 'Install it by your own package manager, and name it: IG_CHROMIUM=/path/to/chromium.' >&2
  exit 1
fi
echo 'chromium: installing'
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get -o Acquire::Retries=3 update -qq
"${as_root[@]}" apt-get -o Acquire::Retries=3 install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
[[ -x $browser ]]
