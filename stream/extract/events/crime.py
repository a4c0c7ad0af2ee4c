"""crime."""

from stream.extract.events.family import Family

FAMILY = Family(name="crime", summary="crime", types=("CRIME",), examples=())
