"""aid."""

from stream.extract.events.family import Family

FAMILY = Family(name="aid", summary="aid", types=("AID",), examples=())
