"""A reference axon of the bittensor SDK (10.x) for the interop tests of the dendrite.

It listens on 127.0.0.1 with the key //Bob, prints one JSON line when it does, and ends when its stdin does.
"""

import json
import os
import shutil
import socket
import sys
import threading
from typing import ClassVar, Tuple

from sdk import LOGS, EventPredictionSynapse  # before any other part of the SDK

from bittensor.core.axon import Axon
from bittensor.core.stream import StreamingSynapse
from bittensor.core.synapse import Synapse
from bittensor_wallet import Keypair


class Echo(Synapse):
    """Its body is authenticated: the hash covers the text."""

    text: str
    heard: str = ""
    required_hash_fields: ClassVar[tuple[str, ...]] = ("text",)


class Raising(Synapse):
    pass


class Unverified(Synapse):
    pass


class Counting(StreamingSynapse):
    upto: int = 0

    async def process_streaming_response(self, response):
        yield ""

    def extract_response_json(self, response):
        return {}

    def deserialize(self):
        return ""


class TestWallet:
    """What an axon reads of a wallet."""

    hotkey = Keypair.create_from_uri("//Bob")
    coldkeypub = hotkey

    def __deepcopy__(self, memo):
        return self


def predict(synapse: EventPredictionSynapse) -> EventPredictionSynapse:
    for event in synapse.events.values():
        event.probability = 0.25
        event.miner_answered = True
    return synapse


def echo(synapse: Echo) -> Echo:
    synapse.heard = f"{synapse.text} from {synapse.dendrite.hotkey}"
    return synapse


def refuse_charlie(synapse: Echo) -> Tuple[bool, str]:
    return synapse.dendrite.hotkey == Keypair.create_from_uri("//Charlie").ss58_address, "No Charlies"


def fail(synapse: Raising) -> Raising:
    raise RuntimeError("the handler failed")


def answer_unverified(synapse: Unverified) -> Unverified:
    return synapse


async def refuse_all(synapse: Unverified) -> None:
    raise Exception("nobody is believed")


async def count(synapse: Counting) -> Counting.BTStreamingResponse:
    async def stream(send):
        for number in range(1, synapse.upto + 1):
            await send({"type": "http.response.body", "body": f"{number}é ".encode(), "more_body": True})

    return synapse.create_streaming_response(stream)


with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]

axon = Axon(wallet=TestWallet(), port=port, ip="127.0.0.1", external_ip="127.0.0.1", external_port=port)
axon.fast_config.host = "127.0.0.1"
axon.attach(predict).attach(echo, refuse_charlie).attach(fail).attach(answer_unverified, verify_fn=refuse_all)
axon.attach(count)
axon.start()

started = threading.Event()
while not axon.fast_server.started:
    started.wait(0.005)
print(json.dumps({"port": port, "hotkey": TestWallet.hotkey.ss58_address}), flush=True)
sys.stdin.read()
shutil.rmtree(LOGS)
os._exit(0)
