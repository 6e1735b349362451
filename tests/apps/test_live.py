"""The same questionnaire with a kernel: in JupyterLab, and at the consultant's door."""

import subprocess
import sys
import time
from http.client import HTTPConnection

import nbformat
import pytest
from playwright.sync_api import expect

from tests.apps.doors import free_port

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CELLS = (
    """
from infopilot.app.paths import questionnaire_folder
from infopilot.storage.questionnaires import load_questionnaire
from infopilot.widgets import Questionnaire
questionnaire = Questionnaire(load_questionnaire(questionnaire_folder()), "user", company="Morvan")
questionnaire
""",
    "print([(answer.question, answer.value) for answer in questionnaire.answers])",
)
PATIENCE = 60_000
TRIES = 3


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on a folder with one notebook; the address of that notebook."""
    folder = tmp_path_factory.mktemp("lab")
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source.strip()) for source in CELLS]
    )
    notebook.metadata.kernelspec = {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    }
    nbformat.write(notebook, folder / "essai.ipynb")
    port = free_port()
    options = [
        *("--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}", "--port-retries=0"),
        *("--IdentityProvider.token=", f"--ServerApp.root_dir={folder}"),
        *(
            "--LabApp.news_url=None",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        ),
    ]
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _wait_for(port)
    yield f"http://127.0.0.1:{port}/lab/tree/essai.ipynb"
    server.terminate()
    server.wait(20)


def _wait_for(port):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        connection = HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            connection.request("GET", "/api")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    pytest.fail("JupyterLab did not start")


def run_cell(page, number, shown):
    """Run a cell until it shows what it should: a key pressed while the page settles is lost."""
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
    for left in reversed(range(TRIES)):
        page.locator(".jp-CodeCell .cm-content").nth(number).click()
        page.keyboard.press("Shift+Enter")
        try:
            expect(shown).to_be_visible(timeout=PATIENCE)
        except AssertionError:
            if not left:
                raise
        else:
            return


def test_an_analyst_embeds_it_and_reads_the_answers(lab, browser):
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(PATIENCE)
    page.goto(lab)
    widget = page.locator(".questionnaire")
    run_cell(page, 0, widget.get_by_role("button", name="Commencer"))
    widget.get_by_role("button", name="Commencer").click()
    card = widget.get_by_role("group", name="Y a-t-il un référent SI")
    card.get_by_role("radio").nth(1).check()
    widget.get_by_text("Enregistré à").wait_for()
    run_cell(page, 1, page.get_by_text("[('RD2', '2')]"))
    page.close()


def test_a_consultant_previews_every_role(results_page):
    page, journal = results_page
    page.get_by_role("link", name="Aperçu du questionnaire").click()
    widget = page.locator(".questionnaire:visible")
    expect(widget).to_contain_text("Ateliers Morvan", timeout=PATIENCE)
    page.get_by_role("button", name="Utilisateur").click()
    expect(widget).to_contain_text("Environ 4 minutes", timeout=PATIENCE)
    widget.get_by_role("button", name="Commencer").click()
    widget.get_by_role("radio").nth(2).check()
    expect(widget.get_by_text("Enregistré à")).to_be_visible(timeout=PATIENCE)

    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0
    assert page.locator("main").count() == 1
    assert (journal.outside, journal.errors) == ([], [])
    page.go_back()
    page.locator("h1").wait_for()
