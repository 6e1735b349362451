"""Counts and durations as numbers: the decimal sign is voted on the whole column.

"1,234" is a thousand and more where the point is the decimal sign, and a little over one where the
comma is: no cell tells, a column may, and otherwise somebody is asked.
"""

from collections.abc import Mapping as Lookup
from dataclasses import dataclass

from duckdb import ColumnExpression, DuckDBPyConnection

from infopilot.incidents.conversion.cells import call
from infopilot.incidents.files.reading import Layout
from infopilot.incidents.mappings.mapping import Mapping
from infopilot.incidents.mappings.questions import decimal_sign
from infopilot.model.errors import Place

COMMA, POINT = ",", "."
COUNTED = ("minutes_waiting_user", "minutes_waiting_vendor", "lost_minutes")
NUMBERS = frozenset({"seconds", "minutes", "hours", "days"})
VARIABLES = {
    "minutes_waiting_user": "set variable decimal_user = $value",
    "minutes_waiting_vendor": "set variable decimal_vendor = $value",
    "lost_minutes": "set variable decimal_lost = $value",
}
# Thousands may be apart by spaces, of any kind.
TIGHT = """
create or replace temp macro tight(cell) as
    replace(replace(replace(cell, ' ', ''), chr(160), ''), chr(8239), '')
"""
NUMBER = r"""
create or replace temp macro number(cell, decimal_sign) as case decimal_sign
    when ',' then if(
        regexp_full_match(tight(cell), '([1-9][0-9]{0,2}(\.[0-9]{3})+|[0-9]+)(,[0-9]+)?'),
        try_cast(replace(replace(tight(cell), '.', ''), ',', '.') as double),
        null)
    else if(
        regexp_full_match(tight(cell), '([1-9][0-9]{0,2}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?'),
        try_cast(replace(tight(cell), ',', '') as double),
        null)
    end
"""


WHOLE = """
create or replace temp macro whole(cell) as
    if(regexp_full_match(cell, '[0-9]{1,9}'), try_cast(cell as bigint), null)
"""
PART = """
create or replace temp macro part(cell, unit) as
    coalesce(try_cast(regexp_extract(cell, '([0-9]+) *(' || unit || ')', 1) as double), 0)
"""
MINUTES = """
create or replace temp macro minutes(cell, unit, decimal_sign) as case unit
    when 'sentence' then if(
        regexp_matches(cell, '^[0-9]+ *[a-z]'),
        part(cell, 'jour|day') * 1440 + part(cell, 'heure|hour') * 60 + part(cell, 'minute')
            + part(cell, 'seconde|second') / 60,
        null)
    when 'clock' then if(
        regexp_full_match(cell, '[0-9]+:[0-9]{2}(:[0-9]{2})?'),
        try_cast(split_part(cell, ':', 1) as double) * 60
            + try_cast(split_part(cell, ':', 2) as double)
            + coalesce(try_cast(split_part(cell, ':', 3) as double), 0) / 60,
        null)
    when 'days' then number(cell, decimal_sign) * 1440
    when 'hours' then number(cell, decimal_sign) * 60
    when 'seconds' then number(cell, decimal_sign) / 60
    else number(cell, decimal_sign) end
"""
POSITIVE = """
create or replace temp macro positive(minutes) as
    if(isfinite(minutes) and minutes >= 0, minutes, null)
"""
MACROS = (TIGHT, NUMBER, WHOLE, PART, MINUTES, POSITIVE)


@dataclass(frozen=True, slots=True)
class _Vote:
    """How many numbers each sign reads in a column, and whether they read some differently."""

    with_comma: int
    with_point: int
    differ: bool
    has_commas: bool

    @property
    def sign(self) -> str | None:
        """The sign that reads more, or any if both read the same; None if it cannot be told."""
        if self.with_comma == self.with_point and self.differ:
            return None
        return COMMA if self.with_comma > self.with_point else POINT


def choose_signs(
    connection: DuckDBPyConnection, mapping: Mapping, headers: Lookup[str, str], layout: Layout
) -> None:
    """Choose the decimal sign of each duration of ``cells``, and let statements read them so.

    A column that fits both takes the sign that another column decides; `Undecided` asks when none
    does. Numbers that a workbook holds were written with a point by us.
    """
    for statement in MACROS:
        connection.execute(statement)
    columns = [
        name for name in COUNTED if name in headers and getattr(mapping.durations, name) in NUMBERS
    ]
    votes = {} if mapping.decimal else {name: _vote(connection, name) for name in columns}
    signs = {vote.sign for vote in votes.values() if vote.with_comma != vote.with_point}
    usual = mapping.decimal or (signs.pop() if len(signs) == 1 else None)
    for name in COUNTED:
        sign, vote = usual or POINT, votes.get(name)
        if vote:
            of_sheet = POINT if layout.sheet is not None and not vote.has_commas else None
            found = vote.sign or usual or of_sheet
            if found is None:
                raise decimal_sign(name, Place(layout.file, column=headers[name]))
            sign = found
        connection.execute(VARIABLES[name], {"value": sign})


def _vote(connection: DuckDBPyConnection, name: str) -> _Vote:
    text = ColumnExpression(name)
    texts = connection.view("cells").filter(text.isnotnull()).select(text).distinct()
    with_comma, with_point = call("number", text, COMMA), call("number", text, POINT)
    [found] = texts.aggregate(
        [
            call("count", with_comma),
            call("count", with_point),
            call("bool_or", with_comma != with_point),
            call("bool_or", call("contains", text, COMMA)),
        ]
    ).fetchall()
    comma, point, differ, has_commas = found
    return _Vote(comma, point, bool(differ), bool(has_commas))
