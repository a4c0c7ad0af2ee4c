"""Samples of NewsML-G2, written for us: they are the format's tests."""

from stream import keys
from stream.wire.format import Example

_GUID = "urn:newsml:harbour.example:20260306:q"


def _item(nth: int, meta: str, content: str = "", *, prefix: str = "", version: int = 1) -> str:
    """Return an item without a namespace of its own."""
    p = f"{prefix}:" if prefix else ""
    return (
        f'<{p}newsItem {{xmlns}} guid="{_GUID}{nth}" version="{version}" standard="NewsML-G2" xml:lang="en-GB">\n'
        f"{meta}\n{content}\n</{p}newsItem>"
    )


def _document(item: str) -> bytes:
    spaces = (
        'xmlns="http://iptc.org/std/nar/2006-10-01/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xmlns:g2="http://iptc.org/std/nar/2006-10-01/" xmlns:rtr="http://wire.example/own"'
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{item}'.replace("{xmlns}", spaces, 1).replace("{xmlns} ", "").encode()
    )


def _xhtml(paragraphs: str) -> str:
    return (
        '<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>not read</title></head><body>{paragraphs}</body></html></inlineXML></contentSet>"
    )


_USABLE = _item(
    1,
    """
<rightsInfo><copyrightHolder literal="HN"><name>Harbour News</name></copyrightHolder>
  <usageTerms>No archiving.</usageTerms></rightsInfo>
<itemMeta>
  <itemClass qcode="ninat:text"/>
  <provider qcode="nprov:HARBOUR"><name>Harbour News</name></provider>
  <versionCreated>2026-03-06T09:15:00+01:00</versionCreated>
  <pubStatus qcode="stat:usable"/>
  <edNote role="own:desk" pubconstraint="own:nonpublic">Desk: call 5550 0142</edNote>
  <edNote>Picture to follow</edNote>
</itemMeta>
<contentMeta>
  <urgency>3</urgency>
  <located qcode="own:belfast"><name>Belfast</name>
    <broader qcode="own:ni"><name>Northern Ireland</name></broader></located>
  <creator qcode="own:aw"><name>Ann Writer</name></creator>
  <language tag="en-GB"/>
  <genre qcode="genre:Current"><name>Current</name></genre>
  <subject qcode="medtop:03000000"><name>disaster and accident</name></subject>
  <subject uri="http://cv.iptc.org/newscodes/subjectcode/03010001"/>
  <subject literal="own1"><name>ferries</name></subject>
  <slugline separator="-">FERRY-GROUNDING</slugline>
  <headline rank="2">Ferry aground</headline>
  <headline rank="1">Ferry runs aground
     off Larne</headline>
</contentMeta>""",
    _xhtml(
        "<header><h1>Ferry runs aground off Larne</h1><p>06.03.2026</p></header>"
        "<section><p>BELFAST (Harbour News) &#8211; A ferry with 212 people\n on board "
        "ran aground on <b>Friday</b>.</p>"
        "<!-- desk --><p>Nobody was hurt,<br/>police said.</p></section>"
    ),
    version=2,
)

_UPDATE = _item(
    2,
    f"""
<g2:itemMeta>
  <g2:itemClass qcode="icls:text" rtr:msgType="S"/>
  <g2:provider literal="harbour.example"/>
  <g2:versionCreated>2026-03-06T10:02:00.000Z</g2:versionCreated>
  <g2:pubStatus qcode="stat:usable"/>
  <g2:role qcode="edStat:U"/>
  <g2:signal qcode="sig:update"/>
  <g2:signal uri="http://cv.iptc.org/newscodes/signal/atomic"/>
  <g2:link rel="irel:isDerivedFrom" residref="{_GUID}1" version="2"/>
  <g2:link rel="irel:previousVersion" residref="{_GUID}2" version="1"/>
  <g2:link rel="irel:seeAlso" href="https://harbour.example/map"/>
</g2:itemMeta>
<g2:contentMeta>
  <g2:headline>UPDATE 1-Ferry freed off Larne</g2:headline>
  <g2:dateline>LARNE, March 6 (Harbour News)</g2:dateline>
  <g2:description>Ferry is free</g2:description>
</g2:contentMeta>""",
    """<g2:contentSet><g2:inlineXML contenttype="application/nitf+xml">
<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline><hl1>Ferry freed</hl1></hedline>
<byline>By Ann Writer</byline></body.head><body.content><block><p>Tugs freed the ferry.</p><media media-type="image">
<media-caption>A tug</media-caption></media><p>All 212 people walked ashore.</p></block></body.content></body></nitf>
</g2:inlineXML><g2:remoteContent href="https://harbour.example/q2.jpg"/></g2:contentSet>""",
    prefix="g2",
)

_CANCELED = _item(
    1,
    """<itemMeta><itemClass qcode="ninat:text"/><provider literal="Harbour News"/>
<versionCreated>2026-03-06T11:00:00Z</versionCreated><pubStatus qcode="stat:canceled"/>
<edNote>STORY WITHDRAWN: the ferry was on an exercise</edNote></itemMeta>
<contentMeta><headline>Ferry runs aground off Larne</headline></contentMeta>""",
    _xhtml("<p/>"),
    version=3,
)

_WITHHELD = _item(
    4,
    """<itemMeta><itemClass qcode="ninat:text"/><versionCreated>2026-03-06T12:00:00</versionCreated>
<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/withheld"/></itemMeta>
<contentMeta><headline>Port closed</headline></contentMeta>""",
    _xhtml("<p>The port is closed.</p>"),
)

