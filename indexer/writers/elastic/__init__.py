"""Elasticsearch as an `IndexWriter`."""

from indexer.writers.elastic.index import ElasticWriter

__all__ = ["ElasticWriter"]
