#!/usr/bin/env bash
# Installs Chopsticks, under which the tests run the real Subtensor runtime: only where SUBTENSOR_CHAINSPEC names a
# chain specification.
set -euo pipefail
[[ -n ${SUBTENSOR_CHAINSPEC:-} ]] || exit 0
"$(dirname "${BASH_SOURCE[0]}")/install-npm-peer.sh" chopsticks @acala-network/chopsticks 1.0.5 CHOP_DIR
