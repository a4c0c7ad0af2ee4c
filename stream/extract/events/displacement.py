"""displacement."""

from stream.extract.events.family import Family

FAMILY = Family(name="displacement", summary="displacement", types=("DISPLACE",), examples=())
