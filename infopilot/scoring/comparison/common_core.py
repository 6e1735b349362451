"""What two campaigns have in common: questions that read the same, roles that answered both."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from infopilot.model.answers import Answer
from infopilot.model.comparison import PeopleChange, QuestionnaireChange
from infopilot.model.decisions import Decision
from infopilot.model.people import Role
from infopilot.model.questionnaire import Question, Questionnaire
from infopilot.model.text import Message

NEW_PSEUDONYMS = Message("no pseudonym came back: whether these are the same people is not known")


def common_core(before: Questionnaire, after: Questionnaire) -> Questionnaire:
    """``after`` with the questions and decisions alone that ``before`` asked in the same words.

    A question is the same when its id, texts, answers, weight and everything else are, except who
    is asked: the core asks the roles that were asked both times.
    """
    asked = {q.id: q for dimension in before.dimensions for q in dimension.questions}
    decided = {decision.id: decision for decision in before.decisions}
    dimensions = tuple(
        replace(
            dimension,
            questions=tuple(
                replace(q, roles=q.roles & asked[q.id].roles)
                for q in dimension.questions
                if q.id in asked and _reads_the_same(asked[q.id], q)
            ),
        )
        for dimension in after.dimensions
    )
    return replace(
        after,
        dimensions=tuple(dimension for dimension in dimensions if dimension.questions),
        decisions=tuple(each for each in after.decisions if decided.get(each.id) == each),
    )


def told_by_users(
    core: Questionnaire, before: Iterable[Answer], after: Iterable[Answer], minimum: int
) -> Questionnaire:
    """``core`` that asks users only what ``minimum`` of them answered both times.

    Fewer are never shown, and a question that users answered once would compare other groups.
    """
    counts = [
        Counter(answer.question for answer in side if not answer.role.is_named)
        for side in (before, after)
    ]
    return replace(
        core,
        dimensions=tuple(
            replace(
                dimension,
                questions=tuple(
                    q
                    if min(count[q.id] for count in counts) >= minimum
                    else replace(q, roles=q.roles - {Role.USER})
                    for q in dimension.questions
                ),
            )
            for dimension in core.dimensions
        ),
    )


def common_answers(core: Questionnaire, answers: Iterable[Answer]) -> list[Answer]:
    """``answers`` without those of users to questions that users were not asked both times."""
    asked = {q.id: q.roles for dimension in core.dimensions for q in dimension.questions}
    return [
        answer
        for answer in answers
        if answer.role.is_named or answer.role in asked.get(answer.question, ())
    ]


def questionnaire_change(
    before: Questionnaire, after: Questionnaire, answers: Iterable[Answer]
) -> QuestionnaireChange:
    """Which questions and decisions are new, gone or written otherwise.

    ``answers`` are those of both campaigns: each names the version that it was given to.
    """
    first, then = _contents(before), _contents(after)
    both = first.keys() & then.keys()
    edited = {key for key in both if not _reads_the_same(first[key], then[key])}
    known = {before.hash, after.hash, ""}
    return QuestionnaireChange(
        common=len(both - edited),
        added=tuple(key for key in then if key not in first),
        removed=tuple(key for key in first if key not in then),
        edited=tuple(key for key in then if key in edited),
        other_versions=sum(answer.questionnaire_hash not in known for answer in answers),
    )


def people_change(before: Iterable[Answer], after: Iterable[Answer]) -> dict[Role, PeopleChange]:
    """How many of each role answered, and how many are the same people.

    Users answer under pseudonyms: when none comes back, whether they are the same is not known,
    unless none of them answered at one of the two times.
    """
    first, then = _people(before), _people(after)
    changes = {}
    for role in Role:
        same = len(first[role] & then[role])
        is_known = same or role.is_named or not first[role] or not then[role]
        changes[role] = PeopleChange(
            before=len(first[role]),
            after=len(then[role]),
            same=same if is_known else None,
            reason=None if is_known else NEW_PSEUDONYMS,
        )
    return changes


def _reads_the_same(before: Question | Decision, after: Question | Decision) -> bool:
    if isinstance(before, Question) and isinstance(after, Question):
        return replace(before, roles=after.roles) == after
    return before == after


def _contents(questionnaire: Questionnaire) -> dict[str, Question | Decision]:
    questions: dict[str, Question | Decision] = {
        q.id: q for dimension in questionnaire.dimensions for q in dimension.questions
    }
    return questions | {decision.id: decision for decision in questionnaire.decisions}


def _people(answers: Iterable[Answer]) -> dict[Role, set[str]]:
    people: dict[Role, set[str]] = {role: set() for role in Role}
    for answer in answers:
        people[answer.role].add(answer.respondent)
    return people
