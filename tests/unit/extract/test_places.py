"""Places in context: which town, how exact, and what happens to a name that no source knows."""

import pytest
from documents import document_of

from stream.extract.annotate import annotate
from stream.extract.engine import Engine
from stream.facts import Entity, EntityPlace


def _entities(body: str, engine: Engine) -> dict[str, Entity]:
    return {entity.name: entity for entity in annotate(document_of(body, gazetteer=engine.gazetteer), engine).entities}


def _place(body: str, name: str, engine: Engine) -> EntityPlace:
    entity = _entities(body, engine)[name]
    assert entity.place is not None
    return entity.place


_ROWS = [
    ("The mayor of Paris spoke in France on Monday.", "Paris", "FR", "city"),
    ("A truck overturned near Paris, Texas, on Monday.", "Paris", "US", "city"),
    ("The store in London, Ontario, was robbed.", "London", "CA", "city"),
    ("A bridge in Birmingham, Alabama, was shut.", "Birmingham", "US", "city"),
    ("Troops in Syria shelled Homs and Idlib.", "Homs", "SY", "city"),
    ("Syrian troops shelled Tripoli and Beirut, Lebanese officials said.", "Tripoli", "LB", "city"),
    ("Libyan militias fought in Tripoli.", "Tripoli", "LY", "city"),
    ("Fighting in Deir Ezzor, Syria, went on.", "Deir Ezzor", "SY", "admin1"),
    ("Clashes in the eastern Deir Ezzor province of Syria went on.", "Deir Ezzor", "SY", "admin1"),
    ("Shells fell on southwestern Damascus.", "Damascus", "SY", "city"),
    ("Syrian rebels took the town of Mleiha.", "Mleiha", "SY", "city"),
    ("Iraqi forces entered Mosul and Tal Afar.", "Mosul", "IQ", "city"),
    ("A flood in Hunan province cut roads in China.", "Hunan", "CN", "admin1"),
    ("Police in Ohio held a man.", "Ohio", "US", "admin1"),
    ("A fire broke out in Georgia, where Tbilisi sent crews.", "Georgia", "GE", "country"),
    ("Courts in Atlanta and Savannah, Georgia, were shut in the US state.", "Savannah", "US", "city"),
    ("The minister flew to Germany.", "Germany", "DE", "country"),
    ("The vote in the UK is on Thursday.", "United Kingdom", "GB", "country"),
    ("A ship was seized in the Gulf of Aden.", "Gulf of Aden", None, "region"),
    ("Shells fell near Zaporizhzhia in Ukraine.", "Zaporizhzhia", "UA", "city"),
    ("Gunmen attacked Chibok in Nigeria.", "Chibok", "NG", "city"),
    ("Ukrainian forces held Kharkiv and Kupiansk.", "Kharkiv", "UA", "city"),
    ("Drones hit Port Sudan, Sudan's army said.", "Port Sudan", "SD", "city"),
    ("A quake shook Hokkaido, Japan.", "Hokkaido", "JP", "admin1"),
    ("Rebels in Yemen hold Sanaa and Hodeidah.", "Sanaa", "YE", "city"),
    ("A court in Cambridge, Massachusetts, freed him.", "Cambridge", "US", "city"),
    ("British police searched homes in Cambridge and Leeds.", "Cambridge", "GB", "city"),
    ("A judge in Santiago, Chile, agreed.", "Santiago", "CL", "city"),
]


@pytest.mark.parametrize(("body", "name", "country", "precision"), _ROWS)
def test_place_in_context(engine: Engine, body: str, name: str, country: str | None, precision: str) -> None:
    """The words around a name decide which place it is and how exact."""
    found = {entity.name: entity.place for entity in _entities(body, engine).values() if entity.place}
    place = next(place for key, place in found.items() if key == name)
    assert (place.country, place.precision) == (country, precision)


def test_unknown_village_lies_in_the_town_named_before(engine: Engine) -> None:
    """A name in no source takes the coordinates of its implied parent and says that it is less exact."""
    body = "Two wells near Kayseri, Turkey, ran dry. Pumps in the village of Qorvandul stood still."
    town, village = _place(body, "Kayseri", engine), _place(body, "Qorvandul", engine)
    assert (village.geonames, village.country, village.precision) == (None, "TR", "admin2")
    assert (village.lat, village.lon) == (town.lat, town.lon)
    assert village.confidence < town.confidence


def test_unknown_neighbourhood_lies_in_its_town(engine: Engine) -> None:
    """A neighbourhood is stated as one, in the town the story speaks of."""
    place = _place("Shots rang out in Aleppo, Syria. The Qorvandul neighbourhood was hit.", "Qorvandul", engine)
    assert (place.country, place.precision) == ("SY", "neighbourhood")


def test_generic_name_lies_in_the_town_named_before(engine: Engine) -> None:
    """Every city has an old one: it is the one of the city told last."""
    place = _place("Snipers left Homs, Syria. The Old City was quiet.", "Old City", engine)
    assert (place.country, place.precision, place.admin1) == ("SY", "neighbourhood", "Homs")


def test_listed_villages_share_their_kind(engine: Engine) -> None:
    """Names in a list behind a place noun are places, known or not."""
    body = "In Syria's Deir Ezzor province three villages -- Qorvandul, Besmaret and Al-Tuwin -- were emptied."
    kinds = {name: entity.type for name, entity in _entities(body, engine).items()}
    assert [kinds[name] for name in ("Qorvandul", "Besmaret", "Al-Tuwin")] == ["place"] * 3


def test_like_spelling_in_a_foreign_country_is_dropped(engine: Engine) -> None:
    """A skeleton key finds places the document's countries have, and none elsewhere."""
    place = _place("Syrian rebels left the town of Zizerz in Syria.", "Zizerz", engine)
    assert (place.country, place.geonames) == ("SY", None)


def test_candidates_are_kept(engine: Engine) -> None:
    """The other places of the name are told with their scores, best first."""
    place = _place("A truck overturned in Paris on Monday.", "Paris", engine)
    assert "US" in {candidate.country for candidate in place.candidates}
    scores = [candidate.score for candidate in place.candidates]
    assert scores == sorted(scores, reverse=True)


def test_demonym_votes_but_is_no_place(engine: Engine) -> None:
    """A people's name points to the country without being a place."""
    entities = _entities("Jordanian soldiers moved to the village of Busayra.", engine)
    assert [(name, entity.place.country) for name, entity in entities.items() if entity.place] == [("Busayra", "JO")]


def test_resolved_place_has_its_geonames_id(engine: Engine) -> None:
    """A place of the gazetteer is known by its GeoNames id, so that stories share it."""
    assert _entities("Shells fell on Homs, Syria.", engine)["Homs"].entity_id == "gn:169577"


def test_facility_lies_in_the_town_of_its_name(engine: Engine) -> None:
    """A facility called by its town is placed there."""
    entities = _entities("Shells fell on Aleppo in Syria and on Aleppo Airport.", engine)
    town, airport = entities["Aleppo"].place, entities["Aleppo Airport"].place
    assert town is not None
    assert airport is not None
    assert (airport.lat, airport.country) == (town.lat, "SY")
