"""Records, headers and the order in which an output is sent."""

from building import NOON, record

from stream.record import Envelope, Output


def test_a_header_is_text_or_unknown() -> None:
    """A header that is absent or no UTF-8 is None; of two with one name the last counts."""
    given = record("raw", b"x", headers=(("wire-feed", b"a"), ("wire-feed", b"b"), ("content-type", b"\xff")))
    assert given.header("wire-feed") == "b"
    assert given.header("content-type") is None
    assert given.header("other") is None


def test_a_wave_waits_for_the_one_before() -> None:
    """Envelopes are sent topic by topic in the order decided: entities before reports."""
    topics = ("entities", "reports", "reports", "entities")
    output = Output(
        envelopes=tuple(Envelope(topic=topic, key=None, value=b"") for topic in topics),  # type: ignore[arg-type]  # names
        remember=(),
        observations=(),
    )
    assert [[one.topic for one in wave] for wave in output.waves()] == [
        ["entities"],
        ["reports", "reports"],
        ["entities"],
    ]


def test_a_record_carries_the_instant_of_the_log() -> None:
    """Time is an input: it comes with the record."""
    assert record("raw", b"x").timestamp == NOON
