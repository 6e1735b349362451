"""Counting what a log holds between two dates, to set it beside another stretch of time."""

from datetime import datetime

import narwhals as nw
from narwhals.typing import IntoFrame

from infopilot.incidents.counting.counts import ENDED, Log, open_log
from infopilot.incidents.counting.cubes import cube
from infopilot.model.periods import Period

SECONDS = 60


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


def _minute(moment: datetime) -> int:
    return int(moment.timestamp() // SECONDS)
