"""Stable ids: hashes of what a thing is. No random and no clock in an id, so a replay writes the same keys."""

import hashlib

_DIGEST_BYTES = 12


def digest(*parts: str | None) -> str:
    """Return 24 hex digits of SHA-256 over the parts; None and "" differ."""
    hasher = hashlib.sha256()
    for part in parts:
        data = b"\x00" if part is None else b"\x01" + part.encode("utf-8", "surrogatepass")
        hasher.update(len(data).to_bytes(8, "big") + data)
    return hasher.digest()[:_DIGEST_BYTES].hex()


def story_id(provider: str | None, native_id: str) -> str:
    """Return the id of an agency item in all its versions."""
    return f"st-{digest('native', provider, native_id)}"


def story_id_of_text(source: str | None, headline: str | None, body: str | None) -> str:
    """Return the id of a story that came without an id of its own."""
    return f"st-{digest('text', source, headline, body)}"


def content_key(headline: str | None, body: str | None) -> str:
    """Return the fingerprint under which two texts are the same."""
    return digest("content", headline, body)


def chain_id(founding_story_id: str) -> str:
    """Return the id of an evolving story."""
    return f"ch-{digest(founding_story_id)}"


def entity_id(story: str, kind: str, name: str) -> str:
    """Return the id of an entity that no gazetteer knows."""
    return f"en-{digest(story, kind, name.casefold())}"


def report_id(story: str, event_type: str, place: str | None, nth: int) -> str:
    """Return the id of the n-th report of this type and place (GeoNames id or text) in a story."""
    return f"rp-{digest(story, event_type, place, str(nth))}"


def event_id(founding_report_id: str) -> str:
    """Return the id an event keeps for life."""
    return f"ev-{digest(founding_report_id)}"


def alert_id(rule: str, founding_event_id: str) -> str:
    """Return the id of what a rule has to say about an event."""
    return f"al-{digest(rule, founding_event_id)}"


def ce_id(topic: str, key: str, rev: int) -> str:
    """Return the CloudEvents id of a keyed record."""
    return digest(topic, key, str(rev))


def reject_ce_id(stage: str, topic: str, partition: int, offset: int) -> str:
    """Return the CloudEvents id of a reject."""
    return digest(stage, topic, str(partition), str(offset))
