"""The Cancel of an alert whose event has ended, is held, or no longer meets the rule: no text of the story is left."""

from stream.alerts.revision import dedupe_of, references
from stream.entries import AlertOutline
from stream.facts import State
from stream.messages import Alert, Event


def cancelled(alert_id: str, before: AlertOutline | None, event: Event) -> Alert | None:
    """Return the Cancel that an event demands; None for an alert that stands so already, or is retracted."""
    state: State = "retracted" if event.state == "active" else event.state
    if before is None or before.state in {state, "retracted"}:
        return None
    return Alert(
        alert_id=alert_id,
        rev=before.rev + 1,
        state=state,
        reason=event.reason or "no longer meets the rule",
        msgType="Cancel",
        status=before.status,
        references=references(alert_id, before.rev + 1),
        category=before.category,
        rule=before.rule,
        type=before.type,
        event_ids=(event.event_id,),
        dedupe=dedupe_of(before.rule, event),
        instruction=event.instruction,
        raised=before.raised,
        times=event.times,
    )
