"""What tail lets through: records of a whole run, filtered as a user asks."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from aiokafka import AIOKafkaProducer

from stream.demo.feed import sendings
from stream.extract.engine import load_engine
from stream.kafka.embedded import embedded_broker
from stream.memory import MemoryLog, MemoryRunner
from stream.pipeline import decide_stages, read_stages
from stream.settings import Settings

NOW = datetime(2026, 7, 15, 12, 30, tzinfo=UTC)
SHOWN = ("stories", "reports", "events", "alerts", "retractions", "rejects")


def _log() -> MemoryLog:
    """Return the topics after the demo feed."""
    log, settings = MemoryLog(), Settings()
    stages = (*read_stages(settings, load_engine()), *decide_stages(settings))
    runner = MemoryRunner(log, stages, clock=lambda: NOW)
    for one in sendings(NOW):
        log.put(one.data, NOW, key=one.key, headers=one.headers)
        runner.run()
    return log


async def _send(bootstrap: str, log: MemoryLog) -> None:
    async with AIOKafkaProducer(bootstrap_servers=bootstrap) as producer:  # type: ignore[no-untyped-call]  # it has no types
        for name in SHOWN:
            for record in log.topics[name]:  # type: ignore[index]  # names of topics
                await producer.send_and_wait(f"wire.{name}", record.value, key=record.key, headers=list(record.headers))


@pytest.fixture(scope="module")
def bootstrap() -> Iterator[str]:
    """Run the embedded broker with what the demo feed leaves on the topics."""
    with embedded_broker() as broker:
        asyncio.run(_send(broker.bootstrap, _log()))
        yield broker.bootstrap


def tail(bootstrap: str, *arguments: str) -> str:
    """Return what tail prints of everything there is."""
    command = [sys.executable, "-m", "stream.cli", "tail", *arguments, "--from-beginning", "--until-end"]
    environment = {**os.environ, "NEWSWIRE_BOOTSTRAP": bootstrap, "NEWSWIRE_TOPIC_PREFIX": "wire"}
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=environment)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def values(bootstrap: str, *arguments: str) -> list[dict[str, Any]]:
    """Return the records that tail prints as JSON."""
    return [orjson.loads(line) for line in tail(bootstrap, *arguments, "--json").splitlines()]


def test_a_topic_may_be_named_with_or_without_prefix(bootstrap: str) -> None:
    """`alerts` and `wire.alerts` are one topic."""
    assert values(bootstrap, "alerts") == values(bootstrap, "wire.alerts") != []


def test_events_are_filtered_by_type_and_country(bootstrap: str) -> None:
    """Only events of that type in that country come through; case does not matter."""
    found = values(bootstrap, "events", "--type", "accident", "--country", "ph")
    assert {(one["type"], one["place"]["country"]) for one in found} == {("ACCIDENT", "PH")}


def test_who_asks_for_a_country_sees_what_was_there_taken_back(bootstrap: str) -> None:
    """The killed story's event has no country any more; it comes through as the end of one that had."""
    found = values(bootstrap, "events", "--country", "FR")
    assert [(one["state"], one["place"] and one["place"]["country"]) for one in found] == [
        ("active", "FR"),
        ("retracted", None),
    ]


def test_alerts_are_filtered_by_country(bootstrap: str) -> None:
    """The country of an alert is that of its area."""
    found = values(bootstrap, "alerts", "--country", "UA", "--state", "active")
    assert {one["area"]["country"] for one in found} == {"UA"}


def test_reports_are_filtered_by_what_any_of_them_says(bootstrap: str) -> None:
    """A record of reports comes through if one of its reports is of the type."""
    found = values(bootstrap, "reports", "--type", "DISPLACE")
    assert found
    assert all("DISPLACE" in {report["type"] for report in one["reports"]} for one in found)


def test_records_are_filtered_by_state(bootstrap: str) -> None:
    """The killed story is the only retracted one."""
    (found,) = values(bootstrap, "stories", "--state", "retracted")
    assert (found["lifecycle"]["change"], found["body"]) == ("kill", None)


def test_an_age_leaves_out_nothing_that_is_younger(bootstrap: str) -> None:
    """Records of the last hour are all there; of a time to come, none."""
    since = [sys.executable, "-m", "stream.cli", "tail", "alerts", "--until-end", "--json", "--since"]
    environment = {**os.environ, "NEWSWIRE_BOOTSTRAP": bootstrap}
    shown = [
        subprocess.run(
            [*since, value], capture_output=True, check=True, timeout=60, env=environment
        ).stdout.splitlines()
        for value in ("1h", "2999-01-01T00:00:00Z")
    ]
    assert [len(lines) for lines in shown] == [len(values(bootstrap, "alerts")), 0]


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        ("stories", "retracted  kill"),
        ("reports", "Floods force 40,000 from their homes in Assam"),
        ("events", "PROTEST demonstration"),
        ("alerts", "because "),
        ("retractions", "complete   kill "),
        ("rejects", "receive bad_json"),
    ],
)
def test_every_topic_has_lines_for_people(bootstrap: str, topic: str, words: str) -> None:
    """Without --json a record is one line that says what happened."""
    assert any(words in line for line in tail(bootstrap, topic).splitlines())
