"""What a matched time expression means: one function a rule of the grammar in times.py."""

from collections.abc import Callable
from datetime import date, timedelta

from stream.extract import calendar
from stream.extract.calendar import UNKNOWN, Period
from stream.extract.numbers import phrase_value
from stream.extract.timewords import Context, Kind, Words, direction
from stream.lexicon.words import read

_LONGEST_COUNT = 10_000
_NEAR = timedelta(days=3)


def value_of(words: Words, context: Context) -> tuple[Kind, Period]:
    """Return type, value and days of an expression, opened at one end by "since" or "until"."""
    kind, period = _RULES[words.rule](words, context)
    if kind in {"DURATION", "SET"} or words.rule == "clock" or (period.start is None and period.end is None):
        return kind, period
    return kind, _opened(words, period, context)


def _opened(words: Words, period: Period, context: Context) -> Period:
    if words.before() in read("times")["open_start"] and period.start:
        halfway = period.start if words.part() != "mid" else period.start.replace(day=min(15, period.start.day + 4))
        return period._replace(start=halfway, end=context.anchor)
    if words.before() in read("times")["open_end"]:
        return period._replace(start=None)
    return period


def _clock(words: Words, context: Context) -> tuple[Kind, Period]:
    day = _weekday_or_relative(words, context) if "W" in words.spelt or "R" in words.spelt else None
    period = day or _day_of_clock(context)
    if period.start is None:
        return "TIME", UNKNOWN
    return "TIME", period._replace(value=f"{period.start.isoformat()}T{_time_of_day(words)}")


def _day_of_clock(context: Context) -> Period:
    """Return the day that a bare "6 p.m." is of: the one told before if it is near, else the story's."""
    anchor, latest = context
    if anchor is None:
        return UNKNOWN
    near = latest is not None and timedelta(0) <= anchor - latest <= _NEAR
    return calendar.day_period(latest if near and latest else anchor)


def _time_of_day(words: Words) -> str:
    named = words.word("K")
    if named:
        return str(read("times")["clock_name_hours"][named])
    first = words.own()[0].lower
    digits = "".join(c if c.isdigit() else " " for c in first).split()
    hour, minute = (int(digits[0]), digits[1] if len(digits) > 1 else "00")
    if len(digits[0]) > 2:
        hour, minute = int(digits[0][:-2]), digits[0][-2:]
    mark = first + (words.word("p") or "")
    if "m" in mark:
        hour = hour % 12 + (12 if "p" in mark else 0)
    return f"{hour % 24:02}:{minute[:2]}"


def _weekday_or_relative(words: Words, context: Context) -> Period:
    rule = _weekday if "W" in words.spelt else _relative
    return rule(words, context)[1]


def _date(words: Words, context: Context) -> tuple[Kind, Period]:
    month = int(read("times")["months"][words.word("M")])
    day = int("".join(c for c in words.word("d") or "" if c.isdigit()))
    stated = words.word("Y")
    if stated:
        return "DATE", _valid_day(int(stated), month, day)
    if context.anchor is None:
        return "DATE", Period(f"XXXX-{month:02}-{day:02}", None, None)
    year = context.anchor.year
    if direction(words) > 0:
        year += (month, day) < (context.anchor.month, context.anchor.day)
    else:
        year -= (month, day) > (context.anchor.month, context.anchor.day)
    return "DATE", _valid_day(year, month, day)


def _valid_day(year: int, month: int, day: int) -> Period:
    """Return the day, unknown if the calendar has no such day."""
    try:
        return calendar.day_period(date(year, month, day))
    except ValueError:
        return UNKNOWN


def _month(words: Words, context: Context) -> tuple[Kind, Period]:
    month = int(read("times")["months"][words.word("M")])
    stated = words.word("Y")
    if stated:
        return "DATE", calendar.month_period(int(stated), month, words.part())
    if context.anchor is None:
        return "DATE", Period(f"XXXX-{month:02}", None, None)
    return "DATE", calendar.month_period(_month_year(words, context.anchor, month), month, words.part())


def _month_year(words: Words, anchor: date, month: int) -> int:
    """Return the year meant by a month alone: "last June", "June of next year", or by tense."""
    if "U" in words.spelt:
        return anchor.year + _step(words)
    if "L" not in words.spelt and ("X" in words.spelt or direction(words) > 0):
        return anchor.year + (month < anchor.month)
    return anchor.year - (month > anchor.month or ("L" in words.spelt and month == anchor.month))


