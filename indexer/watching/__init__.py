"""How do markets stay in step with their feeds, day and night? A loop a market, one who changes the index for all."""
