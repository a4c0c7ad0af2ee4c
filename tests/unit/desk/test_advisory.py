"""Advisories: what instructs about a story, how it names it, and what only reads like one."""

from typing import Any

import pytest
from building import item

from stream.desk.advisory import Kind, advisory_of
from stream.desk.declared import declared_change, is_news
from stream.messages import Edge

NOTE = "Notice to clients"

INSTRUCTIONS: tuple[tuple[Kind, str], ...] = (
    ("kill", "Please kill item dpa 157 “Ferry runs aground off Larne”."),
    ("kill", "Please kill the story."),
    ("kill", "Editors: please kill BC-Larne-Ferry, which moved in error."),
    ("kill", "Eds: Kill the story slugged Larne-Ferry. It was based on a hoax."),
    ("kill", "Kill the story slugged LARNE-FERRY, sent at 1412."),
    ("kill", "Editors: the story headlined “Ferry runs aground off Larne” has been withdrawn and should not be used."),
    ("kill", "The story headlined “Ferry runs aground off Larne” has been withdrawn."),
    ("kill", "The Larne story headlined “Ferry runs aground off Larne” is withdrawn. There will be no replacement."),
    ("kill", "(The March 6 story is withdrawn.)"),
    ("kill", "The story slugged BC-Larne-Ferry is eliminated."),
    ("kill", "BC-Larne-Ferry, sent earlier, has been eliminated."),
    ("kill", "EDITORS: STORY NUMBER 157 IS KILLED."),
    ("kill", "Attention editors - The alert on a ferry off Larne has been retracted."),
    ("kill", "Dear subscribers, please disregard our alert on the ferry."),
    ("kill", "Please disregard “Ferry runs aground off Larne”."),
    ("kill", "Please do not use the story slugged Larne-Ferry."),
    ("kill", "Editors: Do not use the item on the ferry."),
    ("kill", "We are withdrawing the story on the ferry off Larne."),
    ("kill", "Editors: We have retracted our story on the ferry."),
    ("kill", "The story on the Larne ferry should not be used. A new version follows."),
    ("kill", "Clients: the item must not be published."),
    ("kill", "Bitte die Meldung „Fähre läuft vor Larne auf“ nicht verwenden."),
    ("kill", "Die Meldung „Fähre läuft vor Larne auf“ wird zurückgezogen."),
    ("kill", "Achtung Redaktionen: Die dpa-Meldung 157 wird hiermit zurückgezogen."),
    ("kill", "Prière de ne pas utiliser la dépêche sur le ferry."),
    ("kill", "Merci d’annuler la dépêche «Un ferry s’échoue près de Larne»."),
    ("kill", "La dépêche sur le ferry est annulée."),
    ("kill", "Rogamos a nuestros abonados que anulen la noticia sobre el ferry."),
    ("kill", "La noticia «Un ferry encalla cerca de Larne» queda anulada."),
    ("hold", "Please hold the story slugged Larne-Ferry."),
    ("hold", "Please hold."),
    ("hold", "Please hold item 157 until further notice."),
    ("hold", "Please withhold publication of the story on the ferry."),
    ("hold", "Editors: hold BC-Larne-Ferry, facts are being checked."),
    ("hold", "Hold the story slugged Larne-Ferry."),
    ("hold", "Editors: the story on the ferry is on hold."),
    ("hold", "The story slugged Larne-Ferry is being held."),
    ("hold", "Bitte die Meldung „Fähre läuft vor Larne auf“ vorerst nicht bringen."),
    ("hold", "Prière de suspendre la dépêche sur le ferry."),
    ("release", "The story slugged Larne-Ferry may be released."),
    ("release", "The story can now be used."),
    ("release", "Editors: the item on the ferry may now be published."),
    ("release", "Editors: Story 157 has been released."),
    ("release", "The hold on the story slugged Larne-Ferry is lifted."),
    ("release", "The hold on BC-Larne-Ferry has been released."),
    ("release", "Please release the story on the ferry."),
    ("release", "Die Meldung „Fähre läuft vor Larne auf“ ist wieder freigegeben."),
    ("release", "La noticia sobre el ferry puede ya publicarse."),
)

