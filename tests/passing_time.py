"""What happens by itself when time goes by, and what is written to whom?"""

from __future__ import annotations

from tests.bargains import Bargain


def letters(bargain: Bargain) -> list[tuple[str, str]]:
    """To whom something was written since the last time, and how it begins."""
    now = bargain.time() + 1
    with bargain.records.writing() as records:
        found = records.letters.take(now=now, until=now, limit=100)
        for one in found:
            records.letters.remove(one)
    return [(one.mail.to.partition("@")[0], one.mail.subject.partition(":")[0]) for one in found]


def acted(bargain: Bargain, *, after: float) -> list[str]:
    """What is told when so many seconds have gone by."""
    bargain.time.passes(after)
    before = len(bargain.gazette.told)
    while bargain.deals.deadlines.work():
        pass
    return bargain.gazette.types[before:]
