"""The questionnaire as a file: whole, light, closed to every network."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from infopilot.model.people import Role
from infopilot.storage.questionnaires import load_questionnaire
from infopilot.widgets.offline import offline_page
from infopilot.widgets.session import Session

CONTENT = Path(__file__).parents[2] / "questionnaires" / "gouvernance"
LARGEST = 300_000


def page(role, language="fr", company="Ateliers Morvan"):
    """The file for a role, with the real questions."""
    session = Session(
        company=company, provider="Axone", campaign="T0", role=role, department="Atelier"
    )
    return offline_page(load_questionnaire(CONTENT), session, language)


def data(html):
    """What the file shows, as its script reads it."""
    return json.loads(re.search(r'id="questionnaire-data">(.*?)</script>', html).group(1))


@pytest.mark.parametrize("role", Role)
def test_it_is_light_for_every_role(role):
    assert len(page(role).encode()) < LARGEST


def test_it_holds_what_its_role_is_asked_and_nothing_else():
    asked = data(page(Role.USER))["languages"]["fr"]
    questions = [each["id"] for dimension in asked["dimensions"] for each in dimension["questions"]]

    assert len(questions) == 10
    assert len(asked["measures"]["items"]) == 4
    assert asked["decisions"] == []
    assert "DR1" not in questions


def test_its_policy_lets_in_its_own_script_and_style_only():
    html = page(Role.USER)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html).group(1)
    script = re.search(r'<script type="module">(.*?)</script>', html, re.DOTALL).group(1)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()

    assert "default-src &#39;none&#39;" in policy
    assert f"sha256-{digest}" in policy
    assert "unsafe" not in policy
    assert "connect-src" not in policy


def test_it_names_no_other_host():
    assert set(re.findall(r"https?://[^\s\"'<]+", page(Role.USER))) <= {
        "http://www.w3.org/1999/xhtml"
    }


def test_no_text_can_close_its_data():
    html = page(Role.USER, company="</script><script>alert(1)</script>")

    assert data(html)["session"]["company"] == "</script><script>alert(1)</script>"
    assert html.count("<script") == 2


def test_both_languages_are_there_and_the_one_asked_for_comes_first():
    html = page(Role.USER, "en")

    assert '<html lang="en">' in html
    assert set(data(html)["languages"]) == {"fr", "en"}
