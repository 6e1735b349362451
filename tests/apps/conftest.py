"""The demonstration, served as anybody would serve it, and a browser that tells what it met."""

import json
import signal
import subprocess
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest

from tests.apps.doors import open_fresh_door, start

PATIENCE_SECONDS = 60
PATIENCE_TO_SERVE = 180
TELL_POLICY = """addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  console.error(`refused by the policy: ${violatedDirective} ${blockedURI}`));"""


@dataclass(frozen=True)
class Served:
    """The addresses that the command printed, and its process."""

    respondent: str
    consultant: str
    engagement: str
    process: subprocess.Popen


@dataclass
class Journal:
    """Everything that a visit must not contain."""

    host: str
    outside: list = field(default_factory=list)
    errors: list = field(default_factory=list)

    def follow(self, page):
        """Note every request, error and refused policy of ``page``."""
        page.add_init_script(TELL_POLICY)
        page.on("request", lambda request: self._requested(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._said)

    def _requested(self, url):
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != self.host:
            self.outside.append(url)

    def _said(self, message):
        if message.type == "error":
            self.errors.append(message.text)


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """``infopilot demo --json``, until the last test of the browser."""
    folder = tmp_path_factory.mktemp("demo") / "ateliers-morvan"
    process, line = start(
        *("demo", "--json", "--no-browser", "--dir", folder), patience=PATIENCE_TO_SERVE
    )
    yield Served(**json.loads(line), process=process)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0
    process.stdout.close()


@pytest.fixture(scope="session")
def fresh_door(tmp_path_factory):
    """The respondents' door of an engagement where nobody has answered, for the whole session."""
    with open_fresh_door(tmp_path_factory.mktemp("fresh") / "ateliers-morvan") as door:
        yield door


@pytest.fixture(scope="session")
def results_page(served, browser):
    """The consultant's page, entered once: its key opens only one session."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    journal = Journal("127.0.0.1")
    page = context.new_page()
    journal.follow(page)
    page.set_default_timeout(PATIENCE_SECONDS * 1000)
    page.goto(served.consultant)
    page.locator("h1").wait_for()
    yield page, journal
    context.close()


@pytest.fixture
def visit(browser):
    """Open a page at a width, its journal beside it; no visit may leave an error."""
    contexts = []

    def open_page(url, width=1280):
        context = browser.new_context(viewport={"width": width, "height": 800}, locale="fr-FR")
        contexts.append(context)
        page, journal = context.new_page(), Journal("127.0.0.1")
        journal.follow(page)
        page.set_default_timeout(PATIENCE_SECONDS * 1000)
        page.goto(url)
        return page, journal

    yield open_page
    for context in contexts:
        context.close()
