"""The command `newswire`: one file per subcommand."""

from stream.cli.program import main

__all__ = ["main"]
