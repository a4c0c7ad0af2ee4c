"""The lexicon files: complete, consistent, and part of the ruleset."""

from stream.extract.engine import Engine
from stream.lexicon.actors import actors
from stream.lexicon.countries import by_demonym, countries, country_named
from stream.lexicon.words import fingerprint, read


def test_every_country_is_complete() -> None:
    """About 250 countries have id, name and a centre on the globe."""
    assert len(countries()) > 245
    assert all(len(iso) == 2 and iso.isupper() for iso in countries())
    assert all(abs(country.lat) <= 90 and abs(country.lon) <= 180 for country in countries().values())


def test_countries_are_named_by_alias_and_people() -> None:
    """Aliases and demonyms lead to the code; the pronoun does not."""
    named = [country_named(name) for name in ("UK", "U.S.", "Türkiye", "Burma", "the Netherlands")]
    assert [country.iso for country in named if country] == ["GB", "US", "TR", "MM", "NL"]
    assert [by_demonym()[word].iso for word in ("syrian", "danes", "filipino", "swiss")] == ["SY", "DK", "PH", "CH"]
    assert country_named("us") is None


def test_every_actor_has_a_country_that_exists() -> None:
    """An actor's country is a code of countries.yml."""
    assert {actor.country for actor in actors() if actor.country} <= countries().keys()


def test_every_region_is_placed(engine: Engine) -> None:
    """The seat of each division is in the gazetteer, so that each has a code and a centre."""
    named = {(country, name) for country, rows in read("regions").items() for name in rows}
    placed = {(r.country, r.name) for rows in engine.regions.values() for r in rows if r.area}
    assert named <= placed


def test_no_two_actors_share_a_name() -> None:
    """A name or alias stands for one actor of the same country, save acronyms that several bear."""
    seen: dict[str, str] = {}
    shared = {
        alias
        for actor in actors()
        for alias in (actor.name, *actor.aliases)
        if seen.setdefault(alias, actor.name) != actor.name
    }
    assert all(alias.isupper() for alias in shared)


def test_fingerprint_depends_on_words_and_version() -> None:
    """The ruleset's id is the same for the same files and differs by version."""
    assert fingerprint("1.0") == fingerprint("1.0")
    assert fingerprint("1.0") != fingerprint("1.1")
