"""What does HTTP see of months of Creator Next? Statements of wallets, as JSON or to be read, and totals of markets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response

from marketplace.accounts.roles import Role, Scope
from marketplace.api.account_parameters import page_parameters
from marketplace.api.answers import answer
from marketplace.api.creators import ID
from marketplace.api.endpoints import Endpoint, blueprint
from marketplace.api.gate import Needs, caller
from marketplace.api.language import chosen_language
from marketplace.api.local_forms import forms_of
from marketplace.api.parameters import Parameter
from marketplace.api.records import no_cursor
from marketplace.api.sheets import sheet
from marketplace.api.statement_page import Reading, statement_page
from marketplace.api.statement_values import COLUMNS, shown_closing, shown_statement, shown_total, total_row
from marketplace.api.value_types import choice_of, kept_text_of
from marketplace.creators.labels import label_languages
from marketplace.creators.markets import codes
from marketplace.programme.rules import Rules
from marketplace.programme.statement import MONTH
from marketplace.programme.stating import Stated, StatementService
from marketplace.search.query import DEFAULT_LIMIT

Asked = Mapping[str, Any]
PROGRAMME = Needs(Scope.PROGRAMME)
OPERATORS = Needs(Scope.PROGRAMME, (Role.OPERATOR,))
MONTH_SCHEMA = {"type": "string", "pattern": f"^{MONTH.pattern}$", "examples": ["2026-11"]}
RULE = "/members/<creator_id:creator_id>/statements"


@dataclass(frozen=True)
class StatementViews:
    """The views of statements and totals."""

    statements: StatementService
    rules: Rules

    def list_statements(self, query: Asked, *, creator_id: str) -> Response:
        """The months of a wallet that have entries, the newest first, with what was in each purse after it."""
        before, limit = query.get("cursor"), query.get("limit", DEFAULT_LIMIT)
        if before is not None and not MONTH.fullmatch(before):
            raise no_cursor()
        every = self.statements.months(creator_id, by=caller())
        found = [one for one in every if before is None or one.month < before]
        shown = [shown_closing(one) for one in found[:limit]]
        return answer({"statements": shown, "next_cursor": shown[-1]["month"] if len(found) > limit else None})

    def get_statement(self, query: Asked, *, creator_id: str, month: str) -> Response:
        """A month of a wallet: what came in, from where, what went out, and what was there before and after.

        For the creator and for operators. `format=html` is a page to be read and printed.
        """
        stated = self.statements.of_month(creator_id, month, by=caller())
        if query.get("format") == "html":
            return statement_page(stated.statement, self._reading(stated, query.get("lang")))
        return answer(shown_statement(stated.statement))

    def get_programme_totals(self, query: Asked) -> Response:
        """What a month came to, by market, feature and currency; for operators."""
        totals = self.statements.totals(query.get("month"), market=query.get("market"), by=caller())
        if query.get("format") == "csv":
            return sheet(COLUMNS, [total_row(totals.month, one) for one in totals.rows])
        shown = [shown_total(one) for one in totals.rows]
        return answer({"month": totals.month, "final": totals.final, "totals": shown})

    def _reading(self, stated: Stated, lang: str | None) -> Reading:
        """In the language that is asked for, else in that of the creator's account, else in the browser's."""
        statement, account = stated.statement, stated.account
        language = lang or (account.language if account else chosen_language(None))
        zone = self.rules.markets[statement.market].time_zone
        return Reading(
            name=account.name if account else statement.creator_id,
            language=language,
            forms=forms_of(language, statement.market, zone=zone),
            diamonds_per_usd=self.rules.diamonds.per_usd,
        )


def statements_blueprint(statements: StatementService, rules: Rules) -> Any:
    """The endpoints of statements and totals."""
    views = StatementViews(statements, rules)
    endpoints = (*_of_wallets(views), _of_markets(views))
    return blueprint("statements", "Months of wallets and markets.", prefix="/v1/programme", endpoints=endpoints)


def _of_wallets(views: StatementViews) -> tuple[Endpoint, ...]:
    one: dict[str, Any] = {"needs": PROGRAMME, "errors": (404,)}
    return (
        Endpoint(**one, rule=RULE, view=views.list_statements, path=ID, query=page_parameters(), gives="Statements"),
        Endpoint(
            **one,
            rule=f"{RULE}/<month>",
            view=views.get_statement,
            path={**ID, "month": {"schema": MONTH_SCHEMA}},
            query=_statement_parameters(),
            gives="Statement",
            html=True,
        ),
    )


def _of_markets(views: StatementViews) -> Endpoint:
    return Endpoint(
        rule="/totals",
        view=views.get_programme_totals,
        query=_totals_parameters(),
        gives="ProgrammeTotals",
        csv=True,
        needs=OPERATORS,
    )


def _statement_parameters() -> tuple[Parameter, ...]:
    lang = "The language of the page (default: that of the creator's account, else Accept-Language, else en)."
    return (
        Parameter("format", "As JSON (default), or as a page to be read and printed.", choice_of(("json", "html"))),
        Parameter("lang", lang, choice_of(label_languages())),
    )


def _totals_parameters() -> tuple[Parameter, ...]:
    return (
        Parameter("month", "Like 2026-11, by the calendar of each market (default: the newest).", kept_text_of(7)),
        Parameter("market", "Of one market only.", choice_of(codes())),
        Parameter("format", "As JSON (default), or as a table.", choice_of(("json", "csv"))),
    )
