"""The compiled gazetteer: built whole, found by name and by skeleton, refused if it is something else."""

from pathlib import Path

import pytest

from stream.extract.engine import Engine
from stream.lexicon.gazetteer import Gazetteer
from stream.lexicon.spelling import name_key, skeleton_key


@pytest.mark.parametrize(
    ("name", "key"),
    [("Deir ez-Zor", "deir ez zor"), ("São Paulo", "sao paulo"), ("Al Buşayrah", "al busayrah"), ("Sana'a", "sanaa"),
     ("Łódź", "lodz"), ("St. John’s", "st johns")],
)  # fmt: skip
def test_key_forgives_accents_and_punctuation(name: str, key: str) -> None:
    """Names are compared without accents, apostrophes and hyphens."""
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [("Deir Ezzor", "Deir ez-Zor"), ("Busayra", "Al Busayrah"), ("Raqqa", "Ar-Raqqah"), ("Duma", "Dumma")],
)
def test_skeleton_forgives_transliteration(one: str, other: str) -> None:
    """Article, blanks, doubled letters and a final h do not part two spellings."""
    assert skeleton_key(name_key(one)) == skeleton_key(name_key(other))


def test_town_is_found_with_its_facts(engine: Engine) -> None:
    """A row has id, country, division, coordinates and population."""
    town = engine.gazetteer.find("homs")[0]
    assert (town.geonames, town.country, town.area, town.alternate) == (169577, "SY", "SY.11", False)
    assert (round(town.lat), round(town.lon)) == (35, 37)
    assert town.population > 500_000


def test_towns_come_largest_first(engine: Engine) -> None:
    """Towns that share a name are sorted by population, and towns without a figure are kept."""
    sizes = [town.population for town in engine.gazetteer.find("mleiha")]
    assert sizes == sorted(sizes, reverse=True)
    assert 0 in sizes


def test_skeleton_finds_the_other_spelling(engine: Engine) -> None:
    """Deir Ezzor is found as Deir ez-Zor."""
    assert engine.gazetteer.find("deir ezzor") == ()
    assert "Deir ez-Zor" in {town.name for town in engine.gazetteer.find_alike("deir ezzor")}


def test_unknown_name_finds_nothing(engine: Engine) -> None:
    """No name, no town."""
    assert engine.gazetteer.find("qorvandul") == ()
    assert "qorvandul" not in engine.gazetteer


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    """A file that is no gazetteer of this format says what to do."""
    path = tmp_path / "gazetteer.bin"
    path.write_bytes(b"something else entirely")
    with pytest.raises(ValueError, match="delete it"):
        Gazetteer(path)
