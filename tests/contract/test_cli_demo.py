"""The demo and the supervised workers as a user starts and stops them."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from stream.demo.feed import entries
from stream.kafka.embedded import embedded_broker

SECONDS = 120


def command(*arguments: str | Path) -> list[str]:
    """Return the command line of a newswire process."""
    return [sys.executable, "-m", "stream.cli", *map(str, arguments)]


@contextmanager
def started(*arguments: str | Path, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """Start a command in a process group of its own; whatever is left of it in the end is killed."""
    process = subprocess.Popen(
        command(*arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        env={**os.environ, **environment},
    )
    try:
        yield process
    finally:
        if _lives(process.pid):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _said(process: subprocess.Popen[str], words: str) -> str:
    """Return what a process has printed once these words are in it."""
    assert process.stdout is not None
    printed = ""
    for line in process.stdout:
        printed += line
        if words in line:
            return printed
    pytest.fail(f"it never said {words!r}:\n{printed}")


@pytest.fixture
def port() -> int:
    """Return a port that is free together with the one after it."""
    for number in range(20_000, 30_000, 2):
        with socket.socket() as one, socket.socket() as other:
            try:
                one.bind(("127.0.0.1", number))
                other.bind(("127.0.0.1", number + 1))
            except OSError:
                continue
            return number
    pytest.fail("no two free ports in a row")


def test_the_demo_gives_what_the_feed_says_and_a_story_of_the_user(tmp_path: Path) -> None:
    """`demo --once` ends with 0: every story of the feed, and the user's, gave what it must, through two processes."""
    story = tmp_path / "mine.txt"
    story.write_text(
        "Bomb kills five in Lyon\n\nLYON, France - A bomb killed five people in Lyon on Friday, police said.\n"
    )
    with started("demo", "--once", "--story", story) as process:
        printed, _ = process.communicate(timeout=SECONDS)
        assert not _lives(process.pid), "a worker is left behind"
    stories = len({entry.id for entry in entries()}) + 1
    assert f"{stories} of {stories} stories gave what they must give" in printed
    assert "mine.txt" in printed
    assert "Lyon" in printed
    assert process.returncode == 0


def test_the_demo_fails_when_a_story_does_not_arrive(tmp_path: Path) -> None:
    """A story that is rejected does not arrive: the table says so, and the exit code is 1."""
    story = tmp_path / "mine.json"
    story.write_text('{"id": "x", "body": 5}')
    with started("demo", "--once", "--story", story) as process:
        printed, _ = process.communicate(timeout=SECONDS)
    assert process.returncode == 1
    assert "reject wrong_type" in printed
    assert "missing: the story" in printed


def test_ctrl_c_ends_the_demo_and_all_its_processes() -> None:
    """Ctrl-C reaches the whole group, as in a terminal: everything ends, with exit code 0."""
    with started("demo") as process:
        _said(process, "story")
        os.killpg(process.pid, signal.SIGINT)
        rest, _ = process.communicate(timeout=SECONDS)
        assert not _lives(process.pid), "a worker is left behind"
    assert process.returncode == 0, rest
    assert "Traceback" not in rest


def test_sigterm_ends_both_workers(port: int) -> None:
    """`worker` runs both roles as processes, and SIGTERM to it alone ends both with exit code 0."""
    with (
        embedded_broker() as broker,
        started("worker", NEWSWIRE_BOOTSTRAP=broker.bootstrap, NEWSWIRE_METRICS_PORT=str(port)) as process,
    ):
        _said(process, "wire.events")
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=SECONDS)
        assert not _lives(process.pid), "a worker is left behind"
    assert process.returncode == 0, rest


def test_workers_without_a_broker_end_with_one_line_each() -> None:
    """A broker that is not there is told by each worker in one line, and both end: exit code 2."""
    ended = subprocess.run(
        command("worker"),
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
        env={**os.environ, "NEWSWIRE_BOOTSTRAP": "127.0.0.1:1", "NEWSWIRE_METRICS_PORT": "0"},
    )
    assert ended.returncode == 2
    assert 1 <= len(ended.stderr.splitlines()) <= 2
    assert all("127.0.0.1:1" in line for line in ended.stderr.splitlines())
