"""The append-only store of answers.

Nothing is overwritten: a changed mind is one more row, and the newest row of a respondent and a
question counts. Each row carries a salted commitment to its content and a hash chained to the row
before: a row that was altered or removed is seen. A row that its respondent erased loses its
content and its salt, so that nothing can be found again, and keeps its place in the chain.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, select

from infopilot.model.answers import Answer, Evidence
from infopilot.model.errors import AnswerError
from infopilot.model.people import Role
from infopilot.storage.database import ANSWERS, PUBLISHED, Database

CONTENT = (
    "id",
    "campaign",
    "respondent",
    "role",
    "department",
    "question",
    "value",
    "comment",
    "evidence",
    "answered_at",
    "questionnaire_hash",
)
# What makes two answers the same one; a script that repeats itself may not repeat the time.
GIVEN = ("campaign", "respondent", "question", "value", "comment", "evidence")
GENESIS = "0" * 64
IS_KEPT = ANSWERS.c.salt != ""


class AnswerStore:
    """Answers of one engagement, in the order in which they were committed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, answers: Sequence[Answer]) -> list[str]:
        """Commit ``answers`` in one transaction and return their ids.

        An answer whose id is already there with the same content is accepted again without a
        second row; with other content it raises `AnswerError` and nothing is written.
        """
        with self._database.writing() as connection:
            chain = _last_chain(connection)
            known = _known(connection, [answer.id for answer in answers])
            for answer in answers:
                content = _content(answer)
                if answer.id in known:
                    _check_same(known[answer.id], content)
                    continue
                row = _sealed(content, chain)
                connection.execute(ANSWERS.insert().values(row))
                known[answer.id] = content
                chain = row["chain"]
        return [answer.id for answer in answers]

    def read(self, *, campaign: str | None = None, respondent: str | None = None) -> list[Answer]:
        """Every answer, oldest first, of one campaign or respondent if asked."""
        with self._database.reading() as connection:
            return read_answers(connection, campaign=campaign, respondent=respondent)

    def replaced(self, answers: Iterable[Answer]) -> dict[str, Answer]:
        """For each answer id, the answer that it replaced: the same person's, one row before."""
        with self._database.reading() as connection:
            found = {answer.id: _row_before(connection, answer) for answer in answers}
        return {identifier: _answer(row) for identifier, row in found.items() if row}

    def erase(self, respondent: str, *, campaign: str | None = None) -> int:
        """Erase what a respondent answered, and return how many rows lost their content.

        What was published of these answers only remembers that somebody who was erased was part
        of it: the next publication must not be found out by difference.
        """
        mine = (ANSWERS.c.respondent == respondent) & IS_KEPT
        if campaign is not None:
            mine &= ANSWERS.c.campaign == campaign
        with self._database.writing() as connection:
            rows = connection.execute(select(ANSWERS.c.seq, ANSWERS.c.id).where(mine)).all()
            for seq, identifier in rows:
                erased = {**_blank(seq), "salt": ""}
                connection.execute(ANSWERS.update().where(ANSWERS.c.seq == seq).values(erased))
                nobody = {"answer": erased["id"], "respondent": f"erased-{rows[0].seq}"}
                published = PUBLISHED.c.answer == identifier
                connection.execute(PUBLISHED.update().where(published).values(nobody))
        return len(rows)

    def first_altered_row(self) -> int | None:
        """Rank of the first row whose content or place was altered; None when all is as written."""
        chain = GENESIS
        with self._database.reading() as connection:
            rows = connection.execute(select(ANSWERS).order_by(ANSWERS.c.seq)).mappings()
            for rank, row in enumerate(rows, start=1):
                chain = _digest(chain, row["commitment"])
                if row["chain"] != chain or not _is_as_written(row):
                    return rank
        return None


def read_answers(
    connection: Connection, *, campaign: str | None = None, respondent: str | None = None
) -> list[Answer]:
    """Every answer that a transaction sees, as `AnswerStore.read`."""
    query = select(ANSWERS).where(IS_KEPT).order_by(ANSWERS.c.seq)
    if campaign is not None:
        query = query.where(ANSWERS.c.campaign == campaign)
    if respondent is not None:
        query = query.where(ANSWERS.c.respondent == respondent)
    return [_answer(row) for row in connection.execute(query).mappings()]


def _is_as_written(row: RowMapping) -> bool:
    content = {name: row[name] for name in CONTENT}
    if row["salt"]:
        return bool(row["commitment"] == _commitment(content, row["salt"]))
    return content == _blank(row["seq"])


def _blank(seq: int) -> dict[str, str]:
    """Return the content of an erased row; its id stays unique."""
    return dict.fromkeys(CONTENT, "") | {"id": f"erased-{seq}"}


def _row_before(connection: Connection, answer: Answer) -> RowMapping | None:
    own = select(ANSWERS.c.seq).where(ANSWERS.c.id == answer.id).scalar_subquery()
    query = (
        select(ANSWERS)
        .where(
            ANSWERS.c.respondent == answer.respondent,
            ANSWERS.c.campaign == answer.campaign,
            ANSWERS.c.question == answer.question,
            ANSWERS.c.seq < own,
        )
        .order_by(ANSWERS.c.seq.desc())
        .limit(1)
    )
    return connection.execute(query).mappings().first()


def _last_chain(connection: Connection) -> str:
    query = select(ANSWERS.c.chain).order_by(ANSWERS.c.seq.desc()).limit(1)
    return connection.execute(query).scalar() or GENESIS


def _known(connection: Connection, ids: Iterable[str]) -> dict[str, Mapping[str, str]]:
    columns = [ANSWERS.c[name] for name in CONTENT]
    rows = connection.execute(select(*columns).where(ANSWERS.c.id.in_(list(ids)))).mappings()
    return {row["id"]: dict(row) for row in rows}


def _check_same(known: Mapping[str, str], content: Mapping[str, str]) -> None:
    differing = [name for name in GIVEN if known[name] != content[name]]
    if differing:
        raise AnswerError(
            "the answer id {id} is already used by another answer",
            expected="the same content again, or a new id",
            got=", ".join(differing),
            id=content["id"],
        )


def _content(answer: Answer) -> dict[str, str]:
    return {
        "id": answer.id,
        "campaign": answer.campaign,
        "respondent": answer.respondent,
        "role": answer.role.value,
        "department": answer.department,
        "question": answer.question,
        "value": answer.value,
        "comment": answer.comment,
        "evidence": answer.evidence.value if answer.evidence else "",
        "answered_at": answer.answered_at.astimezone(UTC).isoformat(),
        "questionnaire_hash": answer.questionnaire_hash,
    }


def _answer(row: RowMapping) -> Answer:
    fields = {name: row[name] for name in CONTENT}
    return Answer(
        **fields
        | {
            "role": Role(row["role"]),
            "evidence": Evidence(row["evidence"]) if row["evidence"] else None,
            "answered_at": datetime.fromisoformat(row["answered_at"]),
        }
    )


def _sealed(content: Mapping[str, str], previous_chain: str) -> dict[str, str]:
    salt = secrets.token_hex(16)
    commitment = _commitment(content, salt)
    return {
        **content,
        "salt": salt,
        "commitment": commitment,
        "chain": _digest(previous_chain, commitment),
    }


def _commitment(content: Mapping[str, str], salt: str) -> str:
    return _digest(salt, json.dumps(content, sort_keys=True, ensure_ascii=False))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
