"""Counting the facts of a canonical table with the engine that is asked for."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import narwhals as nw
from narwhals.typing import IntoFrame

from infopilot.app import paths
from infopilot.incidents.conversion.canonical import open_canonical
from infopilot.incidents.counting.facts import count_facts
from infopilot.incidents.counting.spark import open_spark, spark_errors
from infopilot.model.errors import IncidentDataError, Place
from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import IncidentMethod
from infopilot.storage.engagements import DESCRIPTION, read_engagement
from infopilot.storage.method import load_method

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    from duckdb import DuckDBPyRelation


def method_of(source: Path) -> IncidentMethod:
    """The method of an engagement, with the values that it sets itself; ours for a table."""
    if not (source / DESCRIPTION).is_file():
        return load_method(paths.method_file()).incidents
    _, engagement, _ = read_engagement(source)
    return load_method(paths.method_file(), engagement.method_overrides).incidents


def table_of(source: Path) -> Path:
    """The canonical table of an engagement; another source is a table itself."""
    parquet = source / "tickets" / "incidents.parquet"
    return parquet if parquet.exists() else source


def facts_of(
    source: Path, method: IncidentMethod, engine: str = "duckdb", *, months: int | None = None
) -> IncidentFacts:
    """Count the facts of an engagement, or of a canonical Parquet file or folder.

    ``months`` counts only that many last months of the log.
    """
    table = table_of(source)
    if not table.exists():
        raise IncidentDataError(
            "no incidents here",
            where=Place(str(source)),
            expected="an engagement with imported tickets, or a canonical Parquet file",
            hint="infopilot tickets import DIR FILE makes one",
        )
    if engine == "spark":
        opened = open_spark(table)
        with spark_errors(table):
            return count_facts(opened, method, months=months)
    return count_facts(ENGINES[engine](table), method, months=months)


def facts_between(
    table: Path, end: datetime, window: timedelta, method: IncidentMethod
) -> IncidentFacts:
    """Count the facts of the incidents opened during ``window`` before ``end`` or the log's end."""
    incidents = nw.from_native(open_canonical(table))
    opened = nw.col("opened_at")
    last = incidents.select(opened.max()).collect().item()
    until = min(end, last)
    chosen = incidents.filter(opened > until - window, opened <= until)
    return count_facts(chosen.to_native(), method, reference_time=until)


def log_ends(table: "DuckDBPyRelation") -> tuple[datetime, datetime]:
    """When the first and the last ticket of a canonical table were opened, in UTC."""
    opened = nw.col("opened_at")
    ends = nw.from_native(table).select(first=opened.min(), last=opened.max()).collect()
    first, last = ends.rows()[0]
    return first.astimezone(UTC), last.astimezone(UTC)


def _pandas(table: Path) -> "pd.DataFrame":
    frame: pd.DataFrame = open_canonical(table).to_arrow_table().to_pandas()
    return frame


def _polars(table: Path) -> "pl.LazyFrame":
    import polars as pl  # noqa: PLC0415 - an optional engine

    return pl.DataFrame(open_canonical(table).to_arrow_table()).lazy()


ENGINES: dict[str, Callable[[Path], IntoFrame]] = {
    "duckdb": open_canonical,
    "pandas": _pandas,
    "polars": _polars,
}
