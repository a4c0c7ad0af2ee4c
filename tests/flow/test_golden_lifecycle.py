"""The golden lifecycle cases in memory, each in every format that can say it."""

from datetime import datetime, timedelta, timezone
from typing import Any, get_args

import orjson
import pytest
from agency_formats import Wire
from building import NOON
from flowing import Flow
from lifecycle_cases import CASES
from lifecycle_end import faults_of, seen_of
from lifecycle_telling import Case, Values, attack

from stream.messages import TopicName

RELEASE = datetime(2026, 3, 7, 0, 1, tzinfo=timezone(timedelta(hours=1)))
"""Just after midnight where the agency is."""
PAIRS = [(case, name) for case in CASES for name in case.formats]


def _values(flow: Flow) -> Values:
    topics: tuple[TopicName, ...] = get_args(TopicName)
    return {
        topic: {key.decode(): orjson.loads(one.value or b"null") for key, one in flow.log.latest(topic).items()}
        for topic in topics
    }


def _sent(flow: Flow, case: Case, wire: Wire) -> None:
    for told in case.inputs:
        sent = wire.sent(told)
        flow.put(sent.value, headers=sent.headers)
    flow.run()


@pytest.mark.parametrize(("case", "format_name"), PAIRS, ids=[f"{case.name}-{name}" for case, name in PAIRS])
def test_case_ends_as_it_must(flow: Flow, case: Case, format_name: Any) -> None:
    """What is active, what is taken back, which manifests are complete; of what is not active no word is left."""
    wire = Wire(tag="golden", format=format_name, begin=NOON - timedelta(hours=2), release=RELEASE)
    _sent(flow, case, wire)
    if case.is_held:
        flow.tick(RELEASE - timedelta(seconds=1))
        flow.run()
        assert set(flow.size().values()) == {0}
        flow.tick(RELEASE)
        flow.run()
    values = _values(flow)
    counts = {
        key: len([r for r in flow.log.topics["stories"] if (r.key or b"").decode() == key]) for key in values["stories"]
    }
    rejects = [one.reason for one in flow.rejects()]
    assert seen_of(case, wire, values, counts, rejects) == case.ends
    assert faults_of(case, wire, values) == []


def test_a_false_encoding_is_read_for_what_it_is(flow: Flow) -> None:
    """Case 10 goes on: NewsML-G2 that says Latin-1 and is UTF-8 keeps its letters, with a warning."""
    wire = Wire(tag="golden", format="newsml-g2", begin=NOON - timedelta(hours=2), release=RELEASE)
    sent = wire.sent(attack(place="Córdoba")).value
    flow.take(sent.replace(b'encoding="UTF-8"', b'encoding="ISO-8859-1"'))
    assert flow.story().headline == "Car bomb kills 42 in Córdoba"
    assert [warning for warning in flow.story().warnings if "encoding" in warning]
    assert [event.state for event in flow.events().values()] == ["active"]


def test_an_alert_without_a_headline_says_its_sentence(flow: Flow) -> None:
    """Case 8 goes on: what is called for is in the alert's own headline, whatever the story lacks."""
    flow.take(
        b'{"id": "flash", "urgency": 1, "body": "Car bomb kills 42 at market in Mosul", "source": "Harbour News"}'
    )
    (alert,) = flow.alerts().values()
    assert alert.headline is not None
    assert "42 killed" in alert.headline
    assert "Mosul" in alert.headline
