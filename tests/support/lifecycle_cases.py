"""The golden lifecycle cases: what an agency sends, and what must hold in the end, whichever format it is sent in.

Written for us after the eleven cases of the field (correction then kill, embargo
just after midnight, stacked header lines …) and what lies between them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from agency_formats import ALL_WITH_IDS, WITH_LINKS, FormatName, Told
from msgspec import Struct

from stream.messages import TopicName

Values = Mapping[TopicName, Mapping[str, Any]]
"""The last value of each key, topic by topic."""

BOMB = "A car bomb exploded at a market in {place}, killing {killed} people and wounding 90, police said."
QUAKE = "A magnitude 6.8 earthquake struck Lima, killing 31 people, the civil defence agency said."
BUS = "At least 23 people were killed when a bus crashed in Quito, the ministry said."
CALM = "The town council of Bath opened a new library, and children sang."
SPORT = "Harbour Rovers 3, Quay United 1. Rovers killed off the match with a late strike that bombed into the net."
TABLE = "Earthquakes of the week: Lima 6.8, 31 dead. Kobe 5.1, none dead."
HEADLINE = "Car bomb kills {killed} in {place}"
SLUG = "{place}-BLAST/"


class Ends(Struct, frozen=True, kw_only=True):
    """What must hold in the end, in words that a reader can compare.

    `stories` has state and change of each; `events` and `alerts` those that
    each story founded, as type and state, or kind and state; `manifests` the
    kind of each with its story, all of them complete; `chains` the stories
    that share one, where that is more than one; `records` how many story
    records there were.
    """

    stories: dict[str, str] = {}
    events: dict[str, list[str]] = {}
    alerts: dict[str, list[str]] = {}
    manifests: list[str] = []
    chains: list[str] = []
    rejects: list[str] = []
    warnings: dict[str, list[str]] = {}
    records: dict[str, int] = {}


class Case(Struct, frozen=True, kw_only=True):
    """Inputs in the order of their arrival. `ends` of a case with an embargo holds after its release, nothing before.

    `counted` names the stories whose records are counted and warnings compared.
    """

    name: str
    inputs: tuple[Told, ...]
    ends: Ends
    formats: tuple[FormatName, ...] = ALL_WITH_IDS
    counted: bool = False
    warned: bool = False
    is_held: bool = False


def attack(name: str = "a", made: int | None = 0, killed: int = 42, place: str = "Mosul", **changes: Any) -> Told:
    """Return a version of a story with one attack in it."""
    plain: dict[str, Any] = {
        "headline": HEADLINE.format(killed=killed, place=place),
        "body": BOMB.format(killed=killed, place=place),
        "slug": SLUG.format(place=place.upper()),
    }
    return Told(name=name, made=made, **plain | changes)


def taken_back(name: str = "a", made: int = 60, status: str = "canceled", **changes: Any) -> Told:
    """Return a version that is nothing but a status."""
    return Told(name=name, made=made, status=status, **changes)


def advisory(*lines: str, name: str = "k", made: int = 60, **changes: Any) -> Told:
    """Return a note to editors about another story."""
    plain: dict[str, Any] = {"headline": lines[0], "body": "\n\n".join(lines[1:]) or None, "signed": False}
    return Told(name=name, made=made, **plain | changes)


_CORRECTED = attack(made=30, killed=24, signals=("sig:correction",), headline="CORRECTED-Car bomb kills 24 in Mosul")
_KILLED_CORRECTION = (
    attack(),
    _CORRECTED,
    taken_back(made=45, number="9", headline="CORRECTED-Car bomb kills 24 in Mosul"),
)
_ALL_GONE = Ends(
    stories={"a": "retracted kill"},
    events={"a": ["ASSAULT retracted"]},
    alerts={"a": ["Cancel retracted"]},
    manifests=["correction a", "kill a"],
)
_ACTIVE = Ends(stories={"a": "active new"}, events={"a": ["ASSAULT active"]}, alerts={"a": ["Alert active"]})
_KILLED = Ends(
    stories={"a": "retracted kill"},
    events={"a": ["ASSAULT retracted"]},
    alerts={"a": ["Cancel retracted"]},
    manifests=["kill a"],
)

GOLDEN = (
    Case(name="1 a correction, then canceled with an empty body", inputs=_KILLED_CORRECTION, ends=_ALL_GONE),
    Case(
        name="2 the same in reverse order",
        inputs=tuple(reversed(_KILLED_CORRECTION)),
        ends=Ends(stories={"a": "retracted kill"}),
    ),
    Case(
        name="2 the same twice, then in reverse order",
        inputs=(*_KILLED_CORRECTION, *_KILLED_CORRECTION, *reversed(_KILLED_CORRECTION)),
        ends=_ALL_GONE,
    ),
    Case(
        name="3 under embargo until just after local midnight, with a note",
        inputs=(attack(embargo="@release@", note="Embargoed: not for release before 00:01"),),
        ends=Ends(
            stories={"a": "active new"},
            events=_ACTIVE.events,
            alerts=_ACTIVE.alerts,
            records={"a": 1},
        ),
        counted=True,
        is_held=True,
    ),
    Case(
        name="4 usable and under embargo, corrected during the hold",
        inputs=(
            attack(embargo="@release@"),
            attack(made=20, killed=24, embargo="@release@", signals=("sig:correction",)),
        ),
        ends=Ends(
            stories={"a": "active correction"},
            events=_ACTIVE.events,
            alerts=_ACTIVE.alerts,
            records={"a": 1},
        ),
        counted=True,
        is_held=True,
    ),
    Case(
        name="5 canceled, naming the story that it takes back",
        inputs=(attack(), taken_back("k", links=(("retracts", "a"),))),
        ends=Ends(
            stories={"a": "retracted kill", "k": "retracted kill"},
            events=_KILLED.events,
            alerts=_KILLED.alerts,
            manifests=["kill a"],
        ),
        formats=WITH_LINKS,
    ),
    Case(
        name="6 with a link to its earlier version",
        inputs=(attack(), attack(made=30, killed=57, links=(("supersedes", "a"),))),
        ends=Ends(stories={"a": "active update"}, events=_ACTIVE.events, alerts={"a": ["Update active"]}),
        formats=WITH_LINKS,
    ),
    Case(
        name="6 with a signal that it replaces the earlier version",
        inputs=(attack(), attack(made=30, killed=57, signals=("tt_sig:replace",))),
        ends=Ends(stories={"a": "active update"}, events=_ACTIVE.events, alerts={"a": ["Update active"]}),
    ),
    Case(
        name="7 stacked header lines: a refile of a lead",
        inputs=(
            attack(),
            attack(made=30, slug="MOSUL-BLAST/ (REFILE, 1ST LEAD)", headline="Car bomb kills 42 in Mosul"),
        ),
        ends=Ends(stories={"a": "active new"}, events=_ACTIVE.events, alerts=_ACTIVE.alerts, records={"a": 1}),
        counted=True,
    ),
    Case(
        name="7 stacked header lines: a second lead, third net",
        inputs=(attack(), attack(made=30, killed=57, slug="MOSUL-BLAST/ (2ND LEAD, 3RD NET)")),
        ends=Ends(stories={"a": "active update"}, events=_ACTIVE.events, alerts={"a": ["Update active"]}),
    ),
    Case(
        name="8 an alert without a headline",
        inputs=(
            Told(
                name="a", made=0, urgency=1, slug="alert", signed=False, body="Car bomb kills 42 at @a@ market in Mosul"
            ),
        ),
        ends=Ends(stories={"a": "active alert"}, events=_ACTIVE.events, alerts=_ACTIVE.alerts),
    ),
    Case(
        name="9 an urgent letter on a sports result",
        inputs=(Told(name="a", made=0, urgency=1, headline="Rovers 3, Quay 1", body=SPORT, genre="Results"),),
        ends=Ends(stories={"a": "active new"}),
    ),
    Case(
        name="9 an urgent letter on a table",
        inputs=(Told(name="a", made=0, urgency=1, headline="Table of earthquakes", body=TABLE, genre="Table"),),
        ends=Ends(stories={"a": "active new"}),
    ),
    Case(
        name="10 no offset in its instant, an urgency that is none, slug URGENT",
        inputs=(attack(instant="2026-03-06T10:00:00", urgency=12, slug="URGENT"),),
        ends=Ends(
            stories={"a": "active alert"},
            events=_ACTIVE.events,
            alerts=_ACTIVE.alerts,
            warnings={"a": ["expected 1 to 9, left out", "has no offset from UTC, taken as UTC"]},
        ),
        warned=True,
    ),
    Case(
        name="11 three times: the same bytes, another envelope, another category",
        inputs=(attack(), attack(), attack(number="7", note="again"), attack(genre="International")),
        ends=Ends(stories={"a": "active new"}, events=_ACTIVE.events, alerts=_ACTIVE.alerts, records={"a": 1}),
        counted=True,
    ),
)

_LADDER = (
    Told(
        name="a",
        made=0,
        urgency=1,
        headline="FLASH: Blast at Mosul market",
        body="Blast at Mosul market.",
        slug="MOSUL-BLAST/",
    ),
    attack(made=2, killed=12, urgency=2, headline="URGENT-Car bomb kills 12 in Mosul"),
    attack(made=10, killed=24, slug="MOSUL-BLAST/ (1ST LEAD)"),
    attack(made=20, killed=31, slug="MOSUL-BLAST/ (UPDATE 2)"),
    attack(made=25, killed=35, slug="MOSUL-BLAST/ (3rd Ld-Writethru)"),
    attack(made=30, killed=42, headline="CORRECTED-Car bomb kills 42 in Mosul", signals=("sig:correction",)),
    attack(made=35, killed=42, headline="REFILE-Car bomb kills 42 in Mosul"),
    attack(made=40, killed=42, headline="REFILE-Car bomb kills 42 in Mosul"),
)

LIFE = (
    Case(
        name="flash, urgent, lead, update, write-through, correction, refile, repeat",
        inputs=_LADDER,
        ends=Ends(
            stories={"a": "active refile"},
            events={"a": ["ASSAULT active"]},
            alerts={"a": ["Update active"]},
            manifests=["correction a"],
            records={"a": 7},
        ),
        counted=True,
    ),
    Case(
        name="flash … repeat, then killed",
        inputs=(*_LADDER, taken_back()),
        ends=_ALL_GONE,
    ),
    Case(
        name="withheld and released",
        inputs=(attack(), taken_back(made=30, status="withheld"), attack(made=50)),
        ends=Ends(
            stories={"a": "active release"},
            events={"a": ["ASSAULT active"]},
            alerts={"a": ["Update active"]},
            manifests=["hold a"],
        ),
    ),
    Case(
        name="withheld",
        inputs=(attack(), taken_back(made=30, status="withheld")),
        ends=Ends(
            stories={"a": "suspended hold"},
            events={"a": ["ASSAULT suspended"]},
            alerts={"a": ["Cancel suspended"]},
            manifests=["hold a"],
        ),
    ),
    Case(
        name="a story without events, killed",
        inputs=(Told(name="a", made=0, headline="Bath opens library", body=CALM), taken_back()),
        ends=Ends(stories={"a": "retracted kill"}, manifests=["kill a"]),
    ),
    Case(
        name="a correction that leaves one of three events out",
        inputs=(
            attack(body="\n\n".join((BOMB.format(killed=42, place="Mosul"), QUAKE, BUS))),
            attack(
                made=30, signals=("sig:correction",), body="\n\n".join((BOMB.format(killed=42, place="Mosul"), BUS))
            ),
        ),
        ends=Ends(
            stories={"a": "active correction"},
            events={"a": ["ACCIDENT active", "ASSAULT active", "DISASTER retracted"]},
            alerts={"a": ["Alert active", "Alert active", "Cancel retracted"]},
            manifests=["correction a"],
        ),
    ),
    Case(
        name="a story in place of another one",
        inputs=(attack(), attack("b", 30, 57, links=(("supersedes", "a"),))),
        ends=Ends(
            stories={"a": "superseded update", "b": "active update"},
            events={"a": ["ASSAULT superseded"], "b": ["ASSAULT active"]},
            alerts={"a": ["Cancel superseded"], "b": ["Alert active"]},
            manifests=["supersede a"],
            chains=["ab"],
        ),
        formats=WITH_LINKS,
    ),
    Case(
        name="a story that goes on from another one",
        inputs=(attack(), attack("b", 30, 57, links=(("evolves_from", "a"),))),
        ends=Ends(
            stories={"a": "active new", "b": "active update"},
            events={"a": ["ASSAULT active"], "b": ["ASSAULT active"]},
            alerts={"a": ["Alert active"], "b": ["Alert active"]},
            chains=["ab"],
        ),
    ),
    Case(
        name="one story of a chain is killed",
        inputs=(
            attack(),
            attack("b", 30, 57, links=(("evolves_from", "a"),)),
            attack("c", 40, 61, links=(("evolves_from", "b"),)),
            taken_back("b"),
        ),
        ends=Ends(
            stories={"a": "active new", "b": "retracted kill", "c": "active update"},
            events={"a": ["ASSAULT active"], "b": ["ASSAULT retracted"], "c": ["ASSAULT active"]},
            alerts={"a": ["Alert active"], "b": ["Cancel retracted"], "c": ["Alert active"]},
            manifests=["kill b"],
            chains=["abc"],
        ),
    ),
    Case(
        name="a note on a correction is no event",
        inputs=(
            attack(),
            advisory(
                "ADVISORY-Mosul blast",
                "Editors: we will correct the story on the car bomb in Mosul, which killed 24 people, not 42.",
                genre="Advisory",
            ),
        ),
        ends=_ACTIVE,
    ),
)

ADVISORIES = (
    Case(
        name="a kill advisory with a link",
        inputs=(attack(), advisory("KILL-Mosul blast", "Please kill this story.", links=(("retracts", "a"),))),
        ends=_KILLED,
        formats=WITH_LINKS,
    ),
    Case(
        name="a kill advisory with an id in its text",
        inputs=(
            attack(),
            attack("b", 5, 31, "Lagos"),
            advisory("KILL KILL KILL", "Please kill item @a@: the story is wrong."),
        ),
        ends=Ends(
            stories={"a": "retracted kill", "b": "active new"},
            events={"a": ["ASSAULT retracted"], "b": ["ASSAULT active"]},
            alerts={"a": ["Cancel retracted"], "b": ["Alert active"]},
            manifests=["kill a"],
        ),
    ),
    Case(
        name="a kill advisory that quotes a headline",
        inputs=(
            attack(),
            attack("b", 5, 31, "Lagos"),
            advisory("KILL KILL KILL", 'Please kill our item "Car bomb kills 42 in Mosul". Nobody was hurt.'),
        ),
        ends=Ends(
            stories={"a": "retracted kill", "b": "active new"},
            events={"a": ["ASSAULT retracted"], "b": ["ASSAULT active"]},
            alerts={"a": ["Cancel retracted"], "b": ["Alert active"]},
            manifests=["kill a"],
        ),
        formats=(*ALL_WITH_IDS, "plain"),
    ),
    Case(
        name="a kill advisory under the slug of its story",
        inputs=(attack(), advisory("Kill: story is wrong", "Please kill this story.", slug="MOSUL-BLAST/ (KILL)")),
        ends=_KILLED,
    ),
    Case(
        name="a kill advisory before its story",
        inputs=(
            advisory("KILL KILL KILL", 'Please kill our item "Car bomb kills 42 in Mosul". Nobody was hurt.'),
            attack(),
        ),
        ends=Ends(rejects=["retraction_unresolved"]),
    ),
    Case(
        name="a kill advisory that fits two stories",
        inputs=(
            attack(),
            attack("b", 5, body=BOMB.format(killed=42, place="Mosul") + " The market was crowded."),
            advisory("KILL KILL KILL", 'Please kill our item "Car bomb kills 42 in Mosul". Nobody was hurt.'),
        ),
        ends=Ends(
            stories={"a": "active new", "b": "active new"},
            events={"a": ["ASSAULT active"], "b": ["ASSAULT active"]},
            alerts={"a": ["Alert active"], "b": ["Alert active"]},
            rejects=["retraction_unresolved"],
        ),
    ),
    Case(
        name="a kill advisory that fits two stories, one of which comes again",
        inputs=(
            attack(),
            attack("b", 5, body=BOMB.format(killed=42, place="Mosul") + " The market was crowded."),
            advisory("KILL KILL KILL", 'Please kill our item "Car bomb kills 42 in Mosul". Nobody was hurt.'),
            attack(),
        ),
        ends=Ends(
            stories={"a": "active new", "b": "active new"},
            events={"a": ["ASSAULT active"], "b": ["ASSAULT active"]},
            alerts={"a": ["Alert active"], "b": ["Alert active"]},
            rejects=["retraction_unresolved"],
        ),
    ),
    Case(
        name="a kill advisory with a link before its story",
        inputs=(advisory("KILL-Mosul blast", "Please kill this story.", links=(("retracts", "a"),)), attack()),
        ends=Ends(rejects=["retraction_unresolved"]),
        formats=WITH_LINKS,
    ),
    Case(
        name="a hold advisory and a release advisory",
        inputs=(
            attack(),
            advisory("HOLD HOLD HOLD", "Please hold item @a@ until further notice.", name="h", made=20),
            advisory("HOLD RELEASED", "Item @a@ may be released.", name="r", made=30),
        ),
        ends=Ends(
            stories={"a": "active release"},
            events={"a": ["ASSAULT active"]},
            alerts={"a": ["Update active"]},
            manifests=["hold a"],
        ),
    ),
    Case(
        name="a hold advisory and a later version",
        inputs=(
            attack(),
            advisory("HOLD HOLD HOLD", "Please hold item @a@ until further notice.", name="h", made=20),
            attack(made=50),
        ),
        ends=Ends(
            stories={"a": "active release"},
            events={"a": ["ASSAULT active"]},
            alerts={"a": ["Update active"]},
            manifests=["hold a"],
        ),
    ),
)

INFERRED = (
    Case(
        name="a lead under an id of its own",
        inputs=(attack(), attack("b", 30, 57, headline="1ST LEAD: Car bomb kills 42 in Mosul")),
        ends=Ends(
            stories={"a": "active new", "b": "active update"},
            events={"a": ["ASSAULT active"], "b": ["ASSAULT active"]},
            alerts={"a": ["Alert active"], "b": ["Alert active"]},
            chains=["ab"],
        ),
        formats=(*ALL_WITH_IDS, "plain"),
    ),
    Case(
        name="another agency's story of the same headline",
        inputs=(attack(), attack("b", 30, 57, headline="UPDATE 1-Car bomb kills 42 in Mosul", provider="Quay Press")),
        ends=Ends(
            stories={"a": "active new", "b": "active update"},
            events={"a": ["ASSAULT active"], "b": ["ASSAULT active"]},
            alerts={"a": ["Alert active"], "b": ["Alert active"]},
        ),
    ),
)

CONTRADICTIONS = (
    Case(
        name="canceled, with a text",
        inputs=(attack(), attack(made=60, killed=99, status="canceled")),
        ends=Ends(
            stories=_KILLED.stories,
            events=_KILLED.events,
            alerts=_KILLED.alerts,
            manifests=_KILLED.manifests,
            warnings={"a": ["came with a text"]},
        ),
        warned=True,
    ),
    Case(
        name="a correction that is older than what it corrects",
        inputs=(attack(made=30), attack(made=10, killed=24, signals=("sig:correction",))),
        ends=Ends(
            stories={"a": "active update"},
            events=_ACTIVE.events,
            alerts=_ACTIVE.alerts,
            warnings={"a": ["a correction is older than what it corrects"]},
        ),
        warned=True,
    ),
    Case(
        name="version numbers that go back",
        inputs=(attack(number="987654321"), attack(made=30, killed=57, number="2")),
        ends=Ends(
            stories={"a": "active update"},
            events=_ACTIVE.events,
            alerts={"a": ["Update active"]},
            warnings={"a": ["lower than an earlier one, order is by versionCreated"]},
        ),
        warned=True,
    ),
    Case(
        name="two agencies with one id",
        inputs=(attack(), attack(made=30, killed=57, provider="Quay Press")),
        ends=Ends(
            stories={"a": "active update"},
            events=_ACTIVE.events,
            alerts={"a": ["Update active"]},
            warnings={"a": ["others have used this id"]},
        ),
        warned=True,
    ),
    Case(
        name="made in the year 9999",
        inputs=(attack(instant="9999-12-31T23:59:59Z"),),
        ends=Ends(
            stories=_ACTIVE.stories,
            events=_ACTIVE.events,
            alerts=_ACTIVE.alerts,
            warnings={"a": ["no instant that can be read, left out"]},
        ),
        warned=True,
    ),
    Case(
        name="made in the year 0",
        inputs=(attack(instant="0000-01-01T00:00:00Z"),),
        ends=Ends(
            stories=_ACTIVE.stories,
            events=_ACTIVE.events,
            alerts=_ACTIVE.alerts,
            warnings={"a": ["no instant that can be read, left out"]},
        ),
        warned=True,
    ),
)

CASES: Sequence[Case] = (*GOLDEN, *LIFE, *ADVISORIES, *INFERRED, *CONTRADICTIONS)
