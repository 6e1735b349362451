"""One explicit format for each column of dates, voted on the whole column, never cell by cell."""

from collections.abc import Collection, Sequence
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field

import duckdb
from duckdb import (
    CaseExpression,
    ColumnExpression,
    ConstantExpression,
    DuckDBPyConnection,
    DuckDBPyRelation,
    Expression,
)

from infopilot.incidents.conversion.cells import call
from infopilot.incidents.files.reading import Layout
from infopilot.incidents.mappings.mapping import UTC_MARKS, Mapping, date_formats
from infopilot.incidents.mappings.questions import day_or_month
from infopilot.model.errors import IncidentDataError, Place

DATE_COLUMNS = ("opened_at", "first_response_at", "resolved_at", "closed_at", "updated_at")
# What an event log says by its events, where it has no column that says it.
TOLD_BY_EVENTS = ("opened_at", "resolved_at", "closed_at")
# How the reader of sheets writes the dates that a workbook holds as numbers.
SHEET_DATES = "%Y-%m-%d %H:%M:%S"
FIRST_YEAR, LAST_YEAR = 1980, 2100
# Reads nothing that people write: for the columns that no format was chosen for.
NO_FORMAT = ["%Y:%m:%d:%f"]


# Each distinct text votes once: a log repeats the same dates on every line.
DATE_TEXTS = """
create or replace temp table date_texts as
select distinct 'opened_at' as field, opened_at as words from cells where opened_at is not null
union all
select distinct 'first_response_at', first_response_at from cells
where first_response_at is not null
union all
select distinct 'resolved_at', resolved_at from cells where resolved_at is not null
union all
select distinct 'closed_at', closed_at from cells where closed_at is not null
union all
select distinct 'updated_at', updated_at from cells where updated_at is not null
"""


@dataclass(frozen=True, slots=True)
class Ballot:
    """How many dates each format of each candidate reads in a column, and which ones disagree."""

    column: str
    read: Lookup[str, Lookup[str, int]] = field(default_factory=dict)
    disagreeing: frozenset[frozenset[str]] = field(default_factory=frozenset)

    @property
    def winners(self) -> list[str]:
        """Candidates that read as many dates as the best one, the earlier ones first."""
        read = {candidate: sum(counts.values()) for candidate, counts in self.read.items()}
        best = max(read.values(), default=0)
        return [candidate for candidate, count in read.items() if count == best and best]

    @property
    def is_ambiguous(self) -> bool:
        """Whether two winners read the same cells as different days."""
        first, *others = self.winners or [""]
        return any(frozenset((first, other)) in self.disagreeing for other in others)

    def formats(self, candidate: str) -> list[str]:
        """Formats that ``candidate`` stands for; the usual one here is tried first."""
        counts = self.read.get(candidate, {})
        return sorted(date_formats(candidate), key=lambda each: -counts.get(each, 0))


def list_dates(connection: DuckDBPyConnection) -> None:
    """Make ``date_texts``, the distinct dates of each column of ``cells``."""
    connection.execute(DATE_TEXTS)


def choose_formats(
    connection: DuckDBPyConnection,
    mapping: Mapping,
    headers: Lookup[str, str],
    layout: Layout,
    serials: Collection[str] = (),
) -> dict[str, str]:
    """Choose the format of each date column of ``cells``, and let the statements read them so.

    A column that fits several candidates takes the one that another column of the file decides;
    `Undecided` asks when none does. Columns of ``serials`` were written by us.
    """
    candidates = _candidates(mapping, layout, serials)
    ballots = _ballots(connection, candidates)
    decided = {b.column: b.winners[0] for b in ballots.values() if b.winners and not b.is_ambiguous}
    chosen: dict[str, str] = {}
    for ballot in ballots.values():
        if ballot.winners:
            place = Place(layout.file, column=headers[ballot.column])
            chosen[ballot.column] = _settled(ballot, decided, place)
    start = "opened_at" if "opened_at" in headers else "updated_at"
    if start not in chosen:
        raise _unreadable(connection, start, candidates, Place(layout.file, column=headers[start]))
    if mapping.shape == "events" and "updated_at" in chosen:
        untold = (column for column in TOLD_BY_EVENTS if column not in headers)
        chosen |= dict.fromkeys(untold, chosen["updated_at"])
    for column in DATE_COLUMNS:
        ballot = ballots.get(column, ballots[start])
        formats = ballot.formats(chosen[column]) if column in chosen else NO_FORMAT
        connection.execute(VARIABLES[column], {"formats": formats})
    return chosen


