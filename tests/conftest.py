"""What do all tests share? A real Elasticsearch, for those that ask for it, and property tests that take their time."""

import pytest
from hypothesis import settings

pytest_plugins = ("tests.elasticsearch_plugin",)


def pytest_configure(config: pytest.Config) -> None:
    """No property test fails because a machine is slow."""
    settings.register_profile("patient", deadline=None)
    settings.load_profile("patient")
