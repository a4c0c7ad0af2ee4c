"""elections."""

from stream.extract.events.family import Family

FAMILY = Family(name="elections", summary="elections", types=("ELECTION",), examples=())
