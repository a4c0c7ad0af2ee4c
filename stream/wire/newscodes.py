"""IPTC NewsCodes: subjects, genres, signals and publishing status of a story, from the JSON that names them."""

from typing import cast

from stream.lexicon.words import read
from stream.messages import PubStatus
from stream.wire.fields import Fields, wrong_type


def short(uri: str) -> str:
    """Return a concept's URI as its short code, or the URI itself where the scheme is not IPTC's."""
    prefixes: dict[str, str] = read("newscodes")["prefixes"]
    long = next((prefix for prefix in prefixes if uri.startswith(prefix)), "")
    return prefixes.get(long, "") + uri.removeprefix(long)


def concept_code(concept: Fields) -> str | None:
    """Return the code of a concept: its URI, scheme and code, literal or name, whichever comes first."""
    if uri := concept.label("uri", "qcode"):
        return short(uri)
    scheme, code = concept.label("scheme"), concept.label("code")
    if scheme and code:
        return short(f"{scheme}{code}" if scheme.endswith("/") else f"{scheme}:{code}")
    return code or concept.label("literal", "name")


def concept_name(concept: Fields) -> str | None:
    """Return what people call a concept, or its code."""
    return concept.label("name") or concept_code(concept)


def signals_of(story: Fields, *names: str) -> tuple[str, ...]:
    """Return the codes by which the agency says what this version is."""
    given = (one.label("qcode", "uri", "code", "name") for one in story.described(*names))
    return tuple(short(code) for code in given if code)


def pub_status(story: Fields) -> PubStatus:
    """Return the publishing status; usable if none is given. Raises InputError (wrong_type)."""
    path, given = story.find("pubStatus")
    return "usable" if given is None else status_of(given, path)


def status_of(given: object, path: str) -> PubStatus:
    """Return the publishing status that a code means. Raises InputError (wrong_type)."""
    last = given.replace(":", "/").rsplit("/", 1)[-1].strip().lower() if isinstance(given, str) else ""
    known = read("newscodes")["statuses"].get(last)
    if known is None:
        raise wrong_type(path, "usable, withheld or canceled")
    return cast("PubStatus", known)
