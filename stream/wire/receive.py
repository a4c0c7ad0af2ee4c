"""The step `receive`: bytes in any known format in, one item for each story in them out."""

from stream.extract.engine import Engine
from stream.messages import Message, Reason, StageName
from stream.record import Record, origin_of
from stream.wire.detect import read_items
from stream.wire.source import Source


class Receive:
    """Parses what arrives."""

    name: StageName = "receive"

    def __init__(self, engine: Engine, prefix: str) -> None:
        self._engine = engine
        self._prefix = prefix

    def read(self, record: Record) -> tuple[Message, ...]:
        """Return the items in a record. Raises InputError if there are none."""
        source = Source(
            data=record.value or b"",
            content_type=record.header("content-type"),
            feed=record.header("wire-feed"),
            provider=record.header("wire-source"),
            received=record.timestamp,
            origin=origin_of(record, self._prefix),
        )
        return read_items(source, self._engine)

    def refuse(self, record: Record, reason: Reason) -> tuple[Message, ...]:
        """Return nothing: the reject is all that follows."""
        del record, reason
        return ()
