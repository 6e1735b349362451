"""The consultant's door of an engagement of its own, and the incidents page behind it."""

import json
import signal
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass

from infopilot.app.workbook import Workbook, open_engagement
from tests.apps.doors import COMPANY, PROVIDER, free_port, infopilot, start

PATIENCE_SECONDS = 90


@dataclass(frozen=True)
class Doors:
    """Both doors of one engagement."""

    workbook: Workbook
    consultant: str

    @property
    def incidents(self):
        """The address of the incidents page."""
        return f"{self.consultant.split('login')[0]}incidents"

    @property
    def tickets(self):
        """The folder of the imported log."""
        return self.workbook.folder.tickets


@contextmanager
def open_doors(folder):
    """Make an engagement without tickets in ``folder`` and serve it."""
    make = [*("new", folder, "--company", COMPANY), *("--headcount", "80", "--provider", PROVIDER)]
    subprocess.run(infopilot(*make), check=True, stdout=subprocess.DEVNULL, timeout=60)
    ports = ("--port", free_port(), "--consultant-port", free_port())
    process, line = start("serve", folder, "--json", *ports, patience=PATIENCE_SECONDS)
    workbook = open_engagement(folder)
    try:
        yield Doors(workbook, json.loads(line)["consultant"])
    finally:
        workbook.database.close()
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        process.stdout.close()


class IncidentsPage:
    """The page as a consultant works on it."""

    def __init__(self, page, address):
        self.page, self.address = page, address

    def open(self, language="fr"):
        """Open it anew."""
        self.page.goto(f"{self.address}?lang={language}")
        self.page.locator(".ip-incidents").wait_for()
        return self

    @property
    def title(self):
        """The heading of the moment."""
        return self.page.locator(".ip-moment")

    def button(self, name):
        """A button by its words."""
        return self.page.get_by_role("button", name=name)

    def send(self, *files):
        """Choose files through the button, as a click does, and wait until they are read."""
        with self.page.expect_file_chooser() as chosen:
            self.page.locator(".ip-drop").get_by_role("button").click()
        chosen.value.set_files(*files)
        self.wait()

    def drop(self, name, content):
        """Drop a file on the page and wait until it is read."""
        held = self.page.evaluate_handle(DATA, [name, content])
        self.page.locator(".ip-drop").dispatch_event("drop", {"dataTransfer": held})
        self.wait()

    def wait(self):
        """Wait until nothing is being done."""
        self.page.wait_for_function("() => !document.querySelector('.ip-busy')")

    def choose(self, column, header):
        """Say which header holds a column."""
        self.page.get_by_label(
            f"Colonne qui contient\N{NO-BREAK SPACE}: {column}", exact=True
        ).select_option(header)

    def answer(self, question, option):
        """Choose one answer of a group."""
        group = self.page.get_by_role("group", name=question)
        group.get_by_role("radio", name=option, exact=True).check()

    def press(self, name):
        """Press a button, and wait until what it begins is over."""
        self.button(name).click()
        self.wait()


DATA = """([name, content]) => {
  const held = new DataTransfer();
  held.items.add(new File([content], name, { type: 'text/csv' }));
  return held;
}"""
