"""An HTTP server that believes what bittensor 11 verifies: the peer for the btauth/1 interop test of the dendrite.

It listens on 127.0.0.1 for //Bob, prints its port, and ends when its stdin does.
"""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bittensor import http_auth

BOB = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"
seen = http_auth.InMemoryNonceStore()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        try:
            caller = http_auth.verify(
                self.headers, body, method="POST", path=self.path, self_hotkey_ss58=BOB, nonce_store=seen
            )
        except http_auth.AuthError as error:
            return self.answer(401, {"message": type(error).__name__})
        heard = f"{json.loads(body)['text']} by {caller.hotkey_ss58}"
        self.answer(200, {"text": "", "heard": heard, "axon": {"status_code": 200}})

    def answer(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64  # the default of 5 makes the rest of a burst wait a second


server = Server(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(json.dumps({"port": server.server_port, "hotkey": BOB}), flush=True)
sys.stdin.read()
