"""Opening both doors of an engagement, each in a process of its own, and closing them together."""

import http.client
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from infopilot.app import paths
from infopilot.model.errors import ServingError
from infopilot.model.text import Language
from infopilot.serving.address import Address

PATIENCE_SECONDS = 90
POLL_SECONDS = 0.1
LOOPBACK = "127.0.0.1"
RESPONDENT_PORT, CONSULTANT_PORT = 8866, 8867


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDoors:
    """Two doors that answer; ``consultant_url`` holds the one-time key."""

    respondent: Address
    consultant: Address
    one_time_key: str
    processes: tuple[subprocess.Popen[bytes], ...]

    @property
    def consultant_url(self) -> str:
        """The consultant's address with the key that opens it once."""
        return f"{self.consultant.url}login?key={self.one_time_key}"

    def wait(self) -> None:
        """Return when one of the doors has closed."""
        while all(process.poll() is None for process in self.processes):
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
    processes = tuple(
        _start(kind, address, engagement, language=language, key=key)
        for kind, address in (("respondent", respondent), ("consultant", consultant))
    )
    try:
        for process, address in zip(processes, (respondent, consultant), strict=True):
            _wait_until_ready(process, address)
        yield OpenDoors(
            respondent=respondent, consultant=consultant, one_time_key=key, processes=processes
        )
    finally:
        _close(processes)


def _start(
    kind: str, address: Address, engagement: Path, *, language: Language, key: str
) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "infopilot.cli", "door", kind, str(engagement.resolve())]
    command += ["--host", address.host, "--port", str(address.port), "--lang", language]
    process = subprocess.Popen(  # noqa: S603 - our own program
        command, stdin=subprocess.PIPE, env=paths.page_environment(engagement, language)
    )
    if kind == "consultant" and process.stdin:
        process.stdin.write(f"{key}\n".encode())
        process.stdin.flush()
    return process


def _close(processes: tuple[subprocess.Popen[bytes], ...]) -> None:
    for process in processes:
        if process.stdin:
            with suppress(OSError):
                process.stdin.close()
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], address: Address) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if _answers(address):
            return
        time.sleep(POLL_SECONDS)
    raise ServingError(
        "a page could not be served",
        expected="an answer within {seconds} seconds",
        got=address.url,
        hint="the lines above say why",
        seconds=PATIENCE_SECONDS,
    )


def _answers(address: Address) -> bool:
    connection = http.client.HTTPConnection(address.host, address.port, timeout=2)
    try:
        connection.request("GET", "/ready")
        return connection.getresponse().status == http.HTTPStatus.NO_CONTENT
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


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
