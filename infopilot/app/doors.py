"""Opening both doors of an engagement, each in a process of its own, and closing them together.

A door that closes by itself is opened again at the same address, for as long as it can live.
"""

import secrets
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from infopilot.app.door_keeper import DoorKeeper
from infopilot.model.errors import ServingError
from infopilot.model.text import Language
from infopilot.serving.address import Address

POLL_SECONDS = 0.1
LOOPBACK = "127.0.0.1"
RESPONDENT_PORT, CONSULTANT_PORT = 8866, 8867


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDoors:
    """Two doors that answer; ``consultant_url`` holds the one-time key."""

    respondent: Address
    consultant: Address
    one_time_key: str
    keepers: tuple[DoorKeeper, ...]

    @property
    def consultant_url(self) -> str:
        """The consultant's address with the key that opens it once."""
        return f"{self.consultant.url}login?key={self.one_time_key}"

    def wait(self, reopened: Callable[[Address], object]) -> None:
        """Keep both doors open, telling which was ``reopened``, until one of them cannot live."""
        while True:
            for keeper in self.keepers:
                if keeper.reopen_if_closed():
                    reopened(keeper.address)
            time.sleep(POLL_SECONDS)


@contextmanager
def open_doors(
    engagement: Path,
    *,
    language: Language,
    host: str = LOOPBACK,
    port: int | None = None,
    consultant_port: int | None = None,
) -> Iterator[OpenDoors]:
    """Serve ``engagement`` behind its two doors for as long as the context lasts."""
    respondent = Address(host=host, port=port or _free_port(host, RESPONDENT_PORT))
    consultant = Address(
        host=LOOPBACK, port=consultant_port or _free_port(LOOPBACK, CONSULTANT_PORT)
    )
    for address, asked in ((respondent, port), (consultant, consultant_port)):
        if asked:
            _check_free(address)
    key = secrets.token_urlsafe(16)
    keepers = tuple(
        DoorKeeper(kind=kind, address=address, engagement=engagement, language=language)
        for kind, address in (("respondent", respondent), ("consultant", consultant))
    )
    keepers[-1].one_time_key = key
    with _open(keepers):
        for keeper in keepers:
            keeper.wait_until_ready()
        yield OpenDoors(
            respondent=respondent, consultant=consultant, one_time_key=key, keepers=keepers
        )


@contextmanager
def _open(keepers: tuple[DoorKeeper, ...]) -> Iterator[None]:
    opened: list[DoorKeeper] = []
    try:
        for keeper in keepers:
            keeper.open()
            opened.append(keeper)
        yield
    finally:
        for keeper in opened:
            keeper.close()
        for keeper in opened:
            keeper.wait_until_closed()


def _free_port(host: str, preferred: int) -> int:
    for candidate in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                probe.bind((host, candidate))
                return int(probe.getsockname()[1])
    raise ServingError("no free port on this machine", got=host)


def _check_free(address: Address) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except OSError as error:
            raise ServingError(
                "the address cannot be used",
                expected="a free port of this machine",
                got=f"{address.host}:{address.port}",
                hint="choose another with --port or --consultant-port",
            ) from error
