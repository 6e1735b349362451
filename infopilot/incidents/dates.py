"""One explicit format for each column of dates, voted on the whole column, never cell by cell."""

from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from dataclasses import dataclass, field

import duckdb
from duckdb import ColumnExpression, ConstantExpression, DuckDBPyConnection, Expression

from infopilot.incidents.cells import call
from infopilot.incidents.mappings import date_formats
from infopilot.model.errors import IncidentDataError, Place

DATE_COLUMNS = ("opened_at", "first_response_at", "resolved_at", "closed_at", "updated_at")
# Reads nothing that people write: for the columns that no format was chosen for.
NO_FORMAT = ["%Y:%m:%d:%f"]


@dataclass(frozen=True, slots=True)
class Ballot:
    """How many dates each candidate reads in a column, and which ones disagree on a date."""

    column: str
    filled: int
    read: Lookup[str, int]
    disagreeing: frozenset[frozenset[str]] = field(default_factory=frozenset)

    @property
    def winners(self) -> list[str]:
        """Candidates that read as many dates as the best one, the earlier ones first."""
        best = max(self.read.values(), default=0)
        return [name for name, count in self.read.items() if count == best and best]

    @property
    def is_ambiguous(self) -> bool:
        """Whether two winners read the same cells as different days."""
        first, *others = self.winners or [""]
        return any(frozenset((first, other)) in self.disagreeing for other in others)


def choose_formats(
    connection: DuckDBPyConnection,
    candidates: Sequence[str],
    headers: Lookup[str, str],
    file: str,
) -> dict[str, str]:
    """Choose the format of each date column of ``cells``, and let the statements read them so.

    A column that fits several candidates takes the one that another column of the file decides;
    `IncidentDataError` asks when none does.
    """
    ballots = [_ballot(connection, column, candidates) for column in DATE_COLUMNS]
    decided = {b.column: b.winners[0] for b in ballots if b.winners and not b.is_ambiguous}
    chosen: dict[str, str] = {}
    for ballot in ballots:
        if ballot.winners:
            place = Place(file, column=headers[ballot.column])
            chosen[ballot.column] = _settled(ballot, decided, place)
    _check_opening(connection, ballots[0], candidates, Place(file, column=headers["opened_at"]))
    for column in DATE_COLUMNS:
        formats = date_formats(chosen[column]) if column in chosen else NO_FORMAT
        connection.execute(VARIABLES[column], {"formats": formats})
    return chosen


VARIABLES = {
    "opened_at": "set variable opened_at_formats = $formats",
    "first_response_at": "set variable first_response_at_formats = $formats",
    "resolved_at": "set variable resolved_at_formats = $formats",
    "closed_at": "set variable closed_at_formats = $formats",
    "updated_at": "set variable updated_at_formats = $formats",
}


def _ballot(connection: DuckDBPyConnection, column: str, candidates: Sequence[str]) -> Ballot:
    text = ColumnExpression(column)
    # Each distinct text votes once: a log repeats the same dates on every line.
    seen = connection.view("cells").select(text).filter(text.isnotnull()).distinct()
    seen.create("ballots")
    texts = connection.table("ballots")
    counts = [call("count", text), *(call("count", _moment(text, each)) for each in candidates)]
    [(filled, *read)] = texts.aggregate(counts).fetchall()
    ballot = Ballot(column, filled, dict(zip(candidates, read, strict=True)))
    first, *others = ballot.winners or [""]
    disagreeing = set()
    for other in others:
        differ = _moment(text, first) != _moment(text, other)
        if texts.filter(differ).limit(1).fetchall():
            disagreeing.add(frozenset((first, other)))
    connection.execute("drop table ballots")
    return Ballot(column, filled, ballot.read, frozenset(disagreeing))


def _moment(text: Expression, candidate: str) -> Expression:
    return call("try_strptime", text, ConstantExpression(date_formats(candidate)))


def _settled(ballot: Ballot, decided: dict[str, str], where: Place) -> str:
    if ballot.column in decided:
        return decided[ballot.column]
    for choice in decided.values():
        if choice in ballot.winners:
            return choice
    raise IncidentDataError(
        "the days and the months of these dates cannot be told apart",
        where=where,
        expected="one date at least whose day is above 12",
        got=ballot.winners,
        hint="keep the right one of these formats under 'dates' in a mapping of your own",
    )


def _check_opening(
    connection: duckdb.DuckDBPyConnection, ballot: Ballot, candidates: Sequence[str], where: Place
) -> None:
    if ballot.winners:
        return
    column = ColumnExpression(ballot.column)
    sample = connection.view("cells").filter(column.isnotnull()).limit(1).select(column).fetchall()
    raise IncidentDataError(
        "no opening date can be read",
        where=where,
        expected="one of the formats {formats}",
        got=sample[0][0] if sample else None,
        hint="name the format of the dates in a mapping",
        formats=", ".join(candidates),
    )
