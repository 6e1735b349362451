"""Going on with another device, and leaving a shared one."""

from datetime import UTC, datetime, timedelta

import pytest

from infopilot.model.people import Respondent, Role
from infopilot.storage.access import OWN_LINKS_A_DAY
from infopilot.views.qr import qr_svg


def path_of(url):
    return url[url.index("/i/") :]


def test_an_own_link_opens_the_same_questionnaire_on_another_device(door):
    door.enter()
    door.send({"id": "a-1", "question": "RD1", "value": "3"})

    made = door.call("POST", "/link").document
    other = door.another_browser()
    arrived = other.call("GET", path_of(made["url"]))

    assert made["url"].startswith(f"http://127.0.0.1:{door.port}/i/")
    assert arrived.headers["Location"] == "/"
    assert other.call("GET", "/session").document == door.call("GET", "/session").document


def test_an_own_link_comes_with_its_qr_code(door):
    door.enter()

    made = door.call("POST", "/link").document

    assert made["qr"] == qr_svg(made["url"])
    assert made["qr"].startswith("<svg ")
    assert "style" not in made["qr"]


def test_an_own_link_follows_what_the_browser_sees_of_a_proxy(door):
    door.enter()

    made = door.call("POST", "/link?lang=en", Origin="https://q.example.org", Host="q.example.org")

    assert made.document["url"].startswith("https://q.example.org/i/")
    assert made.document["url"].endswith("?lang=en")


def test_a_few_own_links_a_day_are_enough(door):
    door.enter()

    replies = [door.call("POST", "/link") for _ in range(OWN_LINKS_A_DAY + 1)]

    assert [reply.status for reply in replies] == [200] * OWN_LINKS_A_DAY + [429]
    assert "liens" in replies[-1].document["error"]
    assert "links" in door.call("POST", "/link?lang=en").document["error"]


def test_a_revoked_respondent_is_out_on_every_device(door, workbook):
    door.enter()
    other = door.another_browser()
    other.call("GET", path_of(door.call("POST", "/link").document["url"]))

    workbook.invitations.revoke("leader-1", "T0", now=datetime.now(UTC))

    for browser in (door, other):
        assert browser.call("GET", "/session").status == 401
        assert browser.send({"id": "a-1", "question": "RD1", "value": "3"}).status == 401
    assert workbook.answers() == []


def test_a_session_ends_when_its_invitation_expires(door, workbook, monkeypatch):
    """The cookie is kept, the clock moves past the end of the invitation."""
    door.enter()
    (invitation,) = workbook.invitations.respondents()
    moments = [invitation.expires_at - timedelta(seconds=1), invitation.expires_at]

    class Clock:
        @staticmethod
        def now(zone):
            return moments[0].astimezone(zone)

    monkeypatch.setattr("infopilot.serving.access.datetime", Clock)
    before = door.call("GET", "/session").status
    moments.pop(0)
    after = [door.call("GET", "/session").status, door.call("POST", "/link").status]

    assert before == 200
    assert after == [401, 401]


def test_leaving_ends_the_session_of_this_device_only(door):
    door.enter()
    other = door.another_browser()
    other.call("GET", path_of(door.call("POST", "/link").document["url"]))
    kept = dict(door.cookies)

    left = door.call("POST", "/leave")

    assert left.document == {"left": True}
    assert door.cookies == {}
    door.cookies = kept
    assert door.call("GET", "/session").status == 401
    assert other.call("GET", "/session").status == 200


def test_who_leaves_comes_back_by_the_same_link(door, workbook):
    respondent = Respondent(id="leader-1", role=Role.LEADER)
    code = workbook.invitations.create(respondent, "T0", now=datetime.now(UTC))
    door.call("GET", f"/i/{code}")
    door.call("POST", "/leave")

    door.call("GET", f"/i/{code}")

    assert door.call("GET", "/session").document["respondent"] == "leader-1"


@pytest.mark.parametrize("path", ["/link", "/leave"])
def test_only_a_respondent_on_our_page_may_ask(door, path):
    without = door.call("POST", path)
    door.enter()
    foreign = door.call("POST", path, Origin="https://example.org")

    assert (without.status, foreign.status) == (401, 403)
    assert door.call("GET", path).status == 405
    assert door.call("GET", "/session").status == 200
