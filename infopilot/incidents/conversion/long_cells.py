"""Cells that hold more than a cell may: left out and told, so that no name weighs megabytes."""

from collections.abc import Mapping

from duckdb import (
    CaseExpression,
    ColumnExpression,
    ConstantExpression,
    Expression,
    StarExpression,
)

from infopilot.incidents.conversion.cells import NOTHING, call
from infopilot.incidents.files.reading import SourceTable

CHARACTERS = 32_767
"""Of a cell, as in Excel; texts of tickets are that long when a picture is written in them."""
TELL = "insert into issues select 'repair', 'too_long', $field, unnest($rows::bigint[])"


def drop_long_cells(source: SourceTable, positions: Mapping[str, int]) -> None:
    """Empty the long texts of ``source``; a ticket that loses what it needs is rejected.

    Only the columns that the mapping uses are there: the others weigh nothing.
    """
    connection = source.connection
    received = connection.table("received")
    # Bytes are known at once, and are never fewer than characters.
    sizes = [call("max", call("strlen", ColumnExpression(f"c{at}"))) for at in positions.values()]
    [found] = received.aggregate(sizes).fetchall()
    large = {
        name: f"c{place}"
        for (name, place), size in zip(positions.items(), found, strict=True)
        if (size or 0) > CHARACTERS
    }
    if not large:
        return
    for name, column in large.items():
        long = source.relation.filter(_is_long(column)).select("source_row").order("source_row")
        connection.execute(TELL, {"field": name, "rows": [row for (row,) in long.fetchall()]})
    columns = dict.fromkeys(large.values())
    shortened = [
        CaseExpression(_is_long(column), NOTHING).otherwise(ColumnExpression(column)).alias(column)
        for column in columns
    ]
    received.select(StarExpression(exclude=list(columns)), *shortened).create("shortened")
    connection.execute("drop table received")
    connection.execute("alter table shortened rename to received")


def _is_long(column: str) -> Expression:
    return call("length", ColumnExpression(column)) > ConstantExpression(CHARACTERS)
