"""Event families: one file each, found by value, in the order of their file names."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from stream.extract.events.family import Family


@cache
def families() -> tuple[Family, ...]:
    """Return every `FAMILY` of this package; raises ValueError for a name used twice."""
    modules = (
        import_module(f"{__name__}.{info.name}") for info in sorted(iter_modules(__path__), key=lambda m: m.name)
    )
    found = tuple(module.FAMILY for module in modules if isinstance(getattr(module, "FAMILY", None), Family))
    names = [family.name for family in found]
    if len(set(names)) != len(names):
        raise ValueError(f"two event families have one name: {sorted(names)}")
    return found
