"""violence."""

from stream.extract.events.family import Family

FAMILY = Family(name="violence", summary="violence", types=("ASSAULT",), examples=())
