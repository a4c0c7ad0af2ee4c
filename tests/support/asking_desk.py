"""A desk asked by tests, and what is put to it: versions of stories, statuses, advisories; instants are minutes."""

from typing import Any

import msgspec
from building import NOON, STORY, at, item, origin, record

from stream import codec, keys
from stream.desk.desk import Desk
from stream.messages import Edge, EdgeType, Item, Message, Reject, Retraction, Story
from stream.record import Outcome
from stream.stage import FoldStage

OTHER, THIRD = keys.story_id("Harbour News", "q-18"), keys.story_id("Harbour News", "q-19")
DAY = 24 * 60.0


class Asked:
    """A desk asked input after input, as its stage asks it."""

    def __init__(self) -> None:
        self.stage = FoldStage(Desk(), prefix="wire")
        self.outcomes: list[Outcome] = []
        self.stories: list[Story] = []
        self.manifests: list[Retraction] = []
        self.rejects: list[Reject] = []
        self._kinds: dict[str, tuple[Any, list[Any]]] = {
            "stories": (Story, self.stories),
            "retractions": (Retraction, self.manifests),
            "rejects": (Reject, self.rejects),
        }

    def take(self, *inputs: Message) -> Story | None:
        """Put inputs through; return the last story of the last one, None if it left none."""
        before = 0
        for one in inputs:
            before = len(self.stories)
            output = self.stage(record("items", one, self.stage.folded + 1), NOON)
            for sent in output.envelopes:
                kind, found = self._kinds[sent.topic]
                found.append(codec.decode(sent.value, kind))
            for kept in output.remember:
                self.stage.restore(kept.key, kept.value)
            self.outcomes += [seen.outcome for seen in output.observations]
        return self.stories[-1] if len(self.stories) > before else None

    def last(self, story: str = STORY) -> Story:
        """Return the last record of a story."""
        return [one for one in self.stories if one.story_id == story][-1]

    def states(self) -> dict[str, str]:
        """Return the state of every story that has a record."""
        return {one.story_id: one.state for one in self.stories}


def version(minute: float, **changes: Any) -> Item:
    """Return a version made and received so many minutes after noon, with a text of its own."""
    plain = item(
        headline=f"Ferry sinks at {round(minute)} knots",
        versionCreated=at(minute),
        received=at(minute),
        origin=origin(round(minute * 10)),
    )
    return msgspec.structs.replace(plain, **changes)


def other(minute: float, kind: EdgeType | None = None, to: str = STORY, **changes: Any) -> Item:
    """Return a version of another story, which may have a link to the first one."""
    links = (Edge(type=kind, story_id=to),) if kind else ()
    plain = {"story_id": OTHER, "headline": "Harbour master resigns", "body": f"He left {minute}.", "links": links}
    return version(minute, **(plain | changes))


def taken_back(minute: float, status: str = "canceled", **changes: Any) -> Item:
    """Return a version that is only a status."""
    return version(minute, pubStatus=status, **({"headline": None, "body": None} | changes))


def advisory(minute: float, text: str, *links: Edge, headline: str = "Note to editors", **changes: Any) -> Item:
    """Return an item that speaks to editors about stories."""
    return version(minute, story_id="st-note", headline=headline, body=text, links=links, **changes)


def edges(story: Story | None) -> list[tuple[str, str]]:
    """Return how a story relates to others, as type and id."""
    assert story is not None
    return [(edge.type, edge.story_id) for edge in story.lifecycle.edges]


def seen(story: Story | None) -> tuple[int, str, str]:
    """Return revision, state and change of a story."""
    assert story is not None
    return story.rev, story.state, story.lifecycle.change


def held_back(minute: float, until: float = 30, **changes: Any) -> Item:
    """Return a version under embargo."""
    return version(minute, embargoedUntil=at(until), **changes)
