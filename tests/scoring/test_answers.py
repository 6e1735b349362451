from dataclasses import replace

from infopilot.model.people import Role
from infopilot.scoring.answers import answers_by_respondent, newest_answers, respondents_by_role


def test_the_last_answer_given_counts(say):
    first, other, last = say("DIR1", "RD1", 2), say("DIR1", "RD2", 4), say("DIR1", "RD1", 3)

    assert newest_answers([first, other, last]) == [last, other]


def test_another_campaign_or_respondent_is_another_answer(say):
    answers = [say("DIR1", "RD1", 2), say("DIR2", "RD1", 3)]
    later = replace(answers[0], campaign="T1")

    assert newest_answers([*answers, later]) == [*answers, later]


def test_answers_are_sorted_by_respondent(say):
    one, two, three = say("DIR1", "RD1", 2), say("REF1", "RD1", 4), say("DIR1", "RD2", 3)

    assert answers_by_respondent([one, two, three]) == {
        "DIR1": {"RD1": one, "RD2": three},
        "REF1": {"RD1": two},
    }


def test_people_are_counted_once_in_their_role(say):
    answers = [say("DIR1", "RD1", 2), say("DIR1", "RD2", 2), say("USR1", "RD1", 1)]

    assert respondents_by_role(answers) == {
        Role.LEADER: 1,
        Role.IT_REFERENT: 0,
        Role.BUSINESS: 0,
        Role.USER: 1,
        Role.PROVIDER: 0,
    }
