"""military."""

from stream.extract.events.family import Family

FAMILY = Family(name="military", summary="military", types=("ASSAULT", "MOBILIZE", "RETREAT"), examples=())
