"""Who sees a publication, and how soon?"""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from indexer.writers.embedded import EmbeddedWriter
from marketplace.embedded.engine import EmbeddedEngine
from marketplace.search.asked import query_from
from tests.contract.index import Index
from tests.creators import TODAY, make_creator

ALL = query_from({"facets": ["market"], "sort": "followers"})


def test_an_engine_that_searched_before_sees_the_next_publication_at_its_next_search(empty: Index) -> None:
    seen = [empty.search(ALL).total]
    for size in (1, 2, 1):
        empty.publish("DE", *(make_creator(id=f"c{number}") for number in range(size)))
        seen.append(empty.search(ALL).total)
    empty.publish("FR", make_creator(id="f", market="FR"))
    assert [*seen, empty.search(ALL).total] == [0, 1, 2, 1, 2]


def test_the_facets_of_a_new_publication_are_counted_anew(empty: Index) -> None:
    empty.publish("DE", make_creator())
    before = empty.search(ALL).facets["market"]
    empty.publish("DE", make_creator(), make_creator(id="c2"))
    after = empty.search(ALL).facets["market"]
    assert [facet.values[0].count for facet in (before, after) if hasattr(facet, "values")] == [1, 2]


def test_a_search_beside_a_publication_sees_the_old_market_or_the_new_one(empty: Index) -> None:
    builds = [[make_creator(id=f"c{n}", city=f"build {build}") for n in range(20)] for build in range(6)]
    empty.publish("DE", *builds[0])
    seen = []
    with ThreadPoolExecutor(1) as thread:
        publishing = thread.submit(lambda: [empty.publish("DE", *build) for build in builds[1:]])
        while not publishing.done():
            seen.append(cities(empty))
        publishing.result()
    assert {len(one) for one in seen} <= {20}
    assert all(len(set(one)) == 1 for one in seen)
    assert cities(empty) == ["build 5"] * 20


def cities(index: Index) -> list[object]:
    """The city of every hit."""
    return [creator["city"] for creator in index.search(query_from({"limit": 200})).creators]


READER = f"""
import sys
from pathlib import Path
from marketplace.embedded.engine import EmbeddedEngine
from marketplace.search.asked import query_from
engine = EmbeddedEngine(Path(sys.argv[1]))
for _ in sys.stdin:
    print(engine.search(query_from({{}}), today={TODAY}).total, flush=True)
"""


def test_another_process_sees_a_commit_of_the_embedded_index_at_its_next_search(tmp_path: Path) -> None:
    index = Index(EmbeddedEngine(tmp_path), EmbeddedWriter(tmp_path), forget=lambda: None)
    command = [sys.executable, "-c", READER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdin
        assert reader.stdout
        seen = []
        for size in range(4):
            if size:
                index.publish("DE", *(make_creator(id=f"c{number}") for number in range(size)))
            print("search", file=reader.stdin, flush=True)
            seen.append(int(reader.stdout.readline()))
        reader.stdin.close()
    assert (seen, reader.returncode) == ([0, 1, 2, 3], 0)
