"""Small count tables, asked of whichever engine holds the incidents, through narwhals only.

An engine is asked to group, count, sum and look one row back; it does no date arithmetic, no
lists, no statistics. So a pandas or Polars frame, DuckDB and Spark answer alike.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrame

from infopilot.incidents.conversion.table import DERIVED, NEEDED
from infopilot.incidents.counting.cubes import Cube, Frame, Key, cube, plain
from infopilot.incidents.counting.spark import completed_in_spark
from infopilot.model.errors import IncidentDataError
from infopilot.model.incidents import CANONICAL_COLUMNS

ENDED = ("solved", "closed")
UNFINISHED = ("open", "waiting")
DAY = 24 * 60
WEEK = 7 * DAY
# 1970 began on a Thursday: weeks begin on Mondays, as those of ISO 8601 do.
FIRST_THURSDAY = 3 * DAY
SECONDS = 60
DURATIONS = ("minutes_to_resolve", "minutes_waiting_user")
ITEM = ("category", "configuration_item")


@dataclass(frozen=True, slots=True)
class Log:
    """The incidents of a canonical table; its requests are apart, and only their number is told."""

    incidents: Frame
    requests: Frame | None = None

    @property
    def closed(self) -> Frame:
        """Incidents that are resolved or closed."""
        return self._among(ENDED)

    @property
    def open(self) -> Frame:
        """Incidents that are neither."""
        return self._among(UNFINISHED)

    @property
    def blocking(self) -> Frame:
        """Incidents that stopped somebody, open or not."""
        return self.incidents.filter(nw.col("blocking").fill_null(value=False))

    def _among(self, states: tuple[str, ...]) -> Frame:
        # DuckDB 2.0 stumbles over a column that its statistics say is empty.
        return self.incidents.filter(nw.col("status_group").fill_null("").is_in(states))


@dataclass(frozen=True, slots=True)
class Summary:
    """How many incidents have a value, by column, and the last minute that the table tells of.

    ``first_opened`` and ``last_opened`` are minutes too. ``telling_item`` tell both their category
    and their configuration item.
    """

    known: Mapping[str, int]
    last_minute: int | None
    first_opened: int | None
    last_opened: int | None
    telling_item: int


def open_log(table: IntoFrame) -> Log:
    """Look at ``table``, a frame of any engine with the canonical and the derived columns.

    A Spark frame needs the canonical columns only: the others are derived here.
    A duration below 0 is unknown: an incident is not resolved before it is opened.
    ``week`` is added: weeks since 1970, Monday to Sunday in UTC, by the time of opening.
    """
    frame = nw.from_native(table)
    if isinstance(frame, nw.DataFrame):
        # PyArrow cannot look one row back within a group.
        lazy = frame.lazy("duckdb") if frame.implementation.is_pyarrow() else frame.lazy()
    elif frame.implementation.is_spark_like():
        spark: Any = frame.to_native()
        lazy = nw.from_native(completed_in_spark(spark))
    else:
        lazy = frame
    _check_columns(lazy.collect_schema().names())
    incidents = lazy.filter(nw.col("type") == "incident")
    durations = [nw.when(nw.col(name) >= 0).then(nw.col(name)).alias(name) for name in DURATIONS]
    week = ((nw.col("opened_minute") + FIRST_THURSDAY) // WEEK).alias("week")
    requests = lazy.filter(nw.col("type") == "request")
    return Log(incidents.with_columns(*durations, week), requests)


def tally(frame: Frame, *columns: str) -> Counter[Key]:
    """How many rows hold each combination of values; unknown is None."""
    return cube(frame, *columns).by(*columns)


def count_requests(log: Log) -> int:
    """How many requests the table holds beside the incidents."""
    if log.requests is None:
        return 0
    return int(_number(log.requests.select(nw.len()).collect().item()))


def summarise(log: Log) -> Summary:
    """One look at every column."""
    names = [name for name in (*CANONICAL_COLUMNS, *DERIVED) if name != "title"]
    present = set(log.incidents.collect_schema().names())
    counted = [nw.col(name).count() for name in names if name in present]
    opened = nw.col("opened_minute")
    ends = (
        nw.col("last_minute").max().alias("latest_of_all"),
        opened.min().alias("first_opened"),
        opened.max().alias("last_opened"),
    )
    both = ~(nw.col(ITEM[0]).is_null() | nw.col(ITEM[1]).is_null())
    asked = log.incidents.select(*counted, *ends, both.cast(nw.Int64).sum().alias("telling_item"))
    [values] = asked.collect().rows(named=True)
    known = {name: int(_number(values[name])) for name in names if name in values}
    return Summary(
        known=dict.fromkeys(names, 0) | known,
        last_minute=_minute(values["latest_of_all"]),
        first_opened=_minute(values["first_opened"]),
        last_opened=_minute(values["last_opened"]),
        telling_item=int(_number(values["telling_item"])),
    )


def waiting_seconds(log: Log) -> dict[int, tuple[int, int]]:
    """Seconds spent waiting for users and to resolve, by week, where incidents tell both.

    Whole seconds add up to the same sum in any order, on any engine.
    """
    columns = ("minutes_waiting_user", "minutes_to_resolve")
    both = log.closed.filter(*(~nw.col(name).is_null() for name in columns))
    seconds = [
        (nw.col(name) * SECONDS + 0.5).floor().cast(nw.Int64).alias(name) for name in columns
    ]
    sums = both.select("week", *seconds).group_by("week").agg(*(nw.col(c).sum() for c in columns))
    return {
        int(_number(week)): (int(_number(waited)), int(_number(resolving)))
        for week, waited, resolving in sums.select("week", *columns).collect().rows()
    }


def days_since_previous(log: Log) -> Cube:
    """Week, and days, rounded up, since the last incident of the same category and item.

    Incidents that do not tell both are left out; the days of the first of each pair are unknown.
    """
    told = log.incidents.filter(*(~nw.col(name).is_null() for name in ITEM))
    # Incidents of one minute are 0 days apart in any order.
    previous = nw.col("opened_minute").shift(1).over(*ITEM, order_by="opened_minute")
    gaps = told.with_columns(minutes_between=nw.col("opened_minute") - previous)
    days = gaps.with_columns(days=(nw.col("minutes_between") + (DAY - 1)) // DAY)
    return cube(days, "week", "days")


def _minute(value: object) -> int | None:
    known = plain(value)
    return int(known) if isinstance(known, int | float) else None


def _number(value: object) -> float:
    known = plain(value)
    return float(known) if isinstance(known, int | float) else 0.0


def _check_columns(present: list[str]) -> None:
    missing = [name for name in (*NEEDED, "status_group", *DERIVED) if name not in present]
    if missing:
        raise IncidentDataError(
            "this is not a table of incidents: {missing} is missing",
            hint="open it with infopilot.incidents.conversion.canonical.open_canonical",
            missing=", ".join(missing),
        )
