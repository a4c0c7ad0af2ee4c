"""Records that an input added to its wire -> what `newswire extract` answers."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from stream import codec
from stream.cli.answers import (
    Answer,
    ExplainedAnswer,
    KnownAnswer,
    Rejected,
    ReportOfEvent,
    explanation,
    mention_of,
)
from stream.cli.inputs import Input, given_id
from stream.cli.wires import Line, Wire
from stream.facts import Report
from stream.messages import (
    MESSAGE_TOPIC,
    Alert,
    Event,
    Item,
    Message,
    Reject,
    Retraction,
    Settled,
    Story,
    StoryEntities,
    StoryReports,
    Tick,
    TopicName,
)
from stream.record import Headers, Record

M = TypeVar("M", bound=Message)
P = TypeVar("P", StoryEntities, StoryReports)
Added = Mapping[TopicName, list[Record]]


def _now() -> datetime:
    return datetime.now(UTC)


class Answering:
    """Puts inputs through a line and answers each."""

    def __init__(self, line: Line, headers: Headers, *, as_feed: bool, explain: bool) -> None:
        self._line = line
        self._headers = headers
        self._as_feed = as_feed
        self._explain = explain
        self._renew()

    def _renew(self) -> None:
        self._wire = Wire(self._line.stages, _now)
        self._event_of: dict[str, str] = {}
        self._story_of: dict[str, str] = {}
        self._given: dict[str, str | int] = {}

    def answers(self, inputs: Iterable[Input]) -> Iterator[Answer | Rejected]:
        """Yield what each input says, as it is read."""
        for given in inputs:
            if not self._as_feed:
                self._renew()
            yield from self.answer(given)

    def answer(self, given: Input) -> Iterator[Answer | Rejected]:
        """Yield an answer for each story that an input changed, its own or another one, and one for each reject."""
        self._line.noted.clear()
        self._line.extract.found.clear()
        added = self._wire.put(given.data, self._headers)
        own = given_id(given.data)
        self._learn(added, own)
        refused = [(reject, self._rejected_story(reject)) for reject in _messages(added, Reject)]
        told = _untouched(_messages(added, Story), [story_id for _, story_id in refused])
        yield from (Rejected(id=self._id(story_id, own, given.name), reject=reject) for reject, story_id in refused)
        yield from (self._answer(story, added) for story in told)
        if not (told or refused):
            yield self._known(added, own, given)

    def _id(self, story_id: str | None, *others: str | int | None) -> str | int:
        """Return the id that the input of a story gave, else the next best."""
        return _first(self._given.get(story_id or ""), story_id, *others)

    def _learn(self, added: Added, own: str | int | None) -> None:
        """Remember a story by the id given for it, which report belongs to which event, and who changed it last."""
        if own is not None:
            self._given |= {item.story_id: own for item in _items(added)}
        for event in _messages(added, Event):
            self._event_of |= dict.fromkeys(event.report_ids, event.event_id)
            self._story_of[event.event_id] = event.history[-1].because

    def _rejected_story(self, reject: Reject) -> str | None:
        """Return the story behind a reject, None if it was refused before it became one."""
        name = reject.original.topic.removeprefix(f"{self._line.prefix}.")
        if name == "raw":
            return None
        key = next(r.key for r in self._wire.log.topics[name] if r.offset == reject.original.offset)  # type: ignore[index]  # the rest of a topic's name
        text = (key or b"").decode()
        return self._story_of.get(text, text)

    def _answer(self, story: Story, added: Added) -> Answer:
        entities, reports = _of(story, added, StoryEntities), _of(story, added, StoryReports)
        annotated = self._line.extract.found.get((story.story_id, story.rev))
        answer = Answer(
            id=_first(self._given.get(story.story_id), story.uri, story.story_id),
            story=story,
            mentions=tuple(map(mention_of, annotated.mentions if annotated else ())),
            times=entities.times,
            entities=entities.entities,
            events=tuple(map(self._with_event, reports.reports)),
            alerts=tuple(alert for alert in _messages(added, Alert) if self._is_about(alert, story)),
            retractions=tuple(one for one in _messages(added, Retraction) if _is_carried_through(one, story)),
        )
        if not self._explain:
            return answer
        return _extended(answer, ExplainedAnswer, explain=explanation(annotated, self._line.noted))

    def _with_event(self, report: Report) -> ReportOfEvent:
        return _extended(report, ReportOfEvent, event_id=self._event_of[report.report_id])

    def _is_about(self, alert: Alert, story: Story) -> bool:
        return any(self._story_of.get(event_id) == story.story_id for event_id in alert.event_ids)

    def _known(self, added: Added, own: str | int | None, given: Input) -> KnownAnswer:
        keys = [item.story_id for item in _items(added)]
        return KnownAnswer(id=_first(own, *keys, given.name), story=None, outcome=self._line.noted[-1][0].outcome)


S = TypeVar("S", bound=msgspec.Struct)


def _extended(value: msgspec.Struct, kind: type[S], **more: object) -> S:
    return kind(**{name: getattr(value, name) for name in value.__struct_fields__}, **more)


def _of(story: Story, added: Added, kind: type[P]) -> P:
    """Return the record that extract made of a story's revision: there is one of each kind."""
    key = (story.story_id, story.rev)
    return next(one for one in _messages(added, kind) if (one.story_id, one.rev) == key)


def _untouched(stories: list[Story], refused: list[str | None]) -> list[Story]:
    """Return the stories that no step has refused."""
    return [story for story in stories if story.story_id not in refused]


def _is_carried_through(manifest: Retraction, story: Story) -> bool:
    return manifest.complete and manifest.instruction.story_id == story.story_id


def _items(added: Added) -> list[Item]:
    """Return the versions among what an input added to the desk's topic."""
    read = (codec.decode(record.value, Item | Tick | Settled) for record in added.get("items", ()))  # type: ignore[arg-type]  # a union
    return [message for message in read if isinstance(message, Item)]


def _messages(added: Added, kind: type[M]) -> list[M]:
    topic = MESSAGE_TOPIC[kind]  # type: ignore[index]  # M is one of Message's types
    return [codec.decode(record.value, kind) for record in added.get(topic, ())]


def _first(*ids: str | int | None) -> str | int:
    return next(given for given in ids if given is not None)
