"""`newswire retracted` as a user runs it, against the embedded broker."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import orjson
import pytest
from aiokafka import AIOKafkaProducer
from building import RETRACTION
from msgspec import structs

from stream import codec
from stream.facts import Times
from stream.kafka.embedded import EmbeddedBroker, embedded_broker
from stream.messages import InstructionKind, Retraction

NOW = datetime.now(UTC)
SECONDS = 60


def ago(minutes: float) -> str:
    """Return an instant as a user writes it."""
    return (NOW - timedelta(minutes=minutes)).isoformat()


def manifest(key: str, minutes: float, *, kind: InstructionKind = "kill", complete: bool = True) -> Retraction:
    """Return a manifest of an instruction that came so many minutes ago."""
    said = structs.replace(RETRACTION.instruction, instruction_id=key, kind=kind)
    came = NOW - timedelta(minutes=minutes)
    times = Times(received=came, triggered=came, emitted=came + timedelta(seconds=1))
    return structs.replace(RETRACTION, instruction=said, rev=2 if complete else 1, complete=complete, times=times)


GIVEN = (
    manifest("in-new", 5, complete=False),
    manifest("in-new", 5),
    manifest("in-old", 300),
    manifest("in-hold", 10, kind="hold"),
    manifest("in-open", 2, complete=False),
)


async def _send(bootstrap: str, *values: bytes) -> None:
    async with AIOKafkaProducer(bootstrap_servers=bootstrap) as producer:  # type: ignore[no-untyped-call]  # it has no types
        for value in values:
            await producer.send_and_wait("wire.retractions", value, key=b"in")


def send(broker: EmbeddedBroker, *given: Retraction) -> None:
    """Put manifests on the topic."""
    asyncio.run(_send(broker.bootstrap, *map(codec.encode, given)))


@pytest.fixture
def broker() -> Iterator[EmbeddedBroker]:
    """Run the embedded broker with some manifests."""
    with embedded_broker() as embedded:
        send(embedded, *GIVEN)
        yield embedded


def command(*arguments: str) -> list[str]:
    """Return the command line."""
    return [sys.executable, "-m", "stream.cli", "retracted", *arguments]


def environment(broker: EmbeddedBroker) -> dict[str, str]:
    """Return what the command is started with."""
    return {**os.environ, "NEWSWIRE_BOOTSTRAP": broker.bootstrap, "NEWSWIRE_TOPIC_PREFIX": "wire"}


def retracted(broker: EmbeddedBroker, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(
        command(*arguments), capture_output=True, text=True, check=False, timeout=SECONDS, env=environment(broker)
    )


@contextmanager
def killed_after(seconds: float, process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Kill a process that says too little for too long, so that reading from it ends."""
    guard = threading.Timer(seconds, process.kill)
    guard.start()
    try:
        yield
    finally:
        guard.cancel()


def ids(broker: EmbeddedBroker, *arguments: str) -> list[str]:
    """Return the instructions that the command prints, as JSON."""
    ended = retracted(broker, *arguments)
    assert ended.returncode == 0, ended.stderr
    return [orjson.loads(line)["instruction"]["instruction_id"] for line in ended.stdout.splitlines()]


def test_piped_it_prints_the_last_manifest_of_each_instruction(broker: EmbeddedBroker) -> None:
    """A line of JSON for each instruction, by its time; what is asked for by age, kind and state."""
    assert ids(broker) == ["in-old", "in-hold", "in-new", "in-open"]
    assert ids(broker, "--since", "1h", "--until", ago(3)) == ["in-hold", "in-new"]
    assert ids(broker, "--kind", "hold", "--kind", "correction") == ["in-hold"]
    assert ids(broker, "--incomplete") == ["in-open"]


def test_for_people_each_key_is_a_line(broker: EmbeddedBroker) -> None:
    """--pretty works without a terminal, too, and without colours."""
    page = retracted(broker, "--pretty", "--since", ago(6)).stdout
    assert f"kill  {RETRACTION.instruction.story_id}  version 2 · pubStatus canceled  complete after 1.0 s" in page
    assert "\n    retracted  wire.events  ev-1\n" in page
    assert "\x1b" not in page


def test_it_goes_on_with_what_completes(broker: EmbeddedBroker) -> None:
    """--follow prints what there is, then each instruction once it is complete; nothing twice."""
    started = subprocess.Popen(command("--follow", "--since", ago(6)), env=environment(broker), stdout=subprocess.PIPE)
    with started as process, killed_after(SECONDS, process):
        assert process.stdout is not None
        found = [orjson.loads(process.stdout.readline()) for _ in range(2)]
        send(broker, manifest("in-next", 0, complete=False), manifest("in-new", 5), manifest("in-open", 2))
        found.append(orjson.loads(process.stdout.readline()))
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=SECONDS)
    told = [(one["instruction"]["instruction_id"], one["complete"]) for one in found]
    assert told == [("in-new", True), ("in-open", False), ("in-open", True)]
    assert rest == b""


def test_a_record_that_is_no_manifest_is_said_and_fails(broker: EmbeddedBroker) -> None:
    """The others are printed, stderr has one line with its place, and the exit code is 1."""
    asyncio.run(_send(broker.bootstrap, b'{"rev": 1}'))
    ended = retracted(broker)
    assert (ended.returncode, len(ended.stdout.splitlines())) == (1, 4)
    (line,) = ended.stderr.splitlines()
    assert "wire.retractions/0/5 is no manifest of this release" in line


@pytest.mark.parametrize("other", ["--incomplete", "--until=1h"])
def test_following_has_no_end(other: str, broker: EmbeddedBroker) -> None:
    """What asks about now does not go with --follow: one line and exit code 2."""
    ended = retracted(broker, "--follow", other)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (2, 1)
    assert "goes neither with" in ended.stderr
