"""What the incidents page is given to work with: it never opens a file store by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from infopilot.incidents.files.progress import OnProgress
from infopilot.views.examined import Examined
from infopilot.views.incident_pages import Imported
from infopilot.widgets.choices import Choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The acts that the page can ask for; each raises `IncidentDataError` on a file that is wrong.

    ``limit`` is the number of bytes of the largest file; ``current`` is what is imported already.
    """

    limit: int
    examine: Callable[[Path, str, OnProgress], Examined]
    read_again: Callable[[Examined, Choices, Path, OnProgress], Examined]
    keep: Callable[[Examined, Path, OnProgress], Imported | None]
    current: Callable[[], Imported | None]
