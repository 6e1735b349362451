"""What a received file may weigh and cost, and how a process is held to it."""

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

# Read at once, of whatever is read in pieces.
CHUNK = 1 << 20
LARGER = 10
LARGER_MEMORY = 4
ENGINE_SHARE = 0.35
STATM = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What an export may weigh and what reading it may cost; more is refused.

    A year of tickets is some megabytes: the public ServiceNow log, 141,712 lines of 36 columns,
    inflates to 46 MB. The defaults leave room for a million such lines, and for nothing that a
    desktop with 4 GB would feel.

    Parameters
    ----------
    bytes
        Of the file, and of what it inflates to, counted while inflating.
    rows, columns
        Of the table; the rows of a workbook are counted as they are written, empty or not.
    cells
        Of a sheet, the empty ones included: a workbook is read cell by cell.
    members
        Files in an archive.
    seconds
        Of processor time; the clock on the wall is given three times as many, for a busy machine.
    memory
        Bytes held at most by the process that reads, the engine's share included; a little under
        1 GB, since pages of libraries that were mapped before still count as they are touched.
    threads
        Of the engine; each of them costs memory.
    """

    bytes: int = 400_000_000
    rows: int = 1_000_000
    columns: int = 200
    cells: int = 50_000_000
    members: int = 50
    seconds: int = 60
    memory: int = 900_000_000
    threads: int = 4

    @property
    def engine_memory(self) -> int:
        """Bytes that the engine may hold before it spills to the disk."""
        return int(self.memory * ENGINE_SHARE)

    @property
    def patience(self) -> int:
        """Seconds on the wall after which a reader is stopped."""
        return 3 * self.seconds

    @property
    def disk(self) -> int:
        """Bytes of the largest file that reading may write."""
        return 4 * self.bytes

    def lifted(self) -> Self:
        """Limits for a file that is trusted: ten times as much, with four times the memory.

        >>> Limits().lifted().rows
        10000000
        """
        return replace(
            self,
            bytes=self.bytes * LARGER,
            rows=self.rows * LARGER,
            columns=self.columns * LARGER,
            cells=self.cells * LARGER,
            members=self.members * LARGER,
            seconds=self.seconds * LARGER,
            memory=self.memory * LARGER_MEMORY,
        )


def hold_to(limits: Limits) -> None:
    """Hold this process to ``limits``, for good; systems that cannot keep the caller's clock.

    The memory that may still be asked for is counted from what is held now, so that the modules
    that are loaded count and what they only reserve does not.
    """
    if sys.platform == "win32":  # no such limits there
        return
    import resource  # noqa: PLC0415 - not on every system

    page = resource.getpagesize()
    try:
        reserved, held = (int(pages) * page for pages in STATM.read_text().split()[:2])
    except OSError:  # not Linux: addresses are hardly counted there
        reserved = held = 0
    room = max(limits.memory - held, 0)
    for kind, most in (
        (resource.RLIMIT_AS, reserved + room),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, limits.disk),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        within = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (within, within))
