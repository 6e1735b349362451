"""Which line of a file a record is: the one that a spreadsheet shows when it opens the file.

The header and blank lines count, a cell that holds several lines counts once: people look for a
line where they read the file.
"""

import csv
from contextlib import suppress
from pathlib import Path

from infopilot.incidents.files.limits import CHUNK

BLANK = (b"\n\n", b"\n\r\n")
OVERLAP = 2


def blank_records(path: Path, separator: str, before: int) -> list[int]:
    r"""Ranks of the empty lines among the records of a UTF-8 CSV file, 1 under the header.

    ``before`` records come first, the header among them. Empty lines inside of a quoted cell
    belong to the cell. The engine skips the others without counting them.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "export.csv")
    ...     _ = file.write_bytes(b'id;note\n1;"a\n\nb"\n\n2;c\n')
    ...     blank_records(file, ";", before=1)
    [2]
    """
    found: list[int] = []
    if _has_blank_lines(path):
        with path.open(encoding="utf-8-sig", newline="") as file, suppress(csv.Error):
            # The engine sees a quote behind spaces, and so does this.
            records = csv.reader(file, delimiter=separator, skipinitialspace=True)
            for rank, record in enumerate(records, start=1):
                if not record and rank > before:
                    found.append(rank - before)
    return found


def _has_blank_lines(path: Path) -> bool:
    """Whether two line ends follow each other anywhere: most files have none, and stop here."""
    tail = b""
    with path.open("rb") as file:
        while block := file.read(CHUNK):
            where_they_meet = tail + block[:OVERLAP]
            ends = BLANK if b"\r" in block else BLANK[:1]
            if any(end in part for part in (where_they_meet, block) for end in ends):
                return True
            tail = block[-OVERLAP:]
    return False
