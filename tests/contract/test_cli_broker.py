"""The commands that speak to a broker, run as a user runs them, against the embedded one."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import orjson
import pytest

from stream.demo.feed import entries
from stream.kafka.embedded import embedded_broker

Newswire = Callable[..., subprocess.CompletedProcess[bytes]]

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour News</title>
<item><title>Pilots strike at Narvik</title><guid>hn-{number}</guid><description>Two ships wait.</description></item>
</channel></rss>"""


@pytest.fixture(scope="module")
def bootstrap() -> Iterator[str]:
    """Run the embedded broker for the tests of this file."""
    with embedded_broker() as broker:
        yield broker.bootstrap


@pytest.fixture
def environment(bootstrap: str) -> dict[str, str]:
    """Return what a command is started with."""
    return {**os.environ, "NEWSWIRE_BOOTSTRAP": bootstrap, "NEWSWIRE_TOPIC_PREFIX": "wire"}


@pytest.fixture
def newswire(environment: dict[str, str]) -> Newswire:
    """Return a function that runs a command to its end."""

    def run(*arguments: str | Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "stream.cli", *map(str, arguments)]
        return subprocess.run(command, input=given, capture_output=True, check=False, timeout=60, env=environment)

    return run


@pytest.fixture
def raw(newswire: Newswire) -> Callable[[], list[str]]:
    """Return a function that gives what lies on wire.raw, record by record."""

    def read() -> list[str]:
        shown = newswire("tail", "wire.raw", "--internal", "--from-beginning", "--until-end", "--json")
        assert shown.returncode == 0, shown.stderr
        return [orjson.loads(line)["value"] for line in shown.stdout.splitlines()]

    return read


def test_publish_takes_files_folders_and_lines(
    tmp_path: Path, newswire: Newswire, raw: Callable[[], list[str]]
) -> None:
    """A folder gives a record a file, hidden ones left out; a line of standard input is a record, as it stands."""
    before = len(raw())
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.txt").write_bytes(b"A story of one line")
    (tmp_path / "deep" / "b.json").write_bytes(b'{"id": "b",  "body": "Kept as it stands"}')
    (tmp_path / ".hidden").write_bytes(b"not this")
    assert newswire("publish", tmp_path).returncode == 0
    sent = newswire("publish", "-", "--feed", "afp-en", given=b'{"id": "c"}\n{"id": "d"}\n')
    assert (sent.returncode, sent.stdout) == (0, b"")
    assert b"2 records on wire.raw" in sent.stderr
    found = raw()
    assert len(found) - before == 4
    assert {"A story of one line", '{"id": "b",  "body": "Kept as it stands"}', '{"id": "c"}', '{"id": "d"}'} <= set(
        found
    )


def test_what_is_too_large_is_refused_before_anything_is_sent(
    tmp_path: Path, newswire: Newswire, raw: Callable[[], list[str]]
) -> None:
    """A record over 4 MiB gives one line and exit code 2, and none of the files given is sent."""
    before = raw()
    (tmp_path / "a.txt").write_bytes(b"small")
    large = tmp_path / "b.jsonl"
    large.write_bytes(b'{"id": "x"}\n{"body": "' + b"x" * (4 * 1024 * 1024) + b'"}\n')
    ended = newswire("publish", tmp_path / "a.txt", large)
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    assert b"b.jsonl:2" in ended.stderr
    assert sorted(raw()) == sorted(before)


def test_a_topic_that_is_missing_is_one_line(newswire: Newswire, environment: dict[str, str]) -> None:
    """A prefix without topics gives one line that names the command to run, and exit code 2."""
    environment["NEWSWIRE_TOPIC_PREFIX"] = "other"
    for command in (("publish", __file__), ("tail", "alerts")):
        ended = newswire(*command)
        assert ended.returncode == 2
        assert len(ended.stderr.splitlines()) == 1
        assert b"newswire topics apply" in ended.stderr


def test_the_demo_feed_is_sent_once(newswire: Newswire, raw: Callable[[], list[str]]) -> None:
    """`feed --once` sends every record of the feed and ends."""
    before = len(raw())
    assert newswire("feed", "--once", "--rate", "1000").returncode == 0
    assert len(raw()) - before == len(entries())


@contextmanager
def web_feed() -> Iterator[tuple[str, list[int], threading.Event]]:
    """Serve RSS with an ETag; yield its address, the statuses it answers, and an event after two of them."""
    answered: list[int] = []
    twice = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            unchanged = self.headers.get("If-None-Match") == '"v1"'
            body = b"" if unchanged else RSS.format(number=1).encode()
            self.send_response(304 if unchanged else 200)
            self.send_header("ETag", '"v1"')
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            answered.append(304 if unchanged else 200)
            if len(answered) == 2:
                twice.set()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/rss", answered, twice
    finally:
        server.shutdown()
        server.server_close()


def test_a_feed_is_followed_until_sigterm(environment: dict[str, str], raw: Callable[[], list[str]]) -> None:
    """The second look is answered 304, the entry is sent once, and SIGTERM ends it with exit code 0."""
    before = raw()
    with web_feed() as (address, answered, twice):
        command = [sys.executable, "-m", "stream.cli", "publish", "--follow", address, "--every", "1"]
        with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as process:
            assert twice.wait(60)
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0
    assert answered[:2] == [200, 304]
    added = [record for record in raw() if record not in before]
    assert [orjson.loads(record)["headline"] for record in added] == ["Pilots strike at Narvik"]


def test_a_feed_that_cannot_be_had_fails(newswire: Newswire) -> None:
    """`--once` on a server that is not there is a failure, exit code 1; no web address at all is wrong use, 2."""
    failed = newswire("publish", "--follow", "http://127.0.0.1:1/rss", "--once")
    assert (failed.returncode, len(failed.stderr.splitlines())) == (1, 1)
    assert newswire("publish", "--follow", "ftp://x", "--once").returncode == 2


def test_a_line_for_people_is_whole_when_piped(tmp_path: Path, newswire: Newswire) -> None:
    """Without a terminal, tail cuts and wraps nothing: one record, one line, however long its key."""
    (tmp_path / f"{'n' * 150}.txt").write_bytes(b"A story with a long name")
    assert newswire("publish", tmp_path).returncode == 0
    shown = newswire("tail", "raw", "--internal", "--from-beginning", "--until-end").stdout.decode()
    assert any(f"{'n' * 150}.txt · 24 bytes" in line for line in shown.splitlines())
