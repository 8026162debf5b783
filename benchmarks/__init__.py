"""How fast is it beside raw Elasticsearch, on this machine? `python -m benchmarks` measures and prints."""
