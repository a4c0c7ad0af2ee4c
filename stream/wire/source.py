"""What a parser gets."""

from datetime import datetime

from msgspec import Struct

from stream.messages import Origin


class Source(Struct, frozen=True, kw_only=True):
    """Bytes as received, with what was said of them: `content_type` and `feed` are hints of the sender."""

    data: bytes
    content_type: str | None
    feed: str | None
    received: datetime
    origin: Origin
