"""Whether a scenario fits the questionnaire that it is played with."""

from collections.abc import Iterable, Iterator

from infopilot.demo.scenario import CampaignScenario, Scenario
from infopilot.model.errors import EngagementError
from infopilot.model.questionnaire import Questionnaire

SCENARIO = "scenario.yaml"


def check_scenario(scenario: Scenario, questionnaire: Questionnaire) -> None:
    """Raise `EngagementError` at the first thing that the questionnaire or the scenario lacks."""
    personas = [persona.id for persona in scenario.personas]
    holders = (category.holder for category in scenario.tickets.categories)
    technicians = [technician.name for technician in scenario.tickets.technicians]
    _check_names("tickets", filter(None, holders), technicians)
    for campaign, told in scenario.campaigns.items():
        _check_names(campaign, _named_personas(told), personas)
        _check_names(campaign, _named_questions(told), questionnaire.items)
        _check_names(campaign, (d.id for d in questionnaire.dimensions), told.means)
        _check_names(campaign, (d.id for d in questionnaire.decisions), told.decisions)
        for decision, named in told.decisions.items():
            _check_length(campaign, decision, len(named), len(personas))
        for persona, levels in told.felt.items():
            _check_length(campaign, persona, len(levels), len(questionnaire.felt))
        for comment in told.comments:
            _check_asked(scenario, questionnaire, comment.question, comment.persona)
        for thought in told.second_thoughts:
            _check_asked(scenario, questionnaire, thought.question, thought.persona)


def _named_personas(told: CampaignScenario) -> Iterator[str]:
    for part in (told.shown, told.verified, told.overstated, told.dont_know, told.felt):
        yield from part
    yield from (each.persona for each in told.not_applicable)
    yield from (each.persona for each in told.second_thoughts)
    yield from (each.persona for each in told.comments if each.persona)


def _named_questions(told: CampaignScenario) -> Iterator[str]:
    yield from told.tilts
    for part in (told.shown, told.verified, told.overstated, told.dont_know):
        for questions in part.values():
            yield from questions
    yield from (each.question for each in told.not_applicable)
    yield from (each.question for each in told.unconcerned)
    yield from (each.question for each in told.second_thoughts)
    yield from (each.question for each in told.comments)


def _check_names(campaign: str, named: Iterable[str], known: Iterable[str]) -> None:
    allowed = list(known)
    for name in named:
        if name not in allowed:
            raise EngagementError(
                "{campaign}: {name} is named in one place and missing in another",
                where=SCENARIO,
                expected="one of {known}",
                got=name,
                campaign=campaign,
                name=name,
                known=", ".join(allowed),
            )


def _check_length(campaign: str, name: str, given: int, expected: int) -> None:
    if given != expected:
        raise EngagementError(
            "{campaign}, {name}: one answer is needed for each",
            where=SCENARIO,
            expected="{n} answers",
            got=given,
            campaign=campaign,
            name=name,
            n=expected,
        )


def _check_asked(
    scenario: Scenario, questionnaire: Questionnaire, question: str, persona: str | None
) -> None:
    roles = questionnaire.item(question).roles
    asked = [each.id for each in scenario.personas if each.role in roles]
    if persona is not None and persona not in asked:
        raise EngagementError(
            "{question} is not asked of this persona",
            where=SCENARIO,
            expected="one of {known}",
            got=persona,
            question=question,
            known=", ".join(asked),
        )
