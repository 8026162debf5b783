"""How does a client learn how much it may ask? By three headers on every answer to a key."""

from __future__ import annotations

HEADERS = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
