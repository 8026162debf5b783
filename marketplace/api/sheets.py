"""How is a table written as CSV? RFC 4180, in UTF-8, and no text of it is a formula to whoever opens it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

CSV = "text/csv"
FORMULAS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n")
"""What a cell of a spreadsheet begins with that is more than a text, in full width too."""

Cell = str | int | float | None


def sheet(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """A table as a response; None is an empty cell, and a text that would be a formula begins with an apostrophe."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([[_written(one) for one in row] for row in rows])
    return Response(text.getvalue(), content_type=f"{CSV}; charset=utf-8")


def _written(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULAS) else cell
