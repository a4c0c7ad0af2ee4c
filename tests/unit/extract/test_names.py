"""Names: their kinds, their long and short forms, and what is no name."""

import pytest
from documents import document_of

from stream.extract.annotate import annotate
from stream.extract.annotations import Annotated
from stream.extract.engine import Engine
from stream.extract.names import find_names


def _read(body: str, engine: Engine, headline: str | None = None) -> Annotated:
    return annotate(document_of(body, headline=headline, gazetteer=engine.gazetteer), engine)


_ROWS = [
    ("The plan was signed by Olivia Marsh on Monday.", "Olivia Marsh", "person"),
    ("They met President Goran Petrovich at noon.", "Goran Petrovich", "person"),
    ("They met Deputy Prime Minister Suat Kaya.", "Suat Kaya", "person"),
    ("The spokesman, Tarek al-Masri, agreed.", "Tarek al-Masri", "person"),
    ("They met Iowa Gov. Olivia Marsh.", "Olivia Marsh", "person"),
    ("They met Gen. J. K. Rowan.", "J. K. Rowan", "person"),
    ("They met Ludwig van der Berg in May.", "Ludwig van der Berg", "person"),
    ("The law was backed by the Ministry of Defence.", "Ministry of Defence", "organization"),
    ("The Food and Drug Administration agreed.", "FDA", "organization"),
    ("A man from the Bureau of Land Management agreed.", "Bureau of Land Management", "organization"),
    ("The Northwind Shipping Company is bankrupt.", "Northwind Shipping Company", "organization"),
    ("He works for Northwind Ltd. in Leeds.", "Northwind Ltd", "organization"),
    ("She teaches at Larchmont High School.", "Larchmont High School", "organization"),
    ("It was told to the SANA state news agency.", "SANA", "organization"),
    ("It was told to the Syrian Observatory for Human Rights.", "Syrian Observatory for Human Rights", "organization"),
    ("It was taken by al-Shabaab fighters.", "Al-Shabaab", "group"),
    ("It was taken by the al-Qaeda-linked Boko Haram.", "Boko Haram", "group"),
    ("He was told by UN chief Ban Ki-moon.", "United Nations", "organization"),
    ("He was told by the U.N. Security Council.", "UN Security Council", "organization"),
    ("The crowd left Larch Avenue at noon.", "Larch Avenue", "facility"),
    ("A car stopped on Highway 61 at noon.", "Highway 61", "facility"),
    ("The crowd swam in Lake Torvik at noon.", "Lake Torvik", "place"),
    ("The boat left Torvik Island at noon.", "Torvik Island", "place"),
    ("They crossed into Tornham county at noon.", "Tornham", "place"),
    ("He carried an AK-47 rifle.", "AK-47", "weapon"),
    ("They signed the Torvik Treaty.", "Torvik Treaty", "event"),
    ("Pirates took the MV Torvik at sea.", "MV Torvik", "product"),
]


@pytest.mark.parametrize(("body", "name", "kind"), _ROWS)
def test_name_has_its_kind(engine: Engine, body: str, name: str, kind: str) -> None:
    """Titles, given names, tails, heads, nouns beside it and the lexicon tell what a name is."""
    assert (name, kind) in {(entity.name, entity.type) for entity in _read(body, engine).entities}


@pytest.mark.parametrize(
    "body",
    [
        "Meanwhile, talks went on. They failed. Talks are over.",
        "On Monday in January, He and Mr were at it.",
        '"We want peace," she said. "There is hope."',
        "Chapter VII and Resolution 9 were cited.",
        "Muslims and Christians prayed.",
        "The German-French pact held.",
    ],
)
def test_capitals_that_name_nothing_are_no_entities(engine: Engine, body: str) -> None:
    """Sentence openers, days, numerals, creeds and demonyms are no names."""
    assert _read(body, engine).entities == ()


def test_surname_joins_the_full_name(engine: Engine) -> None:
    """Short forms are mentions of the person named in full."""
    annotated = _read("Tarek al-Masri spoke. Masri left. Later al-Masri came back.", engine)
    assert [entity.name for entity in annotated.entities] == ["Tarek al-Masri"]
    assert [mention.text for mention in annotated.entities[0].mentions] == ["Tarek al-Masri", "Masri", "al-Masri"]


def test_acronym_in_brackets_joins_the_long_form(engine: Engine) -> None:
    """The acronym of "Long Name (LN)" is an alias from then on."""
    annotated = _read("The Torvik Harbour Union (THU) met. The vote of the THU was close.", engine)
    assert [(entity.name, entity.aliases) for entity in annotated.entities] == [("Torvik Harbour Union", ("THU",))]


