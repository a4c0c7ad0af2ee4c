"""protest."""

from stream.extract.events.family import Family

FAMILY = Family(name="protest", summary="protest", types=("PROTEST",), examples=())
