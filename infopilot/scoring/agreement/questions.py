"""How close the named respondents' answers to each question are, and what may be said of it."""

from collections.abc import Iterable, Sequence
from statistics import fmean

from infopilot.model.agreement import AgreementWord, NamedLevel, QuestionAgreement
from infopilot.model.answers import Answer
from infopilot.model.estimate import Estimate
from infopilot.model.method import Method
from infopilot.model.people import Role
from infopilot.model.questionnaire import Question, Questionnaire
from infopilot.model.text import Message
from infopilot.scoring.agreement.chance import chance_of_deviation
from infopilot.scoring.agreement.levels import ad_median, consensus, rwg

ROUNDING = 1e-12
ORDER = {role: rank for rank, role in enumerate(Role)}


def question_agreements(
    questionnaire: Questionnaire, answers: Iterable[Answer], method: Method
) -> dict[str, QuestionAgreement]:
    """Agreement on each anchored question, by question, in the order of the questionnaire.

    ``answers`` are those of one campaign, one per respondent and question, as they were given:
    evidence does not change what people think.
    """
    questions = {question.id: question for question in questionnaire.questions()}
    given: dict[str, list[Answer]] = {key: [] for key in questions}
    for answer in answers:
        if answer.question in given:
            given[answer.question].append(answer)
    return {key: question_agreement(questions[key], said, method) for key, said in given.items()}


def question_agreement(
    question: Question, answers: Iterable[Answer], method: Method
) -> QuestionAgreement:
    """Agreement of the named respondents, of both sides, on one question.

    Users are anonymous: they are a mean, from ``method.anonymity.minimum_group`` of them on, and
    never enter the figures of the named. "I don't know" is shown and is no level; "not
    applicable" is left out.
    """
    said = [answer for answer in answers if not answer.is_not_applicable]
    named = sorted(
        (NamedLevel(a.respondent, a.role, a.level) for a in said if a.role.is_named),
        key=lambda each: (ORDER[each.role], each.respondent),
    )
    levels = [each.level for each in named if each.level is not None]
    users = _users(question, [a.level for a in said if not a.role.is_named and a.level], method)
    if not levels:
        return QuestionAgreement(
            question=question.id,
            named=tuple(named),
            users=users,
            word=AgreementWord.TOO_FEW,
            reason=Message("nobody who answers by name gave a level"),
        )
    deviation = ad_median(levels)
    chance = chance_of_deviation(len(levels), deviation)
    return QuestionAgreement(
        question=question.id,
        named=tuple(named),
        users=users,
        word=agreement_word(levels, method),
        lowest=min(levels),
        highest=max(levels),
        ad_median=deviation,
        consensus=consensus(levels),
        chance=chance,
    )


def agreement_word(levels: Sequence[int], method: Method) -> AgreementWord:
    """What may be said of these levels.

    Two or more equal levels are unanimous. Levels further apart than chance would put them
    (rWG below 0) differ. Of the others, fewer than ``minimum_answers`` are too few to speak of
    agreement; from there on it takes levels so close that chance gives them
    ``significance`` of the time at most.

    >>> from types import SimpleNamespace
    >>> rule = SimpleNamespace(agreement=SimpleNamespace(minimum_answers=5, significance=0.05))
    >>> [agreement_word(levels, rule).value for levels in ([4, 4], [4, 4, 2], [4, 4, 4, 4, 3])]
    ['unanimous', 'too_few', 'beyond_chance']
    """
    rule, n = method.agreement, len(levels)
    if n > 1 and len(set(levels)) == 1:
        return AgreementWord.UNANIMOUS
    spread = rwg(levels).value
    if spread is not None and spread < -ROUNDING:
        return AgreementWord.DIFFERING
    if n < max(2, rule.minimum_answers):
        return AgreementWord.TOO_FEW
    chance = chance_of_deviation(n, ad_median(levels))
    is_close = chance <= rule.significance
    return AgreementWord.BEYOND_CHANCE if is_close else AgreementWord.LIKE_CHANCE


def _users(question: Question, levels: Sequence[int], method: Method) -> Estimate:
    minimum = method.anonymity.minimum_group
    if len(levels) >= minimum:
        return Estimate(value=fmean(levels), n=len(levels))
    if not levels and Role.USER not in question.roles:
        return Estimate(value=None, reason=Message("users are not asked this question"))
    reason = Message("users’ answers stay hidden: fewer than {n} may be shown", {"n": minimum})
    return Estimate(value=None, reason=reason)
