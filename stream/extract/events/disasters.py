"""disasters."""

from stream.extract.events.family import Family

FAMILY = Family(name="disasters", summary="disasters", types=("DISASTER",), examples=())
