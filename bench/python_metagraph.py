"""Times Python bittensor's metagraph(): python python_metagraph.py ENDPOINT NETUID READS; prints one line of JSON."""

import json
import sys
import time

import bittensor
from bittensor.core.metagraph import Metagraph

endpoint, netuid, reads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
subtensor = bittensor.Subtensor(network=endpoint)

partial = False
try:
    subtensor.metagraph(netuid)
except Exception:
    # The figures of the subnet cannot be read on this runtime: leave them out, and say so.
    partial = True
    Metagraph._apply_extra_info = lambda self, block: None
    subtensor.metagraph(netuid)

times_ms = []
for _ in range(reads):
    started = time.perf_counter()
    count = len(subtensor.metagraph(netuid).uids)
    times_ms.append((time.perf_counter() - started) * 1000)
    assert count == 256, count
print(json.dumps({"ms": times_ms, "partial": partial}))
