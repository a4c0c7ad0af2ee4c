"""The next revision of an alert: whether anybody has to hear of it, what it refers to, and what is kept of it."""

from msgspec import structs

from stream import codec, keys
from stream.entries import AlertOutline
from stream.messages import Alert, Dedupe, Event

REFERENCES_KEPT = 20
"""Earlier revisions that an alert names: the newest."""

CORRECTED = "corrected by the agency"


def revised(before: AlertOutline | None, after: Alert) -> Alert | None:
    """Return an active alert as the next revision of what was before; None where it says the same.

    Evidence alone is no reason to call again: the alert that stands names the version it was read in.
    """
    if before is None:
        return after
    if before.said == _said(after):
        return None
    return structs.replace(
        after,
        rev=before.rev + 1,
        msgType="Update",
        reason=CORRECTED if after.instruction else None,
        references=references(after.alert_id, before.rev + 1),
        raised=before.raised if before.state == "active" else after.raised,
    )


def references(alert_id: str, rev: int) -> tuple[str, ...]:
    """Return the names of the revisions before one: every one of them was sent."""
    return tuple(f"{alert_id}@{earlier}" for earlier in range(max(1, rev - REFERENCES_KEPT), rev))


def dedupe_of(rule: str, event: Event) -> Dedupe:
    """Return the key under which what a rule says about an event is one alert."""
    return Dedupe(key=f"{rule}:{event.event_id}")


def outline_of(alert: Alert) -> AlertOutline:
    """Return what is kept of an alert as it was published."""
    return AlertOutline(
        rule=alert.rule,
        type=alert.type,
        rev=alert.rev,
        state=alert.state,
        reason=alert.reason,
        status=alert.status,
        category=alert.category,
        raised=alert.raised,
        said=_said(alert),
    )


def _said(alert: Alert) -> str:
    """Return the fingerprint of what somebody would be called again for; a Cancel says nothing of it."""
    where = (alert.area.country, alert.area.text) if alert.area else None
    said = (alert.status, alert.severity, alert.certainty, alert.type, alert.headline, alert.why, where)
    return keys.digest(codec.encode(said).decode())
