"""What do tests of lists begin with? A brand's lists, over the records of a bargain."""

from __future__ import annotations

from typing import Any

from marketplace.accounts.account import Client
from marketplace.accounts.caller import Caller
from marketplace.accounts.making import Makers
from marketplace.deals.asking import Sight, Wanted
from marketplace.saved.creator_list import CreatorList, FullList, Said
from marketplace.saved.lists import ListService
from tests.accounts import counting_bytes, counting_ids
from tests.bargains import Bargain

CLIENTS = (Client("cli_1", "Tea"), Client("cli_2", "Oat"))


class Shelf:
    """The lists of a bargain's brand."""

    def __init__(self, bargain: Bargain) -> None:
        self.bargain, self.by = bargain, bargain.brand
        office = bargain.office
        makers = Makers(now=office.time, make_id=counting_ids(), random=counting_bytes(), vault=office.vault)
        self.lists = ListService(bargain.records, makers)

    def made(self, *creator_ids: str, by: Caller | None = None, **more: Any) -> CreatorList:
        """A new list of these."""
        said = Said(name="Spring", creator_ids=creator_ids, notes=more.pop("notes", None))
        return self.lists.make(said, by=by or self.by, **more).list

    def add(self, found: CreatorList, *creator_ids: str, **notes: str) -> FullList:
        """The list with more of them."""
        return self.lists.add(found.id, Said(creator_ids=creator_ids, notes=notes or None), by=self.by)

    def change(self, found: CreatorList, **said: Any) -> FullList:
        """The list with something else said of it."""
        return self.lists.change(found.id, Said(**said), expected=None, by=self.by)

    def on(self, found: CreatorList, *, by: Caller | None = None) -> dict[str, str | None]:
        """Who is on it with which note, in their order; its size is how many they are."""
        full = self.lists.get(found.id, by=by or self.by)
        assert full.list.size == len(full.listed)
        return {one.creator_id: one.note for one in full.listed}

    def page(self, *, by: Caller | None = None, **more: Any) -> list[str]:
        """The ids of a page."""
        wanted = Wanted(sight=Sight(), **{"limit": 9, **more})
        return [one.id for one in self.lists.page(wanted, by=by or self.by)]
