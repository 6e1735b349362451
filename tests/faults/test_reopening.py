"""A door that is killed opens again at its address; one that cannot live ends the command."""

import itertools
import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode, urlsplit

import pytest

from infopilot.app import door_keeper
from infopilot.app.door_keeper import DoorKeeper
from infopilot.app.doors import OpenDoors
from infopilot.model.errors import ServingError
from infopilot.serving.address import Address
from infopilot.storage.passphrase import hashed
from tests.apps.doors import infopilot as command
from tests.apps.doors import is_ready

PATIENCE_SECONDS = 60
PASSPHRASE = "merle lampe ruisseau"  # noqa: S105 - of this test only
NOWHERE = Address(host="127.0.0.1", port=1)


@contextmanager
def serving(folder):
    """Run ``infopilot serve --json``; give what it printed."""
    process = subprocess.Popen(command("serve", folder, "--json"), stdout=subprocess.PIPE)
    try:
        yield json.loads(process.stdout.readline())
        assert process.poll() is None
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    assert process.returncode == 0


def kill_door(kind, folder):
    """Kill -9 the process of a door, and return when."""
    wanted = b"\0".join((b"door", kind.encode(), str(folder.resolve()).encode()))
    (process,) = (
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and wanted in command_line(entry)
    )
    os.kill(process, signal.SIGKILL)
    return time.monotonic()


def command_line(entry):
    """Return what a process was started with; nothing once it is gone."""
    try:
        return (entry / "cmdline").read_bytes()
    except OSError:
        return b""


def wait_until(port, *, ready):
    """Wait until a door is open, or closed; return when."""
    end = time.monotonic() + PATIENCE_SECONDS
    while is_ready(port) is not ready:
        assert time.monotonic() < end
        time.sleep(0.05)
    return time.monotonic()


def call(url, body=None, **headers):
    """Send one request; return the status, the headers and the text."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname, parts.port, timeout=20)
    connection.request("POST" if body else "GET", f"{parts.path}?{parts.query}", body, headers)
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response.status, response.headers, text


def enter(form_url):
    """Give the passphrase in the form of the consultant's door; return where that leads."""
    _, headers, form = call(form_url)
    token = re.search(r'name="_xsrf" value="([^"]+)"', form).group(1)
    fields = urlencode({"passphrase": PASSPHRASE, "_xsrf": token})
    cookie = headers["Set-Cookie"].split(";")[0]
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    status, headers, _ = call(form_url.split("?")[0], fields, Cookie=cookie, **kind)
    return status, headers["Location"]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").exists(), reason="processes are found in /proc")
def test_a_killed_door_opens_again_and_the_one_time_key_opens_nothing_any_more(client):
    (client / "consultant.passphrase").write_text(hashed(PASSPHRASE))
    with serving(client) as printed:
        for kind in ("respondent", "consultant"):
            port = urlsplit(printed[kind]).port
            killed = kill_door(kind, client)
            wait_until(port, ready=False)
            print(f"{kind}: open again after {wait_until(port, ready=True) - killed:.1f} s")
        with_key, *_ = call(printed["consultant"])
        with_passphrase = enter(printed["consultant"])

    assert with_key == 200  # the form, not the way in
    assert with_passphrase == (303, "/")


@contextmanager
def mortal_doors(tmp_path, monkeypatch, lives):
    """Doors whose processes end at once, on a clock by which they lived ``lives`` seconds each."""
    monkeypatch.setattr(sys, "executable", "false")
    clock = SimpleNamespace(monotonic=itertools.count(step=lives).__next__)
    monkeypatch.setattr(door_keeper, "time", clock)
    keeper = DoorKeeper(kind="respondent", address=NOWHERE, engagement=tmp_path, language="fr")
    keeper.open()
    yield OpenDoors(respondent=NOWHERE, consultant=NOWHERE, one_time_key="", keepers=(keeper,))
    keeper.close()
    keeper.wait_until_closed()


def test_a_door_that_cannot_live_ends_the_command(tmp_path, monkeypatch):
    reopened = []
    with (
        mortal_doors(tmp_path, monkeypatch, lives=9) as doors,
        pytest.raises(ServingError, match="closes each time it is opened"),
    ):
        doors.wait(reopened.append)

    assert reopened == [NOWHERE] * 2


def test_a_door_that_lives_a_while_is_always_opened_again(tmp_path, monkeypatch):
    reopened = []

    def enough(address):
        reopened.append(address)
        if len(reopened) == 5:
            raise KeyboardInterrupt

    with (
        mortal_doors(tmp_path, monkeypatch, lives=11) as doors,
        pytest.raises(KeyboardInterrupt),
    ):
        doors.wait(enough)

    assert reopened == [NOWHERE] * 5
