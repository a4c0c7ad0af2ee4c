"""Our JSON: `{"id", "headline", "body", "published", "source"}`, one story or a list of them."""

import json

from stream.extract.engine import Engine
from stream.messages import Item
from stream.wire.draft import Draft, to_item
from stream.wire.fields import Fields, names_in, stories_of
from stream.wire.format import Example, Format
from stream.wire.newscodes import pub_status
from stream.wire.source import Source

_OWN = frozenset({"id", "headline", "body", "published", "source"})
_READ = _OWN | {"version", "language", "pubstatus", "embargoeduntil"}


def recognises(source: Source) -> bool:
    """Tell whether the first story has any of our fields."""
    return bool(names_in(source) & _OWN)


def read(source: Source, engine: Engine) -> tuple[Item, ...]:
    """Return an item a story."""
    return tuple(to_item(_draft(story, source), source, engine) for story in stories_of(source.json))


def _draft(story: Fields, source: Source) -> Draft:
    provider = story.text("source") or source.provider
    if unknown := len(story.names() - _READ):
        story.lose("story", f"{unknown} unknown fields")
    return Draft(
        native_id=story.identifier("id"),
        issuer=provider or source.feed,
        version=story.identifier("version"),
        provider=provider,
        headline=story.text("headline"),
        declared=story.label("language"),
        versionCreated=story.instant_or_utc("published"),
        pubStatus=pub_status(story),
        embargoedUntil=story.instant("embargoedUntil"),
        body=story.text("body"),
        warnings=tuple(story.lost),
    )


def _sample(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode()


_BODY = "BELFAST (Harbour News) - A ferry with 212 people on board ran aground on Friday.\r\n\r\n  Nobody was hurt. "

FORMAT = Format(
    name="newswire-json",
    summary="our JSON: id, headline, body, published, source",
    priority=20,
    content_types=("application/json",),
    recognises=recognises,
    read=read,
    examples=(
        Example(
            name="a story",
            data=_sample(
                id="q-17",
                headline="Ferry runs aground off Larne",
                body=_BODY,
                published="2026-03-06T09:15:00+01:00",
                source="Harbour News",
            ),
            gives=(
                {
                    "headline": "Ferry runs aground off Larne",
                    "body": _BODY,
                    "provider": "Harbour News",
                    "language": "en",
                    "versionCreated": "2026-03-06T09:15:00+01:00",
                    "pubStatus": "usable",
                    "headline_span": None,
                    "warnings": (),
                },
            ),
        ),
        Example(
            name="under embargo, with a field of the sender's own",
            data=_sample(
                headline="Budget passed", embargoedUntil="2026-03-06T18:00:00Z", desk="Economy", language="en"
            ),
            gives=(
                {
                    "headline": "Budget passed",
                    "embargoedUntil": "2026-03-06T18:00:00+00:00",
                    "warnings": ("story: 1 unknown fields, left out",),
                },
            ),
        ),
        Example(
            name="two stories, the second canceled",
            data=b'[{"id": 8, "headline": "Dam gates opened", "version": 2}, {"id": 9, "pubStatus": "canceled"}]',
            gives=(
                {"headline": "Dam gates opened", "version": "2", "body": None, "versionCreated": None},
                {"headline": None, "body": None, "pubStatus": "canceled"},
            ),
        ),
    ),
)
