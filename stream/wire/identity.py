"""Who numbers a story, so that one native id means one story: its issuer, or nobody where the id is unique on Earth.

A link names its target by the same rule, so that it finds the story that came
under that id.
"""

from collections.abc import Iterable, Iterator

from stream import keys
from stream.lexicon.words import word_set
from stream.messages import Edge, EdgeType


def issuer_of_uri(native_id: str | None, issuer: str | None) -> str | None:
    """Return the issuer of an id that should be a URI: nobody if it has a scheme."""
    return None if native_id and ":" in native_id else issuer


def issuer_of_id(native_id: str | None, issuer: str | None) -> str | None:
    """Return the issuer of an id of any shape: nobody if its scheme is one of the worldwide ones."""
    scheme, colon, _ = (native_id or "").partition(":")
    return None if colon and scheme.lower() in word_set("newscodes", "schemes") else issuer


def edges(kind: EdgeType, targets: Iterable[tuple[str | None, str]]) -> Iterator[Edge]:
    """Yield an edge to each target, given as issuer and native id."""
    return (Edge(type=kind, story_id=keys.story_id(issuer, native_id)) for issuer, native_id in targets)
