"""The words and places that the finders read with, loaded once."""

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from msgspec import Struct

from stream.extract.linking import harm_index
from stream.extract.triggers import past_forms
from stream.lexicon.actors import Actor, actors
from stream.lexicon.build_gazetteer import build
from stream.lexicon.countries import Country, countries
from stream.lexicon.gazetteer import Gazetteer, default_path
from stream.lexicon.phrases import Phrases
from stream.lexicon.regions import Region, regions
from stream.lexicon.spelling import name_key
from stream.lexicon.words import fingerprint, read_all

Known = Actor | Country | Region
_SHORTEST_SHOUTED = 4


class Engine(Struct, frozen=True, kw_only=True):
    """What the finders read with. `ruleset` is a hash over all lexicon files and the package version."""

    gazetteer: Gazetteer
    known: Phrases[Known]
    regions: dict[str, tuple[Region, ...]]
    area_names: dict[str, str]
    ruleset: str


def load_engine(gazetteer_path: Path | None = None) -> Engine:
    """Return the engine; the compiled gazetteer is built at the path (default: the user's cache) if it is not there."""
    path = gazetteer_path or default_path()
    if not path.exists():
        build(path)
    gazetteer = Gazetteer(path)
    found = regions(gazetteer)
    _warm()
    return Engine(
        gazetteer=gazetteer,
        known=Phrases(_known(found)),
        regions=_by_key(found),
        area_names={r.area: r.name for r in found if r.area and r.precision == "admin1"},
        ruleset=fingerprint(version("newswire")),
    )


def _warm() -> None:
    """Build what would else be built at the first story, which then waits for it: lexicons and the triggers' index."""
    read_all()
    past_forms()
    harm_index()


def _known(found: tuple[Region, ...]) -> Iterator[tuple[str, Known]]:
    """Yield each name with what it stands for: of a shared name countries, then actors, then regions."""
    rows: tuple[Known, ...] = (*countries().values(), *actors(), *found)
    for row in rows:
        for name in (row.name, *row.aliases):
            yield name, row
            if len(name) >= _SHORTEST_SHOUTED and not isinstance(row, Actor):
                yield name.upper(), row


def _by_key(found: tuple[Region, ...]) -> dict[str, tuple[Region, ...]]:
    index: dict[str, list[Region]] = {}
    for region in found:
        for key in {name_key(name) for name in (region.name, *region.aliases)}:
            index.setdefault(key, []).append(region)
    return {key: tuple(rows) for key, rows in index.items()}
