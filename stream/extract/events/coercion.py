"""coercion."""

from stream.extract.events.family import Family

FAMILY = Family(name="coercion", summary="coercion", types=("COERCE", "CONCEDE"), examples=())
