"""Put a made-up story through stages before the first real one: words, rules and models are read when first needed."""

from collections.abc import Sequence
from datetime import UTC, datetime

from stream.codec import envelope
from stream.facts import Count, EventPlace, EventTime, Producer, Report
from stream.memory import MemoryLog, MemoryRunner
from stream.messages import Item, Origin, StoryHead, StoryReports
from stream.stage import Stage

_NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)
_STORY = (
    b'{"id": "warm", "source": "Warm", "published": "2026-03-06T11:00:00Z", "headline": "Blast kills 12 in Lima",'
    b'"body": "LIMA, March 6 - A bomb killed at least 12 people in Lima, Peru, on Friday, police said.\\n\\nPresident '
    b'Maria Lopez said two soldiers were injured. Thousands fled their homes near the city last week."}'
)


def _item() -> Item:
    return Item(
        story_id="st-warm-desk",
        provider="Warm",
        headline="CORRECTED-Blast kills 12 in Lima",
        body="A bomb killed at least 12 people in Lima on Friday, police said.",
        versionCreated=_NOON,
        received=_NOON,
        origin=Origin(topic="warm.raw", partition=0, offset=0, sha256="", size=0),
    )


def _reports() -> StoryReports:
    report = Report(
        report_id="rp-warm",
        type="ASSAULT",
        mode="bombing",
        status="actual",
        scope="new",
        place=EventPlace(text="Lima", country="PE", lat=-12.0, lon=-77.0, precision="city"),
        time=EventTime(start="2026-03-06", end="2026-03-06", precision="day", text="Friday"),
        counts=(Count(what="killed", who="people", low=12, best=12, high=None, qualifier="at least", text="12"),),
        confidence=0.9,
        importance=0.9,
    )
    return StoryReports(
        story_id="st-warm",
        version="1",
        rev=1,
        state="active",
        story=StoryHead(provider="Warm", feed=None, headline=None, language="en", versionCreated=_NOON, received=_NOON),
        reports=(report,),
        producer=Producer(version="warm", ruleset="warm"),
    )


def warm(stages: Sequence[Stage]) -> None:
    """Run stages over a log of their own; give it stages that nobody uses afterwards, unless they have no memory."""
    log = MemoryLog()
    log.put(_STORY, _NOON)
    for made in (_item(), _reports()):
        log.append(envelope(made, prefix="warm", emitted=_NOON), _NOON)
    MemoryRunner(log, stages, clock=lambda: _NOON).run()
