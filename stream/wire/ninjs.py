"""ninjs, the IPTC's news in JSON: 2.x and 3.x, and 1.x as agencies write it. <https://iptc.org/std/ninjs/>.

A `uri` with a scheme names one item in the whole world, so a kill that gives
nothing else still finds its story.
"""

from stream.extract.engine import Engine
from stream.messages import Edge, Item
from stream.wire.draft import Draft, to_item
from stream.wire.fields import Fields, names_in, stories_of
from stream.wire.format import Format
from stream.wire.identity import edges, issuer_of_uri
from stream.wire.newscodes import concept_code, concept_name, pub_status, signals_of
from stream.wire.ninjs_samples import EXAMPLES
from stream.wire.ninjs_text import body_of, headline_of
from stream.wire.source import Source

_OWN = frozenset({"uri", "guid", "headlines", "bodies", "body_text", "body_html", "body_xhtml", "versioncreated"})
_OF_OURS = frozenset({"body", "published"})
_NOT_CARRIED = ("associations", "renditions", "descriptions", "description_text", "eventDetails")
_PREDECESSORS = ("evolvedfrom", "rewrite_of")
"""Superdesk's names for the story that this one goes on from."""


def recognises(source: Source) -> bool:
    """Tell whether the first story has a field that only ninjs has, and none that only our JSON has."""
    names = names_in(source)
    return bool(names & _OWN) and not names & _OF_OURS


def read(source: Source, engine: Engine) -> tuple[Item, ...]:
    """Return an item a story."""
    return tuple(to_item(_draft(story, source), source, engine) for story in stories_of(source.json))


def _draft(story: Fields, source: Source) -> Draft:
    uri, provider = story.identifier("uri", "guid"), _provider(story) or source.provider
    numbered_by = provider or source.feed
    return Draft(
        native_id=uri,
        issuer=issuer_of_uri(uri, numbered_by),
        uri=uri,
        version=story.label("version"),
        provider=provider,
        headline=headline_of(story),
        slugline=story.label("slugline"),
        declared=story.label("language"),
        urgency=story.urgency(),
        genre=next(filter(None, map(concept_name, story.described("genres", "genre"))), None),
        subjects=tuple(filter(None, map(concept_code, story.described("subjects", "subject")))),
        located=_names(story, "located"),
        byline=_names(story, "by", "byline", "bylines"),
        versionCreated=story.version_created("versionCreated"),
        pubStatus=pub_status(story),
        embargoedUntil=story.embargo("embargoedUntil", "embargoed"),
        body=body_of(story),
        edNote=story.label("edNote"),
        signals=signals_of(story, "signals", "signal"),
        links=_links(story, numbered_by),
        usage_terms=story.label("usageTerms"),
        warnings=_warnings(story),
    )


def _provider(story: Fields) -> str | None:
    """Return who the story is from: named so, else its first source, else who holds the rights."""
    named = _names(story, "provider", "source")
    sources = (info.label("name", "literal") for info in story.described("infoSources", "infoSource"))
    return named or next(filter(None, sources), None) or story.label("copyrightHolder")


def _names(story: Fields, *names: str) -> str | None:
    given = (one.label("name", "value") for one in story.described(*names))
    return ", ".join(filter(None, given)) or None


def _links(story: Fields, numbered_by: str | None) -> tuple[Edge, ...]:
    named = filter(None, (story.label(name) for name in _PREDECESSORS))
    return tuple(edges("evolves_from", ((issuer_of_uri(one, numbered_by), one) for one in named)))


def _warnings(story: Fields) -> tuple[str, ...]:
    for name in _NOT_CARRIED:
        path, value = story.find(name)
        if value:
            story.lose(path, "not carried")
    return story.losses.notes()


FORMAT = Format(
    name="ninjs",
    summary="IPTC ninjs 1.x, 2.x and 3.x",
    priority=10,
    content_types=("application/json", "application/vnd.iptc.g2.newsitem+json"),
    recognises=recognises,
    read=read,
    examples=EXAMPLES,
)
