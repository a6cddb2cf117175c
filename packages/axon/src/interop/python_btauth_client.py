"""Signs requests as bittensor 11 does, for the interop tests of the axon: a JSON task a line, a JSON result a line."""

import json
import sys
import urllib.error
import urllib.request

from bittensor import http_auth
from bittensor_core import Keypair

keypair = Keypair.create_from_uri("//Alice")

for line in sys.stdin:
    task = json.loads(line)
    body = json.dumps(task["body"]).encode()
    headers = http_auth.sign(
        keypair, method="POST", path=task["path"], body=body, receiver_ss58=task["receiver"]
    )
    request = urllib.request.Request(
        f"http://127.0.0.1:{task['port']}{task['path']}",
        data=json.dumps(task.get("sent", task["body"])).encode(),
        headers={**headers, "Content-Type": "application/json"},
        method="POST",
    )
    try:
        with urllib.request.urlopen(request) as response:
            result = {"status": response.status, "body": json.loads(response.read())}
    except urllib.error.HTTPError as error:
        result = {"status": error.code, "body": json.loads(error.read())}
    print(json.dumps(result), flush=True)
