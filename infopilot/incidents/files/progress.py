"""How far the reading of a file is, told to whoever listens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

from infopilot.model.text import Message

Stage = Literal["open", "decode", "read", "convert", "write"]


@dataclass(frozen=True, slots=True)
class Progress:
    """The stage that begins, and the share of the whole that lies behind, 0 to 1."""

    stage: Stage
    share: float

    @property
    def message(self) -> Message:
        """What is being done."""
        return SENTENCES[self.stage]


OnProgress = Callable[[Progress], None]
# Shares of the time that the public ServiceNow log takes.
SHARES: dict[Stage, float] = {
    "open": 0.0,
    "decode": 0.15,
    "read": 0.25,
    "convert": 0.5,
    "write": 0.95,
}
SENTENCES: dict[Stage, Message] = {
    "open": Message("Opening the file"),
    "decode": Message("Reading its characters"),
    "read": Message("Reading its lines"),
    "convert": Message("Making the table of incidents"),
    "write": Message("Writing the table of incidents"),
}
_listener: ContextVar[OnProgress | None] = ContextVar("listener", default=None)


@contextmanager
def listening(on_progress: OnProgress | None) -> Iterator[None]:
    """Let ``on_progress`` hear what this thread tells meanwhile."""
    token = _listener.set(on_progress)
    try:
        yield
    finally:
        _listener.reset(token)


def tell(stage: Stage, done: float = 0.0) -> None:
    """Tell that ``done`` (0 to 1) of ``stage`` is behind."""
    listener = _listener.get()
    if listener:
        later = [share for share in SHARES.values() if share > SHARES[stage]]
        start, end = SHARES[stage], min(later, default=1.0)
        listener(Progress(stage, start + (end - start) * min(max(done, 0.0), 1.0)))
