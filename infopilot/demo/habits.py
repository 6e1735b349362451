"""The rest of what is answered: the decision map, felt clarity, and the measures of users."""

from collections.abc import Sequence
from random import Random

from infopilot.demo.drafts import Draft
from infopilot.demo.levels import chosen, fitted
from infopilot.demo.participants import Participant
from infopilot.demo.profile import Answering
from infopilot.demo.scenario import CampaignScenario, UserHabits
from infopilot.model.decisions import Actor, Decision
from infopilot.model.items import DONT_KNOW
from infopilot.model.people import Role
from infopilot.model.questionnaire import Questionnaire

SATISFIED_FROM = 7
HIGHEST_RATING = 10


def answer_decisions(answering: Answering, questionnaire: Questionnaire) -> None:
    """Add who has the last word, as the scenario says, and who does, drawn from its shares."""
    named = [person for person in answering.people if person.persona]
    for decision in questionnaire.decisions:
        last_words = answering.campaign.decisions[decision.id]
        for person, accountable in zip(named, last_words, strict=True):
            doers = _doers(answering.campaign, decision, answering.random)
            if accountable is not None:
                sheet = answering.drafts[person.id]
                sheet[f"{decision.id}.A"] = Draft(accountable)
                sheet[f"{decision.id}.R"] = Draft(doers)


def _doers(campaign: CampaignScenario, decision: Decision, random: Random) -> str:
    habits, draw = campaign.doers, random.random()
    if draw < habits.unknown:
        return DONT_KNOW
    if draw < habits.unknown + habits.provider_alone:
        return Actor.PROVIDER.value
    if draw < habits.unknown + habits.provider_alone + habits.expected:
        return "|".join(actor for actor in Actor if actor in decision.responsible)
    return f"{Actor.IT_REFERENT}|{Actor.PROVIDER}"


def answer_felt_clarity(answering: Answering, questionnaire: Questionnaire) -> None:
    """Add how clear things feel to the personas who are asked."""
    for person in answering.people:
        levels = answering.campaign.felt.get(person.id)
        if levels:
            for statement, level in zip(questionnaire.felt, levels, strict=True):
                answering.drafts[person.id][statement.id] = Draft(str(level))


def answer_measures(answering: Answering, questionnaire: Questionnaire) -> None:
    """Add satisfaction, availability and blockages of those who are asked, role by role."""
    for role in Role:
        group = [person for person in answering.people if person.role is role]
        if role in questionnaire.measure_roles and group:
            given = _measures(answering.campaign.users, group, answering.random)
            for measure in questionnaire.measures:
                for person, value in zip(group, given[measure.id], strict=True):
                    answering.drafts[person.id][measure.id] = Draft(str(value))


def _measures(
    habits: UserHabits, group: Sequence[Participant], random: Random
) -> dict[str, list[int]]:
    moods = [person.mood + random.gauss(0, 0.4) for person in group]
    blocked = _blockages(habits.blocked, moods, random)
    return {
        "SAT": _satisfaction(habits.satisfied, moods, random),
        "DISPO": _availability(habits.availability, moods, random),
        "BLOC": blocked,
        "SIGN": [sum(random.random() < habits.reported for _ in range(n)) for n in blocked],
    }


def _satisfaction(share: float, moods: Sequence[float], random: Random) -> list[int]:
    """Ratings of which ``share`` (rounded) reach 7: those of the people in the best mood."""
    content = chosen(moods, round(share * len(moods)))
    return [
        random.choice((7, 7, 8, 8, 9)) if index in content else random.choice((3, 4, 5, 5, 6, 6))
        for index in range(len(moods))
    ]


def _availability(mean: float, moods: Sequence[float], random: Random) -> list[int]:
    wished = [mean + 1.5 * mood + random.gauss(0, 1) for mood in moods]
    tops = [HIGHEST_RATING] * len(wished)
    return fitted(wished, mean, ceilings=tops, lowest=0)


def _blockages(mean: float, moods: Sequence[float], random: Random) -> list[int]:
    wished = [random.expovariate(1 / mean) - mood if mean else 0.0 for mood in moods]
    tops = [HIGHEST_RATING] * len(wished)
    return fitted(wished, mean, ceilings=tops, lowest=0)
