"""What nobody on the client's side can tell."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from infopilot.model.answers import Answer
from infopilot.model.black_box import BlackBox, Missing, ToObtain, TopicUnknowns, Unknowns
from infopilot.model.method import FactDefinition
from infopilot.model.people import Role
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.text import Message

ROLES = (Role.LEADER, Role.IT_REFERENT)


def black_box(
    questionnaire: Questionnaire,
    answers: Iterable[Answer],
    *,
    facts: Sequence[FactDefinition] = (),
    unknown_facts: Collection[str] = (),
) -> BlackBox:
    r"""Share of the questions put to management and IT liaisons that they could not tell, 0 to 1.

    .. math:: \frac{\#\,\text{I don't know}}{\#\,\text{levels} + \#\,\text{I don't know}}

    Over the anchored questions, as answered: what does not apply is not to be known, and silence
    is not "I don't know". It is no sample: these people are named, and they are all there are.
    ``questions`` are those that somebody could not tell, the most widespread first. ``to_obtain``
    adds those of ``facts`` that are ``unknown_facts``: key questions and the heaviest facts first,
    then by weight, then by how many could not tell. The share is None when neither role has
    answered; the facts are still to be obtained.
    """
    ids = {question.id for question in questionnaire.questions()}
    counted = [
        answer
        for answer in answers
        if answer.role in ROLES and answer.question in ids and not answer.is_not_applicable
    ]
    unknown = Counter(answer.question for answer in counted if answer.is_dont_know)
    wanted = (
        *_questions_to_obtain(questionnaire, counted),
        *_facts_to_obtain(facts, unknown_facts),
    )
    to_obtain = tuple(sorted(wanted, key=_rank))
    if not counted:
        reason = Message("neither management nor the IT liaison has answered yet")
        return BlackBox(value=None, to_obtain=to_obtain, reason=reason)
    roles = dict(_by_role(counted))
    return BlackBox(
        value=unknown.total() / len(counted),
        by_role={role: seen.share for role, seen in roles.items()},
        roles=roles,
        topics=tuple(_topics(questionnaire, counted)),
        questions=tuple(sorted(unknown, key=lambda key: (-unknown[key], key))),
        to_obtain=to_obtain,
        asked=len(counted),
    )


def _unknowns(answers: Collection[Answer]) -> Unknowns:
    return Unknowns(unknown=sum(one.is_dont_know for one in answers), asked=len(answers))


def _by_role(answers: Collection[Answer]) -> Iterator[tuple[str, Unknowns]]:
    for role in ROLES:
        mine = [answer for answer in answers if answer.role is role]
        if mine:
            yield role.value, _unknowns(mine)


def _topics(questionnaire: Questionnaire, answers: Collection[Answer]) -> Iterator[TopicUnknowns]:
    """Every dimension that was answered, in the order of the questionnaire."""
    for dimension in questionnaire.dimensions:
        ids = {question.id for question in dimension.questions}
        own = [answer for answer in answers if answer.question in ids]
        if own:
            yield TopicUnknowns(
                dimension=dimension.id, total=_unknowns(own), by_role=dict(_by_role(own))
            )


def _questions_to_obtain(
    questionnaire: Questionnaire, answers: Collection[Answer]
) -> Iterator[ToObtain]:
    lost = [answer for answer in answers if answer.is_dont_know]
    for dimension in questionnaire.dimensions:
        for question in dimension.questions:
            unable = Counter(one.role.value for one in lost if one.question == question.id)
            if unable:
                yield ToObtain(
                    id=question.id,
                    kind=Missing.QUESTION,
                    is_key=question.key,
                    weight=question.weight,
                    dimension=dimension.id,
                    unknown_to=dict(unable),
                )


def _facts_to_obtain(
    facts: Sequence[FactDefinition], unknown: Collection[str]
) -> Iterator[ToObtain]:
    heaviest = max((fact.weight for fact in facts), default=0.0)
    for fact in facts:
        if fact.id in unknown:
            yield ToObtain(
                id=fact.id, kind=Missing.FACT, is_key=fact.weight == heaviest, weight=fact.weight
            )


def _rank(wanted: ToObtain) -> tuple[bool, float, int, str]:
    return not wanted.is_key, -wanted.weight, -sum(wanted.unknown_to.values()), wanted.id
