"""The respondents' door of a fresh engagement, in a process of its own."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass

from infopilot.app import paths
from infopilot.app.invitations import Invitee, invite
from infopilot.app.workbook import Workbook, open_engagement

COMPANY, PROVIDER = "Ateliers Morvan", "Axone Infogérance"
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class FreshDoor:
    """An open door, and the engagement behind it, where nobody has answered yet."""

    url: str
    workbook: Workbook

    def invite(self, role):
        """Return a new respondent of ``role``: their id and their link."""
        (link,) = invite(self.workbook, None, Invitee(role=role), url=self.url)
        return link.respondent, link.url

    def kept(self, respondent):
        """Return every answer of ``respondent``, oldest first."""
        return self.workbook.store.read(respondent=respondent)


@contextmanager
def open_fresh_door(folder):
    """Make an engagement in ``folder`` and serve its respondents' door."""
    make = [*("new", folder, "--company", COMPANY), *("--headcount", "80", "--provider", PROVIDER)]
    subprocess.run(infopilot(*make), check=True, stdout=subprocess.DEVNULL, timeout=60)
    port = free_port()
    serve = infopilot("door", "respondent", folder, "--host", "127.0.0.1", "--port", port)
    process = subprocess.Popen(
        serve, stdin=subprocess.PIPE, env=paths.page_environment(folder, "fr")
    )
    workbook = open_engagement(folder)
    try:
        wait_until_ready(process, port)
        yield FreshDoor(f"http://127.0.0.1:{port}/", workbook)
    finally:
        workbook.database.close()
        # A door ends with whoever opened it: its input closes, and it closes.
        process.stdin.close()
        process.terminate()
        process.wait(timeout=30)


def infopilot(*arguments):
    """Return the command line of ``infopilot ...``."""
    return [sys.executable, "-m", "infopilot.cli", *map(str, arguments)]


def start(*arguments, patience):
    """Start ``infopilot ...``; return its process and the first line that it prints.

    Its doors hold the same output: unless they go too when it takes too long, nobody would ever
    read its end.
    """
    process = subprocess.Popen(
        infopilot(*arguments), stdout=subprocess.PIPE, start_new_session=True
    )
    watchdog = threading.Timer(patience, os.killpg, (process.pid, signal.SIGKILL))
    watchdog.start()
    line = process.stdout.readline()
    watchdog.cancel()
    assert line, f"infopilot {arguments[0]} printed no address"
    return process, line


def free_port():
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_ready(process, port):
    """Return once the door answers; a door that ended, or never answers, is a failure."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_ready(port):
        assert process.poll() is None, "the door closed before it answered"
        assert time.monotonic() < end, "the door never answered"
        time.sleep(0.1)


def is_ready(port):
    """Tell whether the door answers 204 at ``/ready``."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/ready")
        return connection.getresponse().status == http.client.NO_CONTENT
    except OSError:
        return False
    finally:
        connection.close()
