"""Samples of ninjs, written for us: they are the format's tests."""

import json

from stream import keys
from stream.wire.format import Example


def _sample(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode()


_V3 = _sample(
    uri="urn:newsml:harbour.example:20260306:q17",
    standard={"name": "ninjs", "version": "3.1"},
    type="text",
    version="2",
    versionCreated="2026-03-06T09:15:00+01:00",
    pubStatus="usable",
    urgency=3,
    language="en-GB",
    slugline="FERRY-GROUNDING/",
    headlines=[{"role": "short", "value": "Ferry aground"}, {"role": "main", "value": "Ferry runs aground off Larne"}],
    bodies=[
        {
            "role": "main",
            "contentType": "text/html",
            "value": "<p>BELFAST (Harbour News) &#8211; A ferry with 212 people\n on board "
            "ran aground on <b>Friday</b>.</p>"
            "<p>Nobody was hurt,<br/>police said.</p>",
        }
    ],
    subjects=[
        {"uri": "http://cv.iptc.org/newscodes/mediatopic/03000000", "name": "disaster and accident"},
        {"literal": "SHIPPING"},
    ],
    genres=[{"uri": "http://cv.iptc.org/newscodes/genre/Update", "name": "Update"}],
    infoSources=[{"name": "Harbour News"}, {"name": "Coast Radio"}],
    by="Ann Writer",
    located="Belfast, Northern Ireland",
    usageTerms="No archiving.",
    edNote="Picture to follow",
    embargoedUntil="2026-03-06T10:00:00+01:00",
    renditions=[{"name": "web", "href": "https://harbour.example/q17"}],
)

_V2 = _sample(
    uri="urn:newsml:harbour.example:20260306:q18",
    versioncreated="2026-03-06T11:00:00Z",
    pubstatus="withheld",
    urgency=12,
    headlines=[{"value": "Port closed"}],
    bodies=[
        {"role": "xhtml", "contenttype": "text/html", "value": "<p>The port is closed.</p>"},
        {"role": "text", "contenttype": "text/plain", "value": "The port  is closed.\r\n"},
    ],
    copyrightholder="Harbour News",
    subjects=["SHIPPING", 7, None],
)

_V1 = _sample(
    guid="q19",
    versioncreated="2026-03-06T12:00:00+00:00",
    pubstatus="usable",
    headline="Pilots walk out",
    byline="Ann Writer",
    body_xhtml="<div><p>Pilots walked out.</p><p>No ships moved.</p></div>",
    subject=[{"scheme": "http://cv.iptc.org/newscodes/subjectcode/", "code": "09000000"}, {"name": "strike"}],
    genre=[{"name": "Article", "code": "1"}],
    embargoed=None,
    source="Harbour News",
)

_SUPERDESK = _sample(
    guid="tag:harbour.example,2026:q20",
    version="3",
    versioncreated="2026-03-06T12:30:00+0000",
    pubstatus="usable",
    type="text",
    headline="UPDATE 1-Pilots return",
    body_html="<p>Pilots returned to work.</p>",
    ednote="UPDATES with end of strike",
    evolvedfrom="tag:harbour.example,2026:q19",
    signal=[
        {"qcode": "sig:update", "name": "Update"},
        {"uri": "http://cv.iptc.org/newscodes/signal/atomic"},
        "newscontent",
    ],
    embargoed="2026-03-06T14:00:00",
)

EXAMPLES = (
    Example(
        name="3.1",
        data=_V3,
        gives=(
            {
                "uri": "urn:newsml:harbour.example:20260306:q17",
                "version": "2",
                "provider": "Harbour News",
                "headline": "Ferry runs aground off Larne",
                "slugline": "FERRY-GROUNDING/",
                "language": "en",
                "urgency": 3,
                "genre": "Update",
                "subjects": ("medtop:03000000", "SHIPPING"),
                "byline": "Ann Writer",
                "versionCreated": "2026-03-06T09:15:00+01:00",
                "pubStatus": "usable",
                "embargoedUntil": "2026-03-06T10:00:00+01:00",
                "body": "BELFAST (Harbour News) – A ferry with 212 people on board ran aground on Friday.\n\n"
                "Nobody was hurt,\npolice said.",
                "edNote": "Picture to follow",
                "rights": {"usageTerms": "No archiving."},
                "signals": (),
                "links": (),
                "warnings": ("renditions: not carried, left out",),
            },
        ),
    ),
    Example(
        name="2.2, withheld, with plain text beside mark-up",
        data=_V2,
        gives=(
            {
                "headline": "Port closed",
                "body": "The port  is closed.\r\n",
                "provider": "Harbour News",
                "pubStatus": "withheld",
                "urgency": None,
                "subjects": ("SHIPPING",),
                "warnings": (
                    "urgency: expected 1 to 9, left out",
                    "subjects[1]: expected an object, left out",
                    "subjects[2]: expected an object, left out",
                    "pubStatus withheld: came with a text",
                ),
            },
        ),
    ),
    Example(
        name="1.x",
        data=_V1,
        gives=(
            {
                "uri": "q19",
                "headline": "Pilots walk out",
                "body": "Pilots walked out.\n\nNo ships moved.",
                "provider": "Harbour News",
                "subjects": ("subj:09000000", "strike"),
                "genre": "Article",
                "byline": "Ann Writer",
                "embargoedUntil": None,
            },
        ),
    ),
    Example(
        name="Superdesk's, with a predecessor, signals and an embargo without an offset",
        data=_SUPERDESK,
        gives=(
            {
                "uri": "tag:harbour.example,2026:q20",
                "edNote": "UPDATES with end of strike",
                "versionCreated": "2026-03-06T12:30:00+00:00",
                "embargoedUntil": "2026-03-06T14:00:00-12:00",
                "signals": ("sig:update", "sig:atomic", "newscontent"),
                "links": ({"type": "evolves_from", "story_id": keys.story_id(None, "tag:harbour.example,2026:q19")},),
                "warnings": ("embargoed: has no offset from UTC, held until that time has passed everywhere (UTC-12)",),
            },
        ),
    ),
    Example(
        name="a cancellation that says nothing else",
        data=b'{"uri": "urn:newsml:harbour.example:20260306:q17", "pubStatus": "canceled"}',
        gives=({"pubStatus": "canceled", "headline": None, "body": None, "provider": None},),
    ),
)
