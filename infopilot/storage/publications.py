"""What was published of users' answers, kept so that the next publication betrays nobody."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, RowMapping, select
from sqlalchemy.exc import IntegrityError

from infopilot.model.answers import Answer
from infopilot.model.publication import Cell, Mark, Marks, Publication
from infopilot.storage.answers import read_answers
from infopilot.storage.database import PUBLICATIONS, PUBLISHED, Database

Basis = tuple[list[Answer], list[Publication]]
Choice = Callable[[Sequence[Answer], Sequence[Publication]], Publication]
GIVEN, COUNTED, SPREAD, DEPARTMENT = "given", "counted", "spread", "department"
TRIES = 5


class PublicationStore:
    """The publications of each campaign, in their order."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def publish(self, campaign: str, choose: Choice) -> Basis:
        """Keep what is about to be published of a campaign; whoever reads it after sees it.

        Parameters
        ----------
        campaign
            Its id.
        choose
            Is given the answers and the earlier publications, oldest first, and returns the next
            one; all of it is one transaction. The same as the last one is kept once.

        Returns
        -------
        tuple
            The answers and the earlier publications that ``choose`` was given, to score them.

        Raises
        ------
        sqlalchemy.exc.IntegrityError
            If other processes publish the same campaign at the same time, again and again.
        """
        for _ in range(TRIES - 1):
            try:
                return self._publish(campaign, choose)
            except IntegrityError:  # somebody else has just published: theirs comes first
                continue
        return self._publish(campaign, choose)

    def read(self, campaign: str) -> list[Publication]:
        """What was published of a campaign, oldest first."""
        with self._database.reading() as connection:
            return _publications(connection, campaign)

    def _publish(self, campaign: str, choose: Choice) -> Basis:
        with self._database.writing() as connection:
            earlier = _publications(connection, campaign)
            answers = read_answers(connection, campaign=campaign)
            publication = choose(answers, earlier)
            if publication != (earlier[-1] if earlier else {}):
                named = {"campaign": campaign, "rank": len(earlier) + 1}
                connection.execute(PUBLICATIONS.insert().values(named))
                rows = [{**named, **row} for row in _rows(publication)]
                if rows:
                    connection.execute(PUBLISHED.insert(), rows)
        return answers, earlier


def _publications(connection: Connection, campaign: str) -> list[Publication]:
    ranks = select(PUBLICATIONS.c.rank).where(PUBLICATIONS.c.campaign == campaign)
    found: dict[int, list[RowMapping]] = {
        rank: [] for rank in connection.execute(ranks.order_by(PUBLICATIONS.c.rank)).scalars()
    }
    query = select(PUBLISHED).where(PUBLISHED.c.campaign == campaign)
    for row in connection.execute(query).mappings():
        found[row["rank"]].append(row)
    return [_publication(rows) for rows in found.values()]


def _publication(rows: Sequence[RowMapping]) -> Publication:
    return {question: _cell(rows, question) for question in sorted({r["question"] for r in rows})}


def _cell(rows: Sequence[RowMapping], question: str) -> Cell:
    mine = [row for row in rows if row["question"] == question]
    departments = {row["department"] for row in mine if row["part"] == DEPARTMENT}
    return Cell(
        given=_marks(row for row in mine if row["part"] == GIVEN),
        counted=_marks(row for row in mine if row["part"] == COUNTED),
        spread=_marks(row for row in mine if row["part"] == SPREAD),
        departments={
            name: _marks(
                row for row in mine if row["part"] == DEPARTMENT and row["department"] == name
            )
            for name in sorted(departments)
        },
    )


def _marks(rows: Iterator[RowMapping]) -> Marks:
    return frozenset(Mark(row["respondent"], row["answer"]) for row in rows)


def _rows(publication: Publication) -> Iterator[Mapping[str, str]]:
    for question, cell in publication.items():
        parts = [(GIVEN, "", cell.given), (COUNTED, "", cell.counted), (SPREAD, "", cell.spread)]
        parts += [(DEPARTMENT, name, marks) for name, marks in cell.departments.items()]
        for part, department, marks in parts:
            for mark in sorted(marks):
                yield {
                    "question": question,
                    "part": part,
                    "department": department,
                    "answer": mark.answer,
                    "respondent": mark.respondent,
                }
