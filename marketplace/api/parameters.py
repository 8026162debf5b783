"""Which parameters does each endpoint take? The filters come from the field table; the rest is listed here."""

from __future__ import annotations

from dataclasses import dataclass, replace

from marketplace.api.nearest import did_you_mean
from marketplace.api.notation import BOOLEAN, TEXT
from marketplace.api.value_types import ValueType, choice_of, filter_value, kept_text_of, text_of, whole_of
from marketplace.creators.fields import DEFAULT_FACETS, FIELDS
from marketplace.creators.labels import label_languages
from marketplace.creators.markets import codes
from marketplace.saved.narrowing import MAX_NAMED
from marketplace.search.filters import MAX_VALUES
from marketplace.search.parameters import (
    FilterParameter,
    Operator,
    facet_names,
    filter_parameters,
    projection_names,
    sort_names,
)
from marketplace.search.query import MAX_EXCLUDED_IDS, MAX_FACET_LIMIT, MAX_LIMIT, MAX_PAGED
from marketplace.text.query import MAX_CHARACTERS, MAX_WORDS

MAX_LOOKUP = 200
MAX_CURSOR_LENGTH = 500
MAX_SORT_LENGTH = 100
MAX_LIST_ID = 40


@dataclass(frozen=True)
class Parameter:
    """One parameter of an endpoint.

    `many` is the greatest number of values (0: exactly one); `commas` when one text may hold several.
    """

    name: str
    description: str
    value: ValueType
    many: int = 0
    commas: bool = False
    required: bool = False


def search_parameters() -> tuple[Parameter, ...]:
    """What a search takes, by URL and by body."""
    narrowing = (*_filters(), *_personal())
    return (_q(), *_typing(), *narrowing, _sort(), *_facets(), *_paging(), fields_parameter(), lang_parameter())


def exclude_ids_parameter() -> Parameter:
    """What a search takes by body alone: a URL is too short for it."""
    return Parameter("exclude_ids", "Creators to leave out, by id.", _id(), many=MAX_EXCLUDED_IDS)


def forced_parameters() -> tuple[Parameter, ...]:
    """What the filters of a scoped key can hold: all that leaves creators out, but words."""
    return (*_filters(), exclude_ids_parameter(), *_personal())


def _personal() -> tuple[Parameter, ...]:
    """What depends on who asks."""
    contacted = "Whether creators are left out whom the account, or the key's client, has proposed to."
    list_id = kept_text_of(MAX_LIST_ID)
    return (
        Parameter("exclude_contacted", contacted, ValueType(BOOLEAN, bool, {"type": "boolean"})),
        Parameter("in_list", "Only creators who are on any of these lists of the account.", list_id, many=MAX_NAMED),
        Parameter("not_in_list", "No creators who are on any of these lists.", list_id, many=MAX_NAMED),
    )


def ids_parameter() -> Parameter:
    """The ids to look up."""
    return Parameter("ids", "The ids of the creators, in the order wanted.", _id(), many=MAX_LOOKUP, required=True)


def fields_parameter() -> Parameter:
    """Which fields of a creator to give."""
    description = "Give these fields of each creator only, id always; repeated or separated by commas."
    return Parameter("fields", description, choice_of(projection_names()), many=MAX_VALUES, commas=True)


def lang_parameter() -> Parameter:
    """The language of labels."""
    description = "The language of labels (default: Accept-Language, else en)."
    return Parameter("lang", description, choice_of(label_languages()))


def market_parameter() -> Parameter:
    """One market."""
    return Parameter("market", "The market to look in; needed when several have the handle.", choice_of(codes()))


def unknown(name: str, parameters: tuple[Parameter, ...]) -> str:
    """What to say of a parameter that there is not."""
    if name == "exclude_ids":
        return "is taken by POST /v1/creators/search: a URL is too short for it"
    known = [parameter.name for parameter in parameters]
    return f"is unknown here: {did_you_mean(name, known)}" if known else "is unknown: nothing is taken here"


def _id() -> ValueType:
    return text_of(FIELDS["id"].max_length)


def _q() -> Parameter:
    description = (
        f"Text to look for in names, bios, topics, hashtags and brands, at most {MAX_CHARACTERS} characters and "
        f'{MAX_WORDS} words. Every word must be there; "a phrase" stands side by side; -word and -"a phrase" exclude.'
    )
    unlimited = ValueType(TEXT, str, {"type": "string", "maxLength": MAX_CHARACTERS}, blank=True)
    return Parameter("q", description, unlimited)


def _typing() -> tuple[Parameter, ...]:
    yes_or_no = ValueType(BOOLEAN, bool, {"type": "boolean"})
    forgiving = (
        "auto (default): when nothing matches as written or by stem, words are tried with typos, one from 4 characters "
        "and two from 8, and corrections says which; off: never."
    )
    return (
        Parameter("as_you_type", "Whether the last word of q may be the beginning of a word.", yes_or_no),
        Parameter("typos", forgiving, choice_of(("auto", "off"))),
        Parameter("highlight", "Whether hits have their texts with the words found marked, as HTML.", yes_or_no),
    )


_MEANING = {
    Operator.ANY: "Any of these.",
    Operator.ALL: "All of these.",
    Operator.NOT: "None of these.",
    Operator.MIN: "At least this.",
    Operator.MAX: "At most this.",
    Operator.BELOW: "Less than this.",
    Operator.MISSING: "true: also creators without the field (alone: only them); false: only creators with it.",
    Operator.SHARE: "At least this share, as KEY:SHARE; repeated, all must hold.",
    Operator.CURRENCY: "The currency of the bounds (default USD).",
}


def _filters() -> tuple[Parameter, ...]:
    return tuple(_filter(parameter) for parameter in filter_parameters().values())


def _filter(parameter: FilterParameter) -> Parameter:
    field = parameter.field
    unit = f" Unit: {field.unit}." if field.unit else ""
    description = f"{field.description} {_MEANING[parameter.operator]}{unit}"
    many = MAX_VALUES if parameter.repeated else 0
    return Parameter(parameter.name, description, filter_value(parameter), many)


def _sort() -> Parameter:
    description = (
        "relevance (default with q), -followers (default without), or any of these fields, - before it for the "
        f"greatest first: {', '.join(sort_names())}. Creators without the value come last."
    )
    ways = ["relevance", *(way + name for name in sort_names() for way in ("", "-"))]
    value = replace(text_of(MAX_SORT_LENGTH), schema={"type": "string", "enum": ways})
    return Parameter("sort", description, value)


def _facets() -> tuple[Parameter, ...]:
    description = (
        "What to count, repeated or separated by commas; none for nothing "
        f"(default: {', '.join(name for name in DEFAULT_FACETS if name in facet_names())})."
    )
    names = choice_of((*facet_names(), "none"))
    return (
        Parameter("facets", description, names, many=MAX_VALUES, commas=True),
        Parameter("facet_limit", "Values a facet and level (default 50).", whole_of(1, MAX_FACET_LIMIT)),
    )


def _paging() -> tuple[Parameter, ...]:
    return (
        Parameter("limit", "Creators a page (default 20).", whole_of(1, MAX_LIMIT)),
        Parameter(
            "cursor", "next_cursor of the page before; q, filters and sort as there.", text_of(MAX_CURSOR_LENGTH)
        ),
        Parameter("page", f"Page number; page × limit ≤ {MAX_PAGED}; not with cursor.", whole_of(1, MAX_PAGED)),
    )
