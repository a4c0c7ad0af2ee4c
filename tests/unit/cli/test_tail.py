"""What tail lets through."""

import pytest
from building import event, record, report, reports
from msgspec import structs

from stream.cli import tail
from stream.cli.tail import Filters, Sieve
from stream.facts import EventPlace
from stream.messages import Event
from stream.record import Record

IN_BRITAIN = Filters(state=None, type=None, country="GB")


def sent(value: Event, key: bytes = b"ev-1") -> Record:
    """Return an event as it lies on its topic."""
    return record("events", value, key=key)


def retracted() -> Event:
    """Return an event that was taken back: its place is gone."""
    return event(2, state="retracted", place=None, counts=(), evidence=())


def shown(filters: Filters, *given: Record) -> list[bool]:
    """Return which records come through, in their order."""
    sieve = Sieve(filters)
    return [sieve.lets_through(one) for one in given]


def test_the_end_of_a_record_that_matched_is_shown() -> None:
    """A retracted event has no country: it comes through if its key matched before, and only then."""
    assert shown(IN_BRITAIN, sent(event()), sent(retracted()), sent(retracted(), b"ev-2")) == [True, True, False]


def test_a_record_that_moves_out_of_the_country_is_shown() -> None:
    """A correction to another country is news for whoever was told the first one."""
    moved = event(2, place=EventPlace(text="Cork", country="IE"))
    assert shown(IN_BRITAIN, sent(event()), sent(moved), sent(moved, b"ev-2")) == [True, True, False]


def test_reports_that_were_taken_back_are_shown() -> None:
    """A record of reports loses the types that it matched by; its key still matches."""
    filters = Filters(state=None, type="ACCIDENT", country=None)
    full, empty = reports(report()), reports(rev=2, state="retracted")
    assert shown(filters, *(record("reports", one, key=b"st-1") for one in (full, empty))) == [True, True]


def test_a_state_is_asked_of_each_record() -> None:
    """With --state retracted the active record is not shown, and still makes its end match."""
    filters = structs.replace(IN_BRITAIN, state="retracted")
    assert shown(filters, sent(event()), sent(retracted()), sent(retracted(), b"ev-2")) == [False, True, False]


def test_records_without_a_key_are_not_remembered_as_one() -> None:
    """A record without a key that matches makes no other one match."""
    filters = Filters(state=None, type="ACCIDENT", country=None)
    assert shown(filters, record("rejects", {"type": "ACCIDENT"}), record("rejects", {"type": "CRIME"})) == [
        True,
        False,
    ]


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key that matched longest ago is forgotten first; one that changed since is kept."""
    monkeypatch.setattr(tail, "KEYS_KEPT", 2)
    first, second, third = (sent(event(), key) for key in (b"ev-1", b"ev-2", b"ev-3"))
    ends = [sent(retracted(), key) for key in (b"ev-1", b"ev-2")]
    assert shown(IN_BRITAIN, first, second, first, third, *ends) == [True, True, True, True, True, False]


def test_a_value_that_is_no_json_matches_nothing() -> None:
    """What cannot be read, or is no object, is shown only to who asks for everything."""
    given = [record("raw", value, key=b"st-1") for value in (b"{", b"[1]", b"Ferry runs aground")]
    assert shown(IN_BRITAIN, *given) == [False] * 3
    assert shown(Filters(state=None, type=None, country=None), *given) == [True] * 3
