"""What a file really is, whatever its name says: text, a spreadsheet, or an archive of a text."""

import gzip
import shutil
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from infopilot.incidents.files import sheets
from infopilot.incidents.files.headers import Fit
from infopilot.incidents.files.limits import CHUNK, Limits
from infopilot.incidents.files.progress import tell
from infopilot.incidents.files.refusals import (
    damaged,
    empty,
    misnamed,
    shown_name,
    stranger,
    too_large,
)
from infopilot.model.errors import IncidentDataError

HEAD = 8
ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"
PACKED_SUFFIXES = frozenset({".xlsx", ".xlsm", ".ods", ".zip", ".gz"})
STRANGERS = {
    b"\xd0\xcf\x11\xe0": ".xls",
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"\x7fELF": "ELF",
    b"PAR1": "Parquet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """A plain text file, and where in the received file it comes from."""

    path: Path
    kind: str = "csv"
    member: str | None = None
    sheet: str | None = None
    rows_before: int = 0
    """Rows of the sheet above the header."""
    titles: tuple[int, ...] = ()
    """Those of them that hold something."""
    other_sheets: tuple[str, ...] = ()


def unpack(source: Path, folder: Path, limits: Limits, fit: Fit | None = None) -> Unpacked:
    """Give the text of ``source``; what must be inflated or converted is written in ``folder``."""
    check_file(source, limits)
    tell("open")
    with source.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(ZIP):
        return _unzip(source, folder, limits, fit)
    if head.startswith(GZIP):
        with gzip.open(source) as packed:
            path = _inflate(source, packed.read, folder, limits)
        return Unpacked(path=path, kind="gz")
    _refuse_stranger(source, head)
    # The engine reads patterns and addresses in names: it is given a name of ours.
    return Unpacked(path=_named(source, folder / "received.csv"))


def _named(source: Path, name: Path) -> Path:
    try:
        name.symlink_to(source.resolve())
    except (OSError, NotImplementedError):  # some systems keep links for administrators
        shutil.copyfile(source, name)
    return name


def check_file(source: Path, limits: Limits) -> None:
    """Refuse what is not an ordinary file of a fair size; links are followed to one."""
    try:
        status = source.stat()
    except (OSError, ValueError) as trouble:
        missing = isinstance(trouble, FileNotFoundError | NotADirectoryError | ValueError)
        raise IncidentDataError(
            "the file does not exist" if missing else "the file cannot be read",
            where=shown_name(source),
            expected="a ticket export: CSV, TSV, XLSX or ODS, or a zip or gz of one",
            hint="check the name of the file and the folder that it is in",
        ) from None
    if S_ISDIR(status.st_mode):
        raise IncidentDataError("this is a folder", where=shown_name(source), expected="a file")
    if not S_ISREG(status.st_mode):
        raise IncidentDataError(
            "this is not an ordinary file", where=shown_name(source), expected="a file"
        )
    if status.st_size == 0:
        raise empty(source)
    if status.st_size > limits.bytes:
        raise too_large(source, limits.bytes, limits.members)
    try:
        source.open("rb").close()
    except OSError:
        raise IncidentDataError("the file cannot be read", where=shown_name(source)) from None


def _refuse_stranger(source: Path, head: bytes) -> None:
    for magic, name in STRANGERS.items():
        if head.startswith(magic):
            raise stranger(source, name)
    if source.suffix.lower() in PACKED_SUFFIXES:
        raise misnamed(source, head)


def _unzip(source: Path, folder: Path, limits: Limits, fit: Fit | None) -> Unpacked:
    try:
        with zipfile.ZipFile(source) as archive:
            return _unpack_archive(source, archive, (folder, limits), fit)
    except (IncidentDataError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - a damaged archive makes its readers fail in many ways
        raise damaged(source) from None


def _unpack_archive(
    source: Path, archive: zipfile.ZipFile, place: tuple[Path, Limits], fit: Fit | None
) -> Unpacked:
    folder, limits = place
    members = [each for each in archive.infolist() if not each.is_dir()]
    if len(members) > limits.members or sum(m.file_size for m in members) > limits.bytes:
        raise too_large(source, limits.bytes, limits.members)
    if sheets.kind_of(each.filename for each in members):
        return _workbook(source, folder, limits, fit)
    member = _only_text(source, members)
    with archive.open(member) as packed:
        path = _inflate(source, packed.read, folder, limits)
    return Unpacked(path=path, kind="zip", member=member.filename)


def _only_text(source: Path, members: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    texts = [each for each in members if not each.filename.startswith("__MACOSX/")]
    if len(texts) != 1:
        raise IncidentDataError(
            "the archive must hold one file",
            where=shown_name(source),
            expected="one CSV file",
            got=[each.filename for each in texts],
        )
    return texts[0]


def _inflate(source: Path, read: Callable[[int], bytes], folder: Path, limits: Limits) -> Path:
    plain = folder / "inflated.csv"
    size = 0
    try:
        with plain.open("wb") as file:
            while chunk := read(CHUNK):
                size += len(chunk)
                if size > limits.bytes:
                    raise too_large(source, limits.bytes, limits.members)
                file.write(chunk)
    except (OSError, EOFError, zlib.error):
        raise damaged(source) from None
    if not size:
        raise empty(source)
    with plain.open("rb") as file:
        head = file.read(HEAD)
    for magic, name in {**STRANGERS, ZIP: "zip", GZIP: "gzip"}.items():
        if head.startswith(magic):
            raise stranger(source, name)
    return plain


def _workbook(source: Path, folder: Path, limits: Limits, fit: Fit | None) -> Unpacked:
    plain = folder / "sheet.csv"
    sheet = sheets.convert(source, _named(source, folder / "workbook"), plain, limits, fit)
    return Unpacked(
        path=plain,
        kind=sheet.kind,
        sheet=sheet.name,
        rows_before=sheet.rows_before,
        titles=sheet.titles,
        other_sheets=sheet.others,
    )
