"""A story's life, from bytes to alerts: new, updated, repeated, copied, late, killed, held."""

import json
from typing import Any

import pytest
from flowing import Flow
from wires import BOMB, CALM, QUAKE, bomb, killed_story, told

from stream import keys
from stream.facts import Happening
from stream.messages import Reject, Story, StoryEntities, StoryReports
from stream.record import Outcome


def _killed(happening: Happening) -> int | None:
    return next((count.best for count in happening.counts if count.what == "killed"), None)


def _of_type(flow: Flow, kind: str) -> Any:
    (found,) = (event for event in flow.events().values() if event.type == kind)
    return found


def _outcomes(flow: Flow, stage: str) -> list[Outcome]:
    return [seen.outcome for seen in flow.observations if seen.stage == stage]


def test_a_new_story_becomes_entities_reports_events_and_an_alert(flow: Flow) -> None:
    """One story in: one record of each kind about it, the attack with its toll, and one alert that names the event."""
    flow.take(bomb(42))
    story, reports = flow.story(), flow.reports()
    assert (story.state, story.lifecycle.change, story.provider) == ("active", "new", "Harbour News")
    assert "Mosul" in {entity.name for entity in flow.entities().entities}
    event = _of_type(flow, "ASSAULT")
    assert (_killed(event), event.place.country, event.time.start) == (42, "IQ", "2026-03-06")
    assert set(event.report_ids) <= {report.report_id for report in reports.reports}
    (alert,) = flow.alerts().values()
    assert (alert.msgType, alert.status, alert.event_ids) == ("Alert", "Actual", (event.event_id,))


def test_every_offset_leads_to_its_words(flow: Flow) -> None:
    """Mentions, times and evidence stand in the text of the story at the offsets they give."""
    flow.take(bomb(42))
    story = flow.story()
    texts = {"headline": story.headline or "", "body": story.body or ""}
    mentions = [mention for entity in flow.entities().entities for mention in entity.mentions]
    evidence = [one for event in flow.events().values() for one in event.evidence]
    assert mentions
    assert evidence
    for mention in mentions:
        assert texts[mention.text_of][mention.start : mention.end] == mention.text
    for time in flow.entities().times:
        assert texts[time.text_of][time.start : time.end] == time.text
    for one in evidence:
        assert texts[one.text_of][one.start : one.end] == one.exact


def test_an_update_is_followed_by_its_events_and_alerts(flow: Flow) -> None:
    """A raised toll revises the same event and the same alert."""
    flow.take(bomb(42))
    before = _of_type(flow, "ASSAULT")
    flow.take(bomb(57, made="11:30"))
    after = _of_type(flow, "ASSAULT")
    assert flow.story().lifecycle.change == "update"
    assert (after.event_id, after.rev, _killed(after)) == (before.event_id, 2, 57)
    (alert,) = flow.alerts().values()
    assert (alert.msgType, alert.rev) == ("Update", 2)


def test_a_duplicate_is_counted_and_leaves_no_record(flow: Flow) -> None:
    """The same version again, in the same bytes or others, changes no topic for others."""
    flow.take(bomb(42))
    size = flow.size()
    flow.take(bomb(42), bomb(42, version="1", renditions=[]))
    assert flow.size() == size
    assert _outcomes(flow, "desk") == ["published", "duplicate", "duplicate"]


def test_a_copy_points_at_its_original_and_reports_nothing(flow: Flow) -> None:
    """The same text under another id is a copy: it is carried, and counted by no event."""
    flow.take(bomb(42), bomb(42, uri="urn:newsml:other.example:1"))
    original, copied = flow.latest("stories", Story).values()
    assert copied.lifecycle.change == "copy"
    assert [edge.story_id for edge in copied.lifecycle.edges] == [original.story_id]
    assert flow.latest("reports", StoryReports)[copied.story_id].reports == ()
    assert flow.latest("entities", StoryEntities)[copied.story_id].entities == ()
    assert _of_type(flow, "ASSAULT").sources.stories == 1


def test_a_late_version_makes_the_newer_one_an_update_and_nothing_else(flow: Flow) -> None:
    """An older version that comes after a newer one changes no word: only, the newer one was no first one."""
    flow.take(bomb(57, made="11:30"))
    size = flow.size()
    flow.take(bomb(42, made="11:00"))
    assert (flow.story().rev, flow.story().lifecycle.change) == (2, "update")
    assert (flow.story().headline, _killed(_of_type(flow, "ASSAULT"))) == ("Car bomb kills 57 in Mosul", 57)
    assert {topic: flow.size()[topic] for topic in ("events", "alerts", "rejects")} == {
        topic: size[topic] for topic in ("events", "alerts", "rejects")
    }
    assert _outcomes(flow, "desk") == ["published", "late"]


@pytest.mark.parametrize(("status", "state"), [("canceled", "retracted"), ("withheld", "suspended")])
def test_what_is_taken_back_is_taken_back_everywhere_with_its_words(flow: Flow, status: str, state: str) -> None:
    """A kill or a hold reaches story, entities, reports, events and alerts, and none of them keeps a word."""
    flow.take(bomb(42))
    assert flow.alerts()
    flow.take(killed_story(status=status))
    assert (flow.story().state, flow.entities().state, flow.reports().state) == (state, state, state)
    assert {event.state for event in flow.events().values()} == {state}
    assert {(alert.state, alert.msgType) for alert in flow.alerts().values()} == {(state, "Cancel")}
    for topic in ("stories", "entities", "reports", "events", "alerts"):
        for record in flow.log.latest(topic).values():
            text = (record.value or b"").decode().lower()
            assert not [word for word in ("mosul", "car bomb", "market", "wounding", "police") if word in text]


