"""What do the endpoints of members of Creator Next take?"""

from __future__ import annotations

from marketplace.api.account_parameters import page_parameters
from marketplace.api.parameters import Parameter
from marketplace.api.value_types import choice_of, kept_text_of
from marketplace.creators.fields import FIELDS
from marketplace.creators.markets import codes

MAX_TERMS = 40


def joining_parameters() -> tuple[Parameter, ...]:
    """Who joins, and by which terms."""
    terms = "Which version of the terms the creator consents to; another one than that of now is refused."
    creator = "Who joins: a creator itself, or any for an operator, who has its consent."
    return (
        Parameter("creator_id", creator, kept_text_of(FIELDS["id"].max_length), required=True),
        Parameter("terms_version", terms, kept_text_of(MAX_TERMS), required=True),
    )


def members_query() -> tuple[Parameter, ...]:
    """Which members are listed."""
    return (*page_parameters(), Parameter("market", "Those of one market.", choice_of(codes())))
