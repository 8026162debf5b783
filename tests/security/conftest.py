"""In which world is a test? In one that a worker builds once, and that each test has as it was built."""

from __future__ import annotations

import pytest

from tests.security.world import World, make_world


@pytest.fixture(scope="session")
def whole_world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The world; its tests only read."""
    return make_world(tmp_path_factory.mktemp("world"))


@pytest.fixture
def world(whole_world: World) -> World:
    """The world as it was built."""
    whole_world.restore()
    return whole_world
