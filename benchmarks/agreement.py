"""Do all who are measured answer the same? Totals, hits in their order and facet counts, before anything is timed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.clients import answered, connected
from benchmarks.contenders import Contender
from benchmarks.forms import Content
from benchmarks.workload import Parameters

UNAVAILABLE = 503


class AnswersDiffer(Exception):
    """Two contenders answered one search differently; the text says which, and how."""


def check_agreement(contenders: Sequence[Contender], searches: Sequence[Parameters]) -> str:
    """A line that says how many searches were answered alike; raises AnswersDiffer.

    An answer that was not given in time (503) is no other answer: it is counted, and told.
    """
    unanswered: list[str] = []
    for parameters in searches:
        answers = {one.letter: _answer(one, parameters) for one in contenders}
        given = {letter: answer for letter, answer in answers.items() if answer is not None}
        unanswered += answers.keys() - given.keys()
        _compare({letter: _compared(answer, _inexact(given)) for letter, answer in given.items()}, parameters)
    without = f"; not answered in time: {', '.join(sorted(unanswered))}" if unanswered else ""
    return f"answers agree: {len(searches)} of {len(searches)}{without}"


def _answer(contender: Contender, parameters: Parameters) -> Content | None:
    asked = contender.send(parameters)
    connection = connected(contender.address)
    for request in asked.requests:
        status, body = answered(connection, request)
        if status == UNAVAILABLE:
            return None
        if status != 200:
            raise AnswersDiffer(f"({contender.letter}) answered {_shown(parameters)} with {status}: {body[:500]!r}")
    connection.close()
    return asked.read(body)


def _inexact(answers: Mapping[str, Content]) -> set[str]:
    """Facets of open sets that one of them says it could not count exactly."""
    facets = [(name, facet) for answer in answers.values() for name, facet in answer["facets"].items()]
    return {name for name, facet in facets if not facet.get("exact", True)}


def _compared(answer: Content, inexact: set[str]) -> dict[str, Any]:
    """What must be the same in every answer."""
    return {
        "total": answer["total"],
        "ids": [one["id"] for one in answer["creators"]],
        **{f"facet {name}": facet for name, facet in answer["facets"].items() if name not in inexact},
    }


def _compare(answers: Mapping[str, Mapping[str, Any]], parameters: Parameters) -> None:
    (first, right), *others = answers.items() or [("", {})]
    for letter, answer in others:
        for part in right.keys() | answer.keys():
            if right.get(part) != answer.get(part):
                raise AnswersDiffer(
                    f"({first}) and ({letter}) differ in {part} of {_shown(parameters)}:\n"
                    f"({first}) {right.get(part)}\n({letter}) {answer.get(part)}"
                )


def _shown(parameters: Parameters) -> str:
    """The parameters without thousands of ids."""
    return str({name: value for name, value in parameters.items() if name != "exclude_ids"})
