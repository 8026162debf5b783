"""How is the indexer run? `python -m indexer sync | status | verify | sample`."""

from indexer.cli import commands

if __name__ == "__main__":
    commands(prog_name="python -m indexer")
