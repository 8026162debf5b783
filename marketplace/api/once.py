"""How is what is asked twice done once? By `Idempotency-Key`: the answer is kept in the transaction of the work."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from flask import Response, current_app, g, request

from marketplace.accounts.claims import Answer, Claim, ClaimKey, Verdict, answered, judged
from marketplace.accounts.ports import Records
from marketplace.api.gate import caller
from marketplace.api.problems import InvalidRequest, conflict, problem
from marketplace.errors import Conflict, Problem

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
MAX_LENGTH = 255
NAME = "once"

View = Callable[..., Response]


class Once:
    """Does what comes with an idempotency key once; `now` gives microseconds."""

    def __init__(self, records: Records, now: Callable[[], int]) -> None:
        self._records = records
        self._now = now

    def do(self, work: Callable[[], Response]) -> Response:
        """The answer to this request: that of the work, or the one that was given before.

        Of the answers 2xx and 409 are kept; any other leaves the key as if it had not been used.
        """
        if HEADER not in request.headers:
            return work()
        claim = Claim(_key(), sha256(request.get_data()).digest(), self._now())
        with self._records.reading() as records:  # to write it would wait, on SQLite, for the one that still runs
            known = records.claims.get(claim.key)
        verdict = judged(known, claim)
        if verdict is Verdict.DO and self._taken(claim, known):
            return self._done(claim, work)
        return _told(verdict, known.answer if known else None)

    def _taken(self, claim: Claim, known: Claim | None) -> bool:
        """Whether it is this request that does it, and no other one that came at the same moment."""
        with self._records.writing() as records:
            return records.claims.take(claim, known=known)

    def _done(self, claim: Claim, work: Callable[[], Response]) -> Response:
        try:
            with self._records.writing() as records:
                if not records.claims.holds(claim):  # it slept until its claim lapsed, and another one has it
                    return _running()
                response = work()
                records.claims.put(answered(claim, _answer(response)))
                return response
        except Conflict as error:
            response = conflict(error)
            self._end(claim, answered(claim, _answer(response)))
            return response
        except BaseException:
            self._end(claim, None)
            raise

    def _end(self, claim: Claim, known: Claim | None) -> None:
        """Keep what is known of a claim that is still this request's."""
        with self._records.writing() as records:
            if records.claims.holds(claim):
                records.claims.drop(claim.key)
                if known:
                    records.claims.put(known)


def once(view: View, prepare: Callable[[], None] | None = None) -> View:
    """The view, done once for each idempotency key; what is prepared before keeps no transaction open."""

    @wraps(view)
    def done(*arguments: Any, **more: Any) -> Response:
        keeper: Once | None = current_app.extensions[NAME]
        assert keeper  # the gate lets nobody in where there are no records
        if prepare and HEADER in request.headers:
            prepare()
        return keeper.do(lambda: view(*arguments, **more))

    return done


def _key() -> ClaimKey:
    text = request.headers[HEADER]
    if not text.strip() or len(text) > MAX_LENGTH or not text.isprintable():
        detail = f"must have 1 to {MAX_LENGTH} characters, and no control characters"
        raise InvalidRequest("header", Problem(HEADER, detail))
    who = caller()
    return ClaimKey(who.account.id, who.key.client_id or "", f"{request.method} {request.path}"[:MAX_LENGTH], text)


def _answer(response: Response) -> Answer:
    """What is kept of a response: secrets are in none that is sent again."""
    body = g.get("kept_body", response.get_data())
    return Answer(response.status_code, body, response.headers.get("Location"), response.headers.get("ETag"))


def _told(verdict: Verdict, answer: Answer | None) -> Response:
    if verdict is Verdict.OTHER_BODY:
        raise InvalidRequest("header", Problem(HEADER, "was used with another body: take a new one for each request"))
    if verdict is not Verdict.REPLAY or answer is None:
        return _running()
    kind = "application/json" if answer.status < 400 else "application/problem+json"
    response = Response(answer.body, answer.status, mimetype=kind)
    response.headers[REPLAYED] = "true"
    for name, value in (("Location", answer.location), ("ETag", answer.etag)):
        if value:
            response.headers[name] = value
    return response


def _running() -> Response:
    return problem(409, f"a request with this {HEADER} is still running: ask again in a few seconds")
