"""A stage lets nothing escape: what fails becomes a reject, and what is done is not done again."""

import random
from datetime import datetime, timedelta

import pytest
from building import NOON, STORY, at, item, record, reports

from stream import codec
from stream.desk.desk import Desk
from stream.entries import DeskEntry, Remembered
from stream.errors import InputError
from stream.merge.merge import Merge
from stream.messages import (
    Edge,
    Item,
    Message,
    Reason,
    Reject,
    Settled,
    StageName,
    Story,
    StoryEntities,
    Tick,
)
from stream.record import Envelope, Output, Record, origin_of
from stream.stage import CLOCK_KEY, EXPIRED_AT_ONCE, FoldStage, ReadingStage

SECRET = "Zebedee"
SUCCESSOR = item(
    story_id="st-x", headline="second", versionCreated=at(1), links=(Edge(type="supersedes", story_id=STORY),)
)


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


def _desk() -> FoldStage[Item | Tick | Settled, DeskEntry]:
    return FoldStage(Desk(), prefix="t")


def _read(stage: FoldStage[Item | Tick | Settled, DeskEntry], given: Record) -> Output:
    """Put a record through a stage as a runner does."""
    output = stage(given, NOON)
    _restore(stage, output.remember)
    return output


def _restore(stage: FoldStage[Item | Tick | Settled, DeskEntry], kept: tuple[Envelope, ...]) -> None:
    for one in kept:
        stage.restore(one.key, one.value)


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
    assert [one.key for one in output.remember] == [CLOCK_KEY]
    assert stage.folded == 3


def test_an_input_at_or_below_the_last_one_folded_is_done_already() -> None:
    """After a death between the state record and the acknowledgement, the input leaves nothing again."""
    stage = _desk()
    assert len(_read(stage, record("items", item(), 4)).envelopes) == 1
    for offset in (4, 3, 0):
        again = _read(stage, record("items", item(headline="other"), offset))
        assert (again.envelopes, again.remember) == ((), ())
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
        _restore(second, one)
    last = record("items", item(headline="third", versionCreated=at(2)), 3)
    assert second.folded == first.folded == 2
    assert second(last, NOON) == first(last, NOON)


def test_a_state_record_of_a_late_writer_is_ignored() -> None:
    """What a process that lost the step writes after its successor does not hide what the successor wrote."""
    owner, heir = _desk(), _desk()
    late = owner(record("items", item(), 0), NOON).remember
    newer = owner(record("items", item(headline="second", versionCreated=at(1), received=at(1)), 1), NOON).remember
    _restore(heir, newer)
    _restore(heir, late)
    assert heir.folded == 1
    again = heir(record("items", item(headline="second", versionCreated=at(1), received=at(1)), 2), NOON)
    assert [seen.outcome for seen in again.observations] == ["duplicate"]


def test_an_input_that_changes_nothing_still_leaves_its_offset_and_its_time() -> None:
    """The state record of what is no news has no entry to spoil: it moves the clock only."""
    stage = _desk()
    _read(stage, record("items", item(received=at(5), versionCreated=NOON), 0))
    output = _read(stage, record("items", item(headline="ADVISORY: coverage plans", received=at(2)), 1))
    (state,) = output.remember
    kept = codec.decode(state.value, Remembered[DeskEntry])
    assert (state.key, kept.offset, kept.now, kept.entry) == (CLOCK_KEY, 1, at(5), None)


def test_an_input_that_changes_nothing_leaves_no_state_record_where_time_decides_nothing() -> None:
    """Merge and alert write nothing for an input without effect; read again after a death, it has none again."""
    stage = FoldStage(Merge(), prefix="wire")
    first = stage(record("reports", reports(rev=1), 0), NOON)
    for one in first.remember:
        stage.restore(one.key, one.value)
    again = stage(record("reports", reports(rev=1), 1), NOON)
    assert (again.envelopes, again.remember) == ((), ())


def test_forgetting_begins_anew() -> None:
    """A stage that lost its partition knows nothing of it."""
    stage = _desk()
    _read(stage, record("items", item(), 8))
    stage.forget()
    assert stage.folded == -1
    assert codec.decode(_read(stage, record("items", item(), 0)).envelopes[0].value, Story).rev == 1


def test_a_state_record_that_no_topic_takes_refuses_its_input() -> None:
    """A story whose reports outgrow what can be remembered is a reject, and nothing of it is half done."""
    output = _desk()(record("items", item(body=_noise(1_500_000)), 0), NOON)
    assert [one.topic for one in output.envelopes] == ["rejects"]
    assert _reject(output).reason == "too_large"
    (state,) = output.remember
    assert len(state.value or b"") < 1000


def _noise(size: int) -> str:
    return random.Random(1).randbytes(size // 2).hex()


def test_a_tombstone_forgets_its_key() -> None:
    """A record without a value ends what is remembered of its key, and is no input that is done."""
    stage = _desk()
    _read(stage, record("items", item(), 0))
    assert stage.figures()["entries"] == 1
    stage.restore(STORY.encode(), None)
    assert (stage.figures()["entries"], stage.folded) == (0, 0)


def _superseding(stage: FoldStage[Item | Tick | Settled, DeskEntry]) -> Output:
    """Put two stories through a stage; return what the second, which takes the first one's place, leaves."""
    _read(stage, record("items", item(), 0))
    return stage(record("items", SUCCESSOR, 1), NOON)


def test_of_the_state_records_of_an_input_only_the_last_says_that_it_is_done() -> None:
    """An input that changes several keys leaves a record for each; the last one is sent alone."""
    output = _superseding(_desk())
    offsets = [codec.decode(one.value, Remembered[DeskEntry]).offset for one in output.remember]
    assert len(offsets) > 1
    assert offsets == [0] * (len(offsets) - 1) + [1]
    assert [len(wave) for wave in output.state_waves()] == [len(offsets) - 1, 1]


def test_a_death_between_two_state_records_changes_no_record() -> None:
    """For every prefix of the state records: the input comes again, and no record is another one than before."""
    whole = _superseding(_desk())
    for count in range(len(whole.remember)):
        stage = _desk()
        _ = _superseding(stage)
        _restore(stage, whole.remember[:count])
        again = stage(record("items", SUCCESSOR, 1), NOON)
        assert {one.value for one in again.envelopes} <= {one.value for one in whole.envelopes}
        _restore(stage, again.remember)
        assert stage.folded == 1


def test_what_nobody_touched_for_the_window_is_forgotten_few_at_a_time() -> None:
    """Each input lets go of a few old entries, by tombstones: more than it adds."""
    stage = _desk()
    for offset in range(10):
        _read(stage, record("items", item(story_id=str(offset), headline=f"story {offset}"), offset))
    later = NOON + timedelta(days=40)
    counts = []
    for offset in range(10, 16):
        given = item(story_id=str(offset), headline=f"story {offset}", versionCreated=later, received=later)
        output = _read(stage, record("items", given, offset))
        assert sum(one.value is None for one in output.remember) <= EXPIRED_AT_ONCE
        counts.append(stage.figures()["entries"])
    assert counts == [7, 4, 3, 4, 5, 6]


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
        times.append(codec.decode(output.remember[-1].value, Remembered[DeskEntry]).now)
    assert times == [at(1), at(3), at(3)]
