"""What a file really is, whatever its name says: text, a spreadsheet, or an archive of a text."""

import gzip
import json
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import IO

from infopilot.incidents import sheets
from infopilot.model.errors import IncidentDataError

CHUNK = 1 << 20
HEAD = 8
PACKED_SUFFIXES = frozenset({".xlsx", ".xlsm", ".ods", ".zip", ".gz"})
STRANGERS = {
    b"\xd0\xcf\x11\xe0": "an old Excel workbook (.xls)",
    b"%PDF": "a PDF document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"\x7fELF": "a program",
    b"PAR1": "a Parquet table",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What an export may weigh; more is refused before it is read."""

    bytes: int = 200_000_000
    columns: int = 200
    members: int = 50
    seconds: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """A plain text file, and where in the received file it comes from."""

    path: Path
    kind: str = "csv"
    member: str | None = None
    sheet: str | None = None


def unpack(source: Path, folder: Path, limits: Limits) -> Unpacked:
    """Give the text of ``source``; what must be inflated or converted is written in ``folder``."""
    _check_file(source, limits)
    with source.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(b"PK\x03\x04"):
        return _unzip(source, folder, limits)
    if head.startswith(b"\x1f\x8b"):
        with gzip.open(source) as packed:
            path = _inflate(source, packed, folder, limits)
        return Unpacked(path=path, kind="gz")
    _refuse_stranger(source, head)
    # The engine reads patterns and addresses in names: it is given a name of ours.
    plain = folder / "received.csv"
    plain.symlink_to(source.resolve())
    return Unpacked(path=plain)


def _check_file(source: Path, limits: Limits) -> None:
    try:
        status = source.stat()
    except OSError as trouble:
        missing = isinstance(trouble, FileNotFoundError | NotADirectoryError)
        what = "the file does not exist" if missing else "the file cannot be read"
        raise IncidentDataError(what, where=str(source)) from None
    if S_ISDIR(status.st_mode):
        raise IncidentDataError("this is a folder", where=str(source), expected="a file")
    if not S_ISREG(status.st_mode):
        raise IncidentDataError(
            "this is not an ordinary file", where=str(source), expected="a file"
        )
    if status.st_size == 0:
        raise IncidentDataError("the file is empty", where=str(source))
    if status.st_size > limits.bytes:
        raise _too_large(source, limits)
    try:
        source.open("rb").close()
    except OSError:
        raise IncidentDataError("the file cannot be read", where=str(source)) from None


def _refuse_stranger(source: Path, head: bytes) -> None:
    for magic, name in STRANGERS.items():
        if head.startswith(magic):
            raise IncidentDataError(
                "this is not a ticket export",
                where=str(source),
                expected="CSV, TSV, XLSX, ODS, or one of them in a zip or gz file",
                got=name,
                hint="export the tickets again, as CSV or XLSX",
            )
    if source.suffix.lower() in PACKED_SUFFIXES:
        raise IncidentDataError(
            "the content of the file is not what its name says",
            where=str(source),
            expected="a file of the kind {suffix}",
            got=head,
            hint="if it is a text, give it a name that ends with .csv",
            suffix=source.suffix.lower(),
        )


def _unzip(source: Path, folder: Path, limits: Limits) -> Unpacked:
    try:
        with zipfile.ZipFile(source) as archive:
            members = [each for each in archive.infolist() if not each.is_dir()]
            names = {each.filename for each in members}
            if len(members) > limits.members or sum(m.file_size for m in members) > limits.bytes:
                raise _too_large(source, limits)
            if "xl/workbook.xml" in names or {"content.xml", "mimetype"} <= names:
                return _workbook(source, folder, limits)
            member = _only_text(source, members)
            with archive.open(member) as packed:
                path = _inflate(source, packed, folder, limits)
            return Unpacked(path=path, kind="zip", member=member.filename)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        raise _damaged(source) from None


def _only_text(source: Path, members: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    texts = [each for each in members if not each.filename.startswith("__MACOSX/")]
    if len(texts) != 1:
        raise IncidentDataError(
            "the archive must hold one file",
            where=str(source),
            expected="one CSV file",
            got=[each.filename for each in texts],
        )
    return texts[0]


def _inflate(source: Path, packed: IO[bytes], folder: Path, limits: Limits) -> Path:
    plain = folder / "inflated.csv"
    size = 0
    try:
        with plain.open("wb") as file:
            while chunk := packed.read(CHUNK):
                size += len(chunk)
                if size > limits.bytes:
                    raise _too_large(source, limits)
                file.write(chunk)
    except (OSError, EOFError, zlib.error):
        raise _damaged(source) from None
    if not size:
        raise IncidentDataError("the file is empty", where=str(source))
    with plain.open("rb") as file:
        _refuse_stranger(source.with_suffix(".csv"), file.read(HEAD))
    return plain


def _workbook(source: Path, folder: Path, limits: Limits) -> Unpacked:
    """Convert in a process of its own: a hostile sheet makes the reader of sheets abort."""
    plain = folder / "sheet.csv"
    copy = folder / "workbook"
    shutil.copyfile(source, copy)
    script = str(Path(sheets.__file__))
    asked = [str(copy), str(plain), str(limits.columns), str(limits.seconds)]
    try:
        done = subprocess.run(  # noqa: S603 - our own script, and paths that we made
            [sys.executable, "-P", script, *asked],
            capture_output=True,
            check=False,
            timeout=limits.seconds,
        )
    except subprocess.TimeoutExpired:
        raise _unreadable_workbook(source) from None
    if done.returncode:
        raise _unreadable_workbook(source)
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise REFUSALS[answer["refused"]](source, limits)
    return Unpacked(path=plain, kind=answer["kind"], sheet=answer["sheet"])


def _too_large(source: Path, limits: Limits) -> IncidentDataError:
    return IncidentDataError(
        "the file is too large",
        where=str(source),
        expected="at most {limit} MB once inflated, in at most {members} parts",
        hint="export a shorter period",
        limit=limits.bytes // 1_000_000,
        members=limits.members,
    )


def too_wide(source: Path, limits: Limits) -> IncidentDataError:
    """Say that a table has too many columns to be a ticket export."""
    return IncidentDataError(
        "the table has too many columns",
        where=str(source),
        expected="at most {limit} columns",
        limit=limits.columns,
    )


def _damaged(source: Path) -> IncidentDataError:
    return IncidentDataError(
        "the archive is damaged or protected", where=str(source), hint="make it again"
    )


def _unreadable_workbook(source: Path) -> IncidentDataError:
    return IncidentDataError(
        "the workbook cannot be read",
        where=str(source),
        hint="save its sheet of tickets as CSV (UTF-8)",
    )


def _empty_workbook(source: Path, _limits: Limits) -> IncidentDataError:
    return IncidentDataError("the workbook is empty", where=str(source))


REFUSALS: dict[str, Callable[[Path, Limits], IncidentDataError]] = {
    "empty": _empty_workbook,
    "wide": too_wide,
}
