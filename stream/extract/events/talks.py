"""talks."""

from stream.extract.events.family import Family

FAMILY = Family(name="talks", summary="talks", types=("CONSULT",), examples=())
