"""What do tests of members begin with? A creator whom the rules let in, an operator, and the services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from marketplace.accounts.caller import Caller
from marketplace.accounts.leaving import LeavingService
from marketplace.accounts.making import Makers
from marketplace.accounts.roles import Role
from marketplace.creators.times import DAY
from marketplace.deals.history import Entry
from marketplace.events.event import Event
from marketplace.programme.following import Followers
from marketplace.programme.joining import Answered, Joining
from marketplace.programme.member import Member, Span
from marketplace.programme.membership import MembershipService
from marketplace.programme.person import Facts, Person
from marketplace.programme.reading_rules import load_rules
from marketplace.programme.rules import Feature, Rules
from marketplace.store.records import SqlRecords
from tests.accounts import Office, counting_bytes, counting_ids
from tests.creators import NOW

FACTS = Facts(creator_id="c1", birth_date="2000-01-01", live_permission=True, as_of=NOW - DAY)
PERSON = Person(
    creator_id="c1",
    market="DE",
    followers=20_000,
    account_type="creator",
    views_30d=5_000,
    posts_30d=5,
    joined_at=NOW - 400 * DAY,
    last_posted_at=NOW - DAY,
    monetisation=(Feature.TIPS,),
)
"""Who may join; of the features it may have those that come by 20,000 followers."""

GIVEN = ["live_gifts", "marketplace", "video_gifts"]
"""What it gets by joining."""


@dataclass
class Profiles:
    """`People` in a dict."""

    known: dict[str, Person] = field(default_factory=lambda: {"c1": PERSON})

    def find(self, creator_ids: Sequence[str]) -> Mapping[str, Person]:
        """See `People`."""
        return {one: self.known[one] for one in creator_ids if one in self.known}


class Club:
    """The services of members over some records; the creator is c1."""

    def __init__(self, records: SqlRecords, *, rules: Rules | None = None) -> None:
        self.records, self.office, self.people = records, Office(records), Profiles()
        self.time, self.rules = self.office.time, rules or load_rules()
        self.makers = Makers(now=self.time, make_id=counting_ids(), random=counting_bytes(), vault=self.office.vault)
        self.members = MembershipService(records, self.makers)
        self.joining = Joining(records, self.makers, rules=self.rules, people=self.people)
        self.followers = Followers(records, self.rules)
        self.leaving = LeavingService(records, self.time, leaving=[self.members.forget])
        self.creator: Caller = self.office.caller(Role.CREATOR, creator_id="c1")
        self.operator: Caller = self.office.caller(Role.OPERATOR)

    def know(self, facts: Facts = FACTS, **more: Any) -> None:
        """Let facts be told of somebody, and members follow them."""
        told = replace(facts, **more)
        with self.records.writing() as records:
            records.facts.put_all([told])
            self.followers.of_facts(records, [told], now=self.time())

    def profile(self, **more: Any) -> None:
        """Let the profile of c1 say something else."""
        self.people.known["c1"] = replace(PERSON, **more)

    def join(self, *, by: Caller | None = None) -> Answered:
        """What becomes of asking for c1 to join."""
        return self.joining.join("c1", terms_version=self.rules.terms_version, by=by or self.creator)

    def leave(self, expected: int | None = None) -> Member:
        """Let c1 leave."""
        return self.members.leave("c1", expected=expected, by=self.creator)

    def night(self) -> int:
        """Let the nightly pass look at everybody."""
        return self.followers.follow(self.people.known, now=self.time())

    @property
    def member(self) -> Member:
        """What c1 is."""
        return self.members.get("c1", by=self.operator)

    @property
    def held(self) -> list[str]:
        """The features that c1 holds now."""
        return sorted(one.feature for one in self.member.features if one.now)

    def spans(self, feature: str) -> tuple[Span, ...]:
        """When c1 held a feature."""
        (found,) = (one.spans for one in self.member.features if one.feature == feature)
        return found

    @property
    def overlay(self) -> Mapping[str, object]:
        """What the marketplace says of c1."""
        with self.records.reading() as records:
            found = records.overlays.of(["c1"])
        return found["c1"].fields if found else {}

    @property
    def history(self) -> Sequence[Entry]:
        """What has become of c1."""
        return self.members.history("c1", by=self.operator)

    @property
    def events(self) -> Sequence[Event]:
        """What the creator's account was told of it."""
        with self.records.writing() as records:
            records.events.number(limit=1_000)
            return records.events.page(self.creator.account.id, client_id=None, after=0, types=(), limit=1_000)

    @property
    def letters(self) -> list[str]:
        """The subjects of what was written to anybody."""
        with self.records.writing() as records:
            found = records.letters.take(now=self.time(), until=self.time() + 1, limit=99)
        return [one.mail.subject for one in found]

    @property
    def told(self) -> list[str]:
        """The types of those events."""
        return [one.type for one in self.events]
