"""The step `extract`: a story in, its entities and then its reports out. Without memory: the key is the story."""

import msgspec

from stream import codec
from stream.desk.declared import is_extracted
from stream.errors import InputError
from stream.extract.annotate import annotate
from stream.extract.annotations import Annotated
from stream.extract.compose import read_reports
from stream.extract.engine import Engine
from stream.facts import Producer, Report
from stream.messages import EdgeType, Message, Reason, StageName, Story, StoryEntities, StoryHead, StoryReports
from stream.record import Record
from stream.text.document import Document
from stream.text.segment import to_document

EXTRACTED_LANGUAGE = "en"
_TOLD_ELSEWHERE: frozenset[EdgeType] = frozenset({"copies", "repeats"})


def is_read(story: Story) -> bool:
    """Tell whether events are looked for: an active English story in prose that is not that of another one."""
    return (
        story.state == "active"
        and story.lifecycle.change != "copy"
        and not any(edge.type in _TOLD_ELSEWHERE for edge in story.lifecycle.edges)
        and story.language in {EXTRACTED_LANGUAGE, None}
        and bool(story.body or story.headline)
        and is_extracted(story)
    )


def document_of(story: Story) -> Document:
    """Return what the extractors read of a story."""
    return to_document(
        story_id=story.story_id,
        version=story.version,
        headline=story.headline,
        headline_span=story.headline_span,
        body=story.body or "",
        furniture=story.furniture,
        dateline=story.dateline,
        anchor=story.versionCreated,
    )


class Extract:
    """Reads stories with an engine."""

    name: StageName = "extract"

    def __init__(self, engine: Engine, producer: Producer) -> None:
        self._engine = engine
        self._producer = producer

    def read(self, record: Record) -> tuple[Message, ...]:
        """Return one entities record and then one reports record, empty if the story is not read."""
        story = codec.decode(record.value, Story)
        if not is_read(story):
            return self._records(story, None, ())
        annotated = self.annotate(story)
        return self._records(story, annotated, read_reports(annotated, self._engine))

    def annotate(self, story: Story) -> Annotated:
        """Return names, places, times and quantities of a story."""
        return annotate(document_of(story), self._engine)

    def refuse(self, record: Record, reason: Reason) -> tuple[Message, ...]:
        """Return empty records, which take back what an earlier version said; none if it is no story at all."""
        try:
            story = codec.decode(record.value, Story)
        except InputError:
            return ()
        return self._records(msgspec.structs.replace(story, reason=story.reason or reason), None, ())

    def _records(
        self, story: Story, annotated: Annotated | None, reports: tuple[Report, ...]
    ) -> tuple[StoryEntities, StoryReports]:
        entities = StoryEntities(
            story_id=story.story_id,
            version=story.version,
            rev=story.rev,
            state=story.state,
            reason=story.reason,
            entities=annotated.entities if annotated else (),
            times=annotated.times if annotated else (),
        )
        return entities, StoryReports(
            story_id=story.story_id,
            version=story.version,
            rev=story.rev,
            state=story.state,
            reason=story.reason,
            instruction=story.lifecycle.instruction,
            story=_head(story),
            reports=reports,
            producer=self._producer,
        )


def _head(story: Story) -> StoryHead:
    return StoryHead(
        provider=story.provider,
        feed=story.feed,
        headline=story.headline if story.state == "active" else None,
        language=story.language,
        versionCreated=story.versionCreated,
        received=story.received,
        triggered=story.triggered,
    )
