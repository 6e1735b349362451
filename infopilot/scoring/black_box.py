"""What nobody on the client's side can tell."""

from collections import Counter
from collections.abc import Iterable

from infopilot.model.answers import Answer
from infopilot.model.people import Role
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.score import BlackBox
from infopilot.model.text import Message

ROLES = (Role.LEADER, Role.IT_REFERENT)


def black_box(questionnaire: Questionnaire, answers: Iterable[Answer]) -> BlackBox:
    r"""Share of the questions put to management and IT liaisons that they could not tell, 0 to 1.

    .. math:: \frac{\#\,\text{I don't know}}{\#\,\text{levels} + \#\,\text{I don't know}}

    Over the anchored questions, as answered: what does not apply is not to be known, and silence
    is not "I don't know". ``questions`` are those that somebody could not tell, the most
    widespread first. None when neither role has answered.
    """
    ids = {question.id for question in questionnaire.questions()}
    counted = [
        answer
        for answer in answers
        if answer.role in ROLES and answer.question in ids and not answer.is_not_applicable
    ]
    if not counted:
        reason = Message("neither management nor the IT liaison has answered yet")
        return BlackBox(value=None, reason=reason)
    unknown = Counter(answer.question for answer in counted if answer.is_dont_know)
    shares = {}
    for role in ROLES:
        mine = [answer.is_dont_know for answer in counted if answer.role is role]
        if mine:
            shares[role.value] = sum(mine) / len(mine)
    return BlackBox(
        value=unknown.total() / len(counted),
        by_role=shares,
        questions=tuple(sorted(unknown, key=lambda key: (-unknown[key], key))),
        asked=len(counted),
    )
