"""What a file leaves undecided: asked of whoever imports it, never guessed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from duckdb import ColumnExpression, DuckDBPyConnection

from infopilot.incidents.mappings import Mapping
from infopilot.incidents.recognition import Matched
from infopilot.model.errors import IncidentDataError, Place

Code = Literal["day_or_month", "sla_polarity", "satisfaction_direction"]
POLARITIES = ("met", "breached")
TO = ".."
USUAL_SCALES = ((0, 1), (1, 3), (1, 4), (1, 5), (0, 5), (1, 10), (0, 10), (0, 100))
VALUES_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question about a column, with the answers that can be given.

    ``options``: date formats for ``day_or_month``; what yes means for ``sla_polarity``; scales
    from the worst to the best note for ``satisfaction_direction`` (``"1..5"``), none where notes
    are words, which a mapping must rank.
    """

    code: Code
    field: str
    header: str
    options: tuple[str, ...]


class Undecided(IncidentDataError):  # noqa: N818 - what the file is, as the other errors say
    """A ticket export that can be read in two ways; ``question`` says which ones."""

    def __init__(self, what: str, question: Question, **told: object) -> None:
        super().__init__(what, **told)  # type: ignore[arg-type]
        self.question = question


def ask_undecided(
    connection: DuckDBPyConnection, mapping: Mapping, matched: Matched, file: str
) -> None:
    """Raise `Undecided` if ``cells`` holds values that ``mapping`` does not say how to read."""
    if mapping.sla is None and (seen := _values(connection, "sla_met")):
        raise _polarity(matched.headers["sla_met"], seen, file)
    if mapping.satisfaction is None and (seen := _values(connection, "satisfaction")):
        raise _direction(matched.headers["satisfaction"], seen, file)


def day_or_month(field: str, where: Place, formats: Sequence[str]) -> Undecided:
    """Ask which of ``formats`` the dates of a column are written in."""
    return Undecided(
        "the days and the months of these dates cannot be told apart",
        Question(
            code="day_or_month", field=field, header=str(where.column), options=tuple(formats)
        ),
        where=where,
        expected="one date at least whose day is above 12",
        got=list(formats),
        hint="keep the right one of these formats under 'dates' in a mapping of your own",
    )


def scales_for(values: Sequence[str]) -> tuple[str, ...]:
    """Usual scales, from the worst to the best note, that hold every note of ``values``.

    >>> scales_for(["2", "4"])[:4]
    ('1..4', '4..1', '1..5', '5..1')
    >>> scales_for(["Good", "Bad"])
    ()
    """
    try:
        notes = [float(value.replace(",", ".")) for value in values]
    except ValueError:
        return ()
    fitting = [(a, b) for a, b in USUAL_SCALES if a <= min(notes) and max(notes) <= b]
    return tuple(f"{x}{TO}{y}" for a, b in fitting for x, y in ((a, b), (b, a)))


def _polarity(header: str, seen: Sequence[str], file: str) -> Undecided:
    return Undecided(
        "this column does not say whether yes means that the service level was met or missed",
        Question(code="sla_polarity", field="sla_met", header=header, options=POLARITIES),
        where=Place(file, column=header),
        expected="'sla: met' or 'sla: breached' in the mapping",
        got=list(seen[:VALUES_SHOWN]),
        hint="ask whoever exported the file, and say it in a mapping of your own",
    )


def _direction(header: str, seen: Sequence[str], file: str) -> Undecided:
    return Undecided(
        "this column does not say which note of satisfaction is the best",
        Question(
            code="satisfaction_direction",
            field="satisfaction",
            header=header,
            options=scales_for(seen),
        ),
        where=Place(file, column=header),
        expected="the worst and the best note under 'satisfaction' in the mapping",
        got=list(seen[:VALUES_SHOWN]),
        hint="ask whoever exported the file, and say it in a mapping of your own",
    )


def _values(connection: DuckDBPyConnection, field: str) -> list[str]:
    column = ColumnExpression(field)
    known = connection.table("cells").filter(column.isnotnull()).select(column).distinct()
    return [value for (value,) in known.order(field).fetchall()]
