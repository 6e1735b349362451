import pytest

from infopilot.model.errors import AnswerError
from infopilot.model.items import ItemKind
from infopilot.model.people import Role


def test_every_question_decision_statement_and_measure_is_an_item(questionnaire):
    assert list(questionnaire.items) == [
        "RD1",
        "RD2",
        "K01.A",
        "K01.R",
        "K05.A",
        "K05.R",
        "FC1",
        "SAT",
    ]


@pytest.mark.parametrize(
    ("role", "items"),
    [
        (Role.LEADER, ["RD1", "K01.A", "K01.R", "FC1"]),
        (Role.IT_REFERENT, ["RD2", "K01.A", "K01.R", "K05.A", "K05.R"]),
        (Role.BUSINESS, []),
        (Role.USER, ["SAT"]),
        (Role.PROVIDER, ["RD1"]),
    ],
)
def test_each_role_gets_its_items_and_the_short_map_where_it_is_short(questionnaire, role, items):
    assert [item.id for item in questionnaire.items_for(role)] == items


def test_an_item_knows_its_kind_and_range(questionnaire):
    rating = questionnaire.item("SAT")

    assert (rating.kind, rating.minimum, rating.maximum) == (ItemKind.RATING, 0, 10)
    assert questionnaire.item("K01.R").kind is ItemKind.RESPONSIBLE


def test_an_unknown_item_is_refused(questionnaire):
    with pytest.raises(AnswerError, match=r"expected a question of small; got 'XX9'"):
        questionnaire.item("XX9")


def test_only_the_provider_is_asked_about_this_client(questionnaire):
    first, second = questionnaire.questions()

    assert first.text_for(Role.PROVIDER).en == "at this client"
    assert first.text_for(Role.LEADER).en == "text"
    assert second.text_for(Role.PROVIDER).en == "text"


def test_a_role_has_a_questionnaire_of_its_own_items_under_the_same_hash(questionnaire):
    asked = questionnaire.for_role(Role.LEADER)

    assert asked.hash == questionnaire.hash
    assert [question.id for question in asked.questions()] == ["RD1"]
    assert list(asked.items) == ["RD1", "K01.A", "K01.R", "FC1"]
    assert questionnaire.for_role(Role.BUSINESS).dimensions == ()
