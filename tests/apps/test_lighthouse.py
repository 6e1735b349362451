"""Lighthouse, an outside judge, gives the respondent's page the full mark for accessibility."""

import json
import shutil
import subprocess
from os import environ

import pytest

from infopilot.model.people import Role
from tests.apps.screens import visitor
from tests.conftest import CHROMIUM, QUIET

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LIGHTHOUSE = environ.get("INFOPILOT_LIGHTHOUSE") or shutil.which("lighthouse")
PATIENCE_SECONDS = 120


@pytest.mark.skipif(
    not LIGHTHOUSE,
    reason="no Lighthouse here: npm install lighthouse, then set INFOPILOT_LIGHTHOUSE to its path",
)
@pytest.mark.parametrize("place", ["#accueil", "#etape-1"])
def test_lighthouse_gives_the_full_mark(browser, fresh_door, tmp_path, place):
    with visitor(browser, fresh_door, Role.IT_REFERENT, has_answered=True) as someone:
        someone.enter()
        (cookie,) = someone.page.context.cookies()
    headers = tmp_path / "headers.json"
    headers.write_text(json.dumps({"Cookie": f"{cookie['name']}={cookie['value']}"}))

    report = judge(f"{fresh_door.url}{place}", headers)

    failed = [audit["id"] for audit in report["audits"].values() if audit["score"] == 0]
    assert failed == []
    assert report["categories"]["accessibility"]["score"] == 1
    # What was judged is the page, not a refusal to show it.
    assert report["audits"]["label"]["score"] == (None if place == "#accueil" else 1)


def judge(url, headers):
    """Return Lighthouse's report on the accessibility of a page."""
    command = [LIGHTHOUSE, url, "--only-categories=accessibility", "--output=json", "--quiet"]
    command += [f"--extra-headers={headers}", f"--chrome-flags={' '.join(QUIET)}"]
    done = subprocess.run(
        command,
        env=environ | {"CHROME_PATH": CHROMIUM},
        capture_output=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)
