"""accidents."""

from stream.extract.events.family import Family

FAMILY = Family(name="accidents", summary="accidents", types=("ACCIDENT",), examples=())
