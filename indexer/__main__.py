"""How is the indexer run? `python -m indexer sync | status | verify | sample`."""

from indexer.cli import commands
from indexer.heap import bound

if __name__ == "__main__":
    bound()
    commands(prog_name="python -m indexer")
