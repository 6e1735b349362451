"""The columns that a mapping knows, as clean texts: what the tool writes, without its habits."""

from collections.abc import Collection

from duckdb import (
    CaseExpression,
    ColumnExpression,
    ConstantExpression,
    DuckDBPyRelation,
    Expression,
    FunctionExpression,
    StarExpression,
)

from infopilot.incidents.mappings.mapping import Columns, Mapping

FIELDS = tuple(Columns.model_fields)
WHITESPACE = " \t\r\n\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{ZERO WIDTH NO-BREAK SPACE}"
INNER_SPACES = (" ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}")
NOTHING = ConstantExpression(None).cast("VARCHAR")


def clean_cells(
    records: DuckDBPyRelation,
    *,
    mapping: Mapping,
    positions: dict[str, int],
    serials: Collection[str] = (),
) -> DuckDBPyRelation:
    """Every field of `Columns`, a text or null, and ``source_row``, for each of ``records``.

    ``serials`` are columns of dates that are numbers of days.
    """
    cells = {
        name: _cleaned(f"c{positions[name]}", mapping) if name in positions else NOTHING
        for name in FIELDS
    } | {name: call("dated", _cleaned(f"c{positions[name]}", mapping)) for name in serials}
    chosen = [cell.alias(name) for name, cell in cells.items()]
    texts = records.select(ColumnExpression("source_row"), *chosen)
    return texts.select(StarExpression(exclude=["id"]), _identifier().alias("id"))


def call(name: str, *arguments: Expression | str) -> Expression:
    """A function of the engine; texts are constants, never names or statements."""
    return FunctionExpression(
        name,
        *(each if isinstance(each, Expression) else ConstantExpression(each) for each in arguments),
    )


def _identifier() -> Expression:
    """The identifier; spaces between the thousands of a number are not part of it."""
    text = ColumnExpression("id")
    spaced: Expression = ConstantExpression(value=False)
    for space in INNER_SPACES:
        spaced |= call("contains", text, space)
    digits = call("regexp_replace", text, f"[{WHITESPACE}]", "", "g")
    is_number = spaced & call("regexp_full_match", digits, "[0-9]+")
    return CaseExpression(is_number, digits).otherwise(text)


def _cleaned(column: str, mapping: Mapping) -> Expression:
    text: Expression = ColumnExpression(column)
    if mapping.html_entities:
        has_some = call("contains", text, "&")
        text = CaseExpression(has_some, call("decoded", text)).otherwise(text)
    if mapping.escaped_quote:
        text = call("replace", text, mapping.escaped_quote, '"')
    text = call("trim", text, WHITESPACE)
    spellings = {s for word in mapping.missing for s in (word, word.lower(), word.upper())}
    missing = [ConstantExpression(word) for word in ("", *sorted(spellings))]
    return CaseExpression(text.isin(*missing), NOTHING).otherwise(text)
