#!/usr/bin/env bash
# Puts the real Python SDKs that the interop tests talk to into virtual environments under ~/.cache/ig-peers.
# Done once a machine: an environment that has its version is left as it is.
set -euo pipefail
home="${IG_PEERS_HOME:-$HOME/.cache/ig-peers}"
mkdir -p "$home"

peer() {
  local name=$1 requirement=$2 module_version=$3
  local python="$home/$name/bin/python"
  if [[ -x $python && $("$python" -c 'from importlib.metadata import version; print(version("bittensor"))' 2>/dev/null) == "$module_version" ]]; then
    echo "$name: ready"
    return
  fi
  echo "$name: installing $requirement"
  rm -rf "${home:?}/$name"
  python3 -m venv "$home/$name"
  "$python" -m pip install --quiet --disable-pip-version-check "$requirement"
}

peer bittensor-10.5.0 'bittensor==10.5.0' 10.5.0
peer bittensor-11 'bittensor==11.3.0' 11.3.0
