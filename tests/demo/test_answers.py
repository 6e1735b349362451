from collections import Counter
from statistics import fmean

import pytest

from infopilot.demo.answers import campaign_answers
from infopilot.model.answering import AnswerRules
from infopilot.model.answers import Evidence
from infopilot.model.people import Role
from infopilot.model.score import Pattern
from infopilot.scoring.answers import newest_answers
from infopilot.scoring.scorecard import scorecard

CAMPAIGNS = ("T0", "T1")


@pytest.fixture(scope="module")
def answers(scenario, questionnaire, method):
    rules = AnswerRules(questionnaire)
    return {
        campaign: [
            rules.check(answer)
            for answer in campaign_answers(scenario, campaign, questionnaire, method)
        ]
        for campaign in CAMPAIGNS
    }


@pytest.fixture(scope="module")
def cards(answers, questionnaire, method):
    return {
        campaign: scorecard(campaign, questionnaire, method=method, answers=given)
        for campaign, given in answers.items()
    }


def test_the_same_scenario_gives_the_same_answers(answers, scenario, questionnaire, method):
    again = campaign_answers(scenario, "T1", questionnaire, method)

    assert [(each.id, each.value) for each in again] == [
        (each.id, each.value) for each in answers["T1"]
    ]


def test_another_seed_gives_other_answers(answers, scenario, questionnaire, method):
    other = scenario.model_copy(update={"seed": scenario.seed + 1})

    values = [each.value for each in campaign_answers(other, "T1", questionnaire, method)]

    assert values != [each.value for each in answers["T1"]]


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_ids_are_unique_and_answers_come_in_the_order_of_time(answers, campaign):
    ids = [answer.id for answer in answers[campaign]]
    times = [answer.answered_at for answer in answers[campaign]]

    assert len(set(ids)) == len(ids)
    assert times == sorted(times)
    assert all(moment.utcoffset() is not None for moment in times)


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_everybody_answers_after_the_opening_and_on_several_days(answers, scenario, campaign):
    days = {answer.answered_at.date() for answer in answers[campaign]}

    assert min(days) > scenario.campaigns[campaign].opened_on
    assert len(days) >= 7


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_everybody_answers_all_that_their_role_is_asked(answers, questionnaire, campaign):
    given = {(answer.respondent, answer.role) for answer in answers[campaign]}
    newest = Counter(answer.respondent for answer in newest_answers(answers[campaign]))

    assert Counter(role for _, role in given) == {
        Role.LEADER: 1,
        Role.IT_REFERENT: 1,
        Role.BUSINESS: 2,
        Role.USER: 34,
        Role.PROVIDER: 2,
    }
    assert newest == {person: len(questionnaire.items_for(role)) for person, role in given}


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_every_dimension_comes_close_to_its_target(cards, scenario, campaign):
    targets = scenario.campaigns[campaign].means
    reached = {dimension: score.uncapped for dimension, score in cards[campaign].maturity.items()}

    assert reached == {
        dimension: pytest.approx(targets[dimension], abs=0.15) for dimension in targets
    }


def test_somebody_declares_more_than_they_show_in_the_second_campaign(cards):
    scores = cards["T1"].maturity.values()

    assert any(score.declared > score.uncapped + 0.05 for score in scores)


def test_reversibility_is_held_back_by_its_clause(cards):
    assert cards["T1"].maturity["D6"].capped_by == "DR3"


def test_the_restore_test_stays_a_hot_potato(cards):
    for campaign in CAMPAIGNS:
        [decision] = [d for d in cards[campaign].role_clarity.decisions if d.decision == "K15"]

        assert decision.pattern is Pattern.HOT_POTATO


def test_roles_become_clear_except_for_a_few(cards):
    patterns = {
        campaign: Counter(decision.pattern for decision in cards[campaign].role_clarity.decisions)
        for campaign in CAMPAIGNS
    }

    assert patterns["T0"][Pattern.VACUUM] >= 2
    assert patterns["T0"][Pattern.SHARED] >= 2
    assert patterns["T1"][Pattern.ASSUMED] + patterns["T1"][Pattern.DELEGATED] >= 15
    assert cards["T1"].role_clarity.value > cards["T0"].role_clarity.value + 15


def test_people_felt_clearer_than_they_were(cards):
    assert cards["T0"].role_clarity.illusion > 20
    assert cards["T1"].role_clarity.illusion < cards["T0"].role_clarity.illusion / 2


def test_the_leader_cannot_tell_what_a_leader_cannot_know(answers, cards):
    unknown = {a.question for a in answers["T0"] if a.role is Role.LEADER and a.is_dont_know}

    assert {"IN3", "CS5"} <= unknown
    assert 0 < cards["T1"].black_box.value < cards["T0"].black_box.value


@pytest.mark.parametrize(("campaign", "share"), [("T0", 0.48), ("T1", 0.71)])
def test_as_many_users_are_satisfied_as_the_scenario_says(answers, campaign, share):
    ratings = [a.level for a in answers[campaign] if a.question == "SAT" and a.role is Role.USER]

    assert fmean(rating >= 7 for rating in ratings) == pytest.approx(share, abs=0.015)


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_nobody_reports_more_blockages_than_they_had(answers, campaign):
    counts = {(a.respondent, a.question): a.level for a in answers[campaign]}
    people = [respondent for respondent, question in counts if question == "BLOC"]

    assert all(counts[each, "SIGN"] <= counts[each, "BLOC"] for each in people)
    assert sum(counts[each, "BLOC"] for each in people) > 0


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_evidence_is_stated_by_those_who_are_asked_for_it(answers, campaign):
    stated = Counter(answer.role for answer in answers[campaign] if answer.evidence)
    shown = {a.question for a in answers[campaign] if a.evidence is Evidence.VERIFIED}

    assert set(stated) == {Role.IT_REFERENT, Role.PROVIDER}
    assert bool(shown) is (campaign == "T1")


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_every_comment_of_the_scenario_is_said_by_somebody(answers, scenario, campaign):
    said = {(answer.question, answer.comment) for answer in answers[campaign]}
    written = {(each.question, each.comment) for each in scenario.campaigns[campaign].comments}

    assert written <= said


def test_the_comments_of_users_fit_what_they_answered(answers, scenario):
    levels = {(a.campaign, a.comment): a.level for a in answers["T0"] + answers["T1"] if a.comment}
    distances = [
        abs(levels[campaign, comment.comment] - comment.level)
        for campaign in CAMPAIGNS
        for comment in scenario.campaigns[campaign].comments
        if comment.level
    ]

    assert max(distances) == 0


@pytest.mark.parametrize("campaign", CAMPAIGNS)
def test_what_does_not_apply_has_its_reason(answers, campaign):
    reasons = [answer.comment for answer in answers[campaign] if answer.is_not_applicable]

    assert reasons
    assert all(reasons)


def test_some_people_changed_their_mind_and_both_answers_are_kept(answers):
    given = [
        a.value for a in answers["T0"] if a.respondent == "leader-direction" and a.question == "RP1"
    ]

    assert len(given) == 2
    assert given[0] == "3" != given[1]


def test_users_are_new_people_in_each_campaign_and_the_others_the_same(answers):
    people = {
        campaign: {(a.respondent, a.role) for a in answers[campaign]} for campaign in CAMPAIGNS
    }
    both = people["T0"] & people["T1"]

    assert {role for _, role in both} == set(Role) - {Role.USER}
    assert len(both) == 6
