"""The respondents' door in miniature, and the page that it serves at two widths."""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from infopilot.model.people import Role
from infopilot.model.questionnaire import Questionnaire
from infopilot.widgets.questionnaire import (
    STATIC_FILES,
    component_module,
    component_style,
    questionnaire_data,
)

WIDTHS = (360, 1280)
# The browser itself reports each failed request; that is the fault being tried, not ours.
NETWORK_NOISE = "Failed to load resource"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Questionnaire</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="static/tokens.css">
<link rel="stylesheet" href="static/questionnaire.css"></head>
<body><a class="skip" href="#contenu">Aller aux questions</a><div id="questionnaire"></div>
<noscript><p>Ce questionnaire a besoin de JavaScript.</p></noscript>
<script type="application/json" id="questionnaire-data">{data}</script>
<script type="module" src="static/host.js"></script></body></html>"""
NOTEBOOK = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Carnet</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="static/component.css"></head>
<body><h1>Carnet</h1><div id="cell"></div>
<script type="application/json" id="questionnaire-data">{data}</script>
<script type="module" src="static/notebook.js"></script></body></html>"""
QR = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 2'><path d='M0 0h1v1h-1z'/></svg>"
NOTEBOOK_HOST = """
import component from "./component.js";
const session = await (await fetch("session")).json();
const data = JSON.parse(document.getElementById("questionnaire-data").textContent);
const listeners = [];
window.sent = [];
const model = {
  get: (name) => ({ data, session })[name],
  on: (event, listener) => listeners.push(listener),
  off: () => listeners.splice(0),
  send: (message) => window.sent.push(message),
};
window.tell = (message) => listeners.forEach((listener) => listener(message));
window.cleanUp = component.render({ model, el: document.getElementById("cell") });
"""


class PageServer:
    """The respondents' door in miniature: it can be slow, refuse, or be gone for a while."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.visit = 0
        self.reset()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.port = 0
        self.open()

    def reset(self) -> None:
        """An invited leader who has answered nothing, and a server that is well."""
        self.visit += 1
        self.respondent = "r1"
        self.role, self.confidential, self.invited = Role.LEADER, False, True
        self.delay, self.status, self.poisonous = 0.0, 200, ""
        self.answers: dict[str, dict[str, object]] = {}
        self.posts: list[list[dict[str, object]]] = []
        self.elsewhere: dict[str, dict[str, object]] = {}
        self.bytes_served = 0

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"http://127.0.0.1:{self.port}/"

    def value(self, question_id: str) -> object:
        """The value kept for a question; None when there is none."""
        kept = [each for each in self.answers.values() if each["question"] == question_id]
        return kept[-1]["value"] if kept else None

    def wait_until(self, condition: Callable[[], object], seconds: float = 8) -> None:
        """Wait until ``condition`` holds, which pages bring about in their own time."""
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, "it never came true"
            time.sleep(0.02)

    def open(self) -> None:
        """Listen, on the same port as before."""
        self._run(self._open())

    def close(self) -> None:
        """Be gone: refuse connections and drop those that are open."""
        self._run(self._close())

    def end(self) -> None:
        """Close for good."""
        self.close()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def _run(self, work: object) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _open(self) -> None:
        application = Application(
            [
                (r"/", PageHandler, {"server": self}),
                (r"/notebook", PageHandler, {"server": self}),
                (r"/static/(.+)", FileHandler, {"server": self}),
                (r"/session", SessionHandler, {"server": self}),
                (r"/answers", AnswersHandler, {"server": self}),
                (r"/(link|leave)", ServiceHandler, {"server": self}),
            ],
            log_function=lambda _handler: None,
        )
        self._http = HTTPServer(application)
        sockets = bind_sockets(self.port, "127.0.0.1")
        self.port = sockets[0].getsockname()[1]
        self._http.add_sockets(sockets)

    async def _close(self) -> None:
        self._http.stop()
        await self._http.close_all_connections()


class Handler(RequestHandler):
    """A request under the strict policy of the respondents' door."""

    def initialize(self, server: PageServer) -> None:
        """Keep the server, whose moods the handlers follow."""
        self.server = server
        self.set_header("Content-Security-Policy", POLICY)
        self.set_header("Cache-Control", "no-store")

    def send(self, body: bytes, kind: str) -> None:
        """Answer with ``body`` and count its bytes."""
        self.server.bytes_served += len(body)
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.finish(body)


