"""One mention of a happening, before the mentions of a story are merged."""

from msgspec import Struct

from stream.extract.lines import Line
from stream.facts import Actor, Attribution, Count, EventPlace, EventTime, EventType, Scope, Status


class Sighting(Struct, frozen=True, kw_only=True):
    """What one trigger and the words around it say; `first` and `last` are the trigger's tokens in `line`.

    `place` and `time` stand in the trigger's clause; `near_place` and `near_time` elsewhere in its sentence or before.
    """

    line: Line
    first: int
    last: int
    type: EventType
    mode: str
    lemma: str
    weak: bool
    strong: bool
    status: Status
    scope: Scope
    speech: bool = False
    actors: tuple[Actor, ...] = ()
    place: EventPlace | None = None
    near_place: EventPlace | None = None
    time: EventTime | None = None
    near_time: EventTime | None = None
    counts: tuple[Count, ...] = ()
    sources: tuple[Attribution, ...] = ()

    @property
    def evidence(self) -> tuple[int, int]:
        """Return start and end, in the text of its sentence, of the clause that tells it."""
        first, last = self.line.clause(self.first)
        words = self.line.words
        while last > first + 1 and not words[last - 1][0].isalnum():
            last -= 1
        while first < self.first and not words[first][0].isalnum():
            first += 1
        return self.line.offsets(first, max(last, self.last))

    @property
    def lead(self) -> bool:
        """Tell whether it stands in the headline or the first two paragraphs."""
        return self.line.sentence.paragraph <= 1
