"""Long work beside the kernel's own thread, so that a page can always be heard."""

import logging
from collections.abc import Callable
from threading import Thread
from typing import TypeVar

from infopilot.incidents.files.progress import OnProgress, Progress
from infopilot.model.errors import IncidentDataError, InfopilotError

T = TypeVar("T")
LOG = logging.getLogger(__name__)


class Cancelled(Exception):  # noqa: N818 - a wish, not an error
    """Whoever waited does not want to know any more."""


class Jobs:
    """One piece of work at a time: what an older one tells or gives is dropped.

    Parameters
    ----------
    advance
        Hears how far the work is.
    refuse
        Hears why it cannot be done; a defect is logged, and told as one.
    """

    def __init__(
        self, advance: Callable[[Progress], None], refuse: Callable[[InfopilotError], None]
    ) -> None:
        self._advance, self._refuse = advance, refuse
        self._newest = 0

    def cancel(self) -> None:
        """Forget the work that is being done; it stops at its next step."""
        self._newest += 1

    def start(self, work: Callable[[OnProgress], T], show: Callable[[T], None]) -> Thread:
        """Do ``work``, then ``show`` what it gives."""
        self._newest += 1
        job = self._newest

        def tell(progress: Progress) -> None:
            self._check(job)
            self._advance(progress)

        def run() -> None:
            done = work(tell)
            self._check(job)
            show(done)

        thread = Thread(target=self._guarded, args=(job, run), daemon=True)
        thread.start()
        return thread

    def _check(self, job: int) -> None:
        if job != self._newest:
            raise Cancelled

    def _guarded(self, job: int, run: Callable[[], None]) -> None:
        try:
            run()
        except Cancelled:
            return
        except InfopilotError as error:
            trouble = error
        except Exception:
            LOG.exception("the incidents page met a defect")
            trouble = IncidentDataError("something went wrong, and it is our fault")
        else:
            return
        if job == self._newest:
            self._refuse(trouble)
