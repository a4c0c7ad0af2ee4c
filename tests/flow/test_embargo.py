"""Nothing of a story under embargo is anywhere before its instant: no six words in a row, no record about it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from building import at
from embargo_wire import EmbargoWire
from wires import bomb, killed_story, told

from stream import keys
from stream.desk.desk import Desk
from stream.extract.engine import Engine
from stream.messages import Item, Reason, Settled, Story, Tick
from stream.pipeline import decide_stages, read_stages
from stream.record import Envelope, Record
from stream.settings import Settings
from stream.stage import FoldStage, ReadingStage, Stage

UNTIL = at(120)
SECRET = bomb(42, embargoedUntil=UNTIL.isoformat())
CORRECTED = bomb(57, made="11:20", embargoedUntil=UNTIL.isoformat(), edNote="CORRECTS toll in first paragraph to 57")
STORY_ID = keys.story_id(None, SECRET["uri"])
BROKEN = {**SECRET, "bodies": SECRET["bodies"][0]["value"]}
CUT_OFF = str(SECRET).replace("'", '"')[:-30].encode()
KILL_OF_IT = told(
    f"Please kill our item “{SECRET['headlines'][0]['value']} at last”.", headline="KILL KILL", native="k"
)


def _texts(*stories: dict[str, Any]) -> tuple[str, ...]:
    return tuple(text["value"] for story in stories for name in ("headlines", "bodies") for text in story[name])


TEXTS = _texts(SECRET, CORRECTED)


def _plain(engine: Engine) -> tuple[Stage, ...]:
    settings = Settings()
    return (*read_stages(settings, engine), *decide_stages(settings))


@pytest.fixture
def wire(engine: Engine) -> EmbargoWire:
    """Return an empty wire that is searched for the secret."""
    return EmbargoWire(lambda: _plain(engine), *TEXTS)


class DiedError(Exception):
    """The process is dead; it says what it had in hand."""


def _dying(envelope: Envelope) -> None:
    if envelope.topic == "desk.state":
        raise DiedError


def _take(wire: EmbargoWire, *given: dict[str, Any] | bytes) -> None:
    for one in given:
        wire.flow.put(one)
    wire.run()


def _and_dies(wire: EmbargoWire) -> None:
    """Let the owner die before the state of the hold is in the log."""
    wire.flow.put(SECRET)
    with pytest.raises(DiedError):
        wire.run(_dying)
    wire.hand_over()
    wire.run()


def _and_another_owner(wire: EmbargoWire) -> None:
    _take(wire, SECRET)
    wire.hand_over()
    _take(wire, CORRECTED)
    wire.hand_over()


HELD: dict[str, Callable[[EmbargoWire], None]] = {
    "a story": lambda wire: _take(wire, SECRET),
    "the same twice": lambda wire: _take(wire, SECRET, SECRET),
    "a version that says nothing of the embargo": lambda wire: _take(wire, SECRET, bomb(57, made="11:20")),
    "a correction": lambda wire: _take(wire, SECRET, CORRECTED),
    "a correction that came first": lambda wire: _take(wire, CORRECTED, SECRET),
    "broken items of the same story": lambda wire: _take(wire, BROKEN, SECRET, BROKEN, CUT_OFF),
    "a kill of nobody knows whom, that quotes it": lambda wire: _take(wire, KILL_OF_IT, SECRET),
    "a death before the hold is remembered": _and_dies,
    "other owners": _and_another_owner,
}


@pytest.mark.parametrize("hold", HELD.values(), ids=list(HELD))
def test_nothing_before_and_once_after(wire: EmbargoWire, hold: Callable[[EmbargoWire], None]) -> None:
    """During the hold nothing, by the tick one story record, later ticks and a restart add nothing."""
    hold(wire)
    wire.tick(at(119.9))
    assert (wire.leaks(), wire.about(STORY_ID)) == ([], [])
    wire.tick(UNTIL)
    shown = [story.rev for story in wire.flow.all("stories", Story) if story.story_id == STORY_ID]
    assert shown == [1]
    wire.hand_over()
    wire.tick(at(121))
    assert shown == [story.rev for story in wire.flow.all("stories", Story) if story.story_id == STORY_ID]
    assert wire.flow.alerts()


GONE: dict[str, Callable[[EmbargoWire], None]] = {
    "killed": lambda wire: _take(wire, SECRET, killed_story("11:30")),
    "corrected and killed": lambda wire: _take(wire, SECRET, CORRECTED, killed_story("11:30")),
    "killed twice, and sent again": lambda wire: _take(
        wire, SECRET, killed_story("11:30"), killed_story("11:40"), bomb(61, made="11:50")
    ),
    "killed by a version that says the embargo too": lambda wire: _take(
        wire, SECRET, killed_story("11:30") | {"embargoedUntil": UNTIL.isoformat()}
    ),
    "a kill under embargo comes first": lambda wire: _take(
        wire, killed_story("11:30") | {"embargoedUntil": UNTIL.isoformat()}, SECRET
    ),
    "killed by an advisory that quotes its headline": lambda wire: _take(
        wire, SECRET, told(f"Please kill our item “{SECRET['headlines'][0]['value']}”.", headline="KILL", native="k")
    ),
    "withheld": lambda wire: _take(wire, SECRET, killed_story("11:30", "withheld")),
    "withheld under embargo from the first": lambda wire: _take(wire, SECRET | {"pubStatus": "withheld"}),
    "nothing but a status and an embargo": lambda wire: _take(
        wire, killed_story("11:30", "withheld") | {"embargoedUntil": UNTIL.isoformat()}
    ),
}


@pytest.mark.parametrize("end", GONE.values(), ids=list(GONE))
def test_what_is_taken_back_under_its_first_embargo_was_never_there(
    wire: EmbargoWire, end: Callable[[EmbargoWire], None]
) -> None:
    """No record of it on any topic for everyone, before and after its instant: no manifest either."""
    end(wire)
    wire.tick(at(119.9))
    wire.hand_over()
    wire.tick(UNTIL)
    wire.tick(at(121))
    assert (wire.leaks(), wire.about(STORY_ID)) == ([], [])
    assert set(wire.flow.size().values()) <= {0}


def test_a_new_embargo_leaves_what_was_shown(wire: EmbargoWire) -> None:
    """A version under embargo of a story that is out is held; the one before stays as it was."""
    before = told("The town council of Bath opened a new library, and children sang.", made="10:00")
    _take(wire, before, told(TEXTS[1], headline=TEXTS[0], embargoedUntil=UNTIL.isoformat()))
    size = wire.flow.size()
    wire.tick(at(119.9))
    assert wire.leaks() == []
    assert wire.flow.size() == size
    wire.tick(UNTIL)
    assert [story.rev for story in wire.flow.all("stories", Story)] == [1, 2]


def test_the_story_that_it_replaces_stands_until_the_instant(wire: EmbargoWire) -> None:
    """A story under embargo supersedes another one when it is shown, not before."""
    old = told("The town council of Bath opened a new library.", native="old")
    new = told(TEXTS[1], headline=TEXTS[0], native="new", embargoedUntil=UNTIL.isoformat(), supersedes="old")
    _take(wire, old, new)
    assert wire.leaks() == []
    assert [story.state for story in wire.flow.latest("stories", Story).values()] == ["active"]
    wire.tick(UNTIL)
    states = {story.headline: story.state for story in wire.flow.latest("stories", Story).values()}
    assert states == {None: "superseded", TEXTS[0]: "active"}


def test_the_gauges_tell_how_many_and_when(wire: EmbargoWire) -> None:
    """Stories held and the next release are metrics; a held story counts for no feed, country or type."""
    _take(wire, SECRET)
    registry = wire.metrics.registry
    assert registry.get_sample_value("newswire_embargo_held_stories") == 1
    assert registry.get_sample_value("newswire_embargo_next_release_seconds") is not None
    assert not any(
        sample.value
        for family in registry.collect()
        if family.name in {"newswire_stories", "newswire_events", "newswire_alerts"}
        for sample in family.samples
        if not sample.name.endswith("_created")
    )
    wire.tick(UNTIL)
    assert registry.get_sample_value("newswire_embargo_held_stories") == 0
    assert registry.get_sample_value("newswire_embargo_next_release_seconds") is None


class _FailingDesk(Desk):
    """A desk with a bug: what it has in hand, and what it remembers, is the text of its exception."""

    def decide(self, message: Item | Tick | Settled, memory: Any, now: datetime | None) -> Any:
        """Decide, and fail over it: at a version, at a tick, whatever the marked one of them is."""
        decision = super().decide(message, memory, now)
        if isinstance(message, Item) and message.edNote == "fail":
            raise ValueError(message)
        if isinstance(message, Tick):
            raise KeyError(decision.outputs, list(memory.entries.values()))
        return decision


class _FailingReader:
    """A reading step with a bug: the text of its exception is what it was given."""

    def __init__(self, step: Any) -> None:
        self._step = step
        self.name = step.name

    def read(self, record: Record) -> Any:
        """Fail."""
        raise RuntimeError((record.value or b"").decode(), self._step.read(record))

    def refuse(self, record: Record, reason: Reason) -> Any:
        """Return what the step does."""
        return self._step.refuse(record, reason)


def _failing(engine: Engine, *names: str) -> tuple[Stage, ...]:
    """Return all stages, those of these names with a bug."""
    prefix = Settings().topic_prefix
    stages: list[Stage] = []
    for stage in _plain(engine):
        if stage.name not in names:
            stages.append(stage)
        elif stage.name == "desk":
            stages.append(FoldStage(_FailingDesk(), prefix=prefix))
        else:
            assert isinstance(stage, ReadingStage)
            stages.append(ReadingStage(_FailingReader(stage._step), reads=stage.reads, prefix=prefix))
    return tuple(stages)


@pytest.mark.parametrize("stage", ["receive", "desk"])
def test_a_bug_that_quotes_the_held_text_is_not_quoted(engine: Engine, stage: str) -> None:
    """A step fails over the story, and the desk over its tick: what is left names the bug, not its words."""
    wire = EmbargoWire(lambda: _failing(engine, stage), *TEXTS)
    _take(wire, SECRET | {"edNote": "fail"}, SECRET)
    wire.tick(UNTIL)
    assert [reject.reason for reject in wire.flow.rejects()] == ["bug", "bug"]
    assert wire.leaks() == []
    assert wire.flow.size()["stories"] == 0


def test_a_bug_in_extract_quotes_nothing_of_what_it_read(engine: Engine) -> None:
    """After the release the story is out, its headline with its empty reports; the bug's words are not."""
    wire = EmbargoWire(lambda: _failing(engine, "extract"), *TEXTS)
    _take(wire, SECRET)
    wire.tick(UNTIL)
    assert [reject.reason for reject in wire.flow.rejects()] == ["bug"]
    assert {leak.partition("/")[0] for leak in wire.leaks()} == {"stories", "reports"}


