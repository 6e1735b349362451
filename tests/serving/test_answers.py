"""The HTTP path of an answer: who may send, what is acknowledged, what is refused aloud."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from sqlalchemy.exc import OperationalError

from infopilot.model.people import Role
from infopilot.serving.answers import AnswerWriter


def answer(**changed):
    return {"id": "a-1", "question": "RD1", "value": "3", "comment": "", "evidence": None} | changed


def test_a_code_becomes_a_cookie_and_leaves_the_address(door):
    reply = door.enter()

    assert reply.status == 303
    assert reply.headers["Location"] == "/"
    assert "HttpOnly" in reply.headers["Set-Cookie"]
    assert "SameSite=Lax" in reply.headers["Set-Cookie"]


def test_an_unknown_code_gives_no_cookie(door):
    reply = door.call("GET", "/i/nobody")

    assert reply.status == 404
    assert "Set-Cookie" not in reply.headers


def test_an_acknowledged_answer_is_in_the_store(door, workbook):
    door.enter()

    reply = door.send(answer())

    assert (reply.status, reply.document) == (200, {"saved": ["a-1"], "conflicts": {}})
    (kept,) = workbook.answers()
    assert (kept.respondent, kept.role, kept.value) == ("leader-1", Role.LEADER, "3")
    assert kept.questionnaire_hash == workbook.questionnaire.hash


def test_sending_again_is_harmless(door, workbook):
    door.enter()

    replies = [door.send(answer()) for _ in range(3)]

    assert [reply.status for reply in replies] == [200] * 3
    assert len(workbook.answers()) == 1


def test_the_session_gives_back_the_newest_answers(door):
    door.enter()
    door.send(answer(), answer(id="a-2", value="4", comment="depuis mars"))

    session = door.call("GET", "/session").document

    assert session["role"] == "leader"
    assert session["company"] == "Ateliers Morvan"
    assert session["confidential"] is False
    assert session["answers"]["RD1"]["value"] == "4"


def test_nobody_sends_or_reads_without_an_invitation(door, workbook):
    assert door.send(answer()).status == 401
    assert door.call("GET", "/session").status == 401
    assert workbook.answers() == []


def test_answers_of_another_respondent_on_the_same_device_are_not_taken(door, workbook):
    door.enter()

    assert door.send(answer(), respondent="user-9").status == 401
    assert door.send(answer(), respondent="leader-1").status == 200
    assert len(workbook.answers()) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"value": "6"},
        {"value": "¾"},
        {"question": "XX1"},
        {"question": "RD5"},
        {"value": "not_applicable"},
        {"comment": "x" * 10_001},
        {"comment": "\ud800"},
        {"comment": ["liste"]},
        {"evidence": "juré"},
        {"id": ""},
        {"id": "x" * 65},
    ],
)
def test_what_the_questionnaire_does_not_ask_is_refused_aloud_and_not_kept(door, workbook, changed):
    door.enter()

    reply = door.send(answer(**changed))

    assert reply.status == 400
    assert reply.document["error"]
    assert reply.document["refused"] == [answer(**changed)["id"]]
    assert workbook.answers() == []


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", [], 3]
)
def test_a_moment_that_is_none_is_now(door, workbook, moment):
    door.enter()

    assert door.send(answer(answered_at=moment)).status == 200
    assert workbook.answers()[0].answered_at.year > 2000


def test_a_respondent_of_an_odd_type_is_nobody(door):
    door.enter()

    assert door.send(answer(), respondent=["leader-1"]).status == 401


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b"", b"{", b"[]", b'{"answers": 3}', b'{"answers": []}', b"\xff"]
)
def test_a_body_that_is_no_batch_is_refused(door, body):
    door.enter()

    assert door.call("POST", "/answers", body).status == 400


def test_a_refusal_speaks_the_language_of_its_page(door):
    door.enter()
    batch = {"answers": [answer(value="6")]}

    french, english = (door.call("POST", f"/answers?lang={each}", batch) for each in ("fr", "en"))

    assert "attendu" in french.document["error"]
    assert "expected" in english.document["error"]


def test_a_write_from_another_site_is_refused(door, workbook):
    door.enter()
    batch = {"answers": [answer()]}

    foreign = door.call("POST", "/answers", batch, Origin="https://example.org")
    framed = door.call("POST", "/answers", batch, Sec_Fetch_Site="cross-site")

    assert (foreign.status, framed.status) == (403, 403)
    assert workbook.answers() == []


def test_a_failure_of_the_store_is_never_acknowledged(door, workbook, monkeypatch):
    """The page is told to try again, and the same answer is kept once the store is back."""
    door.enter()

    def broken(_store, _answers):
        raise OperationalError("insert", {}, Exception("disk I/O error"))

    with monkeypatch.context() as failing:
        failing.setattr(type(workbook.store), "append", broken)
        refused = door.send(answer())
    accepted = door.send(answer())

    assert refused.status == 503
    assert refused.headers["Retry-After"]
    assert accepted.status == 200
    assert len(workbook.answers()) == 1


def test_an_answer_given_unseen_elsewhere_is_told_and_both_stay_in_the_history(door, workbook):
    door.enter()
    door.send(answer(id="phone", value="2", seen=[]))

    reply = door.send(answer(id="office", value="4", seen=[]))

    assert reply.document["saved"] == ["office"]
    assert reply.document["conflicts"]["RD1"]["value"] == "2"
    assert [kept.value for kept in workbook.answers()] == ["2", "4"]


@pytest.mark.parametrize(
    "second",
    [
        {"value": "4", "seen": ["phone"]},
        {"value": "2", "seen": []},
        {"value": "4"},
    ],
    ids=["it was seen", "it says the same", "the sender keeps no track"],
)
def test_there_is_nothing_to_choose_when(door, second):
    door.enter()
    door.send(answer(id="phone", value="2", seen=[]))

    reply = door.send(answer(id="office", **second))

    assert reply.document == {"saved": ["office"], "conflicts": {}}


def test_a_conflict_is_told_again_when_its_acknowledgement_was_lost(door):
    door.enter()
    door.send(answer(id="phone", value="2", seen=[]))
    first = door.send(answer(id="office", value="4", seen=[]))

    assert door.send(answer(id="office", value="4", seen=[])).document == first.document


def test_respondents_erase_their_own_answers_and_no_others(door, workbook):
    door.enter(Role.USER)
    door.send(answer(id="u-1", question="SAT", value="7"))
    door.enter()
    door.send(answer())

    reply = door.call("DELETE", "/answers")

    assert (reply.status, reply.document) == (200, {"erased": 1})
    assert [kept.id for kept in workbook.answers()] == ["u-1"]
    assert door.call("GET", "/session").document["answers"] == {}


def test_nobody_erases_without_an_invitation_or_from_another_site(door, workbook):
    door.enter()
    door.send(answer())

    foreign = door.call("DELETE", "/answers", Origin="https://example.org")
    door.cookies.clear()
    stranger = door.call("DELETE", "/answers")

    assert (foreign.status, stranger.status) == (403, 401)
    assert len(workbook.answers()) == 1


def test_every_reply_is_closed_to_other_sites(door):
    for path in ("/", "/session", "/static/host.js", "/i/nobody"):
        headers = door.call("GET", path).headers

        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "Tornado" not in headers["Server"]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../answers.db",
        "/static/%2e%2e/answers.db",
        "/static/secret.py",
        "/voila/files/x.png",
        "/voila/static/etc/passwd",
        "/api/kernels",
        "/questionnaire.ipynb",
        "/answers.db",
        "/static/host.js%00",
    ],
)
def test_no_other_file_is_served(door, path):
    reply = door.call("GET", path)

    assert reply.status == 404
    assert b"Traceback" not in reply.body


def test_answers_that_wait_share_one_commit():
    """Ten senders at once: the writer commits what waits together."""
    commits = []

    class Store:
        def append(self, answers):
            commits.append(len(answers))

    async def senders():
        writer = AnswerWriter(Store())
        return await asyncio.gather(*(writer.save([_kept(number)]) for number in range(10)))

    # In a thread of its own: a browser that is open elsewhere in the tests has a loop here.
    with ThreadPoolExecutor() as pool:
        acknowledged = pool.submit(lambda: asyncio.run(senders())).result(20)

    assert sorted(ids[0] for ids in acknowledged) == sorted(f"a-{number}" for number in range(10))
    assert sum(commits) == 10
    assert len(commits) < 10


def _kept(number):
    @dataclass
    class Kept:
        id: str

    return Kept(f"a-{number}")
