"""Who answered what to each question, in words and in marks, on the page and in JSON."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

import pytest

from infopilot.model.answers import Answer
from infopilot.model.people import Role, Side
from infopilot.model.score import Pattern
from infopilot.scoring.agreement.questions import question_agreement
from infopilot.views.agreement_block import agreement_block, agreement_sentence
from infopilot.views.agreement_document import agreement_document
from infopilot.views.headlines import clarity_card
from infopilot.views.level_strip import level_strip
from infopilot.views.results import results_page
from infopilot.views.scorecards import score_document
from infopilot.views.sentences import felt_sentence
from infopilot.views.subject import Subject
from infopilot.views.tables import decision_table

NUMBERS = count(1)
DICE = "Answers given at random would be as close in"
NNBSP, NBSP = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"


def say(role, value, question="RD1"):
    number = next(NUMBERS)
    return Answer(
        id=f"a{number}",
        campaign="T1",
        respondent=f"{role.value}-{number:03}",
        role=role,
        question=question,
        value=str(value),
        answered_at=datetime(2026, 7, 1, tzinfo=UTC),
    )


@pytest.fixture(scope="module")
def subject(questionnaire, engagement, method):
    return Subject(questionnaire=questionnaire, engagement=engagement, method=method, language="fr")


@pytest.fixture(scope="module")
def agree(method, questionnaire):
    question = questionnaire.dimensions[0].questions[0]
    first = question.id

    def make(*levels, users=(), more=()):
        named = [say(Role.BUSINESS, level, first) for level in levels]
        crowd = [say(Role.USER, level, first) for level in users]
        return question_agreement(question, [*named, *crowd, *more], method)

    return make


@pytest.fixture(scope="module")
def block(scorecard, subject, questionnaire):
    first = questionnaire.dimensions[0]

    def make(agreement):
        card = replace(scorecard, agreement={first.questions[0].id: agreement})
        return str(agreement_block(card, first, subject))

    return make


@pytest.mark.parametrize(
    ("levels", "sentence"),
    [
        ((4,), "One answer alone."),
        ((4, 4), "2 answers, all at the same level."),
        ((4, 4, 2), "3 answers: below 5, only unanimity is called agreement."),
        ((1, 1, 5, 5), "From level 1 to level 5: to be discussed together."),
        ((4,) * 4 + (3,), f"{DICE} 1% of cases only."),
        ((4, 4, 3, 3, 3, 5), f"{DICE} 17% of cases: too often to speak of agreement."),
        ((4,) * 9 + (3,), f"{DICE} less than 1% of cases only."),
        (("dont_know",), "Nobody who answers by name gave a level."),
    ],
)
def test_what_answers_allow_to_say(agree, levels, sentence):
    assert agreement_sentence(agree(*levels), 5, "en") == sentence


@pytest.mark.parametrize(
    ("levels", "word", "colour"),
    [
        ((4, 4, 4), "Unanimité", "fine"),
        ((4, 4, 3), "Trop peu de réponses", "neutral"),
        ((1, 1, 5), "Avis éloignés", "alarm"),
        ((4, 4, 4, 4, 3), "Accord", "fine"),
        ((4, 4, 4, 3, 3), "Accord non établi", "neutral"),
    ],
)
def test_nothing_is_green_below_five_answers_but_unanimity(agree, block, levels, word, colour):
    assert f'<span class="ip-tag ip-tag-{colour}">{word}</span>' in block(agree(*levels))


def test_each_role_is_told_with_its_levels_and_users_as_a_group(agree, block, questionnaire):
    first = questionnaire.dimensions[0].questions[0].id
    more = [say(Role.LEADER, 2, first), say(Role.PROVIDER, "dont_know", first)]
    told = block(agree(4, 5, users=(1, 2, 3, 3, 3), more=more))

    assert "Direction 2 · Métiers 4, 5 · Prestataire ne sait pas" in told
    assert f"5 utilisateurs{NBSP}: 2,4 en moyenne" in told


def test_too_few_users_are_not_told(agree, block):
    assert "utilisateur" not in block(agree(4, 5, users=(1, 2, 3, 3)))


def test_a_dimension_that_nobody_named_answered_has_no_block(agree, scorecard, subject):
    dimension = subject.questionnaire.dimensions[0]
    silent = replace(scorecard, agreement={dimension.questions[0].id: agree()})

    assert agreement_block(silent, dimension, subject) is None
    assert agreement_block(scorecard, dimension, subject) is None


def test_the_page_shows_the_block_in_its_dimension(agree, scorecard, subject):
    question = subject.questionnaire.dimensions[0].questions[0].id
    page = results_page(replace(scorecard, agreement={question: agree(4, 4, 2)}), subject)

    assert page.count(f"Voit-on la même chose{NNBSP}?") == 1


def test_marks_stand_on_their_levels():
    strip = str(level_strip([(4, Side.CLIENT), (2, Side.PROVIDER), (4, Side.PROVIDER)]))
    circles = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', strip)
    squares = re.findall(r'<rect x="([\d.]+)" y="([\d.]+)"', strip)

    assert [float(x) for x, _ in circles] == [91]
    assert [float(x) for x, _ in squares] == [34, 86]
    # Two on level 4: the provider's mark is above the client's.
    assert float(squares[1][1]) < float(circles[0][1])
    assert re.findall(r">(\d)</text>", strip) == ["1", "2", "3", "4", "5"]
    assert 'aria-hidden="true"' in strip


def test_a_strip_without_answers_is_the_scale_alone():
    strip = str(level_strip([]))

    assert "circle" not in strip
    assert ">5</text>" in strip


def test_the_document_tells_each_question(agree, questionnaire):
    first = questionnaire.dimensions[0].questions[0].id
    more = [say(Role.LEADER, "dont_know", first)]
    agreement = {first: agree(4, 4, 2, users=(1, 2, 3, 3, 3), more=more)}
    [told] = json.loads(json.dumps(agreement_document(agreement, "fr"))).values()

    assert told["word"] == "too_few"
    assert (told["n"], told["dont_know"], told["lowest"], told["highest"]) == (3, 1, 2, 4)
    assert told["ad_median"] == pytest.approx(2 / 3)
    assert told["consensus"] == pytest.approx(0.629656, abs=1e-6)
    # Three levels at most two apart: 65 of the 125 ways to answer.
    assert told["chance"] == 0.52
    assert [each.get("level") for each in told["named"]] == [None, 4, 4, 2]
    assert told["named"][0] == {
        "respondent": more[0].respondent,
        "role": "leader",
        "dont_know": True,
    }
    assert told["users"] == {"value": 2.4, "n": 5}
    assert "reason" not in told


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_null_stands_beside_its_reason(agree, language):
    [told] = agreement_document({"RD1": agree("dont_know", users=(4, 4))}, language).values()

    assert (told["ad_median"], told["consensus"], told["chance"]) == (None, None, None)
    assert told["reason"].startswith("Parmi ceux" if language == "fr" else "Nobody who answers")
    assert told["users"]["value"] is None
    assert told["users"]["reason"].startswith(
        "Les réponses des" if language == "fr" else "Users’ answers stay"
    )


def one_sided(scorecard, **changes):
    clarity = scorecard.role_clarity
    first, *others = clarity.decisions
    lone = replace(first, one_sided=True, pattern=Pattern.SHARED, **changes)
    return replace(
        scorecard, role_clarity=replace(clarity, one_sided=True, decisions=(lone, *others))
    )


def test_a_view_of_the_client_alone_is_told_as_such(scorecard, subject):
    alone = one_sided(scorecard, provider_answers=0, client_answers=3)
    table = decision_table(alone, subject.questionnaire, "fr").set_index("decision")
    first = alone.role_clarity.decisions[0].decision

    assert table.loc[first, "view"] == "vue client seule"
    assert table["view"].notna().sum() == 1
    assert '<span class="ip-badge">vue client seule</span>' in results_page(alone, subject)
    assert "vue client seule" in str(clarity_card(alone, subject))
    assert "vue client seule" not in str(clarity_card(scorecard, subject))
    document = score_document(alone, "X", "fr")["role_clarity"]
    assert document["one_sided"] is True
    assert document["decisions"][first]["one_sided"] is True


def test_one_answer_on_the_clients_side_is_told_as_such(scorecard, subject):
    lone = one_sided(scorecard, provider_answers=2, client_answers=1)
    table = decision_table(lone, subject.questionnaire, "fr")

    assert table["view"].dropna().tolist() == ["une seule réponse côté client"]


def test_a_clarity_that_cannot_be_computed_is_nobodys_view(empty_scorecard, subject):
    empty = replace(
        empty_scorecard, role_clarity=replace(empty_scorecard.role_clarity, one_sided=True)
    )

    assert "vue client seule" not in str(clarity_card(empty, subject))


def test_felt_clarity_tells_how_many_and_how_sure(scorecard, empty_scorecard):
    clarity = scorecard.role_clarity
    alone = replace(clarity, felt_estimate=replace(clarity.felt_estimate, n=1, range=None))

    assert felt_sentence(clarity, "en") == (
        "Roles feel clear at 70 out of 100, to 4 people. "
        "From 65 to 75 when any one respondent is left out."
    )
    assert felt_sentence(alone, "en") == "Roles feel clear at 70 out of 100, to 1 person."
    assert felt_sentence(empty_scorecard.role_clarity, "en") is None


def test_the_document_tells_how_sure_felt_clarity_is(scorecard, empty_scorecard):
    told = score_document(scorecard, "X", "fr")["role_clarity"]
    untold = score_document(empty_scorecard, "X", "fr")["role_clarity"]

    assert (told["felt_low"], told["felt_high"], told["felt_n"]) == (0.65, 0.75, 4)
    assert told["felt_range"] == "leave_one_out"
    assert "felt_reason" not in told
    assert (untold["felt"], untold["felt_n"]) == (None, 0)
    assert untold["felt_reason"] == "Personne n’a dit si les rôles lui semblent clairs."


def test_the_document_tells_what_to_discuss_first(scorecard):
    told = score_document(scorecard, "X", "fr")["role_clarity"]
    priorities = [told["decisions"][key]["priority"] for key in told["to_discuss"]]

    assert len(priorities) > 1
    assert priorities == sorted(priorities, reverse=True)
    assert min(priorities) > 0
