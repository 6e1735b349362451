"""The canonical table: its columns and their types, and how to open one from Parquet."""

from collections.abc import Mapping
from pathlib import Path

import duckdb
from duckdb import ColumnExpression, DuckDBPyRelation, Expression, SQLExpression

from infopilot.incidents.files.reading import connect
from infopilot.model.errors import IncidentDataError
from infopilot.model.incidents import CANONICAL_COLUMNS

NEEDED = ("id", "type", "opened_at")
TIMES = ("opened_at", "first_response_at", "resolved_at", "closed_at", "updated_at")
TYPES: Mapping[str, str] = {
    **dict.fromkeys(CANONICAL_COLUMNS, "VARCHAR"),
    **dict.fromkeys(TIMES, "TIMESTAMP WITH TIME ZONE"),
    **dict.fromkeys(("blocking", "knowledge", "sla_met"), "BOOLEAN"),
    **dict.fromkeys(("priority", "reassignments", "reopenings", "source_row"), "BIGINT"),
    **dict.fromkeys((c for c in CANONICAL_COLUMNS if "minutes" in c), "DOUBLE"),
    "satisfaction": "DOUBLE",
    "path": "VARCHAR[]",
}
# Figures need no date arithmetic and no lists of the engine that counts them.
DERIVED: Mapping[str, str] = {
    "opened_minute": "floor(epoch(opened_at) / 60)::bigint",
    "last_minute": """floor(epoch(greatest(
        opened_at, first_response_at, resolved_at, closed_at, updated_at)) / 60)::bigint""",
    "closed_minute": "floor(epoch(closed_at) / 60)::bigint",
    "hours_to_close": "floor((epoch(closed_at) - epoch(resolved_at)) / 3600)::bigint",
    "opened_month": "strftime(opened_at, '%Y-%m')",
    "ping_pong": """case
        when path is not null
            then len(list_filter(path, lambda held, i: i > 2 and held = path[i - 2])) > 0
        when reassignments is not null then reassignments >= 3 end""",
    "vendor_waited_for": "minutes_waiting_vendor > 0",
    "system_account": "false",
}
DERIVED_MEANING: Mapping[str, str] = {
    "opened_minute": "opened_at, in whole minutes since 1970",
    "last_minute": "the latest date of the ticket, in whole minutes since 1970",
    "closed_minute": "closed_at, in whole minutes since 1970",
    "hours_to_close": "from resolved_at to closed_at, in whole hours",
    "opened_month": "month of opening, in the time zone of the export",
    "ping_pong": "whether a group got it straight back (A > B > A); without a path, 3 hand-overs",
    "vendor_waited_for": "whether it was ever in a state of waiting for a third party",
    "system_account": "whether a machine resolved it, by the mapping; shown and never counted",
}
# What a table that says less than ours still tells; ours, which names its tool, says all of it.
STATE = """coalesce(status_group, case
    when closed_at is not null then 'closed'
    when resolved_at is not null then 'solved'
    when source_tool is null then 'open' end)"""
IMPLIED: Mapping[str, str] = {
    "minutes_to_resolve": """if(status_group in ('solved', 'closed'), coalesce(
        minutes_to_resolve, floor((epoch(resolved_at) - epoch(opened_at)) / 60)), null)""",
    "reassignments": "coalesce(reassignments, len(path) - 1)",
}


def open_canonical(path: Path) -> DuckDBPyRelation:
    """Open a canonical Parquet file, or a folder of them, with every column that figures need.

    The columns that a file does not have are null, or derived from the others. Raises
    `IncidentDataError` if it is not a canonical table. ``.df()`` and ``.pl()`` give it to others.
    """
    files = parquet_files(path)
    try:
        connection = connect()
        relation = connection.read_parquet([str(file) for file in files], union_by_name=True)
        missing = [column for column in NEEDED if column not in relation.columns]
        if missing:
            raise IncidentDataError(
                "this is not a table of incidents: {missing} is missing",
                where=str(path),
                hint="infopilot tickets import makes one from a ticket export",
                missing=", ".join(missing),
            )
        if any(shown != TYPES.get(n, shown) for n, shown in _types(relation).items()):
            # A text where a number should be is found now rather than in the middle of a count.
            typed(relation).create("typed")
            return completed(connection.table("typed"))
        return completed(typed(relation))
    except duckdb.Error as trouble:
        raise IncidentDataError(
            "the table of incidents cannot be read",
            where=str(path),
            expected="Parquet, with the canonical columns and types",
            got=str(trouble).partition("\n")[0],
            hint="infopilot tickets import makes one from a ticket export",
        ) from None


def typed(relation: DuckDBPyRelation) -> DuckDBPyRelation:
    """``relation`` with all canonical columns and their types; the others stay as they are."""
    columns: list[Expression] = [
        (ColumnExpression(name) if name in relation.columns else SQLExpression("null"))
        .cast(kind)
        .alias(name)
        for name, kind in TYPES.items()
    ]
    others = [ColumnExpression(name) for name in relation.columns if name in DERIVED]
    return relation.select(*columns, *others)


def completed(relation: DuckDBPyRelation) -> DuckDBPyRelation:
    """``relation`` with what its columns imply, and the derived columns that it lacks."""
    relation = _replaced(relation, {"status_group": STATE})
    relation = _replaced(relation, IMPLIED)
    lacking = {name: sql for name, sql in DERIVED.items() if name not in relation.columns}
    relation = _replaced(relation, lacking)
    return relation.select(*map(ColumnExpression, (*CANONICAL_COLUMNS, *DERIVED)))


def _types(relation: DuckDBPyRelation) -> dict[str, str]:
    return dict(zip(relation.columns, map(str, relation.types), strict=True))


def _replaced(relation: DuckDBPyRelation, statements: Mapping[str, str]) -> DuckDBPyRelation:
    kept = [ColumnExpression(name) for name in relation.columns if name not in statements]
    return relation.select(*kept, *(SQLExpression(sql).alias(n) for n, sql in statements.items()))


def parquet_files(path: Path) -> list[Path]:
    """The Parquet files of ``path``, a file or a folder; raise `IncidentDataError` without any."""
    if path.is_dir():
        files = sorted(f for f in path.rglob("*.parquet") if not f.name.startswith((".", "_")))
    else:
        files = [path] if path.is_file() else []
    if not files:
        raise IncidentDataError(
            "no incidents here",
            where=str(path),
            expected="a canonical Parquet file, or a folder of them",
            hint="infopilot tickets import makes one from a ticket export",
        )
    return files
