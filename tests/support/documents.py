"""Documents made from a few words, for the tests of what reads them."""

from datetime import datetime

from stream.facts import Span
from stream.lexicon.gazetteer import Gazetteer
from stream.text.document import Document
from stream.text.furniture import find_furniture, read_dateline
from stream.text.segment import to_document

SATURDAY = "2014-05-03T18:00:00+00:00"


def document_of(
    body: str,
    *,
    headline: str | None = None,
    headline_span: Span | None = None,
    anchor: str | None = SATURDAY,
    gazetteer: Gazetteer | None = None,
) -> Document:
    """Return the document of a body, read as the wire parsers have it read."""
    furniture = find_furniture(body, headline, headline_span)
    return to_document(
        story_id="st-test",
        version="1",
        headline=headline,
        headline_span=headline_span,
        body=body,
        furniture=furniture,
        dateline=read_dateline(body, furniture, gazetteer),
        anchor=datetime.fromisoformat(anchor) if anchor else None,
    )
