#!/usr/bin/env bash
# Installs npm's PM2, under which a test runs the miner as docs/running.md tells it. It is no dependency of the project,
# whose licence is another.
set -euo pipefail
"$(dirname "${BASH_SOURCE[0]}")/install-npm-peer.sh" pm2 pm2 7.0.4 PM2_DIR
