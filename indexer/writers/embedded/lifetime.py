"""How does a writer of Tantivy's come and go, so that nothing that it was given is lost, and nothing else kept?"""

from __future__ import annotations

from contextlib import suppress

import tantivy

from indexer.heap import trim

HEAP_BYTES = 128_000_000
NO_ID = ""
"""What no document has."""


def opened_writer(index: tantivy.Index) -> tantivy.IndexWriter:
    """The one writer of an index; raises ValueError when there is another."""
    writer = index.writer(heap_size=HEAP_BYTES, num_threads=1)
    # the first operation of a writer has the stamp of the last commit; a merge that begins before the next one takes
    # it for done in segments that the last commit changed, and it is lost: so it is one of nothing
    writer.delete_documents_by_term("id", NO_ID)
    return writer


def ended(writer: tantivy.IndexWriter) -> None:
    """Let its merges end, and go of the lock, of a writer that has committed all that it was given.

    A merge that is given up while it writes the list of the index's files may leave one in it that is removed then.
    What they needed goes back to the system.
    """
    with suppress(ValueError):
        writer.wait_merging_threads()
    trim()


def dropped(writer: tantivy.IndexWriter) -> None:
    """Drop what was not committed and let go of the lock: an object that a traceback holds would keep it."""
    with suppress(ValueError):
        writer.rollback()
    with suppress(ValueError):  # what was written of it may be what fills the disk
        writer.garbage_collect_files()
    with suppress(ValueError):
        writer.wait_merging_threads()
