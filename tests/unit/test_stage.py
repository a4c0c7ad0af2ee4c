"""A stage lets nothing escape: what fails becomes a reject, and what is done is not done again."""

from datetime import datetime

import pytest
from building import NOON, at, item, record, report, reports

from stream import codec
from stream.desk.desk import Desk
from stream.errors import InputError
from stream.merge.merge import Merge
from stream.messages import (
    DeskEntry,
    Item,
    MergeEntry,
    Message,
    Reason,
    Reject,
    Remembered,
    StageName,
    Story,
    StoryEntities,
    StoryReports,
)
from stream.record import Output, Record, origin_of
from stream.stage import CLOCK_KEY, FoldStage, ReadingStage

SECRET = "Zebedee"


class Refusing:
    """A step that fails as it is told; in its place it has empty entities to say."""

    name: StageName = "extract"

    def __init__(self, error: Exception) -> None:
        self._error = error

    def read(self, record: Record) -> tuple[Message, ...]:
        """Fail."""
        del record
        raise self._error

    def refuse(self, record: Record, reason: Reason) -> tuple[Message, ...]:
        """Return the record that takes back what was said before."""
        del record
        return (StoryEntities(story_id="st-1", version=None, rev=2, state="active", reason=reason),)


def _reject(output: Output) -> Reject:
    return codec.decode(output.envelopes[-1].value, Reject)


def _desk() -> FoldStage[Item, DeskEntry]:
    return FoldStage(Desk(), prefix="t")


def _read(stage: FoldStage[Item, DeskEntry], given: Record) -> Output:
    """Put a record through a stage as a runner does."""
    output = stage(given, NOON)
    if output.remember is not None:
        stage.restore(output.remember.key, output.remember.value)
    return output


def _reading(error: Exception) -> ReadingStage:
    return ReadingStage(Refusing(error), reads="stories", prefix="t")


def test_a_refused_input_becomes_a_reject_after_what_takes_its_place() -> None:
    """The reject comes last, with stage, reason and the coordinates of the input, and the input is counted once."""
    given = record("stories", SECRET.encode(), 5, key=b"st-1")
    output = _reading(InputError("too_large", "its record has 9 bytes"))(given, at(1))
    assert [one.topic for one in output.envelopes] == ["entities", "rejects"]
    refused = _reject(output)
    assert (refused.stage, refused.reason, refused.detail) == ("extract", "too_large", "its record has 9 bytes")
    assert refused.original == origin_of(given, "t")
    assert refused.received == NOON
    (seen,) = output.observations
    assert (seen.outcome, seen.reason, seen.story_id, seen.error) == ("rejected", "too_large", "st-1", None)


@pytest.mark.parametrize("error", [ValueError(SECRET), KeyError(SECRET), RecursionError(SECRET), MemoryError(SECRET)])
def test_our_own_bug_is_named_by_class_and_place_never_by_its_words(error: Exception) -> None:
    """An exception's words may quote a story: neither the reject nor the observation carries them."""
    output = _reading(error)(record("stories", b"x"), NOON)
    (seen,) = output.observations
    assert seen.outcome == "bug"
    assert seen.error is not None
    assert seen.error.startswith(f"{type(error).__name__} at test_stage.py:")
    assert _reject(output).reason == "bug"
    assert SECRET not in repr(output)


@pytest.mark.parametrize("value", [None, b"", b"{}", b"[]", b"\xff", b'{"story_id": 1}', b"[" * 10_000])
def test_a_record_that_is_none_of_ours_is_refused_and_remembered_as_done(value: bytes | None) -> None:
    """An unreadable record on a topic of ours is a reject, and its offset is folded."""
    stage = _desk()
    output = _read(stage, record("items", value, 3, key=b"st-1"))
    assert _reject(output).reason == "bad_record"
    assert output.remember is not None
    assert output.remember.key == CLOCK_KEY
    assert stage.folded == 3


def test_an_input_at_or_below_the_last_one_folded_is_done_already() -> None:
    """After a death between the state record and the acknowledgement, the input leaves nothing again."""
    stage = _desk()
    assert len(_read(stage, record("items", item(), 4)).envelopes) == 1
    for offset in (4, 3, 0):
        again = _read(stage, record("items", item(headline="other"), offset))
        assert (again.envelopes, again.remember) == ((), None)
        assert [seen.outcome for seen in again.observations] == ["replayed"]


def test_a_decision_is_not_remembered_before_its_state_record_comes_back() -> None:
    """A stage that is asked twice, because the first answer was never sent, answers the same."""
    stage = _desk()
    assert stage(record("items", item(), 0), NOON) == stage(record("items", item(), 0), NOON)
    assert stage.folded == -1