def test_a_planted_leak_is_found(wire: EmbargoWire) -> None:
    """Six words on a topic as key, value or header, in a log line, a metric or an exception: each is seen."""
    _take(wire, SECRET)
    words = b"a car bomb exploded at a"
    headers = (("note", words),)
    for envelope in (
        Envelope(topic="alerts", key=b"k", value=b'{"headline": "A car  bomb\\nexploded at a market"}'),
        Envelope(topic="events", key=words, value=None),
        Envelope(topic="rejects", key=None, value=b"{}", headers=headers),
    ):
        wire.flow.log.append(envelope, at(1))
    assert {leak.partition(":")[0] for leak in wire.leaks()} == {"alerts/0", "events/0", "rejects/0"}


def test_a_planted_leak_in_an_exception_is_found(wire: EmbargoWire) -> None:
    """A process that dies with the text as its last words is seen; its log has only the place."""

    def quoting(_: Envelope) -> None:
        raise DiedError(TEXTS[1])

    wire.flow.put(SECRET)
    with pytest.raises(DiedError):
        wire.run(quoting)
    assert {leak.partition(":")[0] for leak in wire.leaks()} == {"exceptions"}
    assert "DiedError" in wire.places()["log"]


def test_a_planted_leak_in_log_and_metrics_is_found(wire: EmbargoWire) -> None:
    """A feed called like a headline is a label of a metric, a line that quotes is in the log."""
    wire.flow.put(SECRET, feed="A car bomb exploded at a market in Mosul")
    wire.run()
    assert "metrics" in {leak.partition(":")[0] for leak in wire.leaks()}
