"""Days, months and years around a day: what the grammar of times computes with."""

import calendar
from datetime import date, timedelta
from typing import NamedTuple

UNIT_DAYS = {"D": 1, "W": 7, "F": 14}
UNIT_MONTHS = {"m": 1, "Q": 3, "Y": 12, "T": 120, "C": 1200}


class Period(NamedTuple):
    """A TIMEX3 value and the days it covers, both ends included; None where open or unknown."""

    value: str | None
    start: date | None
    end: date | None


UNKNOWN = Period(None, None, None)


def day_period(day: date, suffix: str = "") -> Period:
    """Return the period of a day; `suffix` is TIMEX3's part of the day ("TNI")."""
    return Period(day.isoformat() + suffix, day, day)


def month_period(year: int, month: int, part: str = "") -> Period:
    """Return a month or its early, mid or late third."""
    last = calendar.monthrange(year, month)[1]
    first, end = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}.get(part, (1, last))
    return Period(f"{year:04}-{month:02}", date(year, month, first), date(year, month, end))


def year_period(year: int, part: str = "") -> Period:
    """Return a year or its early, mid or late third."""
    first, last = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get(part, (1, 12))
    return Period(f"{year:04}", month_period(year, first).start, month_period(year, last).end)


def decade_period(year: int, part: str = "") -> Period:
    """Return the ten years from `year` or their early, mid or late part."""
    first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(part, (0, 9))
    return Period(f"{year // 10}", date(year + first, 1, 1), date(year + last, 12, 31))


def week_period(day: date) -> Period:
    """Return the ISO week of a day."""
    year, week, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    return Period(f"{year}-W{week:02}", monday, monday + timedelta(days=6))


def quarter_period(year: int, quarter: int) -> Period:
    """Return a quarter of a year."""
    first = 3 * quarter - 2
    return Period(f"{year}-Q{quarter}", month_period(year, first).start, month_period(year, first + 2).end)


def weekday_near(anchor: date, weekday: int, direction: int) -> date:
    """Return the nearest such weekday: direction -1 today or before, +1 today or after, -2 before, +2 after."""
    start = anchor + timedelta(days={-2: -1, 2: 1}.get(direction, 0))
    ahead = (weekday - start.weekday()) % 7
    return start + timedelta(days=ahead if direction > 0 or ahead == 0 else ahead - 7)


def shifted(day: date, unit: str, count: int) -> Period:
    """Return the period `count` units away: a day for days and weeks, a month for months, a year for longer units."""
    if unit in UNIT_DAYS:
        return day_period(day + timedelta(days=UNIT_DAYS[unit] * count))
    months = UNIT_MONTHS.get(unit)
    if months is None:
        return day_period(day)
    index = day.year * 12 + day.month - 1 + months * count
    year, month = divmod(index, 12)
    if not date.min.year <= year <= date.max.year:
        return UNKNOWN
    return month_period(year, month + 1) if months < 12 else year_period(year)


def before(day: date, unit: str, count: int) -> date:
    """Return the first day of the `count` units that end with `day`."""
    if unit in UNIT_DAYS:
        return day - timedelta(days=UNIT_DAYS[unit] * count - 1)
    months = UNIT_MONTHS.get(unit, 0)
    year, month = divmod(day.year * 12 + day.month - 1 - months * count, 12)
    if year < 1:
        return day
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
