"""What a NewsML-G2 item says of itself: who, where, when, what about, which status, and how it relates to others."""

from collections.abc import Iterator
from datetime import datetime

from stream.lexicon.words import read, word_set
from stream.messages import Edge, PubStatus
from stream.wire.identity import edges, issuer_of_uri
from stream.wire.instants import embargo_end, version_instant
from stream.wire.losses import Losses
from stream.wire.newscodes import short, status_of
from stream.wire.xml_tree import Element

_NAMED = (("itemMeta", "provider"), ("contentMeta", "infoSource"), ("rightsInfo", "copyrightHolder"))


def last_part(code: str) -> str:
    """Return a code without its scheme, in whichever way it is written."""
    return code.rpartition(":")[2].rpartition("/")[2]


def codes(item: Element, *path: str) -> Iterator[str]:
    """Yield the codes of the elements at a path."""
    given = (one.attribute("qcode", "uri", "literal") for one in item.all(*path))
    return (short(code) for code in given if code)


def provider_of(item: Element) -> str | None:
    """Return who the story is from: the provider, else the first source named, else who holds the rights."""
    provider = item.first("itemMeta", "provider")
    literal, qcode = (provider and provider.attribute(name) for name in ("literal", "qcode"))
    names = (item.said(*path, "name") for path in _NAMED)
    return next(names) or literal or (qcode or "").partition(":")[2] or next(filter(None, names), None)


def byline_of(item: Element) -> str | None:
    """Return who wrote it: as it is to be printed, else the names of its creators."""
    return item.said("contentMeta", "by") or item.all_said(", ", "contentMeta", "creator", "name")


def located_of(item: Element) -> str | None:
    """Return where it was made: the dateline, else the place and what it lies in."""
    place = item.first("contentMeta", "located")
    names = [] if place is None else [place.said("name"), *(wider.said("name") for wider in place.all("broader"))]
    return item.said("contentMeta", "dateline") or ", ".join(dict.fromkeys(filter(None, names))) or None


def language_of(item: Element) -> str | None:
    """Return the language tag of the content, else the one of the whole item."""
    tags = (one.attribute("tag") for one in item.all("contentMeta", "language"))
    return next(filter(None, tags), None) or item.attribute("lang")


def subjects_of(item: Element) -> Iterator[str]:
    """Yield codes, and names where there is no code."""
    for one in item.all("contentMeta", "subject"):
        code = one.attribute("qcode", "uri")
        named = short(code) if code else one.said("name") or one.attribute("literal")
        if named:
            yield named


def version_created_of(item: Element, losses: Losses) -> datetime | None:
    """Return when the version was made."""
    given = item.said("itemMeta", "versionCreated")
    return version_instant(given, "versionCreated", losses) if given else None


def embargo_of(item: Element, losses: Losses) -> datetime | None:
    """Return when the embargo ends. An element that gives no instant is an embargo too: its end is not known."""
    embargo = item.first("itemMeta", "embargoed")
    return None if embargo is None else embargo_end(embargo.words(), "embargoed", losses)


def status_of_item(item: Element) -> PubStatus:
    """Return the publishing status; usable if none is given. Raises InputError (wrong_type)."""
    status = item.first("itemMeta", "pubStatus")
    return "usable" if status is None else status_of(status.attribute("qcode", "uri") or status.words(), "pubStatus")


def signals_of_item(item: Element) -> Iterator[str]:
    """Yield the codes by which the agency says what this version is, also those that it does not call signals."""
    yield from codes(item, "itemMeta", "signal")
    prefixes = tuple(read("newsml")["signal_codes"].split())
    attributes: dict[str, str] = read("newsml")["signal_attributes"]
    for one in (each for meta in item.all("itemMeta") for each in meta.children()):
        code = one.attribute("qcode")
        if code and code.startswith(prefixes):
            yield code
        yield from (begin + said for name, begin in attributes.items() if (said := one.attribute(name)))


def links_of(item: Element, guid: str | None, numbered_by: str | None) -> Iterator[Edge]:
    """Yield an edge for each link to another item whose relation we know."""
    relations = read("newsml")["relations"]
    for link in item.all("itemMeta", "link"):
        kind = relations.get(last_part(link.attribute("rel", "reluri") or "").lower())
        target = link.attribute("residref", "guidref", "href")
        if kind and target and target != guid:
            yield from edges(kind, [(issuer_of_uri(target, numbered_by), target)])


def is_of_story_class(item: Element) -> bool | None:
    """Tell whether an item's class is that of a story, None if it has no class."""
    classes = {last_part(code) for code in codes(item, "itemMeta", "itemClass")}
    return bool(classes & word_set("newsml", "story_classes")) if classes else None
