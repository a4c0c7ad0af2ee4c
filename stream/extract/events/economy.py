"""economy."""

from stream.extract.events.family import Family

FAMILY = Family(name="economy", summary="economy", types=("ECONOMY",), examples=())
