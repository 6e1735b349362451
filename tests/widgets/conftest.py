"""A short questionnaire, a server that speaks the page's contract, and the system's Chromium."""

import asyncio
import json
import shutil
import threading
from collections.abc import Iterator
from importlib.resources import files

import pytest
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from infopilot.model.decisions import Actor, Decision
from infopilot.model.items import ItemKind
from infopilot.model.people import Role
from infopilot.model.questionnaire import (
    Dimension,
    FeltStatement,
    Measure,
    Question,
    Questionnaire,
)
from infopilot.model.text import Text
from infopilot.widgets.questionnaire import (
    STATIC_FILES,
    component_module,
    component_style,
    questionnaire_data,
)

CHROMIUM = shutil.which("chromium")
NAMED = frozenset({Role.LEADER, Role.IT_REFERENT, Role.PROVIDER})
EVERYBODY = frozenset(Role)
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


def both(words: str) -> Text:
    """The same words in both languages, marked where they are English."""
    return Text(fr=words, en=f"{words} (en)")


def question(identifier: str, words: str, roles: frozenset[Role], **more: object) -> Question:
    """A question whose five anchors name it."""
    anchors = tuple(both(f"{identifier}, palier {rank}") for rank in "abcde")
    return Question(id=identifier, text=both(words), anchors=anchors, roles=roles, **more)


def decision(identifier: str, words: str, *, core: bool) -> Decision:
    """A decision of the map that the leader should settle."""
    return Decision(
        id=identifier,
        text=both(words),
        target=frozenset({Actor.LEADER}),
        tolerated=frozenset(),
        responsible=frozenset({Actor.IT_REFERENT}),
        weight=3,
        core=core,
        note=both("Par exemple : changer de logiciel de paie.") if core else None,
    )


@pytest.fixture(scope="session")
def questionnaire() -> Questionnaire:
    """Two dimensions, three decisions, two felt statements, two measures."""
    levels = tuple(both(name) for name in ("Subi", "Réactif", "Organisé", "Piloté", "Copiloté"))
    roles_dimension = Dimension(
        id="D1",
        name=both("Rôles et décisions"),
        levels=levels,
        questions=(
            question(
                "RD1",
                "Qui tranche les choix structurants ?",
                NAMED,
                key=True,
                hint=both("Pensez aux six derniers mois."),
                evidence=both("matrice datée, trois dernières décisions"),
                provider_text=both("Chez ce client, qui tranche les choix structurants ?"),
            ),
            question("RD2", "Y a-t-il un référent SI ?", EVERYBODY),
        ),
    )
    order = Dimension(
        id="D2",
        name=both("Arbitrer et prioriser"),
        levels=levels,
        questions=(question("AP1", "Comment l’ordre des projets est-il tenu ?", NAMED),),
    )
    return Questionnaire(
        id="essai",
        version="1",
        hash="0" * 64,
        title=both("Le pilotage de votre infogérance"),
        dimensions=(roles_dimension, order),
        level_names=levels,
        decisions=(
            decision("K01", "Vision du SI et feuille de route", core=True),
            decision("K02", "Budget annuel du SI", core=True),
            decision("K05", "Architecture et standards techniques", core=False),
        ),
        decision_roles=NAMED,
        short_decision_roles=frozenset({Role.BUSINESS}),
        felt=(
            FeltStatement(id="FC1", text=both("Je sais quelles décisions m’appartiennent.")),
            FeltStatement(id="FC2", text=both("Je sais lesquelles sont au prestataire.")),
        ),
        felt_labels=tuple(
            both(label)
            for label in ("Jamais vrai", "Rarement vrai", "Parfois", "Souvent vrai", "Toujours vrai")
        ),
        felt_roles=frozenset({Role.LEADER}),
        measures=(
            Measure(
                id="SAT",
                text=both("Quelle est votre satisfaction ?"),
                kind=ItemKind.RATING,
                minimum=0,
                maximum=10,
                low_label=both("pas du tout satisfait"),
                high_label=both("tout à fait satisfait"),
            ),
            Measure(
                id="BLOC",
                text=both("Combien de fois avez-vous été bloqué ?"),
                kind=ItemKind.COUNT,
                minimum=0,
                maximum=200,
                hint=both("Plus de 30 minutes, sur les 30 derniers jours."),
            ),
        ),
        measure_roles=frozenset({Role.USER}),
        actor_names={
            "DIR": both("Direction"),
            "REF": both("Référent SI"),
            "MET": both("Métier"),
            "PRE": both("Prestataire"),
            "EDI": both("Éditeur ou tiers"),
            "PERSONNE": both("Personne"),
        },
        role_names={role: both(role.value) for role in Role},
    )


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
        self.role, self.confidential, self.invited = Role.LEADER, False, True
        self.delay, self.status, self.poisonous = 0.0, 200, ""
        self.answers: dict[str, dict[str, object]] = {}
        self.posts: list[list[dict[str, object]]] = []
        self.bytes_served = 0

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"http://127.0.0.1:{self.port}/"

    def value(self, question_id: str) -> object:
        """The value kept for a question; None when there is none."""
        kept = [each for each in self.answers.values() if each["question"] == question_id]
        return kept[-1]["value"] if kept else None

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
        self.server = server
        self.set_header("Content-Security-Policy", POLICY)
        self.set_header("Cache-Control", "no-store")

    def send(self, body: bytes, kind: str) -> None:
        self.server.bytes_served += len(body)
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.finish(body)


class PageHandler(Handler):
    def get(self) -> None:
        language = "en" if self.get_query_argument("lang", "fr") == "en" else "fr"
        island = json.dumps(
            questionnaire_data(self.server.questionnaire, language), ensure_ascii=False
        ).replace("<", "\\u003c")
        shell = NOTEBOOK if self.request.path == "/notebook" else PAGE
        self.send(shell.replace("{data}", island).encode(), "text/html")


class FileHandler(Handler):
    def get(self, name: str) -> None:
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
    def get(self) -> None:
        if not self.server.invited:
            self.set_status(401)
            self.finish({"error": "invitation"})
            return
        self.set_cookie("visit", str(self.server.visit))
        latest = {each["question"]: each for each in self.server.answers.values()}
        self.finish(
            {
                "respondent": "r1",
                "role": self.server.role.value,
                "campaign": "T0",
                "company": "Ateliers Morvan",
                "provider": "Axone",
                "confidential": self.server.confidential,
                "answers": latest,
            }
        )


class AnswersHandler(Handler):
    async def post(self) -> None:
        if self.get_cookie("visit") != str(self.server.visit):
            # The last words of a page that an earlier test has closed.
            self.set_status(401)
            return
        answers = json.loads(self.request.body)["answers"]
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
            self.finish({"saved": ids})


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


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """The Chromium of this machine, which asks nothing of the network."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    quiet = (
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
        "--disable-background-networking --disable-component-update --disable-sync"
    )
    return {"executable_path": CHROMIUM, "args": quiet.split()}
