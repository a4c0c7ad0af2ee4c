"""A story from flash to repeat, withheld, replaced, continued; chains that are found; what contradicts itself."""

from agency_formats import ALL_WITH_IDS, WITH_LINKS, Told
from lifecycle_telling import ACTIVE, ALL_GONE, BOMB, BUS, CALM, KILLED, QUAKE, Case, Ends, advisory, attack, taken_back

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
        ends=ALL_GONE,
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
        ends=ACTIVE,
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
            stories=KILLED.stories,
            events=KILLED.events,
            alerts=KILLED.alerts,
            manifests=KILLED.manifests,
            warnings={"a": ["came with a text"]},
        ),
        warned=True,
    ),
    Case(
        name="a correction that is older than what it corrects",
        inputs=(attack(made=30), attack(made=10, killed=24, signals=("sig:correction",))),
        ends=Ends(
            stories={"a": "active update"},
            events=ACTIVE.events,
            alerts=ACTIVE.alerts,
            warnings={"a": ["a correction is older than what it corrects"]},
        ),
        warned=True,
    ),
    Case(
        name="version numbers that go back",
        inputs=(attack(number="987654321"), attack(made=30, killed=57, number="2")),
        ends=Ends(
            stories={"a": "active update"},
            events=ACTIVE.events,
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
            events=ACTIVE.events,
            alerts={"a": ["Update active"]},
            warnings={"a": ["others have used this id"]},
        ),
        warned=True,
    ),
    Case(
        name="made in the year 9999",
        inputs=(attack(instant="9999-12-31T23:59:59Z"),),
        ends=Ends(
            stories=ACTIVE.stories,
            events=ACTIVE.events,
            alerts=ACTIVE.alerts,
            warnings={"a": ["no instant that can be read, left out"]},
        ),
        warned=True,
    ),
    Case(
        name="made in the year 0",
        inputs=(attack(instant="0000-01-01T00:00:00Z"),),
        ends=Ends(
            stories=ACTIVE.stories,
            events=ACTIVE.events,
            alerts=ACTIVE.alerts,
            warnings={"a": ["no instant that can be read, left out"]},
        ),
        warned=True,
    ),
)