def _step(words: Words) -> int:
    """Return -1 for last, +1 for next, 0 for this."""
    return ("X" in words.spelt) - ("L" in words.spelt)


def _weekday(words: Words, context: Context) -> tuple[Kind, Period]:
    if context.anchor is None:
        return _kind_of_day(words), UNKNOWN
    weekday = int(read("times")["weekdays"][words.word("W")])
    if "U" in words.spelt:
        week = calendar.week_period(date.fromordinal(context.anchor.toordinal() + 7 * _step(words)))
        day = calendar.weekday_near(week.start or context.anchor, weekday, 1)
    else:
        day = calendar.weekday_near(context.anchor, weekday, 2 * _step(words) or direction(words))
    return _kind_of_day(words), calendar.day_period(day, _day_part(words))


def _kind_of_day(words: Words) -> Kind:
    return "TIME" if _day_part(words) else "DATE"


def _day_part(words: Words) -> str:
    """Return TIMEX3's part of the day, "TNI" for a night."""
    lexicon, part, relative = read("times"), words.word("P"), words.word("R")
    code = lexicon["parts"].get(part) or lexicon["relative_parts"].get(relative)
    return f"T{code}" if code else ""


def _relative(words: Words, context: Context) -> tuple[Kind, Period]:
    if context.anchor is None:
        return _kind_of_day(words), UNKNOWN
    word = words.word("R")
    offset = int(read("times")["relative"][word]) if word else _step(words)
    day = date.fromordinal(context.anchor.toordinal() + offset)
    return _kind_of_day(words), calendar.day_period(day, _day_part(words))


def _ago(words: Words, context: Context) -> tuple[Kind, Period]:
    """Resolve "two days ago", "a day earlier" back from the story, "a month later" on from what was told.

    "Two days before the vote" counts from something that has no date here: unknown.
    """
    count, unit = _count(words), _unit(words)
    later = words.word("h") == "later"
    base = context.latest if later else context.anchor
    if base is None or count is None or "k" in words.spelt:
        return "DATE", UNKNOWN
    return "DATE", calendar.shifted(base, unit, count if later else -count)


def _unit(words: Words) -> str:
    return str(read("times")["units"][words.word("U")])


def _count(words: Words) -> int | None:
    """Return the number of units, None for "several"."""
    number = [t.lower for t, letter in zip(words.own(), words.spelt, strict=True) if letter in "ndc"]
    if number:
        value = phrase_value(number)
        return value if value is not None and value < _LONGEST_COUNT else None
    return 1 if "a" in words.spelt and "v" not in words.spelt else None


def _span(words: Words, context: Context) -> tuple[Kind, Period]:
    """Resolve "the last two years", "the next few days"."""
    count, unit, anchor = _count(words), _unit(words), context.anchor
    value = _length(count, unit)
    if anchor is None or count is None:
        return "DURATION", Period(value, None, None)
    if "L" in words.spelt:
        return "DURATION", Period(value, calendar.before(anchor, unit, count), anchor)
    return "DURATION", Period(value, anchor, calendar.shifted(anchor, unit, count).end)


def _length(count: int | None, unit: str) -> str:
    """Return TIMEX3's duration, X for an unknown count."""
    number = "X" if count is None else str(count * {"F": 2, "T": 10, "C": 100, "Q": 3}.get(unit, 1))
    letter = {"F": "W", "T": "Y", "C": "Y", "Q": "M", "m": "M", "E": "WE"}.get(unit, unit)
    return f"P{'T' if unit in 'HMS' else ''}{number}{letter}"


def _season(words: Words, context: Context) -> tuple[Kind, Period]:
    code = str(read("times")["seasons"][words.word("S")])
    first, last = read("times")["season_months"][code]
    stated, anchor = words.word("Y"), context.anchor
    if stated is None and anchor is None:
        return "DATE", UNKNOWN
    year = int(stated) if stated else _season_year(words, anchor or date.max, first)
    start = calendar.month_period(year, first).start
    end = calendar.month_period(year + (last < first), last).end
    return "DATE", Period(f"{year:04}-{code}", start, end)


