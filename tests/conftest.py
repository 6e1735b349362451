"""What all tests share: where things are, and a command line that can be called."""

import json
import shutil
import sys
from dataclasses import dataclass
from os import environ
from pathlib import Path

import pytest
from hypothesis import settings

collect_ignore = ["every_mutant.py"]  # needs mutmut, which only `make mutants` installs
ROOT = Path(__file__).parents[1]
REAL_LOG = ROOT.parent / "shared" / "data" / "uci_servicenow" / "incident_event_log.zip"
CHROMIUM = shutil.which("chromium")
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
BROWSER_REQUIRED = environ.get("INFOPILOT_REQUIRE_BROWSER") == "1"

# A busy machine is slow, not wrong: what else Hypothesis has chosen (on CI, say) stays.
settings.register_profile("unhurried", settings(deadline=None))
settings.load_profile("unhurried")


def pytest_runtest_setup(item):
    """Skip what this machine cannot run, and say why; a required browser never skips."""
    if item.get_closest_marker("browser") and not CHROMIUM:
        if BROWSER_REQUIRED:
            pytest.fail("these tests need Chromium, and this run requires them")
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    if item.get_closest_marker("real_log") and not REAL_LOG.exists():
        pytest.skip(f"the public ServiceNow log is not there: {REAL_LOG.name}")


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Give the tests the Chromium of this machine, asking nothing of the network."""
    return {"executable_path": CHROMIUM, "args": list(QUIET)}


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory, monkeypatch):
    """Keep pseudonym keys of tests away from the consultant's own."""
    monkeypatch.setenv("INFOPILOT_HOME", str(tmp_path_factory.getbasetemp() / "home"))


@dataclass(frozen=True)
class Outcome:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def document(self):
        """The JSON document on standard output."""
        return json.loads(self.out)


@pytest.fixture
def infopilot(monkeypatch, capsys):
    """Call the command line in this process."""
    from infopilot.cli import main  # noqa: PLC0415 - not needed by tests of the model

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["infopilot", *map(str, arguments)])
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code or 0
        printed = capsys.readouterr()
        return Outcome(code, printed.out, printed.err)

    return call


@pytest.fixture
def client(infopilot, tmp_path):
    """A new engagement's folder."""
    folder = tmp_path / "client"
    made = infopilot(
        *("new", folder, "--company", "Ateliers Morvan", "--headcount", "80"),
        *("--provider", "Axone Infogérance", "--json"),
    )
    assert made.code == 0, made.err
    return folder
