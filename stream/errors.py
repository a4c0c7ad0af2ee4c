"""Errors by whose fault they are.

NewswireError
├── InputError   a record's sender is to blame: it becomes a reject and the next record is read
└── UsageError   the person at the terminal is to blame: one line that says what to do, exit code 2

Anything else is our own bug: stage.py counts it, logs it and rejects the input.
"""

from stream.messages import Reason


class NewswireError(Exception):
    """What all our errors are."""


class InputError(NewswireError):
    """Raised when an input cannot be used. `detail` says where and why and never quotes the input."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason: Reason = reason
        self.detail = detail


class UsageError(NewswireError):
    """Raised when a command or a setting cannot work as given. The message says what to do."""