NEWS = (
    "Kill the bill, protesters told lawmakers on Friday.",
    "Please kill me, the patient asked her doctor, a court heard.",
    "Please hold the line, the operator told the caller as water rose.",
    "Hold the front page, the editor said.",
    "Hold on to your hats, forecasters said.",
    "Hold hands with the story of a harbour, the new museum invites.",
    "Police killed three people in a raid on Friday.",
    "The report was withdrawn after the minister complained.",
    "The report on the ferry has been withdrawn by the ministry.",
    "The bill has been withdrawn.",
    "The troops have been withdrawn.",
    "The alert sent to millions of phones was withdrawn.",
    "The tsunami alert has been withdrawn.",
    "A flood alert issued for Larne has been withdrawn.",
    "The story of the ferry was killed off by weak ticket sales.",
    "The story that three people were killed is not true, police said.",
    "A story about a man killed in Larne won a prize on Friday.",
    "The item on the agenda was withdrawn from the vote by the mayor.",
    "The article of the constitution is eliminated in the new draft.",
    "The candidate has been eliminated.",
    "Three items were withdrawn from the auction on Friday.",
    "The hostages may be released on Friday.",
    "The hostages can now be released, the militia said.",
    "The film may be released in May.",
    "The hold on arms sales has been lifted.",
    "The hold on the shipment is released.",
    "The funds are released for use by aid agencies.",
    "Release the hostages, the bishop said.",
    "Release of the film was held up.",
    "Withhold your vote, the party asked its members.",
    "Editors say the paper will close.",
    "Editors at the Larne Herald walked out on Friday.",
    "Editors were killed and presses burned in a raid on a newspaper.",
    "Clients of the bank are withdrawing their money.",
    "Subscribers may now be published in a directory.",
    "Clients hold the fund responsible.",
    "We are withdrawing the troops, the president said.",
    "We have killed the leader of the gang, the army said.",
    "Please do not use the lifts, firefighters told guests.",
    "Please ignore the noise, the mayor told residents.",
    "Do not use the water, residents of Larne were told.",
    "Delete the app, parents are told.",
    "Withdraw the troops, thousands demanded in Larne.",
    "Withdraw the report, members told the committee.",
    "The head of the agency should not be used to prison, a wit said.",
    "Bitte nicht stören, sagte der Kapitän der Fähre.",
    "Die Truppen werden zurückgezogen.",
    "Der Antrag wird zurückgezogen.",
    "La réunion est annulée.",
    "Merci de votre visite, a dit le capitaine.",
    "La reunión queda anulada.",
    "Por favor, dijo el capitán, mantengan la calma.",
    "The embargo on the island has been lifted.",
    "A man held in a raid has been released.",
    "The new version of the phone has been recalled.",
    "The version sold in Europe is withdrawn.",
    "The lead in the water has been eliminated.",
    "The headline rate may be used to set wages.",
    "The brief was withdrawn, the court said.",
    "An advisory was withdrawn as the storm turned.",
    "Story time for children is on hold.",
)


@pytest.mark.parametrize(("kind", "text"), INSTRUCTIONS, ids=lambda value: value[:40])
def test_a_short_text_instructs_with_its_first_words(kind: Kind, text: str) -> None:
    """Whoever is told what to do with a story reads an advisory: it is no news, and says so itself."""
    told = item(headline=NOTE, body=text)
    advisory = advisory_of(told)
    assert advisory is not None
    assert advisory.kind == kind
    assert not is_news(told)
    assert declared_change(told) == kind


@pytest.mark.parametrize("text", NEWS, ids=lambda text: text[:40])
def test_news_instructs_nobody(text: str) -> None:
    """Killed, held, withdrawn and released is what happens to people and things."""
    told = item(body=text)
    assert advisory_of(told) is None
    assert is_news(told)


@pytest.mark.parametrize(("kind", "text"), [*INSTRUCTIONS[:3], *INSTRUCTIONS[29:31], *INSTRUCTIONS[39:41]])
def test_a_long_text_is_a_story(kind: Kind, text: str) -> None:
    """What begins like an instruction and goes on for more than 150 words is none."""
    del kind
    assert advisory_of(item(headline=NOTE, body=text + "\n\n" + "The ferry is afloat again. " * 40)) is None


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"headline": "KILL: Ferry runs aground"}, "kill"),
        ({"headline": "STORY WITHDRAWN-Ferry runs aground", "body": "A ferry ran aground. " * 60}, "kill"),
        ({"slugline": "LARNE-FERRY/ (KILL)"}, "kill"),
        ({"headline": "HOLD: Ferry runs aground"}, "hold"),
        ({"headline": "HOLD RELEASED: Ferry runs aground"}, "release"),
        ({"headline": None, "body": "KILL KILL KILL\n\nFerry runs aground"}, "kill"),
        ({"headline": "KILL KILL KILL", "body": None}, "kill"),
        ({"signals": ("edStat:D",)}, "kill"),
        ({"signals": ("rtr:msgType:D",)}, "kill"),
        ({"signals": ("sig:update", "edStat:D")}, "kill"),
        ({"links": (Edge(type="retracts", story_id="st-1"),)}, "kill"),
        ({"edNote": "Please kill item 157."}, "kill"),
        ({"headline": "Please kill item 157", "body": "Please kill item 157"}, "kill"),
    ],
)
def test_tags_signals_links_and_notes_instruct(changes: dict[str, Any], kind: Kind) -> None:
    """One of them is enough."""
    advisory = advisory_of(item(**changes))
    assert advisory is not None
    assert advisory.kind == kind


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"pubStatus": "canceled"},
        {"pubStatus": "withheld"},
        {"signals": ("edStat:C", "sig:update", "rtr:msgType:A")},
        {"links": (Edge(type="supersedes", story_id="st-1"), Edge(type="corrects", story_id="st-2"))},
        {"headline": "CORRECTED-Ferry runs aground"},
        {"edNote": "Please hold for release at 1800 GMT."},
        {"headline": "RELEASE: Ferry firm opens a route", "body": "The firm opens a route. " * 60},
    ],
)
def test_what_is_no_advisory(changes: dict[str, Any]) -> None:
    """A status is about the story itself; other links and signals take nothing back; a press release is a story."""
    assert advisory_of(item(**changes)) is None


