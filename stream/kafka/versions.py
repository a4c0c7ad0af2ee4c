"""The start-up guard: private methods of Faust and aiokafka are overridden, so other versions are refused."""

from collections.abc import Callable
from importlib.metadata import version

from stream.errors import UsageError

TESTED = {"faust-streaming": "0.15.3", "aiokafka": "0.14.0", "mode-streaming": "0.7.1"}


def check_versions(installed: Callable[[str], str] = version) -> None:
    """Raise UsageError unless the versions are those that tests/kafka has seen."""
    wrong = {name: found for name, tested in TESTED.items() if (found := installed(name)) != tested}
    if wrong:
        found = ", ".join(f"{name} {number}" for name, number in wrong.items())
        cure = " ".join(f"{name}=={TESTED[name]}" for name in wrong)
        raise UsageError(f"{found} is not tested with this newswire, which may lose stories: pip install {cure}")
