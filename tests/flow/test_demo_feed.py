"""The demo feed through the whole path, without a broker."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from msgspec import structs

from stream import codec
from stream.cli.board import WATCHED, Board
from stream.demo.feed import FEED, Sending, entries, sendings
from stream.demo.outcome import Arrived, rows
from stream.extract.engine import Engine
from stream.memory import MemoryLog, MemoryRunner
from stream.messages import Event, PubStatus, Reject, Retraction
from stream.pipeline import decide_stages, read_stages
from stream.settings import Settings

NOW = datetime(2026, 7, 15, 12, 30, tzinfo=UTC)
NEVER_AN_ALERT = {"porto", "galway", "tokyo"}


def board_after(engine: Engine, feed: Iterable[tuple[Sending, datetime]]) -> Board:
    """Send records at their instants through every stage; return what then lies on the topics."""
    log, settings = MemoryLog(), Settings()
    runner = MemoryRunner(log, (*read_stages(settings, engine), *decide_stages(settings)), clock=lambda: NOW)
    for one, at in feed:
        log.put(one.data, at, key=one.key, headers=one.headers)
        runner.run()
    board = Board()
    for name in WATCHED:
        for record in log.topics[name]:
            board.take(record, 0.0)
    return board


def at(now: datetime) -> list[tuple[Sending, datetime]]:
    """Return the feed of an instant, sent then."""
    return [(one, now) for one in sendings(now)]


@pytest.mark.parametrize(
    "now",
    [
        NOW,
        datetime(2027, 1, 1, 0, 20, tzinfo=UTC),
        datetime(2028, 2, 29, 23, 50, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 5, tzinfo=UTC),
    ],
)
def test_every_story_gives_what_it_must(engine: Engine, now: datetime) -> None:
    """Whenever the feed is sent, each story gives its revision, state, events and exactly its alerts."""
    board = board_after(engine, at(now))
    table = rows(board.asked(sendings(now)), board.arrived())
    assert [(row.name, row.missing, row.arrived) for row in table if row.missing] == []


def test_what_the_feed_takes_back_is_carried_through(engine: Engine) -> None:
    """The correction, the hold and the kill have a manifest each, and all are complete."""
    board = board_after(engine, at(NOW))
    manifests = [codec.decode(record.value, Retraction) for record in board.recent["retractions"]]
    assert sorted(one.instruction.kind for one in manifests if one.complete) == ["correction", "hold", "kill"]


def test_nothing_is_rejected_but_what_cannot_be_read(engine: Engine) -> None:
    """The one unreadable record is a reject; a kill or hold that explains itself in words is no unresolved one."""
    board = board_after(engine, at(NOW))
    rejects = [codec.decode(record.value, Reject) for record in board.recent["rejects"]]
    assert [one.reason for one in rejects] == ["bad_json"]


def test_sport_weather_and_markets_wake_nobody(engine: Engine) -> None:
    """Words of war on a sports page, a forecast and a fall of shares raise no alert."""
    feed = [pair for pair in at(NOW) if pair[0].name in NEVER_AN_ALERT]
    board = board_after(engine, feed)
    assert {one.name for one, _ in feed} == NEVER_AN_ALERT
    assert board.totals["stories"] == len(feed)
    assert board.totals["alerts"] == 0


def test_everything_from_the_demo_is_an_exercise(engine: Engine) -> None:
    """No alert of the demo feed is an actual one."""
    board = board_after(engine, at(NOW))
    assert board.totals["alerts"] > 0
    assert {alert.status for alert in board.arrived().alerts.values()} == {"Exercise"}


def test_a_second_run_is_a_feed_of_its_own(engine: Engine) -> None:
    """The feed sent again minutes later gives the same under other ids: no duplicates, no copies of the first run."""
    later = NOW + timedelta(minutes=10)
    once, twice = board_after(engine, at(NOW)), board_after(engine, [*at(NOW), *at(later)])
    assert twice.totals["stories"] == 2 * once.totals["stories"]
    wrong = [row.name for row in rows(twice.asked(sendings(later)), twice.arrived()) if row.missing]
    assert wrong == []


def test_the_feed_has_every_kind_of_record() -> None:
    """All formats, an update, a repeat, a copy, a late version, a hold, a kill and an unreadable record are there."""
    forms = {entry.form for entry in entries()}
    assert forms == {"json", "ninjs2", "ninjs3", "text", "bytes"}
    assert any(entry.repeats for entry in entries())
    assert any(entry.copies for entry in entries())
    assert {entry.status for entry in entries()} == set(get_args(PubStatus))
    changes = {entry.expect.change for entry in entries() if entry.expect}
    assert {"new", "update", "correction", "release", "kill", "copy"} <= changes
    instants: dict[str, list[int]] = {}
    for entry in entries():
        instants.setdefault(entry.id, []).append(entry.minutes)
    assert any(minutes != sorted(minutes, reverse=True) for minutes in instants.values()), "no late version"


def test_every_story_says_what_it_must_give() -> None:
    """The last record of each story carries what is expected of it, so that nothing in the feed goes unchecked."""
    names = {entry.id for entry in entries()}
    assert {entry.id for entry in entries() if entry.expect is not None} == names


def test_every_record_has_the_demo_as_its_feed() -> None:
    """The header that makes alerts exercises is on every record."""
    assert {one.headers for one in sendings(NOW)} == {(("wire-feed", FEED.encode()),)}


def _without_country(event: Event) -> Event:
    assert event.place is not None
    return structs.replace(event, place=structs.replace(event.place, country="US"))


DAMAGES: dict[str, Callable[[Arrived], Arrived]] = {
    "no story": lambda found: structs.replace(found, stories={}),
    "wrong state": lambda found: structs.replace(
        found, stories={key: structs.replace(story, state="suspended") for key, story in found.stories.items()}
    ),
    "wrong place": lambda found: structs.replace(
        found, events={key: _without_country(event) for key, event in found.events.items() if event.place}
    ),
    "wrong toll": lambda found: structs.replace(
        found, events={key: structs.replace(event, counts=()) for key, event in found.events.items()}
    ),
    "no alert": lambda found: structs.replace(found, alerts={}),
    "an alert twice": lambda found: structs.replace(
        found, alerts={**found.alerts, **{f"{key}-2": alert for key, alert in found.alerts.items()}}
    ),
    "an actual alert": lambda found: structs.replace(
        found, alerts={key: structs.replace(alert, status="Actual") for key, alert in found.alerts.items()}
    ),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_the_check_sees_what_is_wrong(engine: Engine, damage: Callable[[Arrived], Arrived]) -> None:
    """A lost story, a wrong state, place or toll, and an alert too few, too many or too real make the check fail."""
    feed = [one for one in sendings(NOW) if one.name == "malatya"]
    board = board_after(engine, [(one, NOW) for one in feed])
    asked = board.asked(feed)
    (right,) = rows(asked, board.arrived())
    (wrong,) = rows(asked, damage(board.arrived()))
    assert right.missing == ()
    assert wrong.missing != ()


def test_a_reject_is_asked_for_by_its_fingerprint(engine: Engine) -> None:
    """The unreadable record must be rejected with its reason; the reject of another record does not count."""
    feed = [one for one in sendings(NOW) if one.name == "broken"]
    board = board_after(engine, [(one, NOW) for one in feed])
    assert [row.arrived for row in rows(board.asked(feed), board.arrived())] == ["reject bad_json"]
    other = [structs.replace(one, data=one.data + b" ") for one in feed]
    assert [row.missing for row in rows(board.asked(other), board.arrived())] == [("reject bad_json",)]
