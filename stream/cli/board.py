"""What the demo knows of its topics: the last record of each key, how many came when, what came last."""

from collections import Counter, deque
from collections.abc import Iterable

from stream import codec
from stream.cli.lines import TOPIC_MESSAGE
from stream.demo.feed import Sending
from stream.demo.outcome import Arrived, Asked
from stream.messages import Alert, Event, Item, Reject, Story, TopicName
from stream.record import Record

WATCHED: tuple[TopicName, ...] = ("items", "stories", "reports", "events", "alerts", "retractions", "rejects")
RATE_SECONDS = 10.0
_KEPT = 40


class Board:
    """Takes records in as they arrive. `recent` holds the newest of each topic, the last one at the end."""

    def __init__(self) -> None:
        self.totals: Counter[TopicName] = Counter()
        self.recent: dict[TopicName, deque[Record]] = {name: deque(maxlen=_KEPT) for name in WATCHED}
        self.last_at = 0.0
        self._times: dict[TopicName, deque[float]] = {name: deque(maxlen=5000) for name in WATCHED}
        self._stories: dict[str, Story] = {}
        self._events: dict[str, Event] = {}
        self._alerts: dict[str, Alert] = {}
        self._rejects: list[Reject] = []
        self._story_of_input: dict[str, str] = {}

    def take(self, record: Record, at: float) -> None:
        """Take in a record that arrived `at` (seconds of any steady clock)."""
        self.totals[record.topic] += 1
        self.recent[record.topic].append(record)
        self._times[record.topic].append(at)
        self.last_at = at
        self._learn(record)

    def _learn(self, record: Record) -> None:
        message = codec.decode(record.value, TOPIC_MESSAGE[record.topic])
        match message:
            case Item():
                self._story_of_input[message.origin.sha256] = message.story_id
            case Story():
                self._stories[message.story_id] = message
            case Event():
                self._events[message.event_id] = message
            case Alert():
                self._alerts[message.alert_id] = message
            case Reject():
                self._rejects.append(message)
            case _:
                return

    def rate(self, topic: TopicName, at: float) -> float:
        """Return the records per second of the last seconds."""
        return sum(at - when <= RATE_SECONDS for when in self._times[topic]) / RATE_SECONDS

    def alerts_up(self) -> list[Alert]:
        """Return the alerts that are not cancelled."""
        return [alert for alert in self._alerts.values() if alert.msgType != "Cancel"]

    def arrived(self) -> Arrived:
        """Return what has arrived so far."""
        return Arrived(stories=self._stories, events=self._events, alerts=self._alerts, rejects=tuple(self._rejects))

    def asked(self, sendings: Iterable[Sending]) -> tuple[Asked, ...]:
        """Return what the feed asks for, with the stories that its inputs became."""
        return tuple(
            Asked(
                name=one.name,
                story_id=self._story_of_input.get(one.sha256),
                sha256=one.sha256,
                expect=one.expect,
            )
            for one in sendings
            if one.expect is not None
        )
