"""The process of a door: opened, opened again when it closes by itself, closed."""

import http.client
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from infopilot.app import paths
from infopilot.model.errors import ServingError
from infopilot.model.text import Language
from infopilot.serving.address import Address

PATIENCE_SECONDS = 90
POLL_SECONDS = 0.1
SHORT_LIFE_SECONDS = 10
SHORT_LIVES = 3


@dataclass(slots=True, kw_only=True)
class DoorKeeper:
    """One door; ``one_time_key`` opens the consultant's, until that door closes."""

    kind: str
    address: Address
    engagement: Path
    language: Language
    one_time_key: str = ""
    process: subprocess.Popen[bytes] = field(init=False)
    opened_at: float = field(init=False)
    short_lives: int = 0

    def open(self) -> None:
        """Start the process and give it the key, which is then forgotten here."""
        command = [sys.executable, "-m", "infopilot.cli", "door", self.kind]
        command += [str(self.engagement.resolve()), "--lang", self.language]
        command += ["--host", self.address.host, "--port", str(self.address.port)]
        environment = paths.page_environment(self.engagement, self.language)
        self.opened_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            command, bufsize=0, stdin=subprocess.PIPE, env=environment
        )
        key, self.one_time_key = self.one_time_key, ""
        with suppress(OSError):  # it may have closed already
            self.process.stdin.write(f"{key}\n".encode())  # type: ignore[union-attr] # a pipe

    def wait_until_ready(self) -> None:
        """Return once the door has a page to show."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            status = _status(self.address)
            if status == HTTPStatus.NO_CONTENT:
                return
            if status == HTTPStatus.INTERNAL_SERVER_ERROR:
                break
            time.sleep(POLL_SECONDS)
        raise ServingError(
            "a page could not be served",
            expected="an answer within {seconds} seconds",
            got=self.address.url,
            hint="the lines above say why",
            seconds=PATIENCE_SECONDS,
        )

    def reopen_if_closed(self) -> bool:
        """Open the door again, without any key, if it closed by itself; tell whether it had."""
        if self.process.poll() is None:
            return False
        is_short = time.monotonic() - self.opened_at < SHORT_LIFE_SECONDS
        self.short_lives = self.short_lives + 1 if is_short else 0
        if self.short_lives == SHORT_LIVES:
            raise ServingError(
                "a door closes each time it is opened",
                got=self.address.url,
                hint="the lines above say why",
            )
        self._let_go()
        self.open()
        return True

    def close(self) -> None:
        """Ask the door to close, without waiting."""
        self._let_go()
        self.process.terminate()

    def wait_until_closed(self) -> None:
        """Return once the door is closed, by force if need be."""
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _let_go(self) -> None:
        """Close the input of the door, by which it knows that somebody holds it."""
        self.process.stdin.close()  # type: ignore[union-attr]


def _status(address: Address) -> int | None:
    """What a door answers when asked whether it is ready; None when it does not."""
    connection = http.client.HTTPConnection(address.host, address.port, timeout=2)
    try:
        connection.request("GET", "/ready")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
