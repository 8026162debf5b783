"""How does a test come by feed files, good and bad, and by what reads them?"""

import gzip
import json
from pathlib import Path
from typing import Any

from indexer.sources.folders import LocalFolder
from indexer.sources.ndjson import NdjsonSource
from indexer.sources.packed import zstd
from tests.fakes import feed_record


def lines(*records: dict[str, Any]) -> bytes:
    """The records as a feed has them."""
    return b"".join(f"{json.dumps(record, ensure_ascii=False)}\n".encode() for record in records)


def good_lines(count: int) -> bytes:
    """As many good records, c0 first."""
    return lines(*(feed_record(f"c{number}", bio=f"día {number}") for number in range(count)))


PACKED = {"": bytes, ".gz": gzip.compress, ".zst": zstd.compress}
"""How a content becomes that of a file, by the suffix of its name."""


def write_feed(folder: Path, content: bytes, suffix: str = "") -> Path:
    """The feed of DE with this content."""
    path = folder / f"DE.ndjson{suffix}"
    path.write_bytes(PACKED[suffix](content))
    return path


def source_of(folder: Path) -> NdjsonSource:
    """What reads the feeds of a folder."""
    return NdjsonSource(LocalFolder(folder))
