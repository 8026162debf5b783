"""What can go wrong with the requests of a sync on their way to Elasticsearch and back? Each may meet some."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from tests.faults.proxy import Between, Forward, Question, Reply

BULK = r"^\w+ /[^?]*_bulk"
CREATORS = r"^\w+ /[^?]*-writing/_bulk"
JSON = {"Content-Type": "application/json", "X-Elastic-Product": "Elasticsearch"}
BUSY = {"type": "es_rejected_execution_exception", "reason": "queue is full"}
STARTING = {"type": "cluster_block_exception", "reason": "blocked by: [SERVICE_UNAVAILABLE/1/state not recovered];"}


@dataclass
class Some:
    """Lets a trouble meet `count` of the questions that the pattern finds, after the first `spared` of them."""

    pattern: str
    trouble: Between
    count: int = 1_000_000
    spared: int = 0
    met: int = 0

    def __call__(self, question: Question, forward: Forward) -> Reply:
        """Trouble, or none."""
        if not re.search(self.pattern, f"{question.method} {question.path}"):
            return forward(question)
        self.met += 1
        return (self.trouble if self.spared < self.met <= self.spared + self.count else _forwarded)(question, forward)


@dataclass
class OnceEach:
    """Spoils the first answer to each kind of request; `met` are the kinds, the builds of a market being one."""

    trouble: Between
    met: set[str] = field(default_factory=set)

    def __call__(self, question: Question, forward: Forward) -> Reply:
        """Trouble for a request of a kind that did not come before."""
        kind = question.method + re.sub(r"faults\w+", "", re.sub(r"-de-\w+-\w+|\?.*", "", question.path))
        trouble = _forwarded if kind in self.met else self.trouble
        self.met.add(kind)
        return trouble(question, forward)


def refused(status: int, error: object) -> Between:
    """Elasticsearch doesn't do it and says so."""
    body = json.dumps({"error": error, "status": status}).encode()
    return lambda _, __: Reply(status, JSON, body)


def hung_up(_: Question, __: Forward) -> Reply:
    """The connection ends, and nothing was done."""
    return Reply(0, {}, b"", sent=None)


def lost(question: Question, forward: Forward) -> Reply:
    """It is done, and the connection ends before the answer."""
    return replace(forward(question), sent=None)


def cut(question: Question, forward: Forward) -> Reply:
    """It is done, and the connection ends within the answer."""
    return replace(forward(question), sent=0.5)


def short(question: Question, forward: Forward) -> Reply:
    """It is done, and of the JSON of the answer there is half."""
    whole = forward(question)
    return replace(whole, body=whole.body[: len(whole.body) // 2])


def after(happens: Callable[[], object]) -> Between:
    """Something happens before the question comes to Elasticsearch."""

    def asked(question: Question, forward: Forward) -> Reply:
        happens()
        return forward(question)

    return asked


def altered(old: bytes, new: bytes) -> Between:
    """Something else comes to Elasticsearch than was sent."""
    return lambda question, forward: forward(replace(question, body=question.body.replace(old, new)))


def last_put_off(question: Question, forward: Forward) -> Reply:
    """The last action of a bulk request, of two lines, is not done and said to be put off."""
    lines = question.body.rstrip(b"\n").split(b"\n")
    done = forward(replace(question, body=b"".join(line + b"\n" for line in lines[:-2]))) if lines[:-2] else None
    items = json.loads(done.body).get("items") if done else None
    others = items or [{"index": {"status": 201}}] * (len(lines) // 2 - 1)
    told = {"errors": True, "items": [*others, {"index": {"status": 429, "error": BUSY}}]}
    return Reply(200, JSON, json.dumps(told).encode())


def _forwarded(question: Question, forward: Forward) -> Reply:
    return forward(question)
