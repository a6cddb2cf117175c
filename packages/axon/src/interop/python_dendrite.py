"""The SDK's own dendrite (bittensor 10.x) as a client for the interop tests of the axon.

Reads one JSON task a line from stdin and prints one JSON result a line. Loopback only.
"""

import asyncio
import json
import shutil
import sys
import time

from sdk import LOGS, EventPredictionSynapse  # before any other part of the SDK

from bittensor.core.chain_data import AxonInfo
from bittensor.core.dendrite import Dendrite
from bittensor.core.settings import version_as_int
from bittensor.core.stream import StreamingSynapse
from bittensor.core.synapse import Synapse
from bittensor_wallet import Keypair

TEXTS = ["Will it rain?", "“Résumé” ✓ 日本語 \U0001f600", 'A "quoted" \\ line\nand a\ttab & <tag>']


def seed_synapse(events):
    """June 2024: the class has the same name, and its events are plain dictionaries with a default."""
    names = {"__annotations__": {"events": dict}, "events": {}, "__module__": __name__}
    return type("EventPredictionSynapse", (Synapse,), names)(events=events)


class Words(StreamingSynapse):
    text: str = ""
    completion: str = ""

    async def process_streaming_response(self, response):
        async for chunk in response.content.iter_any():
            self.completion += chunk.decode()
            yield chunk.decode()

    def extract_response_json(self, response):
        return {"text": self.text, "completion": self.completion}

    def deserialize(self):
        return self.completion


def event(index):
    return {
        "event_id": f"{index}",
        "market_type": ["polymarket", "azuro", "llm"][index % 3],
        "description": TEXTS[index % 3],
        "cutoff": None if index % 7 == 6 else 1995000000 + index,
        "metadata": {"f": 0.1 * index, "whole": 1.0 * index, "tiny": 1e-7, "none": None, "big": 2**60 + index},
        "probability": None,
        "reasoning": None,
        "miner_answered": False,
    }


def seed_event(index):
    return {
        "event_id": f"{index}",
        "market_type": "azuro",
        "probability": None,
        "description": TEXTS[index % 3],
        "starts": 1995000000,
        "resolve_date": 1995000001 if index % 2 else None,
    }


def plain(value):
    return value if isinstance(value, dict) else value.model_dump()


def same(sent, got):
    hidden = {"probability", "miner_answered"}
    return {k: v for k, v in plain(sent).items() if k not in hidden} == {
        k: v for k, v in plain(got).items() if k not in hidden
    }


async def ask(dendrite, axon, task):
    if task["kind"] == "words":
        chunks = []
        async for chunk in dendrite.call_stream(axon, Words(text="x"), timeout=12.0, deserialize=False):
            chunks.append(chunk)
        final = chunks.pop()
        return {"chunks": "".join(chunks), "status": final.dendrite.status_code, "completion": final.completion}
    if task["kind"] == "ping":
        reply = await dendrite.call(axon, Synapse(), timeout=12.0, deserialize=False)
        return {"status": reply.dendrite.status_code, "success": reply.is_success}
    make = seed_event if task["kind"] == "seed" else event
    events = {f"ifgames-{i}": make(i) for i in range(task["events"])}
    synapse = seed_synapse(events) if task["kind"] == "seed" else EventPredictionSynapse(events=events)
    started = time.perf_counter()
    reply = await dendrite.call(axon, synapse.model_copy(deep=True), timeout=12.0, deserialize=False)
    return {
        "status": reply.dendrite.status_code,
        "message": reply.dendrite.status_message,
        "success": reply.is_success,
        "seconds": time.perf_counter() - started,
        "keys": list(reply.events) == list(events),
        "unaltered": all(same(synapse.events[key], value) for key, value in reply.events.items()),
        "probabilities": sorted({plain(value)["probability"] for value in reply.events.values()}, key=str),
        "hotkey": reply.axon.hotkey,
    }


async def main():
    for line in sys.stdin:
        task = json.loads(line)
        keypair = Keypair.create_from_uri(task.get("uri", "//Alice"))
        dendrite = Dendrite(wallet=keypair)
        axon = AxonInfo(
            version=version_as_int,
            ip="127.0.0.1",
            port=task["port"],
            ip_type=4,
            hotkey=task["hotkey"],
            coldkey=task["hotkey"],
        )
        print(json.dumps(await ask(dendrite, axon, task)), flush=True)
        await dendrite.aclose_session()


try:
    asyncio.run(main())
finally:
    shutil.rmtree(LOGS, ignore_errors=True)
