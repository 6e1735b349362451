"""The questionnaire of the house: who is asked what, what weighs, and how it is written."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infopilot.model.decisions import Condition
from infopilot.model.items import ItemKind
from infopilot.model.people import Role
from infopilot.model.questionnaire import Question, Questionnaire
from infopilot.model.text import Text
from infopilot.storage.actions import load_actions
from infopilot.storage.method import load_method
from infopilot.storage.questionnaires import load_questionnaire
from infopilot.storage.wording import coherence_problems, wording_problems

QUESTIONNAIRES = Path(__file__).parents[2] / "questionnaires"

QUESTIONS_PER_DIMENSION = {
    "D1": "RD1 RD2 RD3 RD4 RD5",
    "D2": "AP1 AP2 AP3 AP4 AP5",
    "D3": "RP1 RP2 RP3 RP4 RP5",
    "D4": "IN1 IN2 IN3 IN4 IN5",
    "D5": "RV1 RV2 RV3 RV4 RV5 RV6",
    "D6": "DR1 DR2 DR3 DR4 DR5 DR6",
    "D7": "CS1 CS2 CS3 CS4 CS5 CS6",
    "D8": "CO1 CO2 CO3 CO4 CO5",
}
KEY_QUESTIONS = {
    "RD1", "RD2", "AP1", "AP3", "RP1", "RP3", "IN1", "IN2", "RV1", "RV4",
    "DR1", "DR2", "DR3", "CS1", "CS4", "CO1", "CO2",
}  # fmt: skip
ASKED = {
    # D, R and P are the leader, the IT referent and the provider; U the users and business teams.
    "RD1": "DRP", "RD2": "DRUP", "RD3": "RUP", "RD4": "RP", "RD5": "U",
    "AP1": "DRP", "AP2": "DRP", "AP3": "DR", "AP4": "DR", "AP5": "RUP",
    "RP1": "DRP", "RP2": "DRP", "RP3": "DRP", "RP4": "RP", "RP5": "U",
    "IN1": "DRP", "IN2": "DRP", "IN3": "DRP", "IN4": "DRP", "IN5": "RP",
    "RV1": "U", "RV2": "UDR", "RV3": "RP", "RV4": "DRUP", "RV5": "U", "RV6": "DRP",
    "DR1": "RP", "DR2": "RP", "DR3": "DRP", "DR4": "DR", "DR5": "DRP", "DR6": "RP",
    "CS1": "DRP", "CS2": "DRP", "CS3": "RP", "CS4": "DRP", "CS5": "DRP", "CS6": "D",
    "CO1": "DRP", "CO2": "DRP", "CO3": "RP", "CO4": "DRUP", "CO5": "DR",
}  # fmt: skip
LETTERS = {
    "D": {Role.LEADER},
    "R": {Role.IT_REFERENT},
    "U": {Role.BUSINESS, Role.USER},
    "P": {Role.PROVIDER},
}
WITHOUT_EVIDENCE = {"RD5", "RP5", "RV1", "RV2", "RV5", "CS6"}
DECISIONS = {
    # decision: who may have the last word, who is tolerated, who is expected to do, weight, core
    "K01": ("DIR", "REF", "REF", 3, True),
    "K02": ("DIR", "", "REF", 3, True),
    "K03": ("DIR REF", "MET", "REF", 3, True),
    "K04": ("DIR", "MET REF", "MET PRE", 3, True),
    "K05": ("DIR REF", "PRE", "PRE", 2, False),
    "K06": ("DIR", "REF", "REF PRE", 3, True),
    "K07": ("DIR", "REF", "REF MET", 3, False),
    "K08": ("REF", "DIR MET", "PRE", 2, True),
    "K09": ("PRE", "REF", "PRE", 1, True),
    "K10": ("REF MET", "DIR", "PRE", 2, True),
    "K11": ("PRE REF", "", "PRE", 2, False),
    "K12": ("REF MET", "DIR", "PRE", 2, False),
    "K13": ("DIR REF", "", "PRE", 3, True),
    "K14": ("PRE", "", "PRE", 1, False),
    "K15": ("REF DIR", "PRE", "PRE", 3, True),
    "K16": ("DIR REF", "MET", "PRE REF", 1, False),
    "K17": ("DIR", "REF", "REF PRE", 3, True),
    "K18": ("PRE REF", "DIR", "PRE", 2, False),
    "K19": ("REF", "DIR", "PRE", 2, False),
    "K20": ("DIR", "", "REF", 3, True),
}


@pytest.fixture(scope="module")
def questionnaire() -> Questionnaire:
    return load_questionnaire(QUESTIONNAIRES / "gouvernance")


@pytest.fixture(scope="module")
def questions(questionnaire) -> dict[str, Question]:
    return {question.id: question for question in questionnaire.questions()}


def every_text(questionnaire: Questionnaire) -> Iterator[Text]:
    """Every text that somebody reads, one by one."""
    yield questionnaire.title
    yield from questionnaire.level_names
    yield from questionnaire.felt_labels
    yield from questionnaire.actor_names.values()
    yield from questionnaire.role_names.values()
    for dimension in questionnaire.dimensions:
        yield from _there(dimension.name, dimension.short, *dimension.levels)
        for question in dimension.questions:
            yield from _there(question.text, question.provider_text, question.hint)
            yield from _there(*question.anchors, question.evidence, question.no_action_because)
    for decision in questionnaire.decisions:
        yield from _there(decision.text, decision.note)
    for statement in questionnaire.felt:
        yield statement.text
    for measure in questionnaire.measures:
        yield from _there(measure.text, measure.low_label, measure.high_label, measure.hint)


def _there(*texts: Text | None) -> Iterator[Text]:
    return (text for text in texts if text is not None)


def test_the_eight_dimensions_hold_their_forty_three_questions(questionnaire):
    held = {
        dimension.id: " ".join(question.id for question in dimension.questions)
        for dimension in questionnaire.dimensions
    }

    assert held == QUESTIONS_PER_DIMENSION
    assert sum(1 for _ in questionnaire.questions()) == 43


@pytest.mark.parametrize(
    ("role", "count"),
    [
        (Role.LEADER, 28),
        (Role.IT_REFERENT, 38),
        (Role.BUSINESS, 10),
        (Role.USER, 10),
        (Role.PROVIDER, 33),
    ],
)
def test_each_role_is_asked_the_announced_number_of_questions(questionnaire, role, count):
    asked = [item for item in questionnaire.items_for(role) if item.kind is ItemKind.LEVEL]

    assert len(asked) == count


@pytest.mark.parametrize("question_id", ASKED)
def test_each_question_is_put_to_those_who_can_know(questions, question_id):
    expected = set().union(*(LETTERS[letter] for letter in ASKED[question_id]))

    assert questions[question_id].roles == expected


def test_key_questions_are_those_that_hold_their_dimension_back(questions):
    assert {each.id for each in questions.values() if each.key} == KEY_QUESTIONS


def test_questions_and_dimensions_weigh_the_same(questionnaire):
    weights = {dimension.weight for dimension in questionnaire.dimensions}
    weights |= {question.weight for question in questionnaire.questions()}

    assert weights == {1.0}


def test_evidence_is_named_wherever_a_document_can_show_the_level(questions):
    without = {each.id for each in questions.values() if each.evidence is None}

    assert without == WITHOUT_EVIDENCE


def test_the_provider_reads_its_own_wording(questions):
    asked = [each for each in questions.values() if Role.PROVIDER in each.roles]

    assert asked == [each for each in questions.values() if each.provider_text]
    for question in asked:
        own = question.text_for(Role.PROVIDER)
        assert own.fr != question.text.fr, question.id
        assert own.en != question.text.en, question.id


def test_the_provider_is_asked_about_this_client(questions):
    about = {each.id: each.provider_text for each in questions.values() if each.provider_text}
    astray = {
        question_id
        for question_id, text in about.items()
        if "ce client" not in text.fr.lower() or "this client" not in text.en.lower()
    }

    assert astray == set()


@pytest.mark.parametrize("decision_id", DECISIONS)
def test_each_decision_stands_where_the_frontier_puts_it(questionnaire, decision_id):
    decision = next(each for each in questionnaire.decisions if each.id == decision_id)
    target, tolerated, responsible, weight, core = DECISIONS[decision_id]

    assert decision.target == set(target.split())
    assert decision.tolerated == set(tolerated.split())
    assert decision.responsible == set(responsible.split())
    assert (decision.weight, decision.core) == (weight, core)


def test_the_map_has_twenty_decisions_twelve_of_them_core(questionnaire):
    assert [each.id for each in questionnaire.decisions] == list(DECISIONS)
    assert sum(each.core for each in questionnaire.decisions) == 12


def test_the_provider_settles_a_blocking_incident_only_with_an_approved_grid(questionnaire):
    conditions = {
        each.id: each.tolerated_if for each in questionnaire.decisions if each.tolerated_if
    }

    assert conditions == {"K10": Condition(actor="PRE", question="AP5", level=3)}


def test_users_answer_neither_the_map_nor_felt_clarity(questionnaire):
    kinds = {item.kind for item in questionnaire.items_for(Role.USER)}

    assert kinds == {ItemKind.LEVEL, ItemKind.RATING, ItemKind.COUNT}


def test_felt_clarity_has_four_statements_for_the_client_side(questionnaire):
    assert [each.id for each in questionnaire.felt] == ["FC1", "FC2", "FC3", "FC4"]
    assert questionnaire.felt_roles == {Role.LEADER, Role.IT_REFERENT, Role.BUSINESS}


def test_users_give_two_ratings_and_two_counts(questionnaire):
    measures = {each.id: (each.kind, each.minimum) for each in questionnaire.measures}
    scales = {each.maximum for each in questionnaire.measures if each.kind is ItemKind.RATING}
    rating, count = (ItemKind.RATING, 0), (ItemKind.COUNT, 0)

    assert measures == {"SAT": rating, "DISPO": rating, "BLOC": count, "SIGN": count}
    assert scales == {10}
    assert questionnaire.measure_roles == {Role.USER, Role.BUSINESS}


def test_ids_are_unique(questionnaire):
    ids = [dimension.id for dimension in questionnaire.dimensions]
    ids += [question.id for question in questionnaire.questions()]
    ids += [each.id for each in (*questionnaire.decisions, *questionnaire.felt)]
    ids += [measure.id for measure in questionnaire.measures]

    assert len(ids) == len(set(ids)) == 8 + 43 + 20 + 4 + 4


def test_every_text_is_said_in_both_languages(questionnaire):
    untranslated = [
        text for text in every_text(questionnaire) if not text.fr.strip() or text.fr == text.en
    ]

    assert untranslated == []


def test_the_house_follows_its_own_rules_of_writing(questionnaire):
    assert [str(problem.message) for problem in wording_problems(questionnaire)] == []


def test_questions_and_anchors_never_start_with_a_digit(questionnaire):
    texts = [
        text
        for question in questionnaire.questions()
        for text in _there(question.text, question.provider_text, *question.anchors)
    ]
    astray = [text for text in texts if text.fr[0].isdigit() or text.en[0].isdigit()]

    assert astray == []


def test_texts_hold_no_stray_space(questionnaire):
    said = [words for text in every_text(questionnaire) for words in (text.fr, text.en)]

    assert [words for words in said if words != words.strip() or "  " in words] == []


def test_both_languages_print_a_real_apostrophe(questionnaire):
    assert [text for text in every_text(questionnaire) if "'" in text.fr + text.en] == []


def test_english_has_no_french_spaces(questionnaire):
    spaces = {"\u00a0", "\u202f"}

    assert [text.en for text in every_text(questionnaire) if spaces & set(text.en)] == []


def test_both_languages_end_alike(questionnaire):
    """A question that is a question, or a sentence that stops, is one in both languages."""
    ends = [
        text
        for text in every_text(questionnaire)
        if {text.fr[-1], text.en[-1]} & set("?.!…") and text.fr[-1] != text.en[-1]
    ]

    assert ends == []


def test_short_names_fit_under_a_chart(questionnaire):
    shorts = [dimension.short for dimension in questionnaire.dimensions]

    assert all(short and max(len(short.fr), len(short.en)) <= 24 for short in shorts)


def test_every_question_is_moved_by_an_action_or_says_why_none_does(questionnaire):
    method = load_method(QUESTIONNAIRES / "method.yaml")
    actions = load_actions(QUESTIONNAIRES / "actions.yaml", questionnaire, method)

    assert [str(each) for each in coherence_problems(questionnaire, actions)] == []
