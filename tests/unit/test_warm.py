"""The made-up story reaches every stage."""

from datetime import datetime

from stream.extract.engine import Engine
from stream.pipeline import decide_stages, read_stages
from stream.record import Output, Record
from stream.settings import Settings
from stream.stage import Stage
from stream.warm import warm


class Counted:
    """A stage that counts what it is given."""

    def __init__(self, stage: Stage) -> None:
        self.name, self.reads, self.state = stage.name, stage.reads, stage.state
        self.refuse, self.restore, self.forget = stage.refuse, stage.restore, stage.forget
        self.due, self.figures = stage.due, stage.figures
        self._stage = stage
        self.outcomes: list[str] = []

    @property
    def folded(self) -> int:
        """The offset of the last input that the state holds; -1 without any."""
        return self._stage.folded

    def __call__(self, record: Record, emitted: datetime) -> Output:
        """Run the stage."""
        output = self._stage(record, emitted)
        self.outcomes += [observation.outcome for observation in output.observations]
        return output


def test_every_stage_publishes_something(engine: Engine) -> None:
    """Receive, desk, extract, merge and alert each handle the made-up story to the end, alerts included."""
    settings = Settings()
    counted = [Counted(stage) for stage in (*read_stages(settings, engine), *decide_stages(settings))]
    warm(counted)
    assert all("published" in stage.outcomes for stage in counted)


def test_deciding_stages_are_reached_without_an_engine() -> None:
    """An item and a report that were made by hand wake the desk, merge and every alert rule."""
    counted = [Counted(stage) for stage in decide_stages(Settings())]
    warm(counted)
    assert {stage.name for stage in counted if stage.outcomes} == {"desk", "merge", "alert"}
