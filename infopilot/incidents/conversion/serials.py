"""Dates that a spreadsheet left as numbers of days: 45678,375 is 21 January 2025 at nine."""

from collections.abc import Sequence

from duckdb import ColumnExpression, ConstantExpression, DuckDBPyConnection

# From 1980 to 2100. One value that is no such number, and none of its column is read so.
SERIAL = r"""
create or replace temp macro serial_day(cell) as if(
    regexp_full_match(cell, '[0-9]{5}([.,][0-9]+)?')
        and try_cast(cell[:5] as bigint) between 29221 and 73050,
    try_cast(replace(cell, ',', '.') as double),
    null)
"""
DATED = """
create or replace temp macro dated(cell) as strftime(
    timestamp '1899-12-30 00:00:00' + to_seconds(round(serial_day(cell) * 86400)::bigint),
    '%Y-%m-%d %H:%M:%S')
"""
COLUMNS = """
select field from date_texts group by field
having count(serial_day(words)) = count(*) order by field
"""


def serial_columns(connection: DuckDBPyConnection) -> list[str]:
    """Columns of ``date_texts`` in which every date is a number of days; ``dated`` reads them."""
    for statement in (SERIAL, DATED):
        connection.execute(statement)
    return [field for (field,) in connection.execute(COLUMNS).fetchall()]


def tell_serials(connection: DuckDBPyConnection, columns: Sequence[str]) -> None:
    """Write in ``issues`` which dates of ``cells`` were numbers."""
    for name in columns:
        dated = connection.view("cells").filter(ColumnExpression(name).isnotnull())
        kind, code, field = map(ConstantExpression, ("repair", "serial_dates", name))
        dated.select(kind, code, field, ColumnExpression("source_row")).insert_into("issues")
