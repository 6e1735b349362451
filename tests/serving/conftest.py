"""The respondents' handlers, served from a thread, and a browser that keeps its cookies."""

import asyncio
import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

from infopilot.app.workbook import open_engagement
from infopilot.model.people import Respondent, Role
from infopilot.serving.doors import _log_request
from infopilot.serving.pages import LightPages
from infopilot.serving.respondents import Survey, respondent_handlers, respondent_settings


@dataclass
class Reply:
    """What the server answered."""

    status: int
    headers: dict
    body: bytes

    @property
    def document(self):
        """The JSON of the body."""
        return json.loads(self.body)


class Door:
    """The respondents' handlers in a thread, and a client that keeps its cookie."""

    def __init__(self, port, workbook):
        self.port, self.workbook, self.cookies = port, workbook, {}

    def call(self, method, path, document=None, **headers):
        """Send one request."""
        body = document if isinstance(document, bytes | None) else json.dumps(document).encode()
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        reply = Reply(response.status, dict(response.getheaders()), response.read())
        connection.close()
        self._keep_cookies(response.headers.get_all("Set-Cookie", []))
        return reply

    def _keep_cookies(self, lines):
        for name, morsel in (each for line in lines for each in SimpleCookie(line).items()):
            self.cookies[name] = morsel.value
        self.cookies = {name: value for name, value in self.cookies.items() if value}

    def press(self, path="/group", **fields):
        """Send a form, as a button does."""
        return self.call(
            *("POST", path, urlencode(fields).encode()),
            Content_Type="application/x-www-form-urlencoded",
        )

    def another_browser(self):
        """A browser without any cookie, at the same door."""
        return Door(self.port, self.workbook)

    def enter(self, role=Role.LEADER):
        """Use a fresh invitation and keep its cookie."""
        respondent = Respondent(id=f"{role.value}-1", role=role)
        code = self.workbook.invitations.create(respondent, "T0", now=datetime.now(UTC))
        return self.call("GET", f"/i/{code}")

    def send(self, *answers, **fields):
        """Post a batch of answers."""
        return self.call("POST", "/answers", {"answers": list(answers), **fields})


@contextmanager
def running(make_application):
    """Serve an application from a thread of its own; give its port."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    (socket,) = bind_sockets(0, "127.0.0.1")

    async def start():
        server = HTTPServer(make_application())
        server.add_sockets([socket])
        return server

    async def stop(server):
        server.stop()
        await server.close_all_connections()
        await loop.shutdown_default_executor()

    server = asyncio.run_coroutine_threadsafe(start(), loop).result(60)
    yield socket.getsockname()[1]
    asyncio.run_coroutine_threadsafe(stop(server), loop).result(60)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


@pytest.fixture
def workbook(client):
    workbook = open_engagement(client)
    yield workbook
    workbook.database.close()


@contextmanager
def open_door(workbook, pages):
    """Serve the respondents' handlers of an engagement, with these pages."""
    survey = Survey(
        engagement=workbook.engagement,
        rules=workbook.rules,
        store=workbook.store,
        invitations=workbook.invitations,
        pages=pages,
        minimum_group=workbook.method.anonymity.minimum_group,
    )

    def application():
        settings = {"log_function": _log_request, **respondent_settings(survey)}
        return Application(respondent_handlers(survey), **settings)

    with running(application) as port:
        yield Door(port, workbook)


@pytest.fixture
def door(workbook):
    pages = LightPages(lambda language: f"<p>{language}</p>", "Ateliers Morvan")
    with open_door(workbook, pages) as opened:
        yield opened
