"""How does a test play another release of the software, whose mapping is another?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

OTHER = "0123abcd"
"""The hash of the mapping of a release that isn't this one."""


@contextmanager
def release(mapping: str = OTHER) -> Iterator[None]:
    """Be that release as long as the block: all that is published and searched is of its mapping."""
    with pytest.MonkeyPatch.context() as patched:
        for module in ("marketplace.elastic.published", "marketplace.elastic.kept", "indexer.writers.elastic.index"):
            patched.setattr(f"{module}.mapping_hash", lambda: mapping)
        yield
