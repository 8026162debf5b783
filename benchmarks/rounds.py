"""How is it measured so that all have the same chances? In rounds, each contender after the other in each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.agreement import check_agreement
from benchmarks.clients import Asking, Clients, Load
from benchmarks.contenders import Contender
from benchmarks.workload import COUNTS, LANDING, SEARCH, Parameters, Workload

COLD = "W1, landing page, first after a publication"
CLIENTS = (1, 2, 8)
COLD_A_ROUND = 3
LANDING_PAGE: Parameters = {}


@dataclass
class Measured:
    """What was measured of searches, a load a round: by kind and contender, under load by the number of clients too."""

    agreed: str
    alone: defaultdict[tuple[str, str], list[Load]] = field(default_factory=lambda: defaultdict(list))
    loaded: defaultdict[tuple[str, int, str], list[Load]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True)
class Measurement:
    """What is done: so many searches by words and filters in each load, of other kinds in proportion to `COUNTS`.

    `say` hears what goes on.
    """

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
                self._forget(one, name)
                measured.alone[name, one.letter].append(self._ask(one, searches))
        for one in order * COLD_A_ROUND:
            one.publish()
            measured.alone[COLD, one.letter].append(self._ask(one, [LANDING_PAGE]))
        for name in COUNTS:
            for count in CLIENTS:
                searches = self.workload.searches(name, self._size(name))
                for one in order:
                    self._forget(one, name)
                    measured.loaded[name, count, one.letter].append(self._ask(one, searches, count=count))

    def _size(self, name: str) -> int:
        """The searches of a load, one for each client at least."""
        return max(*CLIENTS, self.searches_a_load * COUNTS[name] // COUNTS[SEARCH])

    def _forget(self, contender: Contender, name: str) -> None:
        contender.forget()
        if name == LANDING:  # which is asked again
            self._ask(contender, [LANDING_PAGE])

    def _ask(self, contender: Contender, searches: Sequence[Parameters], *, count: int = 1) -> Load:
        askings: list[Asking] = [contender.send(parameters).requests for parameters in searches]
        return self.clients.ask(contender.address, askings, count=count)
