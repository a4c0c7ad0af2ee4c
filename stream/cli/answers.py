"""What `newswire extract` answers: one value a story, or one a reject."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from stream.extract.annotations import Annotated, NamedMention
from stream.facts import Entity, EntityType, Report, Span, TextName, TimeMention
from stream.messages import Alert, Reject, Retraction, StageName, Story
from stream.record import Observation, Outcome


class MentionOfEntity(Struct, frozen=True, kw_only=True):
    """A name where it stands."""

    type: EntityType
    start: int
    end: int
    text: str
    text_of: TextName
    entity_id: str


class ReportOfEvent(Report, frozen=True, kw_only=True):
    """A report with the event it founds or joins."""

    event_id: str


class SentenceRead(Span, frozen=True, kw_only=True):
    """A sentence that was read for events."""

    text_of: TextName
    paragraph: int


class QuantityFound(Struct, frozen=True, kw_only=True):
    """A number with what it counts, whether or not an event took it."""

    text_of: TextName
    start: int
    end: int
    text: str
    low: int | None
    best: int | None
    high: int | None
    unit: str
    who: str | None
    part_of: bool


class Step(Struct, frozen=True, kw_only=True):
    """What a stage did with the records that an input became: how many ended in which way, and how long it took."""

    stage: StageName
    outcomes: dict[Outcome, int]
    milliseconds: float


class Explanation(Struct, frozen=True, kw_only=True):
    """How the answer came about."""

    steps: tuple[Step, ...]
    sentences: tuple[SentenceRead, ...] = ()
    quantities: tuple[QuantityFound, ...] = ()


class Answer(Struct, frozen=True, kw_only=True, omit_defaults=False):
    """Everything one story says, and what it took back.

    `story` is None where the input added none; then `outcome` says why.
    `retractions` are the manifests of the instructions about this story that
    the input brought, each with every record that it touched.
    """

    id: str | int
    story: Story | None
    mentions: tuple[MentionOfEntity, ...] = ()
    times: tuple[TimeMention, ...] = ()
    entities: tuple[Entity, ...] = ()
    events: tuple[ReportOfEvent, ...] = ()
    alerts: tuple[Alert, ...] = ()
    retractions: tuple[Retraction, ...] = ()


class KnownAnswer(Answer, frozen=True, kw_only=True):
    """The answer to an input that changed nothing on its wire: `outcome` is how the last step that saw it ended it."""

    outcome: Outcome


class ExplainedAnswer(Answer, frozen=True, kw_only=True):
    """An answer with how it came about."""

    explain: Explanation


class Rejected(Struct, frozen=True, kw_only=True):
    """The answer to an input that cannot be handled."""

    id: str | int
    reject: Reject


def mention_of(named: NamedMention) -> MentionOfEntity:
    """Return a mention as it is answered."""
    return MentionOfEntity(**{name: getattr(named, name) for name in MentionOfEntity.__struct_fields__})


def steps_of(noted: Sequence[tuple[Observation, float]]) -> tuple[Step, ...]:
    """Return what each stage did, in the order of the path, from its observations and their seconds."""
    names = dict.fromkeys(seen.stage for seen, _ in noted)
    return tuple(
        Step(
            stage=name,
            outcomes=dict(Counter(seen.outcome for seen, _ in noted if seen.stage == name)),
            milliseconds=round(sum(seconds for seen, seconds in noted if seen.stage == name) * 1000, 3),
        )
        for name in names
    )


def explanation(annotated: Annotated | None, noted: Sequence[tuple[Observation, float]]) -> Explanation:
    """Return how an answer came about."""
    steps = steps_of(noted)
    if annotated is None:
        return Explanation(steps=steps)
    read = (s for s in annotated.document.sentences)
    return Explanation(
        steps=steps,
        sentences=tuple(SentenceRead(text_of=s.text_of, start=s.start, end=s.end, paragraph=s.paragraph) for s in read),
        quantities=tuple(
            QuantityFound(**{name: getattr(q, name) for name in QuantityFound.__struct_fields__})
            for q in annotated.quantities
        ),
    )
