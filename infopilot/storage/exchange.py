"""Answers in files: the long format, one answer a line, as CSV, XLSX or JSON.

In CSV, a cell that a spreadsheet would take for a formula is written with an apostrophe before it,
which reading takes away again; XLSX and JSON say themselves what is text.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Literal, get_args

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from infopilot.model.answering import AnswerRules
from infopilot.model.answers import Answer, Evidence
from infopilot.model.engagement import Campaign
from infopilot.model.errors import AnswerError, Place
from infopilot.model.people import Role

COLUMNS = (
    "campaign",
    "respondent",
    "role",
    "department",
    "question",
    "value",
    "comment",
    "evidence",
    "answered_at",
    "answer_id",
)
REQUIRED = ("campaign", "respondent", "role", "question", "value")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
AnswerFormat = Literal["csv", "xlsx", "json"]
FORMATS: tuple[str, ...] = get_args(AnswerFormat)


def read_answers(path: Path, rules: AnswerRules, campaigns: Sequence[Campaign]) -> list[Answer]:
    """Return the answers of a long-format file, all checked; the first wrong line refuses it.

    An answer without a time takes the opening of its campaign, and one without an id an id made of
    its content: the same file gives the same answers again.
    """
    opened = {campaign.id: campaign.opened_on for campaign in campaigns}
    rows = _rows(path)
    missing = [name for name in REQUIRED if name not in rows[0]]
    if missing:
        raise AnswerError(
            "this file is not a list of answers",
            where=Place(str(path), 1),
            expected="the columns {columns}",
            got=", ".join(map(str, rows[0])),
            columns=", ".join(REQUIRED),
        )
    answers = []
    for line, cells in enumerate(rows[1:], start=2):
        row = {str(name): _plain(cell) for name, cell in zip(rows[0], cells, strict=False)}
        if any(row.values()):
            answers.append(_checked(path, line, row, rules=rules, opened=opened))
    return answers


def write_answers(answers: Iterable[Answer], path: Path, form: AnswerFormat) -> None:
    """Write ``answers`` to ``path`` in the long format."""
    rows = [_row(answer) for answer in answers]
    if form == "json":
        documents = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
        path.write_text(json.dumps(documents, ensure_ascii=False, indent=1), encoding="utf-8")
    elif form == "csv":
        path.write_bytes(csv_text(rows).encode())
    else:
        _write_xlsx(rows, path)


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV text with its header; no cell can become a formula."""
    text = io.StringIO(newline="")
    # RFC 4180 ends lines with CR LF; a lone CR in a cell is then quoted as well.
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return text.getvalue()


def inert(cell: str) -> str:
    """``cell`` with an apostrophe before it when a spreadsheet would run it.

    >>> inert("=1+1"), inert("une idée")
    ("'=1+1", 'une idée')
    """
    return f"'{cell}" if cell.lstrip(" '\ufeff").startswith(FORMULA_STARTS) else cell


def _plain(cell: object) -> str:
    """Give a spreadsheet's number or date back its text."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def _active(cell: str) -> str:
    """Undo `inert`."""
    return cell[1:] if cell.startswith("'") and inert(cell[1:]) == cell else cell


def _row(answer: Answer) -> list[str]:
    return [
        answer.campaign,
        answer.respondent,
        answer.role.value,
        answer.department,
        answer.question,
        answer.value,
        answer.comment,
        answer.evidence.value if answer.evidence else "",
        answer.answered_at.isoformat(),
        answer.id,
    ]


def _write_xlsx(rows: Iterable[Sequence[str]], path: Path) -> None:
    with xlsxwriter.Workbook(str(path), {"in_memory": True}) as book:
        sheet = book.add_worksheet("answers")
        for line, row in enumerate([COLUMNS, *rows]):
            for column, cell in enumerate(row):
                sheet.write_string(line, column, cell)


def _rows(path: Path) -> list[list[object]]:
    try:
        rows = _xlsx_rows(path) if path.suffix.lower() == ".xlsx" else _text_rows(path)
    except FileNotFoundError as error:
        raise AnswerError("no such file", where=Place(str(path))) from error
    except (CalamineError, UnicodeDecodeError, csv.Error, ValueError, OSError) as error:
        raise AnswerError(
            "this file cannot be read",
            where=Place(str(path)),
            expected="CSV in UTF-8, XLSX or JSON as infopilot answers export writes them",
            got=str(error),
        ) from error
    if not rows:
        raise AnswerError("this file is empty", where=Place(str(path)), expected="a header line")
    return rows


def _xlsx_rows(path: Path) -> list[list[object]]:
    if not path.exists():
        raise FileNotFoundError(path)
    with CalamineWorkbook.from_path(path) as book:
        return [list(row) for row in book.get_sheet_by_index(0).to_python()]


def _text_rows(path: Path) -> list[list[object]]:
    # Decoded by hand: reading as text would turn every line end of a comment into a line feed.
    text = path.read_bytes().decode("utf-8-sig")
    if path.suffix.lower() == ".json":
        documents = json.loads(text)
        return [list(COLUMNS), *[[each.get(name) for name in COLUMNS] for each in documents]]
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    return [[_active(cell) for cell in row] for row in rows]


def _checked(
    path: Path,
    line: int,
    row: Mapping[str, str],
    *,
    rules: AnswerRules,
    opened: Mapping[str, date],
) -> Answer:
    try:
        _one_of(row["campaign"], list(opened), "campaign")
        return rules.check(_answer(row, opened[row["campaign"]]))
    except AnswerError as error:
        error.where = Place(str(path), line)
        raise


def _answer(row: Mapping[str, str], opened_on: date) -> Answer:
    return Answer(
        id=row.get("answer_id") or _derived_id(row),
        campaign=row["campaign"],
        respondent=_required(row, "respondent"),
        role=Role(_one_of(row["role"], [role.value for role in Role], "role")),
        department=row.get("department", ""),
        question=row["question"],
        value=row["value"],
        comment=row.get("comment", ""),
        evidence=_evidence(row.get("evidence", "")),
        answered_at=_moment(row.get("answered_at", ""), opened_on),
    )


def _derived_id(row: Mapping[str, str]) -> str:
    """Return an id made of the answer itself, so that importing a file twice adds nothing."""
    parts = [row.get(name, "") for name in COLUMNS]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def _required(row: Mapping[str, str], name: str) -> str:
    if not row[name].strip():
        raise AnswerError("{column} is empty", expected="a value", column=name)
    return row[name]


def _one_of(value: str, known: Sequence[str], column: str) -> str:
    if value not in known:
        raise AnswerError(
            "{column}: unknown value",
            expected="one of {known}",
            got=value,
            column=column,
            known=", ".join(known),
        )
    return value


def _evidence(value: str) -> Evidence | None:
    known = [state.value for state in Evidence]
    return Evidence(_one_of(value, known, "evidence")) if value else None


def _moment(value: str, opened_on: date) -> datetime:
    if not value:
        return datetime.combine(opened_on, time(), UTC)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise AnswerError(
            "answered_at: not a date and time",
            expected="a date, a time and its offset, as 2026-03-02T09:30:00+01:00",
            got=value,
        )
    return moment
