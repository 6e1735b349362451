"""Levels of maturity: what each respondent answers so that every dimension comes to its target."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean

from infopilot.demo.drafts import Draft, Drafts
from infopilot.demo.levels import HIGHEST, LOWEST, fitted
from infopilot.demo.participants import Participant
from infopilot.demo.scenario import CampaignScenario
from infopilot.model.answers import Evidence
from infopilot.model.items import DONT_KNOW, NOT_APPLICABLE
from infopilot.model.method import MaturityMethod
from infopilot.model.people import Group
from infopilot.model.questionnaire import Dimension, Question
from infopilot.scoring.maturity.evidence import ROLES_ASKED_FOR_EVIDENCE

# The users come last: with the most people, they make up for what rounding left.
ORDER = (Group.IT_REFERENT, Group.LEADER, Group.USERS)
NAMED_NOISE, USER_NOISE = 0.15, 0.5
OVERSTATED = 0.45
"""What somebody who overstates wishes above the ceiling: short of one level."""


@dataclass(frozen=True, slots=True)
class Answering:
    """What is needed to answer the questions of a campaign."""

    campaign: CampaignScenario
    method: MaturityMethod
    people: Sequence[Participant]
    drafts: Drafts
    random: Random

    def of(self, group: Group) -> list[Participant]:
        """The people of one group."""
        return [person for person in self.people if person.role.group is group]


def answer_dimension(answering: Answering, dimension: Dimension) -> None:
    """Add everybody's levels on ``dimension`` to the drafts."""
    target = answering.campaign.means[dimension.id]
    weights = answering.method.group_weights
    asked = {role.group for question in dimension.questions for role in question.roles}
    left = {group: weights[group] for group in ORDER if group in asked and weights[group]}
    debt = target * sum(left.values())
    for group, weight in list(left.items()):
        people = answering.of(group)
        share = debt / sum(left.values())
        if group is Group.USERS:
            reached = _answer_together(answering, dimension, people, share)
        else:
            aims = [share if len(left) == 1 else target + person.mood for person in people]
            reached = _answer_apart(answering, dimension, people, aims)
        debt -= weight * (share if reached is None else reached)
        del left[group]
    provider = answering.of(Group.PROVIDER)
    _answer_apart(answering, dimension, provider, [target + person.mood for person in provider])


def _answer_apart(
    answering: Answering,
    dimension: Dimension,
    people: Sequence[Participant],
    aims: Sequence[float],
) -> float | None:
    """Let named people answer, each towards their own aim; return the mean that counts."""
    means = []
    for person, aim in zip(people, aims, strict=True):
        questions = _withheld(answering, person, dimension.questions)
        if questions:
            means.append(_answer_alone(answering, person, questions, _within_scale(aim)))
    return fmean(means) if means else None


def _answer_alone(
    answering: Answering, person: Participant, questions: Sequence[Question], aim: float
) -> float:
    campaign, ceiling = answering.campaign, answering.method.undemonstrated_ceiling
    demonstrated = _demonstrated(campaign, person)
    overstated = campaign.overstated.get(person.id, ())
    tops, wishes = [], []
    for question, tilt in zip(questions, _tilts(campaign, questions), strict=True):
        held = _is_evidence_asked(person, question) and question.id not in demonstrated
        tops.append(ceiling if held else HIGHEST)
        noise = answering.random.uniform(-NAMED_NOISE, NAMED_NOISE)
        boast = question.id in overstated
        wishes.append(ceiling + OVERSTATED if boast else aim + tilt + noise)
    levels = fitted(wishes, aim, ceilings=tops)
    for question, level in zip(questions, levels, strict=True):
        boast = question.id in overstated and level == ceiling
        evidence = demonstrated.get(question.id, Evidence.DECLARED)
        answering.drafts[person.id][question.id] = Draft(
            str(level + boast),
            evidence=evidence if _is_evidence_asked(person, question) else None,
        )
    return fmean(levels)


def _withheld(
    answering: Answering, person: Participant, questions: Sequence[Question]
) -> list[Question]:
    """Answer the ``questions`` to which this person gives no level, and return the others."""
    campaign, sheet = answering.campaign, answering.drafts[person.id]
    reasons = {n.question: n.comment for n in campaign.not_applicable if n.persona == person.id}
    unknown = campaign.dont_know.get(person.id, ())
    asked = [question for question in questions if person.role in question.roles]
    for question in asked:
        if question.id in reasons:
            sheet[question.id] = Draft(NOT_APPLICABLE, comment=reasons[question.id])
        elif question.id in unknown:
            sheet[question.id] = Draft(DONT_KNOW)
    return [question for question in asked if question.id not in sheet]


def _demonstrated(campaign: CampaignScenario, person: Participant) -> Mapping[str, Evidence]:
    shown = dict.fromkeys(campaign.shown.get(person.id, ()), Evidence.SHOWN)
    return shown | dict.fromkeys(campaign.verified.get(person.id, ()), Evidence.VERIFIED)


def _is_evidence_asked(person: Participant, question: Question) -> bool:
    return person.role in ROLES_ASKED_FOR_EVIDENCE and question.evidence is not None


def _answer_together(
    answering: Answering, dimension: Dimension, people: Sequence[Participant], aim: float
) -> float | None:
    """Let users answer, question by question, so that they come to their aim together."""
    questions = [
        question
        for question in dimension.questions
        if any(person.role in question.roles for person in people)
    ]
    silent = _silent(answering, people, questions)
    means = []
    for question, tilt in zip(questions, _tilts(answering.campaign, questions), strict=True):
        telling = [
            person
            for person in people
            if person.role in question.roles and (person.id, question.id) not in silent
        ]
        middle = _within_scale(aim + tilt)
        wishes = [middle + p.mood + answering.random.gauss(0, USER_NOISE) for p in telling]
        levels = fitted(wishes, middle)
        for person, level in zip(telling, levels, strict=True):
            answering.drafts[person.id][question.id] = Draft(str(level))
        means += [fmean(levels)] if levels else []
    return fmean(means) if means else None


def _silent(
    answering: Answering, people: Sequence[Participant], questions: Sequence[Question]
) -> set[tuple[str, str]]:
    """Answer for the users who cannot tell, or whom a question does not concern: one a person."""
    silent = set()
    for person in people:
        for question in (each for each in questions if person.role in each.roles):
            draft = _without_level(answering, question)
            if draft:
                answering.drafts[person.id][question.id] = draft
                silent.add((person.id, question.id))
                break
    return silent


def _without_level(answering: Answering, question: Question) -> Draft | None:
    draw = answering.random.random()
    for reason in answering.campaign.unconcerned:
        if reason.question == question.id and draw < reason.share:
            return Draft(NOT_APPLICABLE, comment=reason.comment)
    # What users alone are asked is what they live: they can always tell.
    beyond_users = any(role.group is not Group.USERS for role in question.roles)
    unknown = beyond_users and draw < answering.campaign.users.dont_know
    return Draft(DONT_KNOW) if unknown else None


def _tilts(campaign: CampaignScenario, questions: Sequence[Question]) -> list[float]:
    """How far each question stands from the mean of those that are asked together."""
    tilts = [campaign.tilts.get(question.id, 0.0) for question in questions]
    return [tilt - fmean(tilts) for tilt in tilts]


def _within_scale(level: float) -> float:
    return min(float(HIGHEST), max(float(LOWEST), level))
