"""How is it measured so that all have the same chances? In rounds, each contender after the other in each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.agreement import check_agreement
from benchmarks.clients import Asking, Clients, Load
from benchmarks.contenders import Contender
from benchmarks.workload import LANDING, Parameters, Workload

COLD = "W1, landing page, first after a publication"
CLIENTS = (1, 2, 8)
COLD_A_ROUND = 3
LANDING_PAGE: Parameters = {}

Loads = Mapping[tuple[str, str], Sequence[Load]]
"""Of each kind of search or number of clients, and the contender's letter: a load a round."""


@dataclass
class Measured:
    """What was measured of searches: by kind with one client, and under load by the number of clients."""

    agreed: str
    alone: defaultdict[tuple[str, str], list[Load]] = field(default_factory=lambda: defaultdict(list))
    loaded: defaultdict[tuple[int, str], list[Load]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True)
class Measurement:
    """What is done: so many rounds, so many searches in each load; `say` hears what goes on."""

    contenders: Sequence[Contender]
    workload: Workload
    clients: Clients
    searches_a_load: int
    say: Callable[[str], None]

    def run(self, rounds: int) -> Measured:
        """Compare the answers, warm up by one round that does not count, and measure; raises AnswersDiffer."""
        compared = [one for searches in self.workload.round().values() for one in searches]
        measured = Measured(check_agreement(self.contenders, compared))
        self.say(measured.agreed)
        self._round(0, Measured(""))
        for number in range(rounds):
            self.say(f"round {number + 1} of {rounds}")
            self._round(number, measured)
        return measured

    def _round(self, number: int, measured: Measured) -> None:
        first = number % len(self.contenders)
        order = (*self.contenders[first:], *self.contenders[:first])
        for name, searches in self.workload.round().items():
            for one in order:
                one.forget()
                if name == LANDING:
                    self._ask(one, [LANDING_PAGE])
                measured.alone[name, one.letter].append(self._ask(one, searches))
        for one in order * COLD_A_ROUND:
            one.publish()
            measured.alone[COLD, one.letter].append(self._ask(one, [LANDING_PAGE]))
        for count in CLIENTS:
            searches = self.workload.searches(self.searches_a_load)
            for one in order:
                one.forget()
                measured.loaded[count, one.letter].append(self._ask(one, searches, count=count))

    def _ask(self, contender: Contender, searches: Sequence[Parameters], *, count: int = 1) -> Load:
        askings: list[Asking] = [contender.send(parameters).requests for parameters in searches]
        return self.clients.ask(contender.address, askings, count=count)
