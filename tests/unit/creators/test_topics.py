"""Is the tree of topics two levels deep, and does a leaf bring its root?"""

from __future__ import annotations

from marketplace.creators.markets import languages
from marketplace.creators.topics import ids, parent, topics, with_roots


def test_every_leaf_stands_behind_its_root() -> None:
    for topic in topics().values():
        assert topic.parent == parent(topic.id)
        assert topic.id.count(".") == bool(topic.parent)
        assert not topic.parent or ids().index(topic.parent) < ids().index(topic.id)


def test_there_are_about_30_roots_and_150_leaves() -> None:
    roots = [topic for topic in topics().values() if not topic.parent]
    assert 25 <= len(roots) <= 40
    assert 120 <= len(topics()) - len(roots) <= 200


def test_every_topic_has_an_english_label_and_roots_one_in_every_language() -> None:
    assert all(topic.labels["en"] for topic in topics().values())
    roots = [topic for topic in topics().values() if not topic.parent]
    assert all(set(languages()) <= topic.labels.keys() for topic in roots)


def test_topics_bring_their_roots_each_once() -> None:
    assert with_roots(("beauty.makeup", "beauty.skincare", "food")) == (
        "beauty",
        "beauty.makeup",
        "beauty.skincare",
        "food",
    )
    assert with_roots(("beauty", "beauty.makeup")) == ("beauty", "beauty.makeup")
    assert with_roots(()) == ()
