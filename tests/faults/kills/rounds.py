"""How does one round go? The world changes, an indexer is killed in it, another one ends its work, all is checked."""

from __future__ import annotations

import signal
import subprocess
import time
from dataclasses import dataclass, field
from random import Random

from tests.faults.kills.checking import findings, orphans, prune
from tests.faults.kills.place import PATIENCE_SECONDS, Place, killed
from tests.faults.kills.serving import WRITING, Run
from tests.faults.kills.world import MARKETS

DELTA, FULL, WATCH = "delta", "full", "watch"
ENDED = "after its end"
LAPSE_SECONDS = 90
WATCH_SECONDS = 6.0
CATCH_UP_SECONDS = 60
OTHERWISE = 0.3
"""How often a full sync that was killed is followed by a delta: it must mend what that left."""


@dataclass(frozen=True)
class Kill:
    """One kill, and how far its process was."""

    engine: str
    kind: str
    phase: str


@dataclass
class Rounds:
    """Rounds in one place; what whole runs took is known from the ones before."""

    place: Place
    rng: Random
    waits_for_lapse: bool = False
    seconds: dict[str, float] = field(default_factory=lambda: {DELTA: 1.5, FULL: 2.0})
    tails: dict[str, float] = field(default_factory=lambda: {DELTA: 0.3, FULL: 0.8})
    steps: dict[str, int] = field(default_factory=lambda: {DELTA: 10, FULL: 30})

    def begin(self) -> None:
        """Publish the world as it begins."""
        self._whole(FULL)

    def round(self, kind: str) -> Kill:
        """Kill an indexer of a kind, let another one end its work, and check everything."""
        self.place.change()
        phase = self._killed_watch() if kind == WATCH else self._killed_sync(kind)
        left = orphans(self.place)
        self.place.change()
        self._let_lapse()
        if kind == WATCH:
            self._caught_up()
        else:
            after = DELTA if kind == FULL and self.rng.random() < OTHERWISE else kind
            self._whole(after)
            prune(self.place)
            stay = orphans(self.place) & left if after == FULL else set()
            assert not stay, f"killed {phase}: {stay} stay"
        found = findings(self.place)
        assert not found, f"{kind} killed {phase}: " + "\n".join(found[:20])
        return Kill("elasticsearch" if self.place.client else "embedded", kind, phase)

    def end(self) -> None:
        """A last publication and a prune remove all that the kills left."""
        self._whole(FULL)
        self._whole(FULL)
        prune(self.place)
        assert (findings(self.place), orphans(self.place) if self.place.client else set()) == ([], set())

    def _whole(self, kind: str) -> None:
        """Run a sync to its end, and note how long that takes."""
        run, began = self._begin(0), time.monotonic()
        process = self._begun(kind)
        assert process.wait(PATIENCE_SECONDS) == 0, self.place.log()
        self.seconds[kind] = time.monotonic() - began
        self.tails[kind] = time.monotonic() - (run.first_whole_at or began)
        self.steps[kind] = self.place.steps.count

    def _begin(self, awaited: int) -> Run:
        self.place.steps.begin()
        return self.place.serving.begin(awaited=awaited)

    def _begun(self, kind: str) -> subprocess.Popen[bytes]:
        return self.place.begun("sync", *(["--rebuild"] if kind == FULL else []))

    def _killed_sync(self, kind: str) -> str:
        """Kill a sync: of three, one at any moment, one after it has read a market, one at a step on Elasticsearch."""
        way = self.rng.choice(("moment", "read", "step") if self.place.client else ("moment", "read"))
        run = self._begin(self.rng.randint(1, len(MARKETS)) if way == "read" else 0)
        run.happens = {self.rng.randint(1, 20): self.place.change_unlocked}
        if way == "step":
            deadly = self.rng.randint(1, max(1, self.steps[kind]))
            self.place.steps.begin(deadly=deadly, afterwards=self.rng.random() < 0.5)
        process = self._begun(kind)
        self.place.steps.kill = lambda: process.kill()
        if way == "step":
            _awaited(lambda: self.place.steps.killed.is_set() or process.poll() is not None)
        elif way == "read":
            _awaited(lambda: run.reached.is_set() or process.poll() is not None)
            time.sleep(self.rng.uniform(0, self.tails[kind] / run.awaited))
        else:
            time.sleep(self.rng.uniform(0, self.seconds[kind]))
        return self._killed(process, run)

    def _killed_watch(self) -> str:
        """Kill a watch while the world changes again and again."""
        run = self._begin(0)
        process = self.place.begun("watch")
        self.place.steps.kill = lambda: process.kill()
        seconds, began = self.rng.uniform(0, WATCH_SECONDS), time.monotonic()
        changes_at = [self.rng.uniform(0, seconds) for _ in range(3)]
        for at in sorted(changes_at):
            time.sleep(max(0.0, began + at - time.monotonic()))
            self.place.change()
        time.sleep(max(0.0, began + seconds - time.monotonic()))
        return self._killed(process, run)

    def _killed(self, process: subprocess.Popen[bytes], run: Run) -> str:
        ended = process.poll() is not None and not self.place.steps.killed.is_set()
        phase = ENDED if ended else run.phase
        if phase == WRITING and self.place.client and self.place.steps.last:
            phase = f"{phase}, last asked for {self.place.steps.last}"
        killed(process)
        self.place.steps.begin()
        return phase

    def _let_lapse(self) -> None:
        """Forget the lock of the dead once; the first time wait until it lapses, if that is to be seen."""
        if not (self.place.client and self.waits_for_lapse):
            self.place.forget_lock()
            return
        self.waits_for_lapse = False
        deadline = time.monotonic() + LAPSE_SECONDS
        while (code := self._begun(DELTA).wait(PATIENCE_SECONDS)) == 3 and time.monotonic() < deadline:
            time.sleep(2)
        assert code == 0, self.place.log()

    def _caught_up(self) -> None:
        """Let a watch catch up, and end it as an operator does."""
        self._begin(0)
        process = self.place.begun("watch")
        try:
            deadline = time.monotonic() + CATCH_UP_SECONDS
            while findings(self.place) and time.monotonic() < deadline and process.poll() is None:
                time.sleep(0.3)
            process.send_signal(signal.SIGTERM)
            # what a sync has done before may leave it nothing to do: it may hear of its end before it has begun
            assert process.wait(PATIENCE_SECONDS) in (0, -signal.SIGTERM), self.place.log()
        finally:
            killed(process)


def _awaited(holds: object) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    assert callable(holds)
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.002)
