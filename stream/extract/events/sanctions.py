"""sanctions."""

from stream.extract.events.family import Family

FAMILY = Family(name="sanctions", summary="sanctions", types=("SANCTION",), examples=())
