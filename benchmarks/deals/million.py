"""How is a database filled with a million proposals? By itself, from one that was made by the API."""

from __future__ import annotations

import psycopg
from sqlalchemy import make_url

FILL = """
INSERT INTO proposals (id, campaign_id, creator_id, status, due, updated_at, account_id, client_id, turn, terms,
                       response_hours, deadline_at, extended, decline_reason, version, created_at, woken_at, wake_at)
SELECT 'prp_' || lpad(to_hex(g), 32, '0'), (%(campaigns)s::text[])[1 + g %% 200], 'c' || g / 3,
       (%(statuses)s::text[])[1 + g %% 9], CASE WHEN g %% 9 < 2 THEN due + g ELSE 4611686018427387904 END,
       updated_at + g, account_id, client_id, turn, terms, response_hours, deadline_at, extended, decline_reason,
       version, created_at, woken_at, 4611686018427387904
FROM proposals, generate_series(1, %(count)s) AS g
WHERE proposals.id = %(model)s
"""
OFTEN = ("sent", "countered", "accepted", "accepted", "declined", "declined", "withdrawn", "expired", "expired")


def fill(database_url: str, *, model: str, campaigns: list[str], count: int) -> None:
    """So many proposals like one that is there, of a third as many creators, of all statuses, over 200 campaigns."""
    plain = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        given = {"campaigns": campaigns, "count": count, "model": model, "statuses": list(OFTEN)}
        connection.execute(FILL.encode(), given)
        connection.execute(b"VACUUM ANALYZE proposals")
