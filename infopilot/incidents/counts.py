"""Small count tables, asked of whichever engine holds the incidents, through narwhals only.

An engine is asked to group, count, sum and look one row back; it does no date arithmetic, no
lists, no statistics. So a pandas or Polars frame, DuckDB and Spark answer alike.
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrame

from infopilot.incidents.table import DERIVED, NEEDED
from infopilot.model.errors import IncidentDataError
from infopilot.model.incidents import CANONICAL_COLUMNS

ENDED = ("solved", "closed")
UNFINISHED = ("open", "waiting")
DAY = 24 * 60
Key = tuple[object, ...]
Frame = nw.LazyFrame[Any]


@dataclass(frozen=True, slots=True)
class Log:
    """The incidents of a canonical table, without its requests."""

    incidents: Frame

    @property
    def closed(self) -> Frame:
        """Incidents that are resolved or closed."""
        return self.incidents.filter(nw.col("status_group").is_in(ENDED))

    @property
    def open(self) -> Frame:
        """Incidents that are neither."""
        return self.incidents.filter(nw.col("status_group").is_in(UNFINISHED))


def open_log(table: IntoFrame) -> Log:
    """Look at ``table``, a frame of any engine with the canonical and the derived columns."""
    frame = nw.from_native(table)
    if isinstance(frame, nw.DataFrame):
        # PyArrow cannot look one row back within a group.
        lazy = frame.lazy("duckdb") if frame.implementation.is_pyarrow() else frame.lazy()
    else:
        lazy = frame
    _check_columns(lazy.collect_schema().names())
    return Log(lazy.filter(nw.col("type") == "incident"))


def tally(frame: Frame, *columns: str) -> Counter[Key]:
    """How many rows hold each combination of values; unknown is None."""
    rows = frame.group_by(*columns, drop_null_keys=False).agg(nw.len().alias("rows_held"))
    counted: Counter[Key] = Counter()
    for *values, count in rows.collect().rows():
        counted[tuple(map(_plain, values))] += int(_number(count))
    return counted


def known_values(log: Log) -> dict[str, int]:
    """How many incidents have a value, by column."""
    names = [name for name in (*CANONICAL_COLUMNS, *DERIVED) if name != "title"]
    present = set(log.incidents.collect_schema().names())
    counted = [(~nw.col(name).is_null()).sum().alias(name) for name in names if name in present]
    values = _only_row(log.incidents.select(*counted))
    return dict.fromkeys(names, 0) | {name: int(_number(value)) for name, value in values.items()}


def latest_minute(log: Log) -> int | None:
    """The last minute that the table tells of."""
    value = _plain(_only_row(log.incidents.select(nw.col("last_minute").max()))["last_minute"])
    return int(value) if isinstance(value, int | float) else None


def waiting_minutes(log: Log) -> tuple[float, float]:
    """Minutes spent waiting for users and minutes to resolve, where both are known."""
    columns = ("minutes_waiting_user", "minutes_to_resolve")
    both = log.closed.filter(*(~nw.col(name).is_null() for name in columns))
    sums = _only_row(both.select(*(nw.col(name).sum() for name in columns)))
    return _number(sums[columns[0]]), _number(sums[columns[1]])


def days_since_previous(log: Log) -> Counter[Key]:
    """Days, rounded up, since the last incident of the same category and configuration item.

    Incidents that do not tell both are left out; None counts the first one of each pair.
    """
    pair = ("category", "configuration_item")
    told = log.incidents.filter(*(~nw.col(name).is_null() for name in pair))
    previous = nw.col("opened_minute").shift(1).over(*pair, order_by=["opened_minute", "id"])
    gaps = told.with_columns(minutes_between=nw.col("opened_minute") - previous)
    days = gaps.with_columns(days=(nw.col("minutes_between") + (DAY - 1)) // DAY)
    return tally(days, "days")


def _only_row(frame: Frame) -> Mapping[str, object]:
    [row] = frame.collect().rows(named=True)
    return row


def _plain(value: object) -> object:
    """``value`` as Python has it; engines write unknown as None, NaN, NaT or NA."""
    if isinstance(value, Decimal):
        return float(value)
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and math.isnan(value):
        return None
    return value if isinstance(value, str | bool | int | float) else None


def _number(value: object) -> float:
    plain = _plain(value)
    return float(plain) if isinstance(plain, int | float) else 0.0


def _check_columns(present: list[str]) -> None:
    missing = [name for name in (*NEEDED, "status_group", *DERIVED) if name not in present]
    if missing:
        raise IncidentDataError(
            "this is not a table of incidents: {missing} is missing",
            hint="open it with infopilot.incidents.canonical.open_canonical",
            missing=", ".join(missing),
        )