def test_a_held_story_comes_back_with_all_that_follows(flow: Flow) -> None:
    """After a hold, a usable version makes the same events and alerts active again."""
    flow.take(bomb(42))
    ids = set(flow.events()), set(flow.alerts())
    flow.take(killed_story("12:00", "withheld"), bomb(42, made="12:30"))
    assert (set(flow.events()), set(flow.alerts())) == ids
    assert {event.state for event in flow.events().values()} == {"active"}
    assert {alert.state for alert in flow.alerts().values()} == {"active"}


def test_a_report_that_disappears_retracts_its_event_and_brings_it_back(flow: Flow) -> None:
    """An event ends when no version tells it any more, and is the same event when one tells it again."""
    attack = BOMB.format(killed=42, injured=90)
    flow.take(told(attack, QUAKE))
    quake = _of_type(flow, "DISASTER")
    flow.take(told(attack, made="11:10"))
    gone = flow.events()[quake.event_id]
    assert (gone.state, gone.evidence, gone.place) == ("retracted", (), None)
    assert _of_type(flow, "ASSAULT").state == "active"
    flow.take(told(attack, QUAKE, made="11:20"))
    back = flow.events()[quake.event_id]
    assert (back.state, back.counts, back.rev) == ("active", quake.counts, 3)


def test_a_chain_begins_with_the_story_that_began_first(flow: Flow) -> None:
    """A lead under its own id follows the story of its headline, however often that one is updated afterwards."""
    first = told(QUAKE, native="first", headline="Quake strikes Lima")
    lead = told(QUAKE, CALM, native="lead", headline="1ST LEAD: Quake strikes Lima", made="11:30")
    later = told(QUAKE, BOMB, native="first", headline="UPDATE 1-Quake strikes Lima", made="11:40")
    flow.take(first, lead, later, lead, first)
    founder = keys.story_id("Harbour News", "first")
    stories = flow.latest("stories", Story)
    assert {story.chain_id for story in stories.values()} == {keys.chain_id(founder)}
    assert stories[founder].lifecycle.edges == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "A soldier was killed near Aleppo, a police report said.",
        "The report should not be published, the minister said.",
        "Ten hostages are released, an urgent statement said.",
        "Troops were withdrawn from Mosul, an item in the report said.",
    ],
)
def test_news_of_what_was_killed_or_released_is_no_instruction(flow: Flow, sentence: str) -> None:
    """A short story that has the words of an advisory is a story, and takes nothing back."""
    flow.take(bomb(42), told(sentence, headline="KILLED: what is known so far"))
    assert [story.state for story in flow.latest("stories", Story).values()] == ["active", "active"]
    assert flow.rejects() == []


def test_the_demo_feed_is_an_exercise(flow: Flow) -> None:
    """Nobody is woken up by the demo: each of its alerts says so."""
    flow.take(bomb(42), feed="demo")
    assert [alert.status for alert in flow.alerts().values()] == ["Exercise"]


def test_an_embargoed_story_leaves_nothing(flow: Flow) -> None:
    """Before its embargo is over, no topic for others has a record of a story."""
    flow.take(bomb(42, embargoedUntil="2026-03-06T18:00:00Z"))
    assert set(flow.size().values()) == {0}
    assert _outcomes(flow, "desk") == ["held"]


def test_a_quiet_story_is_carried_without_events(flow: Flow) -> None:
    """A story in which nothing of ours happens has its records, and no alert."""
    flow.take(told(CALM))
    assert flow.story().state == "active"
    assert flow.alerts() == {}


def test_a_story_in_another_language_is_carried_without_events(flow: Flow) -> None:
    """Extraction is for English: a German story is marked so and reports nothing."""
    flow.take(
        told("Bei einem Anschlag auf einen Markt in Mossul sind am Freitag 42 Menschen getötet worden, so die Polizei.")
    )
    assert flow.story().language == "de"
    assert flow.reports().reports == ()
    assert flow.events() == {}


def test_plain_text_counts_all_its_offsets_in_the_body(flow: Flow) -> None:
    """A text file is its own body; headline and evidence are spans of it."""
    text = "Car bomb kills 42 in Mosul\n\nMOSUL, Iraq (Harbour News) - " + BOMB.format(killed=42, injured=90) + "\n"
    flow.take(text.encode())
    assert flow.story().body == text
    evidence = [one for event in flow.events().values() for one in event.evidence]
    assert evidence
    assert {one.text_of for one in evidence} == {"body"}
    assert all(text[one.start : one.end] == one.exact for one in evidence)


def test_a_list_of_stories_is_several_stories(flow: Flow) -> None:
    """Each story of a list has its own records and its own life."""
    flow.take(json.dumps([told(one, native=one) for one in (CALM, QUAKE)]).encode())
    assert len(flow.latest("stories", Story)) == 2


def test_rejects_say_where_the_input_lay(flow: Flow) -> None:
    """A reject has the coordinates and the fingerprint of its input, and none of its bytes."""
    flow.take(told(CALM), b"\x00\x01Zebedee")
    (reject,) = flow.all("rejects", Reject)
    assert (reject.original.topic, reject.original.offset, reject.original.size) == ("wire.raw", 1, 9)
    assert b"Zebedee" not in (flow.log.topics["rejects"][0].value or b"")