def test_state_read_back_is_the_state_that_was_left() -> None:
    """A second process that reads the state topic decides as the first one would have."""
    first, second = _desk(), _desk()
    inputs = [item(), item(headline="second", versionCreated=at(1), received=at(1)), item(story_id="st-x")]
    kept = [_read(first, record("items", one, offset)).remember for offset, one in enumerate(inputs)]
    for one in kept:
        assert one is not None
        second.restore(one.key, one.value)
    last = record("items", item(headline="third", versionCreated=at(2)), 3)
    assert second.folded == first.folded == 2
    assert second(last, NOON) == first(last, NOON)


def test_a_state_record_of_a_late_writer_is_ignored() -> None:
    """What a process that lost the step writes after its successor does not hide what the successor wrote."""
    owner, heir = _desk(), _desk()
    late = owner(record("items", item(), 0), NOON).remember
    newer = owner(record("items", item(headline="second", versionCreated=at(1), received=at(1)), 1), NOON).remember
    assert late is not None
    assert newer is not None
    heir.restore(newer.key, newer.value)
    heir.restore(late.key, late.value)
    assert heir.folded == 1
    again = heir(record("items", item(headline="second", versionCreated=at(1), received=at(1)), 2), NOON)
    assert [seen.outcome for seen in again.observations] == ["duplicate"]


def test_an_input_that_changes_nothing_still_leaves_its_offset_and_its_time() -> None:
    """A duplicate's state record has no entry of its own to spoil: it moves the clock only."""
    stage = _desk()
    _read(stage, record("items", item(received=at(5), versionCreated=NOON), 0))
    output = _read(stage, record("items", item(received=at(2), versionCreated=NOON), 1))
    assert output.remember is not None
    kept = codec.decode(output.remember.value, Remembered[DeskEntry])
    assert (output.remember.key, kept.offset, kept.now, kept.entry) == (CLOCK_KEY, 1, at(5), None)


def test_an_input_that_changes_nothing_leaves_no_state_record_where_time_decides_nothing() -> None:
    """Merge and alert write nothing for an input without effect; read again after a death, it has none again."""
    stage = FoldStage(Merge(), prefix="wire")
    first = stage(record("reports", reports(rev=1), 0), NOON)
    assert first.remember is not None
    stage.restore(first.remember.key, first.remember.value)
    again = stage(record("reports", reports(rev=1), 1), NOON)
    assert (again.envelopes, again.remember) == ((), None)


def test_forgetting_begins_anew() -> None:
    """A stage that lost its partition knows nothing of it."""
    stage = _desk()
    _read(stage, record("items", item(), 8))
    stage.forget()
    assert stage.folded == -1
    assert codec.decode(_read(stage, record("items", item(), 0)).envelopes[0].value, Story).rev == 1


def test_a_state_record_that_no_topic_takes_refuses_its_input() -> None:
    """A story whose reports outgrow what can be remembered is a reject, and nothing of it is half done."""
    stage: FoldStage[StoryReports, MergeEntry] = FoldStage(Merge(), prefix="t")
    many = tuple(report(nth, mode="x" * 900) for nth in range(700))
    output = stage(record("reports", reports(*many), 0), NOON)
    assert [one.topic for one in output.envelopes] == ["rejects"]
    assert _reject(output).reason == "too_large"
    assert output.remember is not None
    assert len(output.remember.value) < 1000


def test_a_tombstone_on_the_state_topic_is_no_state() -> None:
    """A record without a value is passed over."""
    stage = _desk()
    stage.restore(b"st-1", None)
    assert stage.folded == -1


def test_a_runner_can_refuse_for_a_stage() -> None:
    """What happened outside of a stage, such as a crash of its process, ends as a reject of that stage."""
    output = _desk().refuse(record("items", b"x", 2), NOON, "crashed", "twice")
    assert (_reject(output).stage, _reject(output).reason, _reject(output).detail) == ("desk", "crashed", "twice")


def test_the_feed_is_seen_and_a_raw_key_is_no_story() -> None:
    """Silence is watched by feed; the key on `raw` is whatever the sender chose."""
    stage = ReadingStage(Refusing(InputError("empty", "x")), reads="raw", prefix="t")
    (seen,) = stage(record("raw", b"", 7, key=b"k", headers=(("wire-feed", b"afp"),)), NOON).observations
    assert (seen.feed, seen.story_id, seen.origin) == ("afp", None, "t.raw/0/7")


def test_time_never_goes_back() -> None:
    """`now` is the latest arrival folded so far."""
    stage = _desk()
    times: list[datetime | None] = []
    for offset, minutes in enumerate((1, 3, 2)):
        output = _read(stage, record("items", item(story_id=str(offset), received=at(minutes)), offset))
        assert output.remember is not None
        times.append(codec.decode(output.remember.value, Remembered[DeskEntry]).now)
    assert times == [at(1), at(3), at(3)]
