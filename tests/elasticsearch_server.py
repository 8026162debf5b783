"""Who may use an Elasticsearch node of this machine, and what ends it so that nothing of it is left?

`python -m tests.elasticsearch_server` starts one for a developer and ends it on Ctrl-C.
"""

import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import click
from filelock import FileLock, Timeout

from tests.elasticsearch_home import ElasticsearchHome, ElasticsearchMissingError, find_home
from tests.elasticsearch_node import HEAP_MEGABYTES, NO_SETTINGS, NodeFailedError, is_running, start_node, stop_node

OWNER = "owner.lock"


@contextmanager
def running_node(
    home: ElasticsearchHome,
    *,
    port: int = 0,
    heap_megabytes: int = HEAP_MEGABYTES,
    settings: Mapping[str, str] = NO_SETTINGS,
) -> Iterator[str]:
    """The URL of a node with a folder of its own, which ends with the block; port 0 is a free one.

    Raises NodeFailedError.
    """
    with run_folder() as folder:
        yield start_node(home, folder, port=port, heap_megabytes=heap_megabytes, settings=settings)


@contextmanager
def run_folder() -> Iterator[Path]:
    """A temporary folder for one node; the node is stopped and the folder deleted when the block ends.

    When the process is killed before that, the next call on this machine by the same user does it.
    """
    temporary = Path(tempfile.gettempdir()).resolve()
    prefix = f"creator-marketplace-elasticsearch-{os.getuid()}-"
    one_at_a_time = temporary / f"{prefix}lock"
    with FileLock(one_at_a_time):
        for abandoned in temporary.glob(f"{prefix}*/"):
            with suppress(Timeout), FileLock(abandoned / OWNER, timeout=0):
                _discard(abandoned)
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=temporary))
        owner = FileLock(folder / OWNER)
        owner.acquire()
    try:
        yield folder
    finally:
        stop_node(folder)
        # the file of the owner goes with the others: without this lock somebody else would find the rest abandoned
        with FileLock(one_at_a_time):
            shutil.rmtree(folder)
        owner.release()


def _discard(folder: Path) -> None:
    stop_node(folder)
    shutil.rmtree(folder)


@click.command()
@click.option("--port", default=0, metavar="PORT", help="Port of the HTTP API; a free one when it isn't given.")
@click.option("--heap-megabytes", default=HEAP_MEGABYTES, show_default=True, help="Heap of the node.")
@click.option("--prepare", is_flag=True, help="Only download and unpack Elasticsearch, print its folder.")
def main(port: int, heap_megabytes: int, prepare: bool) -> None:
    """Start an Elasticsearch node, print its URL, end it on Ctrl-C.

    Exit codes: 0 ended as asked, 1 not started or died.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit(0))
    try:
        home = find_home()
        if prepare:
            click.echo(home.folder)
            return
        with run_folder() as folder:
            click.echo(start_node(home, folder, port=port, heap_megabytes=heap_megabytes))
            while is_running(folder):
                time.sleep(1)
    except (ElasticsearchMissingError, NodeFailedError) as problem:
        raise click.ClickException(str(problem)) from None
    raise click.ClickException("the node died, it may have had too little memory: give it more by --heap-megabytes")


if __name__ == "__main__":
    main()
