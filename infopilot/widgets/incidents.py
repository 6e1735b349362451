"""The incidents page as a widget: a file comes in, is examined, corrected and imported."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

import anywidget
from traitlets import Dict, Int, Unicode

from infopilot.incidents.files.progress import Progress
from infopilot.model.engagement import Engagement
from infopilot.model.errors import InfopilotError
from infopilot.model.text import Language
from infopilot.views.examined import Examined
from infopilot.views.incident_pages import (
    Imported,
    examined_page,
    imported_page,
    page_head,
    refused_page,
)
from infopilot.views.markup import Markup
from infopilot.views.messages import number, render, text
from infopilot.views.style import scoped_style
from infopilot.widgets.choices import read_choices
from infopilot.widgets.desk import Desk
from infopilot.widgets.jobs import Jobs
from infopilot.widgets.questionnaire import joined_modules
from infopilot.widgets.upload import SUFFIXES, Upload

MODULES = ("cards.js", "upload.js", "incidents.js")
MEGABYTE = 1_000_000
Phase = Literal["empty", "checked", "refused", "imported"]
Message = dict[str, object]
Buffers = Sequence[bytes | memoryview]


class Incidents(anywidget.AnyWidget):
    """Drop a ticket export, see what it is, correct that, read the doctor, import.

    Long work runs beside the kernel's own thread, so that the page can always be heard.

    Parameters
    ----------
    desk
        What can be done to the engagement.
    engagement
        What the page is about.
    language
        Language of the page.
    """

    _esm = joined_modules(MODULES)
    _css = scoped_style("results.css", "incidents.css")

    texts = Dict(help="Sentences of the front end, in one language.").tag(sync=True)
    language = Unicode("fr", help="Language of the page.").tag(sync=True)
    head = Unicode(help="What stands above everything, as HTML.").tag(sync=True)
    limit = Int(help="Bytes of the largest file.").tag(sync=True)
    accept = Unicode(",".join(SUFFIXES), help="Endings offered by the file chooser.").tag(sync=True)
    view = Dict(help="The moment: its phase, its HTML and the values under each header.").tag(
        sync=True
    )

    def __init__(self, desk: Desk, engagement: Engagement, language: Language = "fr") -> None:
        self._desk, self._said_in = desk, language
        self._upload: Upload | None = None
        self._examined: Examined | None = None
        self._jobs = Jobs(self._advance, self._refuse)
        imported = desk.current()
        super().__init__(
            texts=_texts(desk.limit, language),
            language=language,
            head=page_head(engagement, language),
            limit=desk.limit,
            view=_view("imported", imported_page(imported, language))
            if imported
            else _view("empty", Markup("")),
        )
        self.on_msg(self._hear)

    def close(self) -> None:
        """Forget the file that was sent, with the page."""
        self._forget()
        super().close()

    def _hear(self, _widget: object, message: Message, buffers: Buffers) -> None:
        acts: dict[object, Callable[[], None]] = {
            "open": lambda: self._open(message),
            "piece": lambda: self._take(message, buffers),
            "sent": self._examine,
            "correct": lambda: self._correct(message),
            "import": self._import,
            "cancel": self._cancel,
        }
        act = acts.get(message.get("kind"))
        try:
            if act:
                act()
        except InfopilotError as error:
            self._refuse(error)

    def _open(self, message: Message) -> None:
        self._forget()
        self._upload = Upload(message.get("name", ""), message.get("size"), self._desk.limit)
        self.send({"kind": "opened", "rank": 0})

    def _take(self, message: Message, buffers: Buffers) -> None:
        # A piece that comes after the sending was cancelled belongs to no file.
        if self._upload:
            rank = message.get("rank")
            self._upload.take(rank, buffers[0] if buffers else b"")
            self.send({"kind": "arrived", "rank": rank})

    def _examine(self) -> None:
        if self._upload:
            path, name = self._upload.finish(), self._upload.name
            self._jobs.start(lambda tell: self._desk.examine(path, name, tell), self._show_examined)

    def _correct(self, message: Message) -> None:
        examined, file = self._examined, self._file
        if examined and file:
            choices = read_choices(message.get("choices"))
            self._jobs.start(
                lambda tell: self._desk.read_again(examined, choices, file, tell),
                self._show_examined,
            )

    def _import(self) -> None:
        examined, file = self._examined, self._file
        if examined and examined.inspection and file:
            self._jobs.start(
                lambda tell: self._desk.keep(examined, file, tell), self._show_imported
            )

    def _cancel(self) -> None:
        """Leave things as they are shown: a file that was half sent or half read is forgotten."""
        self._jobs.cancel()
        if self._examined is None:
            self._forget()

    @property
    def _file(self) -> Path | None:
        return self._upload.path if self._upload else None

    def _advance(self, progress: Progress) -> None:
        stage = render(progress.message, self._said_in)
        self.send({"kind": "progress", "stage": stage, "share": progress.share})

    def _show_examined(self, examined: Examined) -> None:
        self._examined = examined
        page = examined_page(examined, self._said_in)
        self.view = _view("checked", page, dict(examined.samples))

    def _show_imported(self, imported: Imported | None) -> None:
        self._forget()
        if imported:
            self.view = _view("imported", imported_page(imported, self._said_in))

    def _refuse(self, error: InfopilotError) -> None:
        name = self._upload.name if self._upload else ""
        if name == "" and error.where:
            name = error.where.file
        self._forget()
        self.view = _view("refused", refused_page(error, name, self._said_in))
        self.send({"kind": "refused"})

    def _forget(self) -> None:
        self._jobs.cancel()
        self._examined = None
        if self._upload:
            self._upload.close()
            self._upload = None


def _view(phase: Phase, scene: Markup, samples: dict[str, str] | None = None) -> dict[str, object]:
    return {"phase": phase, "scene": scene, "samples": samples or {}}


def _texts(limit: int, language: Language) -> dict[str, str]:
    """What the front end says by itself."""
    most = number(limit // MEGABYTE, language)
    return {
        "title": text("The export that you received", language),
        "lead": text("Drop the file of tickets here, or choose it.", language),
        "choose": text("Choose a file", language),
        "another": text("Import another export", language),
        "instead": text("Choose another file", language),
        "limits": text(
            "CSV, TSV, XLSX or ODS, or a zip or gz archive of one of them; {most} MB at most. The "
            "file stays on this machine.",
            language,
            most=most,
        ),
        "large": text(
            "This file is over {most} MB: ask for a shorter period.", language, most=most
        ),
        "empty": text("This file is empty.", language),
        "several": text("Drop one file at a time.", language),
        "unreadable": text("Your browser could not read this file.", language),
        "progress": text("Progress", language),
        "cancel": text("Cancel", language),
        "cancelled": text("Cancelled. Nothing was imported.", language),
        "lost": text("The page does not answer any more. Reload it, then start again.", language),
        "sending": text("Sending the file", language),
        "amount": text("{sent} of {total}", language, sent="{sent}", total="{total}"),
        "reading": text("Reading the file", language),
        "importing": text("Importing the tickets", language),
        "copied": text("Copied.", language),
        "selected": text("Selected: copy it with your keyboard.", language),
    }
