"""Counting what a log holds between two dates, to set it beside another stretch of time."""

from calendar import monthrange
from datetime import UTC, datetime

import narwhals as nw
from narwhals.typing import IntoFrame

from infopilot.incidents.counting.counts import ENDED, Log, open_log
from infopilot.incidents.counting.cubes import cube, plain
from infopilot.model.periods import Period

SECONDS = 60
MONTHS = 12


def count_period(
    table: IntoFrame, start: datetime, end: datetime, *, satisfied_from: float
) -> Period:
    """What the incidents opened after ``start`` and until ``end`` say; requests are not counted.

    Parameters
    ----------
    table
        The canonical table with its derived columns, as `count_facts` takes it.
    start, end
        Times with their zone.
    satisfied_from
        The rating from which a user is satisfied, 0 to 1.

    Returns
    -------
    Period
        ``blocking`` is None where no incident tells it. Service levels and ratings are those of
        incidents that are resolved or closed.
    """
    minute = nw.col("opened_minute")
    inside = open_log(table).incidents.filter(minute > _minute(start), minute <= _minute(end))
    log = Log(inside)
    seen = cube(log.incidents, "blocking", "status_group", "sla_met", "satisfaction")
    ended = seen.where(seen.among("status_group", ENDED))
    rated = ended.where(ended.known("satisfaction"))
    notes = [note for note in rated.values("satisfaction") if float(str(note)) >= satisfied_from]
    return Period(
        start=start,
        end=end,
        incidents=seen.total(),
        blocking=(
            seen.where(seen.among("blocking", {True})).total()
            if seen.where(seen.known("blocking")).total() or not seen.total()
            else None
        ),
        sla_told=ended.where(ended.known("sla_met")).total(),
        sla_met=ended.where(ended.among("sla_met", {True})).total(),
        rated=rated.total(),
        satisfied=rated.where(rated.among("satisfaction", notes)).total(),
    )


def last_months(log: Log, months: int) -> Log:
    """The incidents of ``log`` that were opened in its last ``months``, up to the last of all."""
    opened = nw.col("opened_minute")
    last = plain(log.incidents.select(opened.max()).collect().item())
    if not isinstance(last, int | float):
        return log
    end = datetime.fromtimestamp(int(last) * SECONDS, UTC)
    return Log(log.incidents.filter(opened > _minute(months_before(end, months))))


def months_before(moment: datetime, months: int) -> datetime:
    """The same day ``months`` earlier, or the last one of a shorter month.

    >>> months_before(datetime(2026, 3, 31, tzinfo=UTC), 13).date().isoformat()
    '2025-02-28'
    """
    year, month = divmod(moment.year * MONTHS + moment.month - 1 - months, MONTHS)
    if year < 1:
        return datetime.min.replace(tzinfo=UTC)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def _minute(moment: datetime) -> int:
    return int(moment.timestamp() // SECONDS)
