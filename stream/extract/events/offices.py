"""offices."""

from stream.extract.events.family import Family

FAMILY = Family(name="offices", summary="offices", types=("APPOINT",), examples=())