class PageHandler(Handler):
    """The page, or a notebook that shows the same component."""

    def get(self) -> None:
        """Answer in the language asked for."""
        language = "en" if self.get_query_argument("lang", "fr") == "en" else "fr"
        island = json.dumps(
            questionnaire_data(self.server.questionnaire, language), ensure_ascii=False
        ).replace("<", "\\u003c")
        shell = NOTEBOOK if self.request.path == "/notebook" else PAGE
        self.send(shell.replace("{data}", island).encode(), "text/html")


class FileHandler(Handler):
    """The modules and styles, as they are installed."""

    def get(self, name: str) -> None:
        """Answer with the file."""
        made = {
            "component.js": component_module,
            "component.css": component_style,
            "notebook.js": lambda: NOTEBOOK_HOST,
        }
        homes = dict.fromkeys(STATIC_FILES, "infopilot.widgets")
        homes |= {"host.js": "infopilot.serving.static", "tokens.css": "infopilot.views"}
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        if name in made:
            self.send(made[name]().encode(), kind)
        else:
            self.send(files(homes[name]).joinpath(name).read_bytes(), kind)


class SessionHandler(Handler):
    """Who answers, and the newest answer to each question."""

    def get(self) -> None:
        """Answer 200 with the session, or 401."""
        if not self.server.invited:
            self.set_status(401)
            self.finish({"error": "invitation"})
            return
        self.set_cookie("visit", str(self.server.visit))
        latest = {each["question"]: each for each in self.server.answers.values()}
        self.finish(
            {
                "respondent": self.server.respondent,
                "role": self.server.role.value,
                "campaign": "T0",
                "company": "Ateliers Morvan",
                "provider": "Axone",
                "confidential": self.server.confidential,
                "answers": latest,
            }
        )


class AnswersHandler(Handler):
    """Keeps answers, unless it is told to be slow, ill or picky."""

    async def post(self) -> None:
        """Answer 200 with what is kept."""
        if self.get_cookie("visit") != str(self.server.visit):
            # The last words of a page that an earlier test has closed.
            self.set_status(401)
            return
        body = json.loads(self.request.body)
        answers = body["answers"]
        assert body["respondent"] == self.server.respondent
        self.server.posts.append(answers)
        ids = [answer["id"] for answer in answers]
        await asyncio.sleep(self.server.delay)
        if self.server.status != 200:
            self.set_status(self.server.status)
            self.finish({"error": "plus tard"})
        elif any(self.server.poisonous and self.server.poisonous in a["comment"] for a in answers):
            self.set_status(400)
            self.finish({"error": "Ce commentaire ne peut pas être gardé", "refused": ids})
        else:
            # The real store ignores an id that it already has; so does this one.
            for answer in answers:
                self.server.answers.setdefault(answer["id"], answer)
            conflicts = {
                answer["question"]: self.server.elsewhere.pop(answer["question"])
                for answer in answers
                if answer["question"] in self.server.elsewhere
            }
            self.finish({"saved": ids, "conflicts": conflicts})

    def delete(self) -> None:
        """Erase, unless it is ill."""
        self.set_status(self.server.status)
        if self.server.status == 200:
            self.server.answers.clear()
        self.finish({"erased": 1})


class ServiceHandler(Handler):
    """What a respondent may ask for besides."""

    def post(self, service: str) -> None:
        """Answer 200 with a link, or with the end of the session."""
        if service == "link":
            self.finish({"url": f"{self.server.url}i/again", "qr": QR})
        else:
            self.server.invited = False
            self.finish({"left": True})


@pytest.fixture(scope="session")
def page_server(questionnaire: Questionnaire) -> Iterator[PageServer]:
    """One server for all tests of the page."""
    server = PageServer(questionnaire)
    yield server
    server.end()


@pytest.fixture
def server(page_server: PageServer) -> PageServer:
    """The server, as new."""
    page_server.reset()
    return page_server


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, browser: Browser, server: PageServer) -> Iterator[Page]:
    """A page of each width; its console must stay silent."""
    context = browser.new_context(
        viewport={"width": request.param, "height": 780}, locale="fr-FR", accept_downloads=True
    )
    page = context.new_page()
    page.set_default_timeout(8000)
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(f"{m.type}: {m.text}"))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(server.url)
    yield page
    context.close()

    assert [each for each in complaints if NETWORK_NOISE not in each] == []
