"""`newswire extract`: what it answers."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest

from stream.cli.answering import Answering
from stream.cli.answers import Answer, Rejected
from stream.cli.inputs import Input
from stream.cli.wires import Line
from stream.extract.engine import Engine
from stream.settings import Settings

STORY = {
    "id": "q-1",
    "headline": "Shelling kills four in Kharkiv",
    "body": "KHARKIV, Ukraine (Harbour News) - Shelling killed four people in Kharkiv on Saturday, police said. \r\n\n"
    " Ω😀 ",
    "published": None,
    "source": "Harbour News",
}
PUBLISHED = "2026-05-03T18:00:00Z"


def extract(*arguments: str | Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command as a user does."""
    command = [sys.executable, "-m", "stream.cli", "extract", *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, check=False, timeout=120, env=dict(os.environ))


def answers(*arguments: str | Path, given: bytes = b"") -> list[dict[str, Any]]:
    """Return what the command answers as JSON."""
    ended = extract("--json", *arguments, given=given)
    assert ended.returncode == 0, ended.stderr
    return [orjson.loads(line) for line in ended.stdout.splitlines()]


def line(**fields: object) -> bytes:
    """Return the story with some fields changed, as a line."""
    return orjson.dumps(STORY | fields) + b"\n"


@pytest.fixture(scope="module")
def answer() -> dict[str, Any]:
    """Return the answer to the story."""
    (only,) = answers("-", "--published", PUBLISHED, given=line())
    return only


def test_the_answer_is_the_contracts_object(answer: dict[str, Any]) -> None:
    """It has the names that the contract lists, under the id that the input gave."""
    assert list(answer) == ["id", "story", "mentions", "times", "entities", "events", "alerts", "retractions"]
    assert answer["id"] == "q-1"
    assert set(answer["mentions"][0]) == {"type", "start", "end", "text", "text_of", "entity_id"}
    assert {"report_id", "event_id", "type", "evidence"} <= set(answer["events"][0])


def test_the_body_is_kept_character_for_character(answer: dict[str, Any]) -> None:
    """Line ends, spaces at the end and characters outside the basic plane stay as they came."""
    assert answer["story"]["body"] == STORY["body"]


def test_every_offset_counts_in_the_text_it_names(answer: dict[str, Any]) -> None:
    """What lies between two offsets is the text given beside them."""
    texts = {"headline": answer["story"]["headline"], "body": answer["story"]["body"]}
    evidence = [piece | {"text": piece["exact"]} for event in answer["events"] for piece in event["evidence"]]
    spans = [*answer["mentions"], *answer["times"], *evidence]
    assert len(spans) > 4
    assert all(texts[one["text_of"]][one["start"] : one["end"]] == one["text"] for one in spans)


def test_an_event_is_told_with_place_count_and_alert(answer: dict[str, Any]) -> None:
    """The story's event and the alert about it come through every stage."""
    event = next(one for one in answer["events"] if one["type"] == "ASSAULT")
    assert (event["place"]["country"], event["counts"][0]["best"]) == ("UA", 4)
    assert answer["alerts"][0]["event_ids"] == [event["event_id"]]


def test_published_fills_only_what_is_empty() -> None:
    """--published dates a story without an instant and leaves the others alone; without it, dates stay words."""
    own = "2026-03-01T09:00:00+00:00"
    filled, kept = answers("-", "--published", PUBLISHED, given=line() + line(id="q-2", published=own))
    (bare,) = answers("-", given=line())
    assert filled["story"]["versionCreated"] == "2026-05-03T18:00:00+00:00"
    assert kept["story"]["versionCreated"] == own
    assert bare["story"]["versionCreated"] is None
    days = [
        [time["interval"][0] for time in one["times"] if time["text"] == "Saturday"] for one in (filled, kept, bare)
    ]
    assert days == [["2026-05-02"], ["2026-02-28"], [None]]


def test_published_dates_every_format(tmp_path: Path) -> None:
    """Plain text and ninjs without an instant are dated by --published as well."""
    (tmp_path / "a.txt").write_text("Dam bursts\n\nLIMA (Harbour News) - A dam burst on Friday.\n")
    (tmp_path / "b.json").write_bytes(
        orjson.dumps({"uri": "urn:x:1", "headlines": [{"role": "main", "value": "Dam bursts"}]})
    )
    made = [
        one["story"]["versionCreated"]
        for one in answers(tmp_path / "a.txt", tmp_path / "b.json", "--published", PUBLISHED)
    ]
    assert made == ["2026-05-03T18:00:00+00:00"] * 2


def test_each_input_is_a_wire_of_its_own_unless_it_is_a_feed() -> None:
    """The same text under two ids is two stories, and a copy if both are one feed; a repeat is then a duplicate."""
    given = line() + line(id="q-2") + line()
    alone = answers("-", given=given)
    assert [one["story"]["lifecycle"]["change"] for one in alone] == ["new", "new", "new"]
    assert len({len(one["events"]) for one in alone}) == 1
    first, copy, repeat = answers("-", "--as-feed", given=given)
    assert (first["story"]["lifecycle"]["change"], copy["story"]["lifecycle"]["change"]) == ("new", "copy")
    assert (copy["events"], repeat["story"], repeat["outcome"]) == ([], None, "duplicate")


