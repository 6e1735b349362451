"""Which answers count: the newest of each respondent to each question."""

from collections.abc import Iterable

from infopilot.model.answers import Answer
from infopilot.model.people import Role


def newest_answers(answers: Iterable[Answer]) -> list[Answer]:
    """The newest answer per campaign, respondent and question; a later one in the order given wins.

    The order is that of the store, which a clock set back on a phone cannot disturb.
    """
    newest = {(answer.campaign, answer.respondent, answer.question): answer for answer in answers}
    return list(newest.values())


def answers_by_respondent(answers: Iterable[Answer]) -> dict[str, dict[str, Answer]]:
    """The answers of each respondent, by question."""
    sheets: dict[str, dict[str, Answer]] = {}
    for answer in answers:
        sheets.setdefault(answer.respondent, {})[answer.question] = answer
    return sheets


def respondents_by_role(answers: Iterable[Answer]) -> dict[Role, int]:
    """How many people of each role gave an answer; 0 for the roles that gave none."""
    people = {answer.respondent: answer.role for answer in answers}
    return {role: list(people.values()).count(role) for role in Role}
