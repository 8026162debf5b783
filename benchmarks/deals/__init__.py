"""How fast are deals made? `python -m benchmarks.deals`."""
