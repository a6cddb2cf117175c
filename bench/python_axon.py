"""The reference: an axon of the Python SDK (bittensor 10.5.0) with a handler that only fills in a number.

Started by bench/axon.ts; listens on 127.0.0.1 and prints one JSON line when it does.
"""
import json
import sys
import time
from typing import Any, Dict, Optional

import bittensor as bt
from bittensor_wallet import Keypair
from pydantic import BaseModel


class EventPrediction(BaseModel):
    event_id: str
    market_type: str
    description: str
    cutoff: Optional[int] = None
    metadata: Dict[str, Any] = {}
    probability: Optional[float] = None
    reasoning: Optional[str] = None
    miner_answered: bool = False


class EventPredictionSynapse(bt.Synapse):
    events: Dict[str, EventPrediction]


class Wallet:
    """As much of a wallet as an axon looks at."""

    def __init__(self, keypair: Keypair):
        self.hotkey = keypair
        self.coldkeypub = keypair


async def forward(synapse: EventPredictionSynapse) -> EventPredictionSynapse:
    for event in synapse.events.values():
        event.probability = 0.5
        event.miner_answered = True
    return synapse


port = int(sys.argv[1])
wallet = Wallet(Keypair.create_from_uri("//Bob"))
axon = bt.Axon(wallet=wallet, config=bt.Axon.config(), port=port, ip="127.0.0.1", external_ip="127.0.0.1", external_port=port)
axon.fast_config.host = "127.0.0.1"
axon.attach(forward_fn=forward)
axon.start()
while not axon.fast_server.started:
    time.sleep(0.005)
print(json.dumps({"port": port}), flush=True)
while True:
    time.sleep(3600)
