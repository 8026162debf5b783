"""What do brands and creators ask for until the server dies, and what have they heard?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from queue import Empty, SimpleQueue
from threading import Timer
from typing import Any

from tests.faults.deal_server import Answered, Asked, DealClient, DealServer

CLIENTS = 4
PRICE = {"amount": "10.00", "currency": "EUR"}
OTHER_PRICE = {"amount": "11.00", "currency": "EUR"}
CAMPAIGN = {
    "title": "Spring",
    "budget": {"amount": "100000.00", "currency": "EUR"},
    "deliverables": [{"kind": "video"}, {"kind": "photo"}],
}
URL = "https://example.com/1"


@dataclass
class Heard:
    """What was answered before the server died, and what was not."""

    answers: dict[Asked, Answered] = field(default_factory=dict)
    unanswered: list[Asked] = field(default_factory=list)


@dataclass(frozen=True)
class Load:
    """The deals of one campaign; the keys are those of the brand and of each creator, by its id."""

    name: str
    brand: str
    creators: Mapping[str, str] = field(repr=False)

    def campaign(self, server: DealServer) -> str:
        """A published campaign."""
        with server.client() as client:
            made = client.ask(Asked("/v1/campaigns", _frozen(CAMPAIGN), f"{self.name} campaign", self.brand))
            path: str = f"/v1/campaigns/{made.body['id']}"
            assert client.ask(Asked(f"{path}/publish", None, f"{self.name} publish", self.brand)).status == 200
        return path

    def until_killed(self, server: DealServer, campaign: str, *, seconds: float) -> Heard:
        """Let all creators be dealt with by several clients at once, and kill the server after some time."""
        heard, waiting = Heard(), SimpleQueue[str]()
        for one in self.creators:
            waiting.put(one)
        killer = Timer(seconds, server.kill)
        with ThreadPoolExecutor(CLIENTS) as clients:
            killer.start()
            ends = [clients.submit(self._deal, server, campaign, heard=heard, waiting=waiting) for _ in range(CLIENTS)]
        killer.join()
        for end in ends:
            end.result()
        return heard

    def _deal(self, server: DealServer, campaign: str, *, heard: Heard, waiting: SimpleQueue[str]) -> None:
        with server.client() as client, suppress(Empty):
            while self._with_one(client, campaign, creator=waiting.get_nowait(), heard=heard):
                pass

    def _with_one(self, client: DealClient, campaign: str, *, creator: str, heard: Heard) -> bool:
        """Whether the server lived through the deal with a creator."""
        steps = self._steps(campaign, creator)
        asked = next(steps)
        while True:
            try:
                answer = client.ask(asked)
            except (OSError, HTTPException, ValueError):
                heard.unanswered.append(asked)
                return False
            heard.answers[asked] = answer
            try:
                asked = steps.send(answer.body)
            except StopIteration:
                return True

    def _steps(self, campaign: str, creator: str) -> Any:
        """What is asked of a creator and of the brand in turn; each answer is sent back."""
        by_brand, by_creator = self._asking(creator, self.brand), self._asking(creator, self.creators[creator])
        offered = yield by_brand(f"{campaign}/proposals", creator_ids=[creator], price=PRICE)
        proposal = f"/v1/proposals/{offered['created'][0]['id']}"
        yield by_creator(f"{proposal}/counter", price=OTHER_PRICE, message="more")
        accepted = yield by_brand(f"{proposal}/accept", terms_version=2)
        collaboration = f"/v1/collaborations/{accepted['collaboration_id']}"
        piece = f"{collaboration}/deliverables/1"
        yield by_creator(f"{piece}/submit", url=URL)
        yield by_brand(f"{piece}/request-revision", note="again")
        yield by_creator(f"{piece}/submit", url=f"{URL}2")
        yield by_brand(f"{collaboration}/messages", text="thanks")
        yield by_creator(f"{collaboration}/cancel", reason="enough")
        yield by_brand(f"{collaboration}/confirm-cancel")

    def _asking(self, creator: str, bearer: str) -> Any:
        def ask(path: str, **body: Any) -> Asked:
            key = f"{self.name} {creator} {path.rpartition('/')[2]} {body.get('url', '')}"
            return Asked(path, _frozen(body) if body else None, key, bearer)

        return ask


class _Frozen(dict[str, Any]):
    """A body that can be looked up: it is not changed any more."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(json.dumps(self, sort_keys=True))


def _frozen(body: Mapping[str, Any]) -> Mapping[str, Any]:
    return _Frozen(body)


def again(server: DealServer, asked: list[Asked]) -> list[tuple[Asked, Answered]]:
    """What each is answered when it is asked once more."""
    with server.client() as client:
        return [(one, client.ask(one)) for one in asked]
