"""What a wire ended with, in the words of the golden cases: read from the last value of each key."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from agency_formats import Wire
from lifecycle_telling import Case, Ends, Values


def names_of(case: Case, wire: Wire) -> dict[str, str]:
    """Return the name of each story of a case, by its id."""
    return {wire.story_id(told): told.name for told in case.inputs}


def seen_of(case: Case, wire: Wire, values: Values, counts: Mapping[str, int], rejects: Iterable[str]) -> Ends:
    """Return what a wire ended with about the stories of a case; `counts` are the story records of each id."""
    names = names_of(case, wire)
    stories = {key: story for key, story in values["stories"].items() if key in names}
    events = {key: event for key, event in values["events"].items() if event["history"][0]["because"] in names}
    founders = {key: names[event["history"][0]["because"]] for key, event in events.items()}
    alerts = [alert for alert in values["alerts"].values() if alert["event_ids"][0] in events]
    manifests = [one for one in values["retractions"].values() if one["instruction"]["story_id"] in names]
    return Ends(
        stories={names[key]: f"{one['state']} {one['lifecycle']['change']}" for key, one in stories.items()},
        events=_grouped((founders[key], f"{one['type']} {one['state']}") for key, one in events.items()),
        alerts=_grouped((founders[one["event_ids"][0]], f"{one['msgType']} {one['state']}") for one in alerts),
        manifests=sorted(f"{_kind(one)} {names[one['instruction']['story_id']]}" for one in manifests),
        chains=_chains({names[key]: story["chain_id"] for key, story in stories.items()}),
        rejects=sorted(rejects),
        warnings={names[key]: _warned(one) for key, one in stories.items()} if case.warned else {},
        records={names[key]: counts[key] for key in stories} if case.counted else {},
    )


def _warned(story: Any) -> list[str]:
    """Return a story's warnings without the names of fields, which differ from format to format."""
    return sorted(warning.partition(": ")[2] for warning in story["warnings"])


def _kind(manifest: Any) -> str:
    kind: str = manifest["instruction"]["kind"]
    return kind if manifest["complete"] else f"incomplete {kind}"


def _grouped(pairs: Iterator[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, what in sorted(pairs):
        found[name].append(what)
    return dict(found)


def _chains(chain_of: Mapping[str, str]) -> list[str]:
    several = Counter(chain_of.values())
    return sorted("".join(sorted(n for n, c in chain_of.items() if c == one)) for one in several if several[one] > 1)


def faults_of(case: Case, wire: Wire, values: Values) -> list[str]:
    """Return what is wrong whatever the case: words that should be gone, records that a manifest does not list."""
    names = names_of(case, wire)
    return [*_words_left(names, values), *_unlisted(names, values), *_without_references(names, values)]


_TEXTS = ("headline", "body", "slugline", "byline", "edNote", "entities", "reports", "evidence", "counts", "actors")


def _words_left(names: Mapping[str, str], values: Values) -> Iterator[str]:
    for topic in ("stories", "entities", "reports", "events", "alerts"):
        for key, one in values[topic].items():
            if one["state"] != "active" and _story_of(one) in {*names, None}:
                yield from (f"{topic}/{key}/{name} is left" for name in _TEXTS if one.get(name))


def _story_of(value: Any) -> str | None:
    story: str | None = value.get("story_id") or next((one["because"] for one in value.get("history", ())), None)
    return story


def _unlisted(names: Mapping[str, str], values: Values) -> Iterator[str]:
    """Yield records that the manifest of the story's last instruction does not list, or lists as what they are not."""
    for story_id in names.keys() & values["stories"].keys():
        story = values["stories"][story_id]
        manifest = values["retractions"].get(story["lifecycle"]["instruction"])
        if manifest is None:
            continue
        listed = {(item["topic"], item["key"]): item["change"] for item in manifest["items"]}
        if not {(topic, story_id) for topic in ("stories", "entities", "reports")} <= listed.keys():
            yield f"the manifest of {names[story_id]} does not list its story"
        for topic, key, state in _derived(story_id, values):
            change = listed.get((topic, key))
            if (change == "retracted") != (state != "active") or change is None:
                yield f"{topic}/{key} of {names[story_id]} is {state} and listed as {change}"


def _derived(story_id: str, values: Values) -> Iterator[tuple[str, str, str]]:
    """Yield topic, key and state of each event that a story founded and of its alerts."""
    for key, event in values["events"].items():
        if event["history"][0]["because"] == story_id:
            yield "events", key, event["state"]
            for alert_id, alert in values["alerts"].items():
                if key in alert["event_ids"]:
                    yield "alerts", alert_id, alert["state"]


def _without_references(names: Mapping[str, str], values: Values) -> Iterator[str]:
    del names
    for key, alert in values["alerts"].items():
        if alert["msgType"] != "Alert" and f"{key}@{alert['rev'] - 1}" not in alert["references"]:
            yield f"alerts/{key} refers to no alert before it"
