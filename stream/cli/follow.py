"""`newswire publish --follow`: web feeds, looked at again and again, politely."""

import asyncio
import http.client
import random
import signal
import urllib.error
import urllib.parse
import urllib.request
from email.message import Message

import click
import msgspec

from stream import __version__
from stream.cli.ending import CommandError
from stream.cli.inputs import headers_of
from stream.cli.syndicated import News, NotAFeedError, entries_of
from stream.errors import UsageError
from stream.kafka.publish import Publisher
from stream.record import Headers
from stream.settings import Settings

_TIMEOUT = 30.0
_LONGEST_WAIT = 3600.0
_NOT_MODIFIED = 304
_LARGEST = 32 * 1024 * 1024


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """What a server answered; `content` is None if nothing changed since the last look."""

    content: bytes | None
    content_type: str
    etag: str | None
    modified: str | None


class UnavailableError(Exception):
    """Raised when a feed cannot be had now; `wait` is how many seconds the server asks for, if it does."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


def fetch(url: str, etag: str | None, modified: str | None) -> Answered:
    """Ask for a feed unless it is what we have. Raises UnavailableError."""
    asked = {"User-Agent": f"newswire/{__version__}", "If-None-Match": etag, "If-Modified-Since": modified}
    request = urllib.request.Request(url, headers={k: v for k, v in asked.items() if v})  # noqa: S310 - http(s) only: follow_feeds checks
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as response:  # noqa: S310 - as above
            return _answered(response.read(_LARGEST), response.headers)
    except urllib.error.HTTPError as error:
        if error.code == _NOT_MODIFIED:
            return Answered(content=None, content_type="", etag=etag, modified=modified)
        raise UnavailableError(f"the server answers {error.code}", _retry_after(error.headers)) from None
    except (OSError, http.client.HTTPException) as error:
        raise UnavailableError(str(getattr(error, "reason", error)) or type(error).__name__) from None


def _answered(content: bytes, headers: Message) -> Answered:
    kind = headers.get("Content-Type", "application/xml")
    return Answered(content=content, content_type=kind, etag=headers.get("ETag"), modified=headers.get("Last-Modified"))


def _retry_after(headers: Message) -> float | None:
    value = headers.get("Retry-After", "")
    return float(value) if value.isdecimal() else None


def wait_before_next(every: float, failures: int, asked: float | None, chance: float) -> float:
    """Return the seconds until the next look: twice as long after each failure, spread by a chance of 0..1."""
    backed_off = min(_LONGEST_WAIT, every * 2.0**failures)
    return max(asked or 0.0, backed_off * (0.75 + chance / 2) if failures else every * (0.95 + chance / 10))


class Follower:
    """One feed: looks at it and sends what is new."""

    def __init__(self, url: str, publisher: Publisher, headers: Headers, source: str | None) -> None:
        self.url = url
        self._publisher = publisher
        self._headers = headers
        self._source = source
        self._news = News()
        self._etag: str | None = None
        self._modified: str | None = None

    async def look(self) -> int:
        """Send the entries that are new; return how many. Raises UnavailableError."""
        answered = await asyncio.to_thread(fetch, self.url, self._etag, self._modified)
        if answered.content is None:
            return 0
        try:
            entries = entries_of(answered.content, answered.content_type, self._source)
        except NotAFeedError:
            raise UnavailableError("it is neither RSS nor Atom") from None
        fresh = self._news.fresh(entries)
        for receipt in [await self._publisher.send(e.json(), key=e.id.encode(), headers=self._headers) for e in fresh]:
            await receipt
        self._etag, self._modified = answered.etag, answered.modified
        return len(fresh)

    async def follow(self, every: float, stop: asyncio.Event) -> None:
        """Look again and again until told to stop."""
        failures = 0
        while not stop.is_set():
            asked = None
            try:
                sent = await self.look()
            except UnavailableError as error:
                failures, asked = failures + 1, error.wait
                click.echo(f"{self.url}: {error}; trying again", err=True)
            else:
                failures = 0
                if sent:
                    click.echo(f"{self.url}: {sent} sent", err=True)
            chance = random.random()  # noqa: S311 - spreads requests, guards nothing
            await _stopped_within(stop, wait_before_next(every, failures, asked, chance))


async def _stopped_within(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return


def _require_web_address(url: str) -> None:
    try:
        parts = urllib.parse.urlsplit(url)
    except ValueError:
        parts = urllib.parse.urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UsageError(f"{url} is no web address: --follow takes http://… or https://…")


async def follow_feeds(
    settings: Settings, urls: tuple[str, ...], *, every: float, once: bool, feed: str | None, source: str | None
) -> None:
    """Follow feeds until SIGTERM or Ctrl-C; `once`: look once. Raises UsageError, CommandError."""
    for url in urls:
        _require_web_address(url)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with Publisher(settings) as publisher:
        followers = [Follower(url, publisher, headers_of(feed or url, None), source) for url in urls]
        if once:
            await _look_once(followers)
        else:
            await asyncio.gather(*(follower.follow(every, stop) for follower in followers))


async def _look_once(followers: list[Follower]) -> None:
    for follower in followers:
        try:
            sent = await follower.look()
        except UnavailableError as error:
            raise CommandError(f"{follower.url}: {error}") from None
        click.echo(f"{follower.url}: {sent} sent", err=True)
