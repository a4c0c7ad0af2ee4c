"""justice."""

from stream.extract.events.family import Family

FAMILY = Family(name="justice", summary="justice", types=("JUSTICE",), examples=())
