"""What a file leaves undecided: asked of whoever imports it, never guessed."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import permutations
from typing import Literal

from duckdb import ColumnExpression, DuckDBPyConnection

from infopilot.incidents.mappings.mapping import Mapping, Satisfaction
from infopilot.incidents.mappings.recognition import Matched
from infopilot.model.errors import IncidentDataError, Place

Code = Literal["day_or_month", "sla_polarity", "satisfaction_direction", "decimal_sign"]
SIGNS = (",", ".")
POLARITIES = ("met", "breached")
TO = ".."
USUAL_SCALES = ((0, 1), (1, 3), (1, 4), (1, 5), (0, 5), (1, 10), (0, 10), (0, 100))
VALUES_SHOWN = 5
MOST_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question about a column, with the answers that can be given.

    ``options``: date formats for ``day_or_month``; what yes means for ``sla_polarity``; notes from
    the worst to the best for ``satisfaction_direction`` (``"1..5"``, ``"Bad..Good"``), none where
    there are too many words: a mapping must rank them; the comma and the point for
    ``decimal_sign``.
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
    known = matched.headers
    if mapping.sla is None and "sla_met" in known and (seen := _values(connection, "sla_met")):
        raise _polarity(known["sla_met"], seen, file)
    asks = mapping.satisfaction is None and "satisfaction" in known
    if asks and (seen := _values(connection, "satisfaction")):
        raise _direction(known["satisfaction"], seen, file)


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


def decimal_sign(field: str, where: Place) -> Undecided:
    """Ask whether the comma or the point comes before the decimals of a column."""
    return Undecided(
        "the decimals and the thousands of these numbers cannot be told apart",
        Question(code="decimal_sign", field=field, header=str(where.column), options=SIGNS),
        where=where,
        expected="one number at least that only one sign can read, such as 12,5 or 1,234.5",
        hint="say it under 'decimal' in a mapping of your own: “,” or “.”",
    )


def scales_for(values: Sequence[str]) -> tuple[str, ...]:
    """Scales, from the worst to the best note, that hold every note of ``values``.

    The usual ones for numbers, every order of a few words.

    >>> scales_for(["2", "4"])[:4]
    ('1..4', '4..1', '1..5', '5..1')
    >>> scales_for(["Good", "Bad"])
    ('Good..Bad', 'Bad..Good')
    """
    try:
        notes = [float(value.replace(",", ".")) for value in values]
    except ValueError:
        return _orders(values)
    fitting = [(a, b) for a, b in USUAL_SCALES if a <= min(notes) and max(notes) <= b]
    return tuple(f"{x}{TO}{y}" for a, b in fitting for x, y in ((a, b), (b, a)))


def scale_of(option: str) -> Satisfaction:
    """The scale that an option of `scales_for` stands for.

    >>> scale_of("4..1").best, scale_of("Bad..Fair..Good").words["Fair"]
    (1.0, 1.0)
    """
    ranked = option.split(TO)
    with suppress(ValueError):
        worst, best = map(float, ranked)
        return Satisfaction(worst=worst, best=best)
    words = {word: float(rank) for rank, word in enumerate(ranked)}
    return Satisfaction(worst=0, best=len(ranked) - 1, words=words)


def _orders(words: Sequence[str]) -> tuple[str, ...]:
    if not 1 < len(words) <= MOST_WORDS or any(TO in word for word in words):
        return ()
    return tuple(map(TO.join, permutations(words)))


def _polarity(header: str, seen: Sequence[str], file: str) -> Undecided:
    return Undecided(
        "this column does not say whether yes means that the service level was met or missed",
        Question(code="sla_polarity", field="sla_met", header=header, options=POLARITIES),
        where=Place(file, column=header),
        expected="met or breached under 'sla' in the mapping",
        got=list(seen[:VALUES_SHOWN]),
        hint="ask whoever exported the file, and say it in a mapping: "
        "“infopilot tickets mapping” writes one",
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
        hint="ask whoever exported the file, and say it in a mapping: "
        "“infopilot tickets mapping” writes one",
    )


def _values(connection: DuckDBPyConnection, field: str) -> list[str]:
    column = ColumnExpression(field)
    known = connection.view("cells").filter(column.isnotnull()).select(column).distinct()
    return [value for (value,) in known.order(field).fetchall()]
