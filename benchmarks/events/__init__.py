"""How soon does a receiver hear of what happened? `python -m benchmarks.events`."""
