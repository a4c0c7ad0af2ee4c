"""Web feeds -> our JSON, and how a server is asked."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import orjson
import pytest

from stream.cli.follow import UnavailableError, fetch, wait_before_next
from stream.cli.syndicated import FeedEntry, News, NotAFeedError, entries_of

RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour News</title>
<item><title>Pilots strike at Narvik &amp; Bod\xc3\xb8</title><guid isPermaLink="false">hn-2</guid>
<description>Teaser.</description>
<content:encoded><![CDATA[<p>NARVIK - Pilots went on strike.</p><p>Two ships wait.</p>]]></content:encoded>
<pubDate>Tue, 03 Mar 2026 10:15:00 +0100</pubDate></item>
<item><title>Bridge closed</title><link>https://news.example/1</link>
<description>The bridge is closed.</description></item>
</channel></rss>"""

ATOM = b"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour News</title>
<entry><id>tag:news.example,2026:1</id><title>Dam opened</title><summary>Gates are open.</summary>
<published>2026-03-03T08:00:00Z</published><updated>2026-03-03T09:30:00Z</updated></entry></feed>"""


class Server(BaseHTTPRequestHandler):
    """Serves RSS with an ETag, refuses at /busy, and is no feed at /page."""

    asked: ClassVar[list[dict[str, str]]] = []

    def do_GET(self) -> None:
        """Answer by path."""
        self.asked.append(dict(self.headers))
        if self.path == "/busy":
            self._answer(503, b"", {"Retry-After": "17"})
        elif self.headers.get("If-None-Match") == '"v1"':
            self._answer(304, b"", {})
        else:
            self._answer(200, RSS, {"ETag": '"v1"', "Content-Type": "application/rss+xml"})

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""


@contextmanager
def serving() -> Iterator[str]:
    """Run the server; yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_an_rss_entry_becomes_our_json() -> None:
    """The id is the guid, the body the longest text without mark-up, the instant in UTC; the oldest comes first."""
    bridge, pilots = entries_of(RSS, "application/rss+xml", None)
    assert pilots == FeedEntry(
        id="hn-2",
        headline="Pilots strike at Narvik & Bodø",
        body="NARVIK - Pilots went on strike.\n\nTwo ships wait.",
        published="2026-03-03T09:15:00+00:00",
        source="Harbour News",
    )
    assert (bridge.id, bridge.body, bridge.published) == ("https://news.example/1", "The bridge is closed.", None)
    assert orjson.loads(bridge.json()) == {
        "id": "https://news.example/1",
        "headline": "Bridge closed",
        "body": "The bridge is closed.",
        "published": None,
        "source": "Harbour News",
    }


def test_an_atom_entry_is_as_old_as_its_last_update() -> None:
    """`updated` is when a version was made; --source names the agency in the feed's stead."""
    (entry,) = entries_of(ATOM, "application/atom+xml", "Own Name")
    assert (entry.published, entry.source) == ("2026-03-03T09:30:00+00:00", "Own Name")


@pytest.mark.parametrize("content", [b"", b"<html><body>Moved</body></html>", b"\x00\xff", b'{"a": 1}'])
def test_what_is_no_feed_is_said_to_be_none(content: bytes) -> None:
    """A page, JSON or rubbish is no feed."""
    with pytest.raises(NotAFeedError):
        entries_of(content, "text/html", None)


def test_an_entry_is_fresh_once_and_again_when_it_changes() -> None:
    """A second look gives nothing; a changed text gives that entry alone."""
    news, entries = News(), entries_of(RSS, "application/rss+xml", None)
    assert news.fresh(entries) == entries
    assert news.fresh(entries) == ()
    changed = (*entries[:1], FeedEntry(id="hn-2", headline="Strike ends", body=None, published=None, source=None))
    assert news.fresh(changed) == changed[1:]


def test_a_feed_that_has_not_changed_is_not_sent_again() -> None:
    """The second request carries the ETag and is answered without content."""
    with serving() as address:
        first = fetch(f"{address}/rss", None, None)
        again = fetch(f"{address}/rss", first.etag, first.modified)
    assert first.content == RSS
    assert (again.content, again.etag) == (None, '"v1"')
    assert Server.asked[-1]["If-None-Match"] == '"v1"'


def test_a_busy_server_says_when_to_come_back() -> None:
    """A 503 is no answer; its Retry-After is kept."""
    with serving() as address, pytest.raises(UnavailableError, match="503") as caught:
        fetch(f"{address}/busy", None, None)
    assert caught.value.wait == 17


def test_a_server_that_is_not_there_is_unavailable() -> None:
    """A refused connection is no crash."""
    with pytest.raises(UnavailableError, match="refused"):
        fetch("http://127.0.0.1:1/", None, None)


@pytest.mark.parametrize(("failures", "least", "most"), [(0, 57, 63), (1, 90, 150), (3, 360, 600), (30, 2700, 4500)])
def test_failures_double_the_wait_up_to_an_hour(failures: int, least: float, most: float) -> None:
    """The wait grows with failures, is spread by chance, and ends near an hour."""
    assert wait_before_next(60, failures, None, 0.0) == pytest.approx(least)
    assert wait_before_next(60, failures, None, 1.0) == pytest.approx(most)


def test_a_server_may_ask_for_a_longer_wait() -> None:
    """Retry-After is respected where it is longer than our own wait."""
    assert wait_before_next(60, 1, 900.0, 0.5) == 900
