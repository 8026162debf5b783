"""Do events become what they are worth, on every database: once, in any order, and back when they are reversed?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from marketplace.accounts.roles import Role
from marketplace.creators.times import parse_time
from marketplace.programme.member import Membership
from marketplace.programme.person import Affiliation, Facts, Person, Standing
from marketplace.programme.rules import Feature
from marketplace.programme.taking import Taken
from marketplace.store.records import SqlRecords
from tests.accounts import Office
from tests.databases import Databases
from tests.till import Till, event, gift, reversal, tip, views

TIPPED = ("tip", "outside:tippers", "creator:c1:available")


@pytest.fixture
def till(databases: Databases) -> Till:
    return Till(SqlRecords(databases(wait_seconds=60)), "JP", "KR")


def test_two_coins_are_a_diamond_and_parts_of_one_wait_for_more(till: Till) -> None:
    till.taken(gift("g1", 3), gift("g2", 3, likes=1_000), event("g3", "video_gift", coins=9, post_kind="own"))

    assert till.has() == {"diamonds DIAMOND": 1 + 2 + 4}
    diamonds = "creator:c1:diamonds"
    assert till.ledger() == [
        ("gift", "platform:gifts", diamonds, "1 DIAMOND"),
        ("gift", "platform:gifts", diamonds, "2 DIAMOND"),
        ("gift", "platform:gifts", diamonds, "4 DIAMOND"),
    ]
    with till.records.reading() as records:
        wallet = records.wallets.look("c1")
    assert wallet is not None
    assert (wallet.live_milli, wallet.video_milli, wallet.version) == (3_500, 4_500, 1)


def test_a_tip_is_the_creators_in_full_and_the_fee_comes_on_top(till: Till) -> None:
    till.taken(tip("t1", "5.00"))

    assert till.has() == {"available EUR": 500}
    assert till.ledger() == [
        (*TIPPED, "500 EUR"),
        ("tip_fee", "outside:tippers", "platform:fees", "25 EUR"),
    ]
    assert [one.feature for one in till.transfers()] == [Feature.TIPS] * 2


def test_a_fee_of_half_a_cent_is_rounded_to_even_and_none_is_no_transfer(till: Till) -> None:
    till.taken(tip("t1", "0.10"), tip("t2", "0.30"), tip("t3", "0.50"))

    fees = [amount for what, _, _, amount in till.ledger() if what == "tip_fee"]
    assert fees == ["2 EUR", "2 EUR"]


def test_a_tip_in_another_currency_is_converted_by_rates_that_are_kept(till: Till) -> None:
    till.member("c2", "JP")

    till.taken(tip("t1", "10.00", "USD"), tip("t2", "1.00", "EUR", creator_id="c2"))

    assert (till.has("c1"), till.has("c2")) == ({"available EUR": 861}, {"available JPY": 179})
    assert till.ledger("c2") == [
        ("tip", "outside:tippers", "conversion", "100 EUR"),
        ("tip", "conversion", "creator:c2:available", "179 JPY"),
        ("tip_fee", "outside:tippers", "platform:fees", "5 EUR"),
    ]
    rates = {"rates_of": "2026-11-20", "usd_per_unit": {"EUR": "1.1620", "JPY": "0.006480"}}
    assert [one.detail for one in till.transfers("c2")] == [rates, rates, {"fee_share": "0.05"}]


def test_what_is_sent_again_is_accepted_and_done_no_second_time_for_ever(till: Till) -> None:
    sent = (gift("g1", 4), tip("t1"), views("v1", 10), reversal("r1", "g1"), event("f1", "facts", standing="lost"))
    till.taken(*sent)
    before = till.books()
    till.time.passes(500 * 24 * 3_600)

    assert till.take(*sent, *sent) == Taken(10, {})
    assert till.books() == before


@pytest.mark.parametrize("sent", [gift("g1", 5), tip("t1", "5.00", "EUR"), tip("t1", "500", "JPY")])
def test_a_reversal_takes_back_what_was_credited_at_once_later_or_before(till: Till, sent: dict[str, object]) -> None:
    back = reversal("r1", str(sent["id"]))
    till.taken(gift("g0", 3), sent, back)
    together = till.has()
    assert together == {"diamonds DIAMOND": 1}

    till.taken(*({**one, "id": f"{one['id']}b", "creator_id": "c1"} for one in (sent,)))
    till.taken({**reversal("r1b", f"{sent['id']}b"), "reason": "fraud"})
    till.taken(reversal("r1c", f"{sent['id']}c"))
    till.taken({**sent, "id": f"{sent['id']}c"})
    assert till.has() == together


def test_the_transfers_of_a_reversal_are_those_of_the_tip_the_other_way_round(till: Till) -> None:
    till.taken(tip("t1", "10.00", "USD"), reversal("r1", "t1"))

    made, back = till.transfers()[:3], till.transfers()[3:]
    assert [(one.debit, one.credit, one.amount, one.currency) for one in back] == [
        (one.credit, one.debit, one.amount, one.currency) for one in made
    ]
    assert {(one.entry.value, one.reason, one.feature) for one in back} == {("reversal", "r1", Feature.TIPS)}


def test_diamonds_that_are_gone_already_are_owed(till: Till) -> None:
    till.taken(gift("g1", 10))
    with till.records.writing() as records:
        given = till.transfers()[0]
        records.transfers.add_all([replace(given, debit=given.credit, credit="conversion", number=0)])

    till.taken(reversal("r1", "g1", reason="fraud"))

    assert till.has() == {"diamonds DIAMOND": -5}


def test_who_has_an_account_is_told_once_a_call(till: Till) -> None:
    office = Office(till.records, till.time)
    office.open(Role.CREATOR, creator_id="c1")

    till.taken(gift("g1", 4), gift("g2", 4), tip("t1"))
    till.taken(views("v1", 10))
    till.taken(gift("g1", 4))

    with till.records.writing() as records:
        told = records.events.number(limit=100)
    assert [(one.type, one.data) for one in told] == [("wallet.changed", {"id": "c1", "version": 1})]


def test_a_creator_who_never_joined_earns_by_what_the_profile_names(till: Till) -> None:
    till.people.known["c9"] = Person(
        creator_id="c9", market="FR", followers=9, monetisation=(Feature.TIPS, Feature.LIVE_GIFTS)
    )

    till.taken(tip("t1", creator_id="c9"), gift("g1", 2, creator_id="c9"))

    assert till.has("c9") == {"available EUR": 500, "diamonds DIAMOND": 1}


def test_who_was_refused_and_moved_since_earns_where_the_profile_says(databases: Databases) -> None:
    till = Till(SqlRecords(databases()), member=False)
    till.member(market="BR", state=Membership.REFUSED, features=())
    till.people.known["c1"] = Person(creator_id="c1", market="DE", followers=1, monetisation=(Feature.TIPS,))

    till.taken(tip("t1", "5.00"))

    assert till.has() == {"available EUR": 500}


def test_of_each_fact_what_happened_last_is_true_in_whatever_order_it_was_told(till: Till) -> None:
    noon, one, two = (f"2026-11-21T1{n}:00:00Z" for n in (2, 3, 4))
    newest = event("f3", "facts", standing="lost", occurred_at=two)
    middle = event("f2", "facts", standing="good", affiliation="party", payout_account="acct_2", occurred_at=one)
    first = event("f1", "facts", birth_date="1990-05-01", affiliation="none", payout_account="a", occurred_at=noon)
    expected = Facts(
        creator_id="c1",
        birth_date="1990-05-01",
        standing=Standing.LOST,
        affiliation=Affiliation.PARTY,
        payout_account="acct_2",
        as_of=parse_time(two),
    )

    till.taken(newest)
    till.taken(middle, first)
    till.taken(middle)

    assert till.follower.told[-1] == expected
    assert len(till.follower.told) == 2
    till.taken(event("f4", "facts", occurred_at=two) | {"payout_account": None, "birth_date": None})
    assert till.follower.told[-1] == replace(expected, payout_account=None, birth_date=None)
