"""What can be searched before a real feed is there? Deterministic, believable feeds of the markets."""

from indexer.sample.feeds import write_sample_feed

__all__ = ["write_sample_feed"]
