"""Our JSON: `{"id", "headline", "body", "published", "source"}`, one story or a list of them."""

from collections.abc import Iterator

from stream.extract.engine import Engine
from stream.messages import Edge, EdgeType, Item
from stream.wire.draft import Draft, to_item
from stream.wire.fields import Fields, names_in, stories_of
from stream.wire.format import Format
from stream.wire.identity import edges, issuer_of_id
from stream.wire.newscodes import pub_status, signals_of
from stream.wire.newswire_json_samples import EXAMPLES
from stream.wire.source import Source

_OWN = frozenset({"id", "headline", "body", "published", "source"})
_LINKS: dict[str, EdgeType] = {
    "supersedes": "supersedes",
    "evolvesFrom": "evolves_from",
    "corrects": "corrects",
    "retracts": "retracts",
    "repeats": "repeats",
}
_SAID = {"version", "language", "pubstatus", "embargoeduntil", "slugline", "urgency", "genre", "ednote", "signals"}
_READ = _OWN | _SAID | {name.lower() for name in _LINKS}


def recognises(source: Source) -> bool:
    """Tell whether the first story has any of our fields."""
    return bool(names_in(source) & _OWN)


def read(source: Source, engine: Engine) -> tuple[Item, ...]:
    """Return an item a story."""
    return tuple(to_item(_draft(story, source), source, engine) for story in stories_of(source.json))


def _draft(story: Fields, source: Source) -> Draft:
    native_id, provider = story.identifier("id"), story.text("source") or source.provider
    numbered_by = provider or source.feed
    if unknown := len(story.names() - _READ):
        story.lose("story", f"{unknown} unknown fields")
    return Draft(
        native_id=native_id,
        issuer=issuer_of_id(native_id, numbered_by),
        version=story.identifier("version"),
        provider=provider,
        headline=story.text("headline"),
        slugline=story.label("slugline"),
        declared=story.label("language"),
        urgency=story.urgency(),
        genre=story.label("genre"),
        versionCreated=story.version_created("published"),
        pubStatus=pub_status(story),
        embargoedUntil=story.embargo("embargoedUntil"),
        body=story.text("body"),
        edNote=story.label("edNote"),
        signals=signals_of(story, "signals"),
        links=tuple(_links(story, numbered_by)),
        warnings=story.losses.notes(),
    )


def _links(story: Fields, numbered_by: str | None) -> Iterator[Edge]:
    for name, kind in _LINKS.items():
        yield from edges(kind, ((issuer_of_id(one, numbered_by), one) for one in story.identifiers(name)))


FORMAT = Format(
    name="newswire-json",
    summary="our JSON: id, headline, body, published, source",
    priority=20,
    content_types=("application/json",),
    recognises=recognises,
    read=read,
    examples=EXAMPLES,
)
