"""How does a test come by feed files, good and bad?"""

import gzip
import json
from pathlib import Path
from typing import Any

from tests.fakes import feed_record


def lines(*records: dict[str, Any]) -> bytes:
    """The records as a feed has them."""
    return b"".join(f"{json.dumps(record, ensure_ascii=False)}\n".encode() for record in records)


def good_lines(count: int) -> bytes:
    """As many good records, c0 first."""
    return lines(*(feed_record(f"c{number}", bio=f"día {number}") for number in range(count)))


def write_feed(folder: Path, content: bytes, *, zipped: bool = False) -> Path:
    """The feed of DE with this content."""
    path = folder / ("DE.ndjson.gz" if zipped else "DE.ndjson")
    path.write_bytes(gzip.compress(content) if zipped else content)
    return path
