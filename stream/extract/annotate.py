"""A document -> everything found in it but events: entities, their mentions, times, quantities."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from stream import keys
from stream.extract.annotations import Annotated, NamedMention
from stream.extract.engine import Engine
from stream.extract.names import Name, actor_of, find_names
from stream.extract.outskirts import dateline_names, towns_within
from stream.extract.places import facility_place, resolve_places
from stream.extract.quantities import find_quantities
from stream.extract.times import find_times
from stream.facts import Entity, EntityPlace, EntityType, Mention
from stream.text.document import Document

_HEADLINE_WEIGHT, _LEAD_WEIGHT, _BODY_WEIGHT = 3.0, 2.0, 1.0


def annotate(document: Document, engine: Engine) -> Annotated:
    """Return the names, places, times and quantities of a document."""
    found = [*dateline_names(document, engine), *find_names(document, engine)]
    names = sorted([*found, *towns_within(found, engine)], key=lambda name: (name.sentence.index, name.first))
    places = resolve_places(document, names, engine)
    times = find_times(document)
    entities, ids = _entities(document, names, places)
    return Annotated(
        document=document,
        entities=entities,
        mentions=tuple(_named(document, name, ids[name.type, name.key]) for name in names),
        times=times,
        quantities=find_quantities(document, times),
    )


def _named(document: Document, name: Name, entity_id: str) -> NamedMention:
    mention = _mention(document, name)
    return NamedMention(
        text_of=mention.text_of,
        start=mention.start,
        end=mention.end,
        text=mention.text,
        type=name.type,
        entity_id=entity_id,
    )


def _mention(document: Document, name: Name) -> Mention:
    start, end = name.start_offset, name.end_offset
    text_of = name.sentence.text_of
    return Mention(text_of=text_of, start=start, end=end, text=document.text(text_of)[start:end])


def _entities(
    document: Document, names: Sequence[Name], places: Mapping[str, EntityPlace]
) -> tuple[tuple[Entity, ...], dict[tuple[EntityType, str], str]]:
    """Return the entities in order of first mention, and the id of each (type, key): one GeoNames id is one entity."""
    ids: dict[tuple[EntityType, str], str] = {}
    groups: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        entity_id = _entity_id(document, name, places)
        ids[name.type, name.key] = entity_id
        groups[entity_id].append(name)
    most = max((_weight(group) for group in groups.values()), default=1.0)
    told = [name for name in names if name.type == "place"]
    return tuple(_entity(document, key, group, told, places, most) for key, group in groups.items()), ids


def _entity_id(document: Document, name: Name, places: Mapping[str, EntityPlace]) -> str:
    place = places.get(name.key) if name.type == "place" else None
    if place is not None and place.geonames is not None:
        return f"gn:{place.geonames}"
    actor = actor_of(name)
    if actor is not None and actor.wikidata is not None:
        return f"wd:{actor.wikidata}"
    return keys.entity_id(document.story_id, name.type, name.key)


def _weight(group: Sequence[Name]) -> float:
    """Weigh mentions: headline before lead before the rest."""
    return sum(
        _HEADLINE_WEIGHT
        if name.sentence.paragraph < 0
        else _LEAD_WEIGHT
        if name.sentence.paragraph == 0
        else _BODY_WEIGHT
        for name in group
    )


def _entity(
    document: Document,
    entity_id: str,
    group: Sequence[Name],
    told: Sequence[Name],
    places: Mapping[str, EntityPlace],
    most: float,
) -> Entity:
    first = group[0]
    actor = actor_of(first)
    mentions = tuple(_mention(document, name) for name in group)
    name = _clean(first.key)
    return Entity(
        entity_id=entity_id,
        type=first.type,
        name=name,
        aliases=tuple(sorted({_clean(mention.text) for mention in mentions} - {name})),
        mentions=mentions,
        salience=round(_weight(group) / most, 3),
        place=_place(first, told, places),
        wikidata=actor.wikidata if actor else None,
        actor=actor.code if actor else None,
    )


def _place(name: Name, told: Sequence[Name], places: Mapping[str, EntityPlace]) -> EntityPlace | None:
    if name.type == "place":
        return places.get(name.key)
    return facility_place(name, told, places) if name.type == "facility" else None


def _clean(text: str) -> str:
    """Return a name on one line."""
    return " ".join(text.split())
