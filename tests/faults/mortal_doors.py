"""Respondents' doors that are killed and come back; one kind acknowledges before it commits."""

import asyncio
import multiprocessing
import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from infopilot.app import door_process
from infopilot.app.workbook import open_engagement
from infopilot.serving.address import Address
from infopilot.serving.answers import AnswerWriter
from infopilot.serving.pages import run_page_notebook
from tests.apps.doors import FreshDoor, free_port, is_ready

PATIENCE_SECONDS = 60
# Each door is a process forked from one that has loaded everything: it is back in a moment.
NURSERY = multiprocessing.get_context("forkserver")
NURSERY.set_forkserver_preload(["infopilot.app.door_process"])


def be_a_door(engagement, port, held):
    """Be the process of the respondents' door; its page is rendered once for all doors of a run."""
    page = engagement.parents[1] / "page.html"

    def render(notebook, environment):
        if not page.exists():
            page.write_text(run_page_notebook(notebook, environment), encoding="utf-8")
        return page.read_text(encoding="utf-8")

    door_process.run_page_notebook = render
    sys.stdin = os.fdopen(os.dup(held.fileno()))
    door_process.run_respondent_door(Address(host="127.0.0.1", port=port), engagement, "fr")


def be_a_hasty_door(engagement, port, held):
    """Be a door that says that an answer is saved, and saves it afterwards."""
    commit, under_way = AnswerWriter.save, set()

    async def save(writer, answers):
        under_way.add(asyncio.create_task(commit(writer, answers)))
        return [answer.id for answer in answers]

    AnswerWriter.save = save
    be_a_door(engagement, port, held)


class MortalDoor:
    """A door in a process that can be killed and started again, at one address."""

    def __init__(self, engagement, being):
        self.engagement, self.being = engagement, being
        self.port = free_port()
        self.workbook = open_engagement(engagement)
        self.is_alive = False

    @property
    def fresh(self):
        """The door, as other tests know it."""
        return FreshDoor(f"http://127.0.0.1:{self.port}/", self.workbook)

    def start(self):
        """Start the process, and return at once."""
        held, self._holding = NURSERY.Pipe(duplex=False)
        self.process = NURSERY.Process(target=self.being, args=(self.engagement, self.port, held))
        self.process.start()
        held.close()
        self.is_alive = True

    def kill(self):
        """Kill -9, and return once nothing is left of it."""
        self.killed_at = time.time()
        self.process.kill()
        self.process.join()
        self.is_alive = False
        self.process.close()
        self._holding.close()

    def wait_until_ready(self):
        """Return once the first page can be shown."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not is_ready(self.port):
            assert time.monotonic() < end, "the door never answered"
            time.sleep(0.05)


@contextmanager
def mortal_door(engagement, being=be_a_door):
    """Serve the respondents' door of ``engagement`` from processes that may be killed."""
    door = MortalDoor(Path(engagement), being)
    door.start()
    try:
        door.wait_until_ready()
        yield door
    finally:
        if door.is_alive:
            door.kill()
        door.workbook.database.close()
