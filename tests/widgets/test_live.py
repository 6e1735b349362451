"""The questionnaire in a notebook: what reaches Python, and what is said back."""

from datetime import UTC, datetime

import pytest

from infopilot.model.answers import Answer
from infopilot.model.errors import AnswerError
from infopilot.model.people import Role
from infopilot.widgets import Questionnaire


@pytest.fixture
def live(questionnaire, monkeypatch):
    """A widget whose words to the page are listened to, and a way to speak as the page does."""
    said = []
    monkeypatch.setattr(Questionnaire, "send", lambda _self, message: said.append(message))

    def make(role=Role.LEADER, **more):
        widget = Questionnaire(questionnaire, role, company="Ateliers Morvan", **more)

        def post(**changed):
            body = {"id": "a-1", "question": "RD1", "value": "3", "comment": "", "evidence": None}
            widget._hear(widget, {"kind": "answer", "answer": body | changed}, [])
            return said[-1]

        return widget, post

    return make


def test_an_answer_is_kept_then_acknowledged(live):
    widget, post = live()

    assert post() == {"kind": "saved", "ids": ["a-1"]}
    assert [(answer.question, answer.value) for answer in widget.answers] == [("RD1", "3")]


def test_the_newest_answer_counts(live):
    widget, post = live()
    post()
    post(id="a-2", value="5", comment="depuis mars")

    assert [(each.value, each.comment) for each in widget.answers] == [("5", "depuis mars")]


@pytest.mark.parametrize(
    "changed", [{"value": "6"}, {"question": "SAT"}, {"value": "not_applicable"}, {"comment": 3}]
)
def test_what_does_not_fit_is_refused_in_words_and_not_kept(live, changed):
    widget, post = live()

    reply = post(**changed)

    assert (reply["kind"], reply["ids"], reply["will_retry"]) == ("failed", ["a-1"], False)
    assert reply["message"]
    assert widget.answers == ()


def test_saving_is_what_its_owner_says(live):
    saved = []
    _, post = live(save=saved.append, campaign="T1", respondent="leader-7")
    post()

    assert [(each.respondent, each.campaign, each.value) for each in saved] == [
        ("leader-7", "T1", "3")
    ]


def test_an_answer_that_could_not_be_saved_is_not_acknowledged(live):
    def refuse(_answer):
        raise AnswerError("the disk is full")

    widget, post = live(save=refuse)

    assert post()["kind"] == "failed"
    assert widget.answers == ()


def test_answers_so_far_are_shown_again(live):
    answer = Answer(
        id="a-0",
        campaign="T0",
        respondent="leader-1",
        role=Role.LEADER,
        question="RD1",
        value="2",
        answered_at=datetime(2026, 3, 2, tzinfo=UTC),
    )
    widget, _ = live(load=lambda: [answer])

    assert widget.session["answers"]["RD1"]["value"] == "2"
    assert widget.answers == (answer,)


def test_the_role_may_be_named_in_words(live):
    widget, _ = live("user")

    assert widget.session["role"] == "user"
    assert widget.session["confidential"] is True


def test_what_the_page_only_notes_for_itself_changes_nothing(live):
    widget, _ = live()
    for message in ({"kind": "draft", "question": "RD1"}, {"kind": "chosen"}, {"kind": "answer"}):
        widget._hear(widget, message, [])

    assert widget.answers == ()
