"""health."""

from stream.extract.events.family import Family

FAMILY = Family(name="health", summary="health", types=("HEALTH",), examples=())
