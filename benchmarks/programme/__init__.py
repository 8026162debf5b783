"""How fast are events of the platform taken? `python -m benchmarks.programme`."""