def _season_year(words: Words, anchor: date, first: int) -> int:
    ahead = "X" in words.spelt or ("L" not in words.spelt and direction(words) > 0)
    return anchor.year + (first < anchor.month) if ahead else anchor.year - (first > anchor.month)


def _unit_here(words: Words, context: Context) -> tuple[Kind, Period]:
    """Resolve "this week", "late last month", "next year", "the end of the week"."""
    anchor, unit = context.anchor, _unit(words)
    if words.own()[-1].lower in read("times")["plural_units"]:
        return "DURATION", Period(_length(None, unit), None, None)
    if anchor is None:
        return "DATE", UNKNOWN
    return "DATE", _around(calendar.shifted(anchor, unit, _step(words)), unit, words)


def _around(period: Period, unit: str, words: Words) -> Period:
    if period.start is None:
        return period
    if unit == "W":
        return calendar.week_period(period.start)
    if unit == "E":
        saturday = calendar.weekday_near(period.start, 5, 2 * _step(words) or direction(words))
        week = calendar.week_period(saturday)
        return Period(f"{week.value}-WE", saturday, week.end)
    if unit == "m":
        return calendar.month_period(period.start.year, period.start.month, words.part())
    return calendar.year_period(period.start.year, words.part()) if unit == "Y" else period


def _quarter(words: Words, context: Context) -> tuple[Kind, Period]:
    stated, anchor = words.word("Y"), context.anchor
    number = _ordinal(words)
    if (stated is None and anchor is None) or (number is not None and number > 4):
        return "DATE", UNKNOWN
    if number is None and anchor is not None:
        year, index = divmod(anchor.year * 4 + (anchor.month - 1) // 3 + _step(words), 4)
        return "DATE", calendar.quarter_period(year, index + 1)
    year = int(stated) if stated else (anchor or date.max).year + _step(words)
    return "DATE", calendar.quarter_period(year, number or 1)


def _ordinal(words: Words) -> int | None:
    word = words.word("F") or (words.word("B") or "").partition("-")[0]
    if word:
        return int(read("times")["ordinals"][word])
    digits = "".join(c for c in words.word("d") or "" if c.isdigit())
    return int(digits) if digits else None


def _decade(words: Words, context: Context) -> tuple[Kind, Period]:
    del context
    return "DATE", calendar.decade_period(int((words.word("y") or "")[:4]), words.part())


def _year(words: Words, context: Context) -> tuple[Kind, Period]:
    del context
    return "DATE", calendar.year_period(int(words.word("Y") or ""), words.part())


def _set(words: Words, context: Context) -> tuple[Kind, Period]:
    del context
    word = words.word("s")
    if word:
        return "SET", Period(str(read("times")["set_values"][word]), None, None)
    if "W" in words.spelt:
        return "SET", Period(f"XXXX-WXX-{int(read('times')['weekdays'][words.word('W')]) + 1}", None, None)
    return "SET", Period(_length(_count(words) or 1, _unit(words)), None, None)


def _duration(words: Words, context: Context) -> tuple[Kind, Period]:
    """Measure "four days"; "in four days of fighting" are the days up to the story."""
    if words.spelt == "H":
        number, _, name = words.own()[0].lower.partition("-")
        count: int | None = int(read("quantities")["numbers"].get(number, 0)) or int(number)
        unit = str(read("times")["units"][name])
    else:
        count, unit = _count(words), _unit(words)
    period = Period(_length(count, unit), None, None)
    runs = words.before() in read("times")["running_cues"] and words.after() == "of"
    if not runs or context.anchor is None or count is None or unit not in {*calendar.UNIT_DAYS, *calendar.UNIT_MONTHS}:
        return "DURATION", period
    return "DURATION", Period(period.value, calendar.before(context.anchor, unit, count), context.anchor)


_RULES: dict[str, Callable[[Words, Context], tuple[Kind, Period]]] = {
    "clock": _clock,
    "date": _date,
    "month": _month,
    "weekday": _weekday,
    "relative": _relative,
    "ago": _ago,
    "span": _span,
    "season": _season,
    "unit": _unit_here,
    "quarter": _quarter,
    "decade": _decade,
    "year": _year,
    "set": _set,
    "duration": _duration,
}
