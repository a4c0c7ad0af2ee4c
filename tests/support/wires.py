"""Stories for the flow tests, as agencies send them, written for us."""

from typing import Any

BOMB = (
    "A car bomb exploded at a market in Mosul on Friday, killing {killed} people and wounding {injured}, police said."
)
QUAKE = "A magnitude 6.8 earthquake struck Lima on Thursday, killing 31 people, the civil defence agency said."
CALM = "The town council of Bath opened a new library, and children sang."


def bomb(killed: int = 42, *, made: str = "11:00", **changes: Any) -> dict[str, Any]:
    """Return one version of a story with one attack in it, as ninjs 3."""
    body = "MOSUL, Iraq (Harbour News) - " + BOMB.format(killed=killed, injured=90)
    plain = {
        "uri": "urn:newsml:harbour.example:20260306:bomb",
        "versionCreated": f"2026-03-06T{made}:00Z",
        "pubStatus": "usable",
        "infoSources": [{"name": "Harbour News"}],
        "headlines": [{"value": f"Car bomb kills {killed} in Mosul"}],
        "bodies": [{"contentType": "text/plain", "value": body}],
    }
    return plain | changes


def killed_story(made: str = "12:00", status: str = "canceled") -> dict[str, Any]:
    """Return an instruction about the story with the attack: nothing but id, instant and status."""
    return {"uri": bomb()["uri"], "versionCreated": f"2026-03-06T{made}:00Z", "pubStatus": status}


def told(*sentences: str, made: str = "11:00", native: str = "told", **changes: Any) -> dict[str, Any]:
    """Return a story made of these sentences, each a paragraph, as our JSON."""
    plain = {
        "id": native,
        "headline": "News of the day",
        "body": "\n\n".join(sentences),
        "published": f"2026-03-06T{made}:00Z",
        "source": "Harbour News",
    }
    return plain | changes
