"""Which roles may be shown by name: too few users are never shown, nor what would betray them."""

from collections.abc import Mapping

from infopilot.model.people import Role, Side
from infopilot.model.questionnaire import Dimension, Question
from infopilot.model.score import MaturityScore


def hidden_roles(respondents: Mapping[Role, int], minimum: int) -> frozenset[Role]:
    """Roles whose results stay hidden.

    Users are hidden below ``minimum`` respondents. As the total is shown, one hidden role could be
    found again by subtraction: the next smallest role of the client is then hidden with it.

    >>> sorted(hidden_roles({Role.LEADER: 1, Role.IT_REFERENT: 2, Role.USER: 3}, 5))
    [<Role.LEADER: 'leader'>, <Role.USER: 'user'>]
    """
    if not 0 < respondents.get(Role.USER, 0) < minimum:
        return frozenset()
    present = {
        role: count
        for role, count in respondents.items()
        if count and role.is_named and role.side is Side.CLIENT
    }
    companion = min(present, key=lambda role: present[role], default=Role.USER)
    return frozenset({Role.USER, companion})


def hidden_questions(
    dimension: Dimension, score: MaturityScore, respondents: Mapping[Role, int], minimum: int
) -> frozenset[str]:
    """Questions of one dimension whose mean stays hidden, for the reason of `hidden_roles`.

    A question that the client's side answers through too few users alone is hidden, and the one of
    the smallest weight among the others with it.
    """
    kept = {part.id for part in score.contributions if part.value is not None}
    few = 0 < respondents.get(Role.USER, 0) < minimum
    users_only = {
        question.id
        for question in dimension.questions
        if _client_roles(question, respondents) == {Role.USER} and (few or question.id not in kept)
    }
    others = [question for question in dimension.questions if question.id in kept - users_only]
    if not users_only or not others:
        return frozenset(users_only)
    return frozenset(users_only | {min(others, key=lambda question: question.weight).id})


def _client_roles(question: Question, respondents: Mapping[Role, int]) -> set[Role]:
    return {
        role for role in question.roles if role.side is Side.CLIENT and respondents.get(role, 0)
    }
