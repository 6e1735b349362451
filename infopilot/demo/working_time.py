"""Working days and hours, on the clock of the wall."""

from datetime import date, datetime, time, timedelta

OPENING, CLOSING = time(8), time(18)
DAY_MINUTES = 600
SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Whether people work on ``day``; public holidays are left aside.

    >>> is_working_day(date(2026, 7, 14)), is_working_day(date(2026, 7, 18))
    (True, False)
    """
    return day.weekday() < SATURDAY


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
