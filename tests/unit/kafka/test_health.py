"""Health and the deadman, on a clock of the test's own."""

import pytest

from stream.errors import UsageError
from stream.kafka.deadman import Deadman
from stream.kafka.health import Health
from stream.kafka.versions import TESTED, check_versions


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Return a clock."""
    return Clock()


@pytest.fixture
def health(clock: Clock) -> Health:
    """Return the health of a worker that may stand still for 45 s."""
    return Health(stall_seconds=45, loop_seconds=30, clock=clock)


def later(clock: Clock, health: Health, seconds: float) -> None:
    """Move the clock while the event loop keeps running."""
    clock.now += seconds
    health.tick()


def test_ready_needs_partitions_probe_and_state(health: Health) -> None:
    """Each condition is named until it holds."""
    assert health.ready() == (False, "waiting until partitions are assigned")
    health.assigned([("wire.items", 0)])
    assert health.ready() == (False, "waiting until a probe record is acknowledged")
    health.holds("a probe record is acknowledged")
    health.holds("the state of desk is read", holds=False)
    assert health.ready() == (False, "waiting until the state of desk is read")
    health.holds("the state of desk is read")
    assert health.ready() == (True, "1 partitions")


def test_member_without_partitions_is_healthy(health: Health, clock: Clock) -> None:
    """A worker too many in its group has nothing to do, and that is fine for ever."""
    health.holds("a probe record is acknowledged")
    health.assigned([])
    later(clock, health, 3600)
    assert health.ready() == (True, "0 partitions")


def test_lag_without_progress_is_unhealthy_and_a_move_heals_it(health: Health, clock: Clock) -> None:
    """A partition with records waiting must move within the limit."""
    health.assigned([("wire.raw", 3)])
    for _ in range(4):
        health.progress(("wire.raw", 3), at=10, end=12)
        later(clock, health, 12)
    assert health.live() == (False, "wire.raw/3 has 2 records waiting and has not moved for 48 s")
    health.progress(("wire.raw", 3), at=11, end=12)
    assert health.live()[0]


def test_partition_without_lag_may_stand_still(health: Health, clock: Clock) -> None:
    """Silence of the feeds is no fault; the clock starts when a record waits."""
    for _ in range(10):
        health.progress(("wire.raw", 3), at=12, end=12)
        later(clock, health, 60)
    health.progress(("wire.raw", 3), at=12, end=13)
    later(clock, health, 40)
    health.progress(("wire.raw", 3), at=12, end=13)
    assert health.live()[0]


def test_broker_that_does_not_answer_is_not_the_workers_fault(health: Health, clock: Clock) -> None:
    """Without knowing the ends nobody can be called stuck."""
    health.progress(("wire.raw", 3), at=10, end=12)
    later(clock, health, 44)
    health.progress_unknown()
    later(clock, health, 44)
    assert health.live()[0]


def test_silent_loop_is_unhealthy(health: Health, clock: Clock) -> None:
    """A blocked event loop shows from outside."""
    clock.now += 31
    assert health.live() == (False, "the event loop has not run for 31 s")


def test_crash_is_unhealthy_and_stopping_is_not_ready(health: Health) -> None:
    """A worker that ends takes no records; one that crashed is not alive."""
    health.stop()
    assert health.ready() == (False, "stopping")
    health.crash("the app crashed: KafkaError")
    assert health.live() == (False, "the app crashed: KafkaError")


def test_deadman_gives_a_stopping_process_its_grace(health: Health, clock: Clock) -> None:
    """SIGTERM starts the clock once; after the grace the process has to end."""
    deadman = Deadman(health, grace=30, clock=clock)
    assert deadman.verdict() is None
    deadman.give("SIGTERM came")
    later(clock, health, 29)
    deadman.give("the app crashed")
    assert deadman.verdict() is None
    later(clock, health, 2)
    assert deadman.verdict() == "SIGTERM came 30 s ago"


def test_deadman_ends_what_is_stuck(health: Health, clock: Clock) -> None:
    """No progress and a silent loop end the process; a crash alone gets its grace."""
    deadman = Deadman(health, clock=clock)
    health.progress(("wire.raw", 3), at=10, end=12)
    later(clock, health, 46)
    assert "has not moved for 46 s" in (deadman.verdict() or "")


def test_tested_versions_pass_and_others_are_refused_with_the_cure() -> None:
    """The guard names what is wrong and what to install."""
    check_versions(TESTED.__getitem__)
    check_versions()
    with pytest.raises(UsageError, match=r"aiokafka 0\.15\.0 .*pip install aiokafka==0\.14\.0"):
        check_versions({**TESTED, "aiokafka": "0.15.0"}.__getitem__)
