"""How a file is refused before its table is read."""

import os
import unicodedata
from pathlib import Path

from infopilot.model.errors import IncidentDataError, Place

LIFTED = "export a shorter period; if you trust the file, lift the limits with --large"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def shown_name(path: Path) -> str:
    r"""The name of a file as it can be shown: bytes and signs that are no text are replaced.

    >>> shown_name(Path("a\tb.csv")) == f"a{REPLACEMENT}b.csv"
    True
    """
    text = os.fsencode(path).decode("utf-8", "replace")
    return "".join(REPLACEMENT if unicodedata.category(c)[0] == "C" else c for c in text)


def too_large(source: Path, limit: int, members: int) -> IncidentDataError:
    """Say that a file weighs more than a ticket export does."""
    return IncidentDataError(
        "the file is too large",
        where=shown_name(source),
        expected="at most {limit} MB once inflated, in at most {members} parts",
        hint=LIFTED,
        limit=limit // 1_000_000,
        members=members,
    )


def too_wide(source: Path, limit: int) -> IncidentDataError:
    """Say that a table has too many columns to be a ticket export."""
    return IncidentDataError(
        "the table has too many columns",
        where=shown_name(source),
        expected="at most {limit} columns",
        limit=limit,
    )


def unreadable_header(source: Path) -> IncidentDataError:
    """Say that the names of the columns cannot be told apart."""
    return IncidentDataError(
        "the header cannot be cut into columns",
        where=shown_name(source),
        hint="open the file, check its quotes, and export it again",
    )


def too_long(source: Path, limit: int) -> IncidentDataError:
    """Say that a table has too many lines."""
    return IncidentDataError(
        "the table has too many lines",
        where=shown_name(source),
        expected="at most {limit} lines",
        hint=LIFTED,
        limit=limit,
    )


def endless_line(source: Path, line: int) -> IncidentDataError:
    """Say that a line cannot be one of a table."""
    return IncidentDataError(
        "the line is too long, or has far too many cells",
        where=Place(shown_name(source), line=line),
        hint="open the file, check this line and its quotes, and export it again",
    )


def too_slow(source: Path, seconds: int) -> IncidentDataError:
    """Say that the reader was stopped by the clock."""
    return IncidentDataError(
        "reading this file takes too long",
        where=shown_name(source),
        expected="at most {seconds} seconds",
        hint=LIFTED,
        seconds=seconds,
    )


def too_heavy(source: Path, memory: int) -> IncidentDataError:
    """Say that the reader wanted more memory than it may have."""
    return IncidentDataError(
        "reading this file takes too much memory",
        where=shown_name(source),
        expected="at most {limit} MB",
        hint=LIFTED,
        limit=memory // 1_000_000,
    )


def failed(source: Path, defect: str) -> IncidentDataError:
    """Say that the reader itself is at fault."""
    return IncidentDataError(
        "the reader of exports failed on this file",
        where=shown_name(source),
        got=defect,
        hint="export the list again, as CSV; this is a defect of infopilot, please report it",
    )


def damaged(source: Path) -> IncidentDataError:
    """Say that an archive cannot be opened."""
    return IncidentDataError(
        "the archive is damaged or protected", where=shown_name(source), hint="make it again"
    )


def empty(source: Path) -> IncidentDataError:
    """Say that nothing is in the file."""
    return IncidentDataError(
        "the file is empty",
        where=shown_name(source),
        expected="a header line, then one ticket or event per line",
        hint="export the list of tickets again",
    )


def unreadable_workbook(source: Path) -> IncidentDataError:
    """Say that the reader of sheets gave up, or was stopped."""
    return IncidentDataError(
        "the workbook cannot be read",
        where=shown_name(source),
        hint="save its sheet of tickets as CSV (UTF-8)",
    )


def several_sheets(source: Path, names: list[str]) -> IncidentDataError:
    """Say that two sheets are lists of tickets: neither is left out silently."""
    return IncidentDataError(
        "several sheets hold tickets, and one is read at a time",
        where=shown_name(source),
        expected="one sheet of tickets in the workbook",
        got=names,
        hint="put their lines in one sheet, or save each of them as CSV (UTF-8)",
    )


def with_macros(source: Path) -> IncidentDataError:
    """Say that a workbook brings programs along."""
    return IncidentDataError(
        "the workbook holds macros",
        where=shown_name(source),
        expected="a workbook without programs, since the file is kept with the engagement",
        hint="save its sheet of tickets as XLSX or as CSV (UTF-8)",
    )


def stranger(source: Path, kind: str) -> IncidentDataError:
    """Say that the file is of another kind than exports are."""
    return IncidentDataError(
        "this is not a ticket export",
        where=shown_name(source),
        expected="CSV, TSV, XLSX, ODS, or a CSV in a zip or gz file",
        got=kind,
        hint="export the tickets again, as CSV or XLSX",
    )


def misnamed(source: Path, head: bytes) -> IncidentDataError:
    """Say that the name promises another content."""
    return IncidentDataError(
        "the content of the file is not what its name says",
        where=shown_name(source),
        expected="a file of the kind {suffix}",
        got=head,
        hint="if it is a text, give it a name that ends with .csv",
        suffix=source.suffix.lower(),
    )
