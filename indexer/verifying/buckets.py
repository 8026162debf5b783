"""In which parts of a market do two lists of creators differ? Checksums of 256 buckets, whatever the order."""

from __future__ import annotations

from hashlib import blake2b

from marketplace.creators.creator import Version, tie_of

BUCKETS = 256
ALL = frozenset(range(BUCKETS))
MODULUS = 2**64


def bucket_of(creator_id: str) -> int:
    """The bucket of a creator, fair to all names."""
    return tie_of(creator_id) % BUCKETS


class Checksums:
    """The sum of the hashes of the creators of each bucket: the same in whatever order they come."""

    def __init__(self) -> None:
        self._sums = [0] * BUCKETS

    def add(self, creator_id: str, version: Version, *, overlay: int, market: str) -> None:
        """Take in one creator."""
        told = f"{creator_id}\n{market}\n{version.updated_at}\n{version.digest}\n{overlay}".encode()
        place = bucket_of(creator_id)
        self._sums[place] = (self._sums[place] + int.from_bytes(blake2b(told, digest_size=8).digest())) % MODULUS

    def differing(self, other: Checksums) -> frozenset[int]:
        """The buckets in which both differ."""
        pairs = zip(self._sums, other._sums, strict=True)
        return frozenset(place for place, (mine, others) in enumerate(pairs) if mine != others)
