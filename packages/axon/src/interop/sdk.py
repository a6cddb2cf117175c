"""What both interop scripts need of the bittensor SDK (10.x): set up before it is imported, and the subnet's synapse."""

import os
import sys
import tempfile

LOGS = tempfile.mkdtemp()
os.environ["BT_LOGGING_LOGGING_DIR"] = LOGS
os.environ["NO_VERSION_CHECKING"] = "1"
sys.argv = sys.argv[:1]  # the SDK parses the command line of whoever imports it

from bittensor.core.synapse import Synapse
from bittensor.utils import networking
from pydantic import BaseModel, Field

networking.get_external_ip = lambda: "127.0.0.1"  # nothing here leaves the machine


class EventPrediction(BaseModel):
    event_id: str
    market_type: str
    description: str
    cutoff: int | None
    metadata: dict
    probability: float | None = Field(..., ge=0, le=1)
    reasoning: str | None
    miner_answered: bool


class EventPredictionSynapse(Synapse):
    events: dict[str, EventPrediction]
