"""What becomes of a collaboration when one of its deliverables does? When the last one is published all is."""

from __future__ import annotations

from dataclasses import replace

from marketplace.deals.collaboration import Collaboration, Part, Piece, Standing
from marketplace.deals.sides import Side
from marketplace.deals.tracks import DELIVERABLES


def with_piece(collaboration: Collaboration, piece: Piece) -> Collaboration:
    """The collaboration with another state of one deliverable."""
    pieces = tuple(piece if one.n == piece.n else one for one in collaboration.pieces)
    whole = all(one.status is Part.PUBLISHED for one in pieces)
    return replace(collaboration, pieces=pieces, standing=Standing.PUBLISHED if whole else collaboration.standing)


def approved_by_silence(collaboration: Collaboration, n: int) -> Collaboration:
    """The collaboration with a deliverable approved that nobody said anything about."""
    (piece,) = (one for one in collaboration.pieces if one.n == n)
    step = DELIVERABLES.step(piece.status, "approve", side=Side.SYSTEM)
    return with_piece(collaboration, replace(piece, status=step.after, approve_by=None))
