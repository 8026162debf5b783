"""How creators get in."""
