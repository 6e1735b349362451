"""The light page of the respondents, made once from its notebook, and the few static pages."""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import nbformat
from jinja2 import Environment, PackageLoader, StrictUndefined
from nbclient import NotebookClient
from tornado.ioloop import IOLoop
from tornado.web import HTTPError

from infopilot.model.errors import Place, ServingError
from infopilot.model.text import Language
from infopilot.serving.access import RespondentHandler
from infopilot.serving.security import kernel_config
from infopilot.views.messages import text
from infopilot.widgets.questionnaire import STATIC_FILES as WIDGET_FILES

TEMPLATES = Environment(
    loader=PackageLoader("infopilot.serving"), autoescape=True, undefined=StrictUndefined
)
KINDS = {"css": "text/css", "js": "text/javascript"}
STATIC_FILES: Mapping[str, tuple[str, str]] = {
    "tokens.css": ("infopilot.views", "text/css"),
    **{name: ("infopilot.widgets", KINDS[name.rsplit(".")[-1]]) for name in WIDGET_FILES},
    "host.js": ("infopilot.serving.static", "text/javascript"),
    "consultant.css": ("infopilot.serving.static", "text/css"),
    "entrance.css": ("infopilot.serving.static", "text/css"),
}


def run_page_notebook(notebook: Path, environment: Mapping[str, str]) -> str:
    """Run a notebook once, in a kernel that ends with it, and return the HTML that it shows."""
    node = nbformat.read(notebook, as_version=4)
    NotebookClient(node, timeout=120, config=kernel_config()).execute(env=dict(environment))
    shown = [
        output["data"]["text/html"]
        for cell in node.cells
        for output in cell.get("outputs", [])
        if "text/html" in output.get("data", {})
    ]
    if not shown:
        raise ServingError(
            "the notebook shows no page",
            where=Place(str(notebook)),
            expected="one cell whose output is the page",
        )
    return "\n".join(shown)


class LightPages:
    """The questionnaire's page in each language, rendered when first asked for."""

    def __init__(self, render: Callable[[Language], str], title: str) -> None:
        self._render = render
        self._title = title
        self._pages: dict[Language, str] = {}
        self._lock = threading.Lock()
        self._first: Future[str] | None = None

    def prepare(self, language: Language) -> None:
        """Begin to render the page in ``language``; whoever asks for it meanwhile waits for it."""
        background = ThreadPoolExecutor(max_workers=1, thread_name_prefix="first-page")
        self._first = background.submit(self.page, language)
        background.shutdown(wait=False)

    def page(self, language: Language) -> str:
        """Return the whole page in ``language``."""
        with self._lock:
            if language not in self._pages:
                self._pages[language] = TEMPLATES.get_template("questionnaire.html.j2").render(
                    language=language,
                    title=self._title,
                    content=self._render(language),
                    text=lambda sentence: text(sentence, language),
                    modules=[name for name in WIDGET_FILES if name.endswith(".js")],
                )
            return self._pages[language]

    @property
    def is_ready(self) -> bool:
        """Whether what was prepared can be shown; raises what its rendering raised."""
        return self._first is None or (self._first.done() and bool(self._first.result()))


class QuestionnaireHandler(RespondentHandler):
    """``GET /``: the questionnaire."""

    pages: LightPages

    def initialize(self, pages: LightPages) -> None:
        """Keep the pages."""
        self.pages = pages

    async def get(self) -> None:
        """Answer with the page in the language asked for."""
        self.finish(await IOLoop.current().run_in_executor(None, self.pages.page, self.language))


class StaticHandler(RespondentHandler):
    """``GET static/NAME``: one of the few files that pages need, and no other file."""

    def get(self, name: str) -> None:
        """Answer with the file."""
        if name not in STATIC_FILES:
            raise HTTPError(404)
        package, kind = STATIC_FILES[name]
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.set_header("Cache-Control", "no-cache")
        self.finish(files(package).joinpath(name).read_bytes())


class ReadyHandler(RespondentHandler):
    """``GET ready``: the server has a page to show."""

    is_ready: Callable[[], bool]

    def initialize(self, is_ready: Callable[[], bool]) -> None:
        """Keep what tells."""
        self.is_ready = is_ready

    def get(self) -> None:
        """Answer 204, or 503 while the first page is being made."""
        self.set_status(204 if self.is_ready() else 503)


def unknown_invitation_page(language: Language) -> str:
    """Return the page of an invitation that is unknown or has expired: the same for both."""
    return _message_page(
        language,
        "This invitation opens no questionnaire",
        "The link may be incomplete, or it may have expired.",
        "Ask the person who invited you for a new link.",
    )


def unavailable_page(language: Language) -> str:
    """Return the page of a notebook that could not be run."""
    return _message_page(
        language,
        "This page is not available",
        "Reload it in a moment. If that does not help, close the pages that you no longer need.",
    )


def _message_page(language: Language, title: str, *sentences: str) -> str:
    return TEMPLATES.get_template("message.html.j2").render(
        language=language,
        title=text(title, language),
        sentences=[text(sentence, language) for sentence in sentences],
    )


def entrance_page(*, failed: bool, xsrf: str, language: Language) -> str:
    """Return the form that asks the consultant for the passphrase."""
    return TEMPLATES.get_template("entrance.html.j2").render(
        language=language,
        failed=failed,
        xsrf=xsrf,
        text=lambda sentence: text(sentence, language),
    )