VARIABLES = {
    "opened_at": "set variable opened_at_formats = $formats",
    "first_response_at": "set variable first_response_at_formats = $formats",
    "resolved_at": "set variable resolved_at_formats = $formats",
    "closed_at": "set variable closed_at_formats = $formats",
    "updated_at": "set variable updated_at_formats = $formats",
}


def _candidates(mapping: Mapping, layout: Layout, serials: Collection[str]) -> list[str]:
    of_sheet = [SHEET_DATES] if layout.sheet is not None or serials else []
    return list(dict.fromkeys([*mapping.dates, *of_sheet]))


def _ballots(connection: DuckDBPyConnection, candidates: Sequence[str]) -> dict[str, Ballot]:
    """The vote of each column that holds something."""
    texts, text = connection.table("date_texts"), ColumnExpression("words")
    spellings = [(each, written) for each in candidates for written in date_formats(each)]
    counts = [call("count", _moment(text, [written])) for _, written in spellings]
    ballots = {}
    for column, *votes in texts.aggregate([ColumnExpression("field"), *counts]).fetchall():
        read: dict[str, dict[str, int]] = {each: {} for each in candidates}
        for (candidate, written), count in zip(spellings, votes, strict=True):
            read[candidate][written] = count
        own = texts.filter(ColumnExpression("field") == ConstantExpression(column))
        ballots[column] = Ballot(column, read, _disagreeing(own, Ballot(column, read).winners))
    return {column: ballots[column] for column in DATE_COLUMNS if column in ballots}


def _disagreeing(texts: DuckDBPyRelation, winners: Sequence[str]) -> frozenset[frozenset[str]]:
    """Pairs of the first winner and another one that reads some text as another day."""
    first, *others = winners or [""]
    text = ColumnExpression("words")
    found = set()
    for other in others:
        differ = _moment(text, date_formats(first)) != _moment(text, date_formats(other))
        if texts.filter(differ).limit(1).fetchall():
            found.add(frozenset((first, other)))
    return frozenset(found)


def zoned(mapping: Mapping, formats: Lookup[str, str], file: str) -> Mapping:
    """``mapping`` in UTC if the dates themselves say that they are, as it is otherwise."""
    marked = {each.endswith(UTC_MARKS) for each in formats.values()}
    if marked == {True, False}:
        raise IncidentDataError(
            "some dates say that they are in UTC and others do not",
            where=file,
            expected="one way of writing dates",
            got=sorted(set(formats.values())),
        )
    return mapping.model_copy(update={"timezone": "UTC"}) if marked == {True} else mapping


def _moment(text: Expression, formats: list[str]) -> Expression:
    """``text`` as a moment; "12/03/24" is no date of the year 24."""
    moment = call("try_strptime", text, ConstantExpression(formats))
    year = call("year", moment)
    likely = (year >= ConstantExpression(FIRST_YEAR)) & (year <= ConstantExpression(LAST_YEAR))
    return CaseExpression(likely, moment)


def _settled(ballot: Ballot, decided: dict[str, str], where: Place) -> str:
    if ballot.column in decided:
        return decided[ballot.column]
    for choice in decided.values():
        # A column of days alone is written in the order of the one that has times.
        same = [each for each in ballot.winners if _day_of(each) == _day_of(choice)]
        if choice in ballot.winners or same:
            return choice if choice in ballot.winners else same[0]
    raise day_or_month(ballot.column, where, ballot.winners)


def _day_of(candidate: str) -> str:
    return candidate.partition(" ")[0]


def _unreadable(
    connection: duckdb.DuckDBPyConnection, name: str, candidates: Sequence[str], where: Place
) -> IncidentDataError:
    column = ColumnExpression(name)
    sample = connection.view("cells").filter(column.isnotnull()).limit(1).select(column).fetchall()
    return IncidentDataError(
        "no opening date can be read" if name == "opened_at" else "no date of an event can be read",
        where=where,
        expected="one of the formats {formats}",
        got=sample[0][0] if sample else None,
        hint="name the format of the dates in a mapping",
        formats=", ".join(candidates),
    )
