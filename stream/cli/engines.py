"""What commands read with: the engine, and the gazetteer under it, compiled on first use where people can see it."""

from stream.cli.gazetteer import require_gazetteer
from stream.errors import UsageError
from stream.extract.engine import Engine, load_engine
from stream.settings import Settings


def engine_for(configured: Settings) -> Engine:
    """Return the engine. Raises UsageError if its gazetteer cannot be read or written."""
    path = require_gazetteer(configured)
    try:
        return load_engine(path)
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} is no gazetteer ({error}): run `newswire gazetteer --force`") from None
