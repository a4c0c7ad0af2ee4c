"""Compiling the gazetteer: what goes in comes out, and a file is there whole or not at all."""

from pathlib import Path
from typing import Any

from stream.lexicon.build_gazetteer import compile_towns
from stream.lexicon.gazetteer import Gazetteer


def _town(number: int, name: str, population: int, *alternates: str, area: str = "XA.01") -> dict[str, Any]:
    country, _, division = area.partition(".")
    return {
        "geonameid": number, "name": name, "latitude": float(number), "longitude": -float(number),
        "countrycode": country, "admin1code": division, "population": population, "alternatenames": list(alternates),
    }  # fmt: skip


_TOWNS = [
    _town(10, "Torvik", 50),
    _town(20, "Al-Torvikh", 0, "TRV", "torwik", "Торвик", "Old Torvik"),
    _town(30, "Torvik", 900, area="XB.02"),
]


def test_towns_come_back_with_their_facts(tmp_path: Path) -> None:
    """Rows are found by their name, largest first, with coordinates and division."""
    path = tmp_path / "made" / "gazetteer.bin"
    compile_towns(path, _TOWNS)
    found = Gazetteer(path).find("torvik")
    assert [(t.geonames, t.country, t.area, t.lat, t.lon, t.population) for t in found] == [
        (30, "XB", "XB.02", 30.0, -30.0, 900),
        (10, "XA", "XA.01", 10.0, -10.0, 50),
    ]


def test_alternates_are_marked_and_codes_left_out(tmp_path: Path) -> None:
    """Other Latin names are keys; codes, lower-case transliterations and other scripts are none."""
    path = tmp_path / "gazetteer.bin"
    compile_towns(path, _TOWNS)
    gazetteer = Gazetteer(path)
    assert [(t.geonames, t.alternate) for t in gazetteer.find("old torvik")] == [(20, True)]
    assert not any(key in gazetteer for key in ("trv", "torwik", "торвик"))


def test_skeletons_are_kept_apart(tmp_path: Path) -> None:
    """Another transliteration is found only by those who ask for it."""
    path = tmp_path / "gazetteer.bin"
    compile_towns(path, _TOWNS)
    assert {town.geonames for town in Gazetteer(path).find_alike("al torvikh")} == {10, 20, 30}


def test_division_has_the_middle_of_its_towns(tmp_path: Path) -> None:
    """A first-order division lies where its towns lie on average."""
    path = tmp_path / "gazetteer.bin"
    compile_towns(path, _TOWNS)
    assert Gazetteer(path).area_centres == {"XA.01": (15.0, -15.0), "XB.02": (30.0, -30.0)}


def test_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    """A second build takes the place of the first under the same name, and reports its progress."""
    path, told = tmp_path / "gazetteer.bin", []
    compile_towns(path, _TOWNS[:1])
    mapped = Gazetteer(path)
    compile_towns(path, _TOWNS, lambda done, total: told.append((done, total)))
    assert [entry.name for entry in tmp_path.iterdir()] == ["gazetteer.bin"]
    assert len(mapped.find("torvik")) == 1
    assert told[-1] == (3, 3)


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    """The order of the rows does not matter: a gazetteer is a function of its data."""
    one, other = tmp_path / "one.bin", tmp_path / "other.bin"
    compile_towns(one, _TOWNS)
    compile_towns(other, reversed(_TOWNS))
    assert one.read_bytes() == other.read_bytes()
