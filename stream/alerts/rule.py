"""What an alert rule is, and all rules, found by value. One rule is one file of this package with `RULE` in it."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Literal

from msgspec import Struct, structs

from stream.lexicon.words import read
from stream.messages import Category, Event

Urgency = Literal["Immediate", "Expected", "Future", "Past", "Unknown"]
Severity = Literal["Extreme", "Severe", "Moderate", "Minor", "Unknown"]
Certainty = Literal["Observed", "Likely", "Possible", "Unlikely", "Unknown"]


class Hit(Struct, frozen=True, kw_only=True):
    """What a rule has to say about an event, in CAP 1.2 terms; `headline` and `why` are our words, not the story's."""

    severity: Severity
    urgency: Urgency
    certainty: Certainty
    category: tuple[Category, ...]
    headline: str
    why: tuple[str, ...]


class Example(Struct, frozen=True):
    """A sentence, and whether an event read from it meets the rule."""

    text: str
    fires: bool


class Rule(Struct, frozen=True, kw_only=True):
    """A rule: `run` returns a hit or None, and looks at nothing but the event."""

    name: str
    summary: str
    run: Callable[[Event], Hit | None]
    examples: tuple[Example, ...]


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules in the order of their files; each gives way to those before it in `precedence`.

    Raises ValueError for a name used twice, or one that the precedence does not list exactly.
    """
    found = all_rules()
    order: list[str] = read("alerts")["precedence"]
    if sorted(order) != sorted(rule.name for rule in found):
        raise ValueError(f"alerts.yml must order exactly the rules there are: {sorted(rule.name for rule in found)}")
    ranked = sorted(found, key=lambda rule: order.index(rule.name))
    stronger = {rule.name: tuple(ranked[:rank]) for rank, rule in enumerate(ranked)}
    return tuple(structs.replace(rule, run=_yielding(rule, stronger[rule.name])) for rule in found)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return the rules as their files have them, each on its own."""
    package = __name__.rpartition(".")[0]
    names = sorted(info.name for info in iter_modules(import_module(package).__path__))
    modules = (import_module(f"{package}.{name}") for name in names)
    found = tuple(module.RULE for module in modules if isinstance(getattr(module, "RULE", None), Rule))
    listed = [rule.name for rule in found]
    if len(set(listed)) != len(listed):
        raise ValueError(f"two alert rules have one name: {listed}")
    return found


def _yielding(rule: Rule, stronger: tuple[Rule, ...]) -> Callable[[Event], Hit | None]:
    def run(event: Event) -> Hit | None:
        hit = rule.run(event)
        return None if hit is None or any(other.run(event) for other in stronger) else hit

    return run
