"""What is true of a creator? Of every fact what was told of it last, by when it happened, in whatever order it came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marketplace.programme.happening import Happening
from marketplace.programme.person import Affiliation, Facts, Standing, unknown
from marketplace.programme.ports import ProgrammeRecords


def facts_of(records: ProgrammeRecords, creator_ids: Sequence[str]) -> Sequence[Facts]:
    """The facts of some creators, from all that was ever told of them: there are few such events of anybody."""
    found = {one: unknown(one) for one in creator_ids}
    for told in records.happenings.of_facts(creator_ids):
        found[told.creator_id] = _with(found[told.creator_id], told)
    return [*found.values()]


def _with(facts: Facts, told: Happening) -> Facts:
    fields = dict(told.detail)
    if "standing" in fields:
        fields["standing"] = Standing(fields["standing"])
    if "affiliation" in fields:
        fields["affiliation"] = Affiliation(fields["affiliation"])
    return replace(facts, **fields, as_of=told.at)
