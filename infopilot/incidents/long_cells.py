"""Cells that hold more than a cell may: left out and told, so that no name weighs megabytes."""

from duckdb import (
    CaseExpression,
    ColumnExpression,
    ConstantExpression,
    DuckDBPyConnection,
    Expression,
    StarExpression,
)

from infopilot.incidents.cells import FIELDS, NOTHING, call

CHARACTERS = 32_767
"""Of a cell, as in Excel; texts of tickets are that long when a picture is written in them."""
TELL = "insert into issues select 'repair', 'too_long', $field, unnest($rows::bigint[])"


def drop_long_cells(connection: DuckDBPyConnection) -> None:
    """Empty the long texts of the table ``cells``; a ticket that loses what it needs is rejected.

    Only the columns that the mapping uses are there: the others weigh nothing.
    """
    cells = connection.table("cells")
    # Bytes are known at once, and are never fewer than characters.
    sizes = [call("max", call("strlen", ColumnExpression(name))) for name in FIELDS]
    [found] = cells.aggregate(sizes).fetchall()
    large = [name for name, size in zip(FIELDS, found, strict=True) if (size or 0) > CHARACTERS]
    if not large:
        return
    for name in large:
        rows = cells.filter(_is_long(name)).select("source_row").order("source_row").fetchall()
        connection.execute(TELL, {"field": name, "rows": [row for (row,) in rows]})
    shortened = [
        CaseExpression(_is_long(name), NOTHING).otherwise(ColumnExpression(name)).alias(name)
        for name in large
    ]
    cells.select(StarExpression(exclude=large), *shortened).create("shortened")
    connection.execute("drop table cells")
    connection.execute("alter table shortened rename to cells")


def _is_long(name: str) -> Expression:
    return call("length", ColumnExpression(name)) > ConstantExpression(CHARACTERS)
