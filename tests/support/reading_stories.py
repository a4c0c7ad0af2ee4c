"""Read made-up stories with the shipping engine."""

from datetime import UTC, datetime
from functools import cache

from stream.extract.annotate import annotate
from stream.extract.annotations import Annotated
from stream.extract.compose import read_reports
from stream.extract.engine import Engine, load_engine
from stream.facts import Report
from stream.text.segment import to_document

PUBLISHED = datetime(2014, 5, 3, 18, tzinfo=UTC)  # a Saturday


@cache
def engine() -> Engine:
    """Return the shipping engine, loaded once."""
    return load_engine()


def annotated(body: str, headline: str | None = None, anchor: datetime | None = PUBLISHED) -> Annotated:
    """Return a story with everything found in it but events; without an anchor relative times have no day."""
    document = to_document(
        story_id="st-made-up",
        version="1",
        headline=headline,
        headline_span=None,
        body=body,
        furniture=(),
        dateline=None,
        anchor=anchor,
    )
    return annotate(document, engine())


def reports(body: str, headline: str | None = None) -> tuple[Report, ...]:
    """Return the reports of a story."""
    return read_reports(annotated(body, headline), engine())


def only(body: str, event_type: str) -> Report:
    """Return the one report of a type."""
    found = [report for report in reports(body) if report.type == event_type]
    assert len(found) == 1, [(report.type, report.mode) for report in found]
    return found[0]
