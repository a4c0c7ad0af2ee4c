"""Samples of our JSON: they are the format's tests."""

import json

from stream import keys
from stream.wire.format import Example


def _sample(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode()


_BODY = "BELFAST (Harbour News) - A ferry with 212 people on board ran aground on Friday.\r\n\r\n  Nobody was hurt. "

EXAMPLES = (
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
        data=_sample(headline="Budget passed", embargoedUntil="2026-03-06T18:00:00Z", desk="Economy", language="en"),
        gives=(
            {
                "headline": "Budget passed",
                "embargoedUntil": "2026-03-06T18:00:00+00:00",
                "warnings": ("story: 1 unknown fields, left out",),
            },
        ),
    ),
    Example(
        name="a correction with what leads to it",
        data=_sample(
            id=10,
            source="Harbour News",
            headline="Ferry: 210 aboard, not 212",
            slugline="FERRY-GROUNDING",
            urgency=2,
            genre="Current",
            edNote="Corrects number aboard",
            signals=["sig:correction"],
            corrects="q-17",
            evolvesFrom=["urn:newsml:harbour.example:q1", 9],
            published="2026-03-06T10:15:00Z",
        ),
        gives=(
            {
                "slugline": "FERRY-GROUNDING",
                "urgency": 2,
                "genre": "Current",
                "edNote": "Corrects number aboard",
                "signals": ("sig:correction",),
                "links": (
                    {"type": "evolves_from", "story_id": keys.story_id(None, "urn:newsml:harbour.example:q1")},
                    {"type": "evolves_from", "story_id": keys.story_id("Harbour News", "9")},
                    {"type": "corrects", "story_id": keys.story_id("Harbour News", "q-17")},
                ),
                "warnings": (),
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
)
