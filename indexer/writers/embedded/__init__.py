"""The embedded index as an `IndexWriter`."""

from indexer.writers.embedded.index import EmbeddedWriter

__all__ = ["EmbeddedWriter"]