def test_tail_alone_joins_the_organization_named_before(engine: Engine) -> None:
    """The word "Observatory" alone is the observatory that was named."""
    annotated = _read("The Torvik Tide Observatory spoke. The Observatory was sure.", engine)
    assert [len(entity.mentions) for entity in annotated.entities] == [2]


def test_title_case_headline_yields_what_the_body_knows(engine: Engine) -> None:
    """Where all words stand in capitals, only known names and those of the body count."""
    annotated = _read(
        "The pact was signed by Olivia Marsh in Oslo.", engine, headline="Marsh Signs Historic Pact After Long Night"
    )
    assert [m.text for m in annotated.mentions if m.text_of == "headline"] == ["Marsh"]


def test_dateline_names_its_place_and_agency(engine: Engine) -> None:
    """Place and agency of a dateline are entities, though the dateline is no sentence."""
    annotated = _read("OSLO (AFP) - The port was shut.", engine)
    assert [(entity.name, entity.type) for entity in annotated.entities] == [("Oslo", "place"), ("AFP", "organization")]


def test_town_inside_a_name_is_told(engine: Engine) -> None:
    """The name "Leeds Police" tells of Leeds where nothing else does."""
    assert {entity.name for entity in _read("A man was held, Leeds Police said.", engine).entities} == {
        "Leeds Police",
        "Leeds",
    }


def test_actor_has_code_and_wikidata(engine: Engine) -> None:
    """Known actors carry class and country, and a Wikidata id where we are sure."""
    sana, hamas = _read("SANA and Hamas were quoted.", engine).entities
    assert (sana.actor, sana.wikidata) == ("SY.state_media", None)
    assert (hamas.actor, hamas.entity_id) == ("PS.terror", "wd:Q38799")


def test_salience_favours_headline_and_repetition(engine: Engine) -> None:
    """What the headline names and the story repeats is what it is about."""
    annotated = _read(
        "Olivia Marsh left Oslo. Marsh spoke.\n\nIt rained in Rome.", engine, headline="Olivia Marsh quits as minister"
    )
    salience = {entity.name: entity.salience for entity in annotated.entities}
    assert salience["Olivia Marsh"] == 1.0
    assert salience["Olivia Marsh"] > salience["Oslo"] > salience["Rome"]


def test_mentions_are_slices_of_their_text(engine: Engine) -> None:
    """Every mention, time and quantity is the slice its offsets say, in order."""
    body = "OSLO (AFP) - Olivia Marsh, 22, met 12 envoys in\nOslo on Monday.\n\nMarsh left for Northwind Ltd. in May."
    annotated = _read(body, engine, headline="Marsh in Oslo")
    document = annotated.document
    spans = [(m.text_of, m.start, m.end, m.text) for m in annotated.mentions]
    spans += [(t.text_of, t.start, t.end, t.text) for t in annotated.times]
    spans += [(q.text_of, q.start, q.end, q.text) for q in annotated.quantities]
    assert len(spans) > 9
    assert all(document.text(text_of)[start:end] == text for text_of, start, end, text in spans)
    ids = {entity.entity_id for entity in annotated.entities}
    assert {mention.entity_id for mention in annotated.mentions} == ids


@pytest.mark.parametrize(
    "body",
    [
        "Artillery fire struck a market in Kharkiv.",
        "Mobile phones were seized by the guards.",
        "Reading the report took the judges hours.",
        "Mine workers in Poland went on strike.",
        "Nice weather is forecast for the weekend.",
        "Split opinions remained, said police in Leeds.",
    ],
)
def test_a_word_that_opens_a_sentence_is_no_place_by_its_capital(engine: Engine, body: str) -> None:
    """That some town bears the name of a common word is not enough where any word has a capital."""
    found = [name for name in find_names(document_of(body), engine) if name.first == 0]
    assert [name.key for name in found if name.type == "place"] == []


@pytest.mark.parametrize(
    ("body", "town"),
    [
        ("Homs was shelled on Friday.", "Homs"),
        ("Mobile, Alabama, was flooded.", "Mobile"),
        ("Reading was flooded, British officials said.", "Reading"),
        ("Split fell silent. Thousands marched in Split.", "Split"),
        ("Tours stood still. The mayor left Tours in haste for Paris.", "Tours"),
    ],
)
def test_an_opening_town_has_other_evidence(engine: Engine, body: str, town: str) -> None:
    """A large city, a wider place beside it, its country with a verb, or a mention in mid-sentence make it one."""
    found = find_names(document_of(body), engine)[0]
    assert (found.key, found.type) == (town, "place")
