"""No code stays in an address, in a log or in a reply, but those that are meant to hold it."""

import logging
from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import OperationalError

from infopilot.model.people import Respondent, Role
from infopilot.storage.access import Invitations
from infopilot.storage.groups import GroupLinks

LEADER = Respondent(id="leader-1", role=Role.LEADER)
STRANGE = ("{}", "{}.", "{}/x", "{}?lang=en", "{}?lang=%ff", "x/../{}", "{}%00")


@pytest.fixture
def codes(workbook):
    """One code of each kind: personal, of a group, ended, of an ended group, never made."""
    now, past = datetime.now(UTC), datetime(2020, 1, 1, tzinfo=UTC)
    create, create_group = workbook.invitations.create, workbook.groups.create
    return [
        create(LEADER, "T0", now=now),
        create_group("T0", department="Atelier", places=2, now=now)[1],
        create(LEADER, "T0", now=past),
        create_group("T0", department="Atelier", places=2, now=past)[1],
        "canary-that-was-never-made",
    ]


def visit(door, code):
    """Everything that a browser may do with a code; return all replies."""
    browser = door.another_browser()
    browser.cookies = dict(door.cookies)
    replies = [browser.call("GET", f"/i/{strange.format(code)}") for strange in STRANGE]
    replies += [browser.call(method, f"/i/{code}", b"") for method in ("POST", "HEAD", "PUT")]
    replies += [browser.call("GET", path) for path in ("/", "/group", "/session", f"/{code}")]
    replies += [browser.press(), browser.press(other="1"), browser.call("POST", "/leave")]
    return replies


def holding(secrets, replies):
    """The replies that hold one of these secrets, in their body or in any header."""
    shown = [
        (reply, repr(reply.headers) + reply.body.decode("utf-8", "replace")) for reply in replies
    ]
    return [reply for reply, text in shown if any(secret in text for secret in secrets)]


def test_no_code_is_in_a_reply_nor_in_the_log(door, codes, caplog, capsys):
    caplog.set_level(logging.DEBUG)

    replies = [reply for code in codes for reply in visit(door, code)]

    assert {303, 404} <= {reply.status for reply in replies}
    assert holding(codes, replies) == []
    assert [code for code in codes if code in caplog.text + "".join(capsys.readouterr())] == []


def test_no_code_is_in_the_log_of_a_failure(door, codes, caplog, capsys, monkeypatch):
    """The log tells the defect, and of the address nothing."""
    caplog.set_level(logging.DEBUG)

    def broken(*_, **__):
        raise OperationalError("select", {}, Exception("disk I/O error"))

    monkeypatch.setattr(Invitations, "look_up", broken)
    replies = [door.call("GET", f"/i/{code}") for code in codes]
    logged = caplog.text + "".join(capsys.readouterr())

    assert {reply.status for reply in replies} == {500}
    assert holding(codes, replies) == []
    assert "disk I/O error" in logged
    assert [code for code in codes if code in logged] == []


def test_an_own_link_is_told_to_who_asks_and_to_nobody_else(door, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    door.enter()

    told = door.call("POST", "/link")
    code = told.document["url"].rsplit("/", 1)[-1]
    others = visit(door, code)

    assert holding([code], [told]) == [told]
    assert holding([code], others) == []
    assert code not in caplog.text + "".join(capsys.readouterr())


def test_replies_to_codes_are_neither_cached_nor_told_to_other_sites(door, codes):
    door.enter()
    replies = [door.call("GET", f"/i/{code}") for code in codes]
    replies += [door.call("POST", path) for path in ("/link", "/leave", "/link")]

    assert {reply.headers["Referrer-Policy"] for reply in replies} == {"no-referrer"}
    assert {reply.headers["Cache-Control"] for reply in replies} == {"no-store"}


def test_a_visit_of_a_group_is_told_to_no_other_site(door, codes):
    door.call("GET", f"/i/{codes[1]}")

    assert door.call("GET", "/group").headers["Referrer-Policy"] == "same-origin"


def test_a_token_is_no_code(door, codes):
    """What a cookie holds opens nothing when put in an address."""
    for code in codes[:2]:
        door.call("GET", f"/i/{code}")

    assert len(door.cookies) == 2
    assert {door.call("GET", f"/i/{token}").status for token in door.cookies.values()} == {404}


def test_the_log_would_show_a_code_if_nothing_withheld_it(door, codes, caplog, monkeypatch):
    """Negative control: with tornado's own log of failures, the canary is found."""
    from tornado.web import RequestHandler  # noqa: PLC0415 - only to undo our own

    from infopilot.serving.access import RespondentHandler  # noqa: PLC0415

    def broken(*_, **__):
        raise OperationalError("select", {}, Exception("disk I/O error"))

    monkeypatch.setattr(GroupLinks, "open_visit", broken)
    monkeypatch.setattr(RespondentHandler, "log_exception", RequestHandler.log_exception)
    door.call("GET", f"/i/{codes[1]}")

    assert codes[1] in caplog.text
