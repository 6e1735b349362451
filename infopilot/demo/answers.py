"""The answers of a campaign: everybody's drafts, then the sessions in which they are given."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from infopilot.demo.drafts import Draft, Drafts, with_comments, with_second_thoughts
from infopilot.demo.habits import answer_decisions, answer_felt_clarity, answer_measures
from infopilot.demo.participants import Participant, digest, participants
from infopilot.demo.profile import Answering, answer_dimension
from infopilot.demo.scenario import Scenario
from infopilot.demo.working_time import working_day
from infopilot.model.answers import Answer
from infopilot.model.method import Method
from infopilot.model.questionnaire import Questionnaire

FIRST_DAY, BUSIEST_DAY, LAST_DAY = 1, 3, 16
DAY_STARTS = time(7, 20)
DAY_MINUTES = 570
QUICKEST, SLOWEST = 9, 40
"""Seconds that people take for one question."""


def campaign_answers(
    scenario: Scenario, campaign: str, questionnaire: Questionnaire, method: Method
) -> list[Answer]:
    """Every answer of ``campaign`` in the order given; the same scenario gives the same answers."""
    random = Random(f"{scenario.seed} {campaign} answers")  # noqa: S311 - repeatable, on purpose
    people = participants(scenario, campaign)
    drafts = _drafts(scenario, campaign, (questionnaire, method), people, random)
    answers: list[Answer] = []
    for person in people:
        given = drafts[person.id]
        sheet = {item: given[item] for item in questionnaire.items if item in given}
        start = _start(scenario, campaign, random)
        answers += _session(person, campaign, sheet, start, random)
    return sorted(answers, key=lambda answer: (answer.answered_at, answer.id))


def _drafts(
    scenario: Scenario,
    campaign: str,
    asked: tuple[Questionnaire, Method],
    people: Sequence[Participant],
    random: Random,
) -> Drafts:
    told, (questionnaire, method) = scenario.campaigns[campaign], asked
    drafts: Drafts = {person.id: {} for person in people}
    answering = Answering(told, method.maturity, people, drafts, random)
    for dimension in questionnaire.dimensions:
        answer_dimension(answering, dimension)
    answer_decisions(answering, questionnaire)
    answer_felt_clarity(answering, questionnaire)
    answer_measures(answering, questionnaire)
    with_second_thoughts(drafts, told)
    with_comments(drafts, told)
    return drafts


def _start(scenario: Scenario, campaign: str, random: Random) -> datetime:
    """When somebody opens the questionnaire: a working day of the three weeks after the opening."""
    zone = ZoneInfo(scenario.timezone)
    late = round(random.triangular(FIRST_DAY, LAST_DAY, BUSIEST_DAY))
    day = scenario.campaigns[campaign].opened_on + timedelta(days=late)
    minute = random.randrange(DAY_MINUTES)
    return datetime.combine(working_day(day), DAY_STARTS, zone) + timedelta(minutes=minute)


def _session(
    person: Participant, campaign: str, sheet: Mapping[str, Draft], start: datetime, random: Random
) -> Iterator[Answer]:
    """The answers of one person, one after the other, then the corrections."""
    moment = start
    for question, draft in sheet.items():
        moment += timedelta(seconds=random.randint(QUICKEST, SLOWEST))
        first = replace(draft, value=draft.earlier, comment="") if draft.earlier else draft
        yield _answer(person, campaign, question, first, moment)
    for question, draft in sheet.items():
        if draft.earlier:
            moment += timedelta(seconds=random.randint(QUICKEST, SLOWEST))
            yield _answer(person, campaign, question, draft, moment)


def _answer(
    person: Participant, campaign: str, question: str, draft: Draft, moment: datetime
) -> Answer:
    return Answer(
        id=digest(campaign, person.id, question, moment.isoformat()),
        campaign=campaign,
        respondent=person.id,
        role=person.role,
        department=person.department,
        question=question,
        value=draft.value,
        answered_at=moment,
        comment=draft.comment,
        evidence=draft.evidence,
    )
