"""statements."""

from stream.extract.events.family import Family

FAMILY = Family(name="statements", summary="statements", types=("ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"), examples=())
