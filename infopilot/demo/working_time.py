"""Working days and hours, on the clock of the wall."""

from datetime import date, datetime, time, timedelta
from functools import cache

OPENING, CLOSING = time(8), time(18)
DAY_MINUTES = 600
SATURDAY = 5
FIXED_HOLIDAYS = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
AFTER_EASTER = (1, 39, 50)
"""Days from Easter to its Monday, to the Ascension and to the Monday of Pentecost."""


def is_working_day(day: date) -> bool:
    """Whether people work on ``day`` in France.

    >>> is_working_day(date(2026, 7, 13)), is_working_day(date(2026, 7, 14))
    (True, False)
    """
    moving = {easter(day.year) + timedelta(days=days) for days in AFTER_EASTER}
    is_holiday = (day.month, day.day) in FIXED_HOLIDAYS or day in moving
    return day.weekday() < SATURDAY and not is_holiday


@cache
def easter(year: int) -> date:
    """Easter Sunday of a year from 1900 to 2099, by the method of Gauss.

    >>> easter(2026).isoformat()
    '2026-04-05'
    """
    golden = year % 19
    moon = (19 * golden + 24) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7
    is_late = (moon, sunday) == (29, 6) or ((moon, sunday) == (28, 6) and golden > 10)  # noqa: PLR2004 - the rule
    return date(year, 3, 22) + timedelta(days=moon + sunday - (7 if is_late else 0))


def working_day(day: date) -> date:
    """``day``, or the next day on which people work."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def after(moment: datetime, minutes: float) -> datetime:
    """The moment at which ``minutes`` of work are done, starting at ``moment``.

    >>> after(datetime.fromisoformat("2026-07-17T17:30"), 90).isoformat(sep=" ")
    '2026-07-20 09:00:00'
    """
    left, now = minutes, _open(moment)
    while True:
        today = (datetime.combine(now.date(), CLOSING) - now) / timedelta(minutes=1)
        if left <= today:
            return (now + timedelta(minutes=left)).replace(second=0, microsecond=0)
        left -= today
        now = _open(datetime.combine(now.date(), CLOSING))


def months_before(day: date, months: int) -> date:
    """The same day of the month, ``months`` earlier; the 28th at most.

    >>> months_before(date(2025, 9, 15), 12)
    datetime.date(2024, 9, 15)
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, 28))


def _open(moment: datetime) -> datetime:
    """``moment``, or the next opening."""
    if moment.time() >= CLOSING:
        moment = datetime.combine(moment.date() + timedelta(days=1), OPENING)
    day = working_day(moment.date())
    return max(moment, datetime.combine(day, OPENING))
