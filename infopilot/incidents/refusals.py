"""How a file is refused before its table is read."""

from pathlib import Path

from infopilot.model.errors import IncidentDataError


def too_large(source: Path, limit: int, members: int) -> IncidentDataError:
    """Say that a file weighs more than a ticket export does."""
    return IncidentDataError(
        "the file is too large",
        where=str(source),
        expected="at most {limit} MB once inflated, in at most {members} parts",
        hint="export a shorter period",
        limit=limit // 1_000_000,
        members=members,
    )


def too_wide(source: Path, limit: int) -> IncidentDataError:
    """Say that a table has too many columns to be a ticket export."""
    return IncidentDataError(
        "the table has too many columns",
        where=str(source),
        expected="at most {limit} columns",
        limit=limit,
    )


def damaged(source: Path) -> IncidentDataError:
    """Say that an archive cannot be opened."""
    return IncidentDataError(
        "the archive is damaged or protected", where=str(source), hint="make it again"
    )


def empty(source: Path) -> IncidentDataError:
    """Say that nothing is in the file."""
    return IncidentDataError(
        "the file is empty",
        where=str(source),
        expected="a header line, then one ticket or event per line",
        hint="export the list of tickets again",
    )


def unreadable_workbook(source: Path) -> IncidentDataError:
    """Say that the reader of sheets gave up, or was stopped."""
    return IncidentDataError(
        "the workbook cannot be read",
        where=str(source),
        hint="save its sheet of tickets as CSV (UTF-8)",
    )


def stranger(source: Path, kind: str) -> IncidentDataError:
    """Say that the file is of another kind than exports are."""
    return IncidentDataError(
        "this is not a ticket export",
        where=str(source),
        expected="CSV, TSV, XLSX, ODS, or a CSV in a zip or gz file",
        got=kind,
        hint="export the tickets again, as CSV or XLSX",
    )


def misnamed(source: Path, head: bytes) -> IncidentDataError:
    """Say that the name promises another content."""
    return IncidentDataError(
        "the content of the file is not what its name says",
        where=str(source),
        expected="a file of the kind {suffix}",
        got=head,
        hint="if it is a text, give it a name that ends with .csv",
        suffix=source.suffix.lower(),
    )
