"""START HERE: the path of a story.

    raw --receive--> items --desk--> stories --extract--> entities
    bytes as         one             a story,       |     who, where, when, how many
    received         partition       its life in it '---> reports --merge--> events --alert--> alerts
                                                          what it says       one event,        what to be
                                                          happened           many reports      woken up for
    what cannot be handled, at any step, goes to rejects

A kill, a hold or a correction runs down the same path. The desk opens its
manifest on retractions; merge and alert settle it, by records on items, once
theirs are acknowledged; then the desk completes it. Ticks on items are the
desk's clock: an embargo ends by one.

Two roles: `read` (receive, extract) has no memory and runs on many workers;
`decide` (desk, merge, alert) needs order and has one owner a step. A step is a
pure function over values (step.py); a stage guards it (stage.py); a runner
moves records: memory.py without a broker, kafka/worker.py with one.
"""

from stream import __version__
from stream.alerts.alert import Alerting
from stream.alerts.rule import rules
from stream.desk.desk import Desk
from stream.extract.engine import Engine
from stream.extract.reading import Extract
from stream.facts import Producer
from stream.merge.merge import Merge
from stream.settings import Settings
from stream.stage import FoldStage, ReadingStage, Stage
from stream.wire.receive import Receive


def producer(engine: Engine) -> Producer:
    """Return who makes our records: the program's version and the rules'."""
    return Producer(version=__version__, ruleset=engine.ruleset)


def read_stages(settings: Settings, engine: Engine) -> tuple[Stage, ...]:
    """Return the stages of the role `read`."""
    prefix = settings.topic_prefix
    return (
        ReadingStage(Receive(engine, prefix), reads="raw", prefix=prefix),
        ReadingStage(Extract(engine, producer(engine)), reads="stories", prefix=prefix),
    )


def decide_stages(settings: Settings) -> tuple[Stage, ...]:
    """Return the stages of the role `decide`."""
    prefix = settings.topic_prefix
    return (
        FoldStage(Desk(), prefix=prefix),
        FoldStage(Merge(), prefix=prefix),
        FoldStage(Alerting(rules(), settings.exercise_feeds), prefix=prefix),
    )
