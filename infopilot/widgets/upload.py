"""A file that a page sends in pieces: kept in a private folder, under a name of ours."""

import re
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from unicodedata import category

from infopilot.model.errors import IncidentDataError

PIECE = 1_000_000
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".ods", ".zip", ".gz")
NAME_AT_MOST = 80
SEPARATORS = re.compile(r"[/\\]")


def displayed_name(name: object) -> str:
    r"""What a sender calls a file, fit to be shown: no folders, no controls, not too long.

    >>> displayed_name("C:\\mes exports\\tickets\u202exslx.csv")
    'ticketsxslx.csv'
    """
    last = SEPARATORS.split(str(name))[-1]
    seen = " ".join("".join(c for c in last if category(c)[0] != "C").split())
    return seen if len(seen) <= NAME_AT_MOST else f"{seen[: NAME_AT_MOST - 9]}…{seen[-8:]}"


class Upload:
    """One file on its way: `take` its pieces in their order, then read `path`.

    The folder belongs to this user alone and goes away with `close`, or with the process.

    Parameters
    ----------
    name
        What the sender calls the file; shown, and never part of a path.
    size
        Bytes that are announced: no more are taken, and no less is a file.
    limit
        Bytes that a file may have.

    Raises
    ------
    IncidentDataError
        If the size is not one, or is over the limit.
    """

    def __init__(self, name: object, size: object, limit: int) -> None:
        self.name = displayed_name(name)
        if not isinstance(size, int) or isinstance(size, bool) or size <= 0:
            raise IncidentDataError(
                "the file is empty", where=self.name, expected="a ticket export"
            )
        if size > limit:
            raise IncidentDataError(
                "the file is too large",
                where=self.name,
                expected="at most {limit} million bytes",
                got=size,
                hint="ask for a shorter period, or for fewer columns",
                limit=limit // 1_000_000,
            )
        self._size, self._received, self._next = size, 0, 0
        self._folder = TemporaryDirectory(prefix="infopilot-")
        self.path = Path(self._folder.name) / f"export{_suffix(self.name)}"
        self._file = self.path.open("xb")

    @property
    def is_whole(self) -> bool:
        """Whether every byte that was announced is there."""
        return self._received == self._size

    def take(self, rank: object, piece: bytes | memoryview) -> None:
        """Write the piece ``rank``, counted from 0; raise if it is not the one that is awaited."""
        if rank != self._next:
            raise self._damaged(f"piece {rank}", f"piece {self._next}")
        if not 0 < len(piece) <= PIECE or self._received + len(piece) > self._size:
            raise self._damaged(f"{self._received + len(piece)} bytes", f"{self._size} bytes")
        self._file.write(piece)
        self._received += len(piece)
        self._next += 1

    def finish(self) -> Path:
        """The path of the whole file; raise if a part of it is missing."""
        self._file.close()
        if not self.is_whole:
            raise self._damaged(f"{self._received} bytes", f"{self._size} bytes")
        return self.path

    def close(self) -> None:
        """Forget the file."""
        self._file.close()
        self._folder.cleanup()

    def _damaged(self, got: str, expected: str) -> IncidentDataError:
        return IncidentDataError(
            "the file did not arrive whole",
            where=self.name,
            expected="{awaited}",
            got=got,
            hint="choose the file again",
            awaited=expected,
        )


def _suffix(name: str) -> str:
    """The ending of a name, if it is one of ours."""
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if suffix in SUFFIXES else ""
