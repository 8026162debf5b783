"""What do all tests share? A real Elasticsearch and PostgreSQL, for those that ask; property tests take their time."""

import pytest
from hypothesis import settings

pytest_plugins = ("tests.elasticsearch_plugin", "tests.postgres", "tests.databases")


def pytest_configure(config: pytest.Config) -> None:
    """No property test fails because a machine is slow."""
    settings.register_profile("patient", deadline=None)
    settings.load_profile("patient")