def test_ids_are_found_where_they_are_called_ids() -> None:
    """URIs and codes as they stand, numbers only after a word for them; no dates, times, amounts, years."""
    text = (
        "Please kill item dpa 157, number 4711 and urn:newsml:agency.example:2026:240923-930-240378 "
        "(TX-PAR-QRS17), sent at 14:30 GMT on 06.03.2026 to 3,000 clients; 12 people, 20 pct, the 3rd in 2026. "
        "See https://agency.example/item/99. Ref 20260306123456."
    )
    advisory = advisory_of(item(headline=NOTE, body=text, slugline="Larne-Ferry"))
    assert advisory is not None
    assert set(advisory.tokens) == {
        "157", "4711", "urn:newsml:agency.example:2026:240923-930-240378", "TX-PAR-QRS17",
        "https://agency.example/item/99", "20260306123456",
    }  # fmt: skip


def test_what_comes_in_its_place_is_not_meant() -> None:
    """The story that replaces the killed one must stay up."""
    text = (
        "Please kill item dpa 157 “Ferry runs aground off Larne”. A new version follows as item dpa 160 "
        "“Ferry afloat again off Larne”. It is replaced by urn:newsml:agency.example:160. Please use item 162 instead."
    )
    advisory = advisory_of(item(headline=NOTE, body=text))
    assert advisory is not None
    assert (advisory.tokens, advisory.words) == (("157",), ("ferry runs aground off larne",))


def test_at_most_fifty_ids() -> None:
    """A long list is cut."""
    advisory = advisory_of(item(headline="KILL: all", body=" ".join(f"a{number}-x" for number in range(200))))
    assert advisory is not None
    assert len(advisory.tokens) == 50


@pytest.mark.parametrize(
    "quoted",
    [
        '"Ferry runs aground"',
        "“Ferry runs aground”",
        "„Ferry runs aground“",
        "‘Ferry runs aground’",
        "«Ferry runs aground»",
        "'Ferry runs aground'",
    ],
)
def test_a_quoted_headline_names_its_story(quoted: str) -> None:
    """Whatever the quotes; an apostrophe is none."""
    advisory = advisory_of(item(headline=NOTE, body=f"Please kill the editor's item {quoted}, that isn't ours."))
    assert advisory is not None
    assert advisory.words == ("ferry runs aground",)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"headline": "KILL: Ferry runs aground"}, ("ferry runs aground",)),
        ({"headline": "STORY WITHDRAWN-UPDATE 2-Ferry runs aground"}, ("ferry runs aground",)),
        ({"headline": "KILL KILL KILL", "slugline": "BC-Larne-Ferry, KILL"}, ("larne ferry",)),
        ({"headline": "KILL KILL KILL", "slugline": "Larne-Ferry"}, ()),
        ({"headline": NOTE, "body": "Please kill the story slugged BC-Larne-Ferry."}, ("larne ferry",)),
        ({"headline": NOTE, "body": "Please kill the story, slug: LARNE-FERRY/PORT."}, ("larne ferry port",)),
        ({"headline": NOTE, "body": "Please kill “Ferry”."}, ()),
    ],
)
def test_words_by_which_a_story_is_named(changes: dict[str, Any], words: tuple[str, ...]) -> None:
    """Its own headline or slug behind the tag, a slug that is called one; too few words name nothing."""
    advisory = advisory_of(item(**({"body": None} | changes)))
    assert advisory is not None
    assert advisory.words == words


def test_links_that_are_named() -> None:
    """A kill means what it retracts, not what it continues; a hold and a release mean any link."""
    links = (Edge(type="retracts", story_id="st-1"), Edge(type="evolves_from", story_id="st-2"))
    kill = advisory_of(item(headline="KILL: Ferry runs aground", links=links))
    hold = advisory_of(item(headline="HOLD: Ferry runs aground", links=links[1:]))
    assert kill is not None
    assert hold is not None
    assert (kill.named, hold.named) == (("st-1",), ("st-2",))


def test_a_full_story_that_withdraws_another_one_is_news() -> None:
    """It instructs and tells: a retracting link with a text of its own."""
    full = item(body="A ferry ran aground off Larne. " * 60, links=(Edge(type="retracts", story_id="st-1"),))
    assert advisory_of(full) is not None
    assert is_news(full)
    assert not is_news(item(body="See above.", links=full.links))
