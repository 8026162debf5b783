"""A receiver of webhooks: it prints every event whose signature is right, in the order in which they come.

    SECRET=whsec_… python docs/receiver.py PORT

It needs the library `standardwebhooks`. What came before (the same `webhook-id`) is answered with 204 and not printed
again, as every receiver should do: events are delivered at least once.
"""

import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

WEBHOOK = Webhook(os.environ["SECRET"])
MAX_BYTES = 100_000
seen: set[str] = set()


class Receiver(BaseHTTPRequestHandler):
    """Answers a call at once; what takes long is done later, by something else."""

    timeout = 10

    def do_POST(self) -> None:
        """204 for what is verified, 400 for what is not."""
        body = self.rfile.read(min(int(self.headers.get("Content-Length", 0)), MAX_BYTES))
        try:
            event = WEBHOOK.verify(body, dict(self.headers))
        except WebhookVerificationError as error:
            self.send_error(400, str(error))
            return
        number = self.headers["webhook-id"]
        if number not in seen:
            seen.add(number)
            told = " ".join(f"{name}={value}" for name, value in event["data"].items())
            print(f"{event['id']:>4}  {event['type']:<32}{told}", flush=True)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing: what matters is printed."""


if __name__ == "__main__":
    with ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver) as server:
        print("listening", file=sys.stderr, flush=True)
        server.serve_forever()
