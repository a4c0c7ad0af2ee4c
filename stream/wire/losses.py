"""What a parser could not carry, as lines for `warnings`: our names for things, never the sender's words."""

from collections.abc import Iterable


class Losses:
    """Collects notes in order, each once."""

    def __init__(self, notes: Iterable[str] = ()) -> None:
        self._notes = dict.fromkeys(notes)

    def note(self, text: str) -> None:
        """Add a line."""
        self._notes[text] = None

    def lose(self, path: str, why: str) -> None:
        """Note that a value is left out."""
        self.note(f"{path}: {why}, left out")

    def notes(self) -> tuple[str, ...]:
        """Return the lines so far."""
        return tuple(self._notes)
