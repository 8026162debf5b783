"""How soon is a change at a feed seen, and at what cost? `python -m benchmarks.live`."""