def test_in_a_feed_a_kill_takes_its_alert_back() -> None:
    """The answer to a kill is the retracted story with the cancelled alert."""
    told = {"published": "2026-05-02T10:00:00Z"}
    killed = {"published": "2026-05-02T11:00:00Z", "pubStatus": "canceled"}
    first, kill = answers("-", "--as-feed", given=line(**told) + line(**killed))
    assert [alert["msgType"] for alert in first["alerts"]] == ["Alert"]
    assert (kill["story"]["state"], kill["story"]["body"]) == ("retracted", None)
    assert [(alert["msgType"], alert["alert_id"]) for alert in kill["alerts"]] == [
        ("Cancel", first["alerts"][0]["alert_id"])
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"\x00\x01binary", "binary"),
        (b"A caf\xe9 burns", "not_utf8"),
        (b'{"id": "x", "body": ', "bad_json"),
        (b'{"id": "x", "body": 5}', "wrong_type"),
        (b'{"id": "x", "headline": " "}', "no_text"),
        (b"<newsItem><contentMeta>", "bad_xml"),
        (b"x" * 10_000_000, "too_large"),
    ],
)
def test_what_cannot_be_read_is_answered_by_its_reject(tmp_path: Path, content: bytes, reason: str) -> None:
    """A reject with its reason stands in the place of the answer, and what comes after it is read."""
    bad, good = tmp_path / "bad", tmp_path / "good"
    bad.write_bytes(content)
    good.write_bytes(line())
    reject, answer = answers(bad, good)
    assert (list(reject), reject["reject"]["reason"]) == (["id", "reject"], reason)
    assert answer["id"] == "q-1"


def test_an_answer_comes_before_the_next_line_is_asked_for() -> None:
    """A program may write one story and read its answer while standard input stays open."""
    command = [sys.executable, "-m", "stream.cli", "extract", "--json", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in ("q-1", "q-2"):
            process.stdin.write(line(id=number))
            process.stdin.flush()
            assert orjson.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(60) == 0


def test_the_page_for_people_shows_what_there_is(tmp_path: Path) -> None:
    """Headline, furniture with offsets, entities, events, alerts with their reasons, within 100 columns."""
    (tmp_path / "story.json").write_bytes(line())
    page = extract("--pretty", tmp_path / "story.json", "--published", PUBLISHED).stdout.decode()
    for words in (
        "Shelling kills four in Kharkiv",
        "dateline",
        "0–33",
        "Kharkiv UA",
        "ASSAULT",
        "4 killed",
        "because ",
    ):
        assert words in page
    assert "“" in page
    assert max(map(len, page.splitlines())) <= 100
    assert not any(text.endswith(" ") for text in page.splitlines())
    assert "\x1b" not in page


def test_an_explanation_shows_every_stage() -> None:
    """--explain adds what each stage did, the sentences read and the numbers found."""
    (answer,) = answers("-", "--explain", given=line())
    explained = answer["explain"]
    assert [step["stage"] for step in explained["steps"]] == ["receive", "desk", "extract", "merge", "alert"]
    assert explained["sentences"]
    assert [one["best"] for one in explained["quantities"] if one["text_of"] == "body"] == [4]


def test_the_feed_named_is_the_storys() -> None:
    """--feed is the feed of each story, and a feed of exercises raises exercises only."""
    (answer,) = answers("-", "--feed", "demo", given=line())
    assert answer["story"]["feed"] == "demo"
    assert {alert["status"] for alert in answer["alerts"]} == {"Exercise"}


def test_the_source_named_is_the_agency_of_stories_that_name_none(tmp_path: Path) -> None:
    """--source fills the provider in every format and changes no story that has one."""
    (tmp_path / "a.txt").write_text("Dam bursts\n\nA dam burst near Lima on Friday.\n")
    (tmp_path / "b.json").write_bytes(orjson.dumps({"uri": "urn:x:1", "headlines": [{"value": "Dam bursts"}]}))
    (tmp_path / "c.json").write_bytes(line(source=None))
    (tmp_path / "d.json").write_bytes(line())
    told = answers(*sorted(tmp_path.iterdir()), "--source", "Coast Wire")
    providers = [one["story"]["provider"] for one in told]
    assert providers == ["Coast Wire", "Coast Wire", "Coast Wire", "Harbour News"]
    assert told[2]["story"]["story_id"] != told[3]["story"]["story_id"]


def test_a_story_that_a_later_step_refuses_is_answered_by_that_reject(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A story whose names are more than a record holds is refused by extract: its one answer is that reject."""
    monkeypatch.setattr("stream.codec.MAX_RECORD_BYTES", 4000)
    answering = Answering(Line(Settings(), engine), (), as_feed=False, explain=False)
    crowded = line(id="crowded", body="They went to " + "Paris, Lima, Quito and Bogota, " * 20)
    refused, after = answering.answers([Input(name="a", data=crowded), Input(name="b", data=line(body="Nothing."))])
    assert isinstance(refused, Rejected)
    assert (refused.id, refused.reject.stage, refused.reject.reason) == ("crowded", "extract", "too_large")
    assert isinstance(after, Answer)
    assert after.id == "q-1"