_EMBARGOED = _item(
    5,
    """<itemMeta><itemClass qcode="ninat:text"/><versionCreated>2026-03-06T08:00:00Z</versionCreated>
<embargoed>2026-03-06T18:00:00+01:00</embargoed></itemMeta>
<contentMeta><headline>Harbour budget passed</headline></contentMeta>""",
    """<contentSet><inlineData contenttype="text/plain">
The council passed the budget.

Taxes stay.
</inlineData></contentSet>""",
)

_OPEN_EMBARGO = _item(
    6,
    """<itemMeta><itemClass qcode="ninat:text"/><embargoed xsi:nil="true"/></itemMeta>
<contentMeta><headline>Prize goes to bridge</headline></contentMeta>""",
)

_PICTURE = _item(
    7,
    '<itemMeta><itemClass qcode="ninat:picture"/></itemMeta><contentMeta><headline>A ferry</headline></contentMeta>',
    '<contentSet><remoteContent href="https://harbour.example/q7.jpg"/></contentSet>',
)

_CORRECTION = _item(
    8,
    f"""<itemMeta><itemClass qcode="ninat:text"/><signal qcode="sig:correction"/>
<link rel="irel:corrects" residref="{_GUID}1"/><link rel="irel:corrects" guidref="q-old"/></itemMeta>""",
    _xhtml("<h1>Ferry: 210 aboard, not 212</h1><p>The ferry had 210 people on board.</p>"),
)

_MESSAGE = f"""<newsMessage {{xmlns}}><header><sent>2026-03-06T12:00:00Z</sent></header><itemSet>
{_PICTURE}{_EMBARGOED}{_CORRECTION}<packageItem guid="urn:x:p"/></itemSet></newsMessage>"""

EXAMPLES = (
    Example(
        name="usable, with XHTML",
        data=_document(_USABLE),
        gives=(
            {
                "uri": f"{_GUID}1",
                "story_id": keys.story_id(None, f"{_GUID}1"),
                "version": "2",
                "provider": "Harbour News",
                "headline": "Ferry runs aground off Larne",
                "slugline": "FERRY-GROUNDING",
                "language": "en",
                "urgency": 3,
                "genre": "Current",
                "subjects": ("medtop:03000000", "subj:03010001", "ferries"),
                "byline": "Ann Writer",
                "edNote": "Picture to follow",
                "versionCreated": "2026-03-06T09:15:00+01:00",
                "pubStatus": "usable",
                "embargoedUntil": None,
                "body": "BELFAST (Harbour News) – A ferry with 212 people on board ran aground on Friday.\n\n"
                "Nobody was hurt,\npolice said.",
                "rights": {"usageTerms": "No archiving."},
                "signals": (),
                "links": (),
                "warnings": ("edNote: not for publication, left out",),
            },
        ),
    ),
    Example(
        name="an update with a prefix, NITF, signals and a link to its predecessor",
        data=_document(_UPDATE),
        gives=(
            {
                "provider": "harbour.example",
                "headline": "UPDATE 1-Ferry freed off Larne",
                "dateline": {
                    "text": "LARNE, March 6 (Harbour News)",
                    "place": "LARNE",
                    "country": None,
                    "date": None,
                },
                "body": "Tugs freed the ferry.\n\nAll 212 people walked ashore.",
                "signals": ("sig:update", "sig:atomic", "rtr:msgType:S", "edStat:U"),
                "links": ({"type": "evolves_from", "story_id": keys.story_id(None, f"{_GUID}1")},),
                "warnings": ("description: not carried, left out", "remoteContent: not carried, left out"),
            },
        ),
    ),
    Example(
        name="canceled, with an empty body",
        data=_document(_CANCELED),
        gives=(
            {
                "story_id": keys.story_id(None, f"{_GUID}1"),
                "version": "3",
                "pubStatus": "canceled",
                "body": None,
                "edNote": "STORY WITHDRAWN: the ferry was on an exercise",
                "warnings": (),
            },
        ),
    ),
    Example(
        name="withheld, without an offset",
        data=_document(_WITHHELD),
        gives=(
            {
                "pubStatus": "withheld",
                "versionCreated": "2026-03-06T12:00:00+00:00",
                "provider": None,
                "warnings": (
                    "versionCreated: has no offset from UTC, taken as UTC",
                    "pubStatus withheld: came with a text",
                ),
            },
        ),
    ),
    Example(
        name="under embargo, in plain text",
        data=_document(_EMBARGOED),
        gives=(
            {
                "pubStatus": "usable",
                "embargoedUntil": "2026-03-06T18:00:00+01:00",
                "body": "The council passed the budget.\n\nTaxes stay.",
                "warnings": (),
            },
        ),
    ),
    Example(
        name="under an embargo whose end is not given",
        data=_document(_OPEN_EMBARGO),
        gives=(
            {
                "headline": "Prize goes to bridge",
                "body": None,
                "embargoedUntil": "2999-12-31T00:00:00+00:00",
                "warnings": ("embargoed: no instant that can be read, held without a known end",),
            },
        ),
    ),
    Example(
        name="a message with two stories, a picture and a package",
        data=_document(_MESSAGE),
        gives=(
            {
                "headline": "Harbour budget passed",
                "warnings": ("newsMessage: 2 items that are no stories, left out",),
            },
            {
                "headline": "Ferry: 210 aboard, not 212",
                "signals": ("sig:correction",),
                "links": (
                    {"type": "corrects", "story_id": keys.story_id(None, f"{_GUID}1")},
                    {"type": "corrects", "story_id": keys.story_id("harbour", "q-old")},
                ),
            },
        ),
    ),
)
