"""Why a dimension has its grade: the groups, the questions, who said what, the cap."""

from collections.abc import Iterator, Sequence
from statistics import fmean

from infopilot.model.answers import Answer
from infopilot.model.explanation import Aspect, Breakdown, Heard, Part, Products
from infopilot.model.people import Role
from infopilot.model.score import MaturityScore, Scorecard
from infopilot.model.text import Message
from infopilot.scoring.answers import answers_by_respondent
from infopilot.scoring.maturity.evidence import DEMONSTRATED, consolidated_level
from infopilot.scoring.maturity.profiles import Profile, group_means, profile, weighted_mean
from infopilot.scoring.why.left_out import counted_people, tells_on_few_users
from infopilot.scoring.why.material import Material


def why_maturity(
    score: str, scorecard: Scorecard, material: Material
) -> tuple[Message | None, tuple[Breakdown, ...]]:
    """The formula of the dimension ``score``, its groups and its questions.

    Both are withheld where a question rests on too few users: they would tell what these said.
    """
    graded = scorecard.maturity[score]
    dimension = next(d for d in material.questionnaire.dimensions if d.id == score)
    people = answers_by_respondent(material.answers).values()
    seen = profile(dimension, people, material.method)
    if tells_on_few_users(score, material):
        return None, ()
    counted = counted_people(score, material)
    answers = [a for a in seen.answers if a.respondent in counted or a.role is Role.PROVIDER]
    questions = Breakdown(
        aspect=Aspect.QUESTIONS,
        parts=tuple(
            Part(
                id=each.id,
                value=each.value,
                weight=each.weight,
                points=each.points,
                heard=tuple(_heard(each.id, seen, answers)),
                note=each.note,
            )
            for each in graded.contributions
        ),
        total=graded.uncapped,
    )
    if graded.uncapped is None:
        return None, (questions,)
    groups = _groups(seen, graded.uncapped)
    return _formula(graded, groups, seen), (groups, questions)


def _groups(seen: Profile, uncapped: float) -> Breakdown:
    means = group_means(seen)
    total = sum(seen.omegas[group] for group in means)
    parts = []
    for group, given in means.items():
        mean = weighted_mean(given, seen.weights)
        weight = seen.omegas[group]
        parts.append(Part(id=group.value, value=mean, weight=weight, points=weight * mean / total))
    return Breakdown(aspect=Aspect.GROUPS, parts=tuple(parts), total=uncapped)


def _formula(graded: MaturityScore, groups: Breakdown, seen: Profile) -> Message:
    terms = tuple((part.weight, part.value) for part in groups.parts if part.value is not None)
    facts: dict[str, object] = {
        "terms": Products(terms),
        "total": sum(weight for weight, _ in terms),
        "grade": graded.uncapped,
    }
    if graded.capped_by is None:
        return Message(
            "({terms}) ÷ {total} = {grade}: the mean of each group of respondents, times its "
            "weight",
            facts,
        )
    key = next(part.value for part in graded.contributions if part.id == graded.capped_by)
    facts |= {
        "headroom": seen.method.maturity.key_headroom,
        "key": key,
        "id": graded.capped_by,
        "value": graded.value,
    }
    return Message(
        "({terms}) ÷ {total} = {grade}: the mean of each group of respondents, times its weight. "
        "Then the cap of the key question {id}: {headroom} + {key} = {value}",
        facts,
    )


def _heard(question: str, seen: Profile, answers: Sequence[Answer]) -> Iterator[Heard]:
    """What each role answered to ``question``, with levels as they count; never of a few users."""
    asked = next(q for q in seen.dimension.questions if q.id == question)
    ceiling = seen.method.maturity.undemonstrated_ceiling
    for role in Role:
        mine = [a for a in answers if a.question == question and a.role is role]
        told = [a for a in mine if not a.is_not_applicable and (role.is_named or a.level)]
        if len(told) < (1 if role.is_named else seen.method.anonymity.minimum_group):
            continue
        levels = [consolidated_level(answer, asked, ceiling) for answer in told]
        known = [level for level in levels if level is not None]
        yield Heard(
            role=role,
            answers=len(told),
            dont_know=sum(answer.is_dont_know for answer in told) if role.is_named else None,
            mean=fmean(known) if known else None,
            shown=sum(_is_shown(answer) for answer in told),
        )


def _is_shown(answer: Answer) -> bool:
    return answer.evidence in DEMONSTRATED
