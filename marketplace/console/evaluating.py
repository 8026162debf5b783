"""Of what is the nightly look at all creators made?"""

from __future__ import annotations

from collections.abc import Callable

from marketplace.programme.evaluation import Evaluation
from marketplace.programme.nightly import Nightly, never
from marketplace.settings import Settings
from marketplace.wiring import Services


def nightly_of(
    settings: Settings, services: Services, *, now: Callable[[], int], ended: Callable[[], bool] = never
) -> Nightly:
    """The job of the worker and of `programme evaluate`; `now` gives microseconds, `ended` whether to break off."""
    # not before it is used, see `demo`
    from marketplace.app import create_engine

    evaluation = Evaluation(
        engine=create_engine(settings),
        records=services.records,
        rules=services.rules,
        reports=settings.programme_reports_dir,
        now=now,
        following=(services.followers,),
    )
    return Nightly(evaluation, services.records, now, ended)
