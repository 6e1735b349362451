"""The names of what scores tell apart: patterns, quadrants, red lines, roles, levels, indicators.

Names are English sentences here and in the reader's language once through `messages.text`.
"""

from collections.abc import Collection, Iterable, Mapping

from infopilot.model.decisions import Actor, Decision
from infopilot.model.exit_cost import CostLine, ExitReading
from infopilot.model.items import DONT_KNOW
from infopilot.model.people import Group, Role
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.score import Pattern, Quadrant, RedLine
from infopilot.model.services import ServiceQuadrant
from infopilot.model.text import Language
from infopilot.views.messages import text

PATTERNS: Mapping[Pattern, str] = {
    Pattern.HOT_POTATO: "Hot potato",
    Pattern.DOUBLE_COMMAND: "Two in command",
    Pattern.VACUUM: "Vacuum",
    Pattern.ASSUMED: "Held by the client",
    Pattern.DELEGATED: "Delegated",
    Pattern.SHARED: "Divided answers",
}
PATTERN_SENTENCES: Mapping[Pattern, str] = {
    Pattern.HOT_POTATO: (
        "The client thinks it is the provider; the provider thinks it is the client."
    ),
    Pattern.DOUBLE_COMMAND: "Each side thinks that it has the last word.",
    Pattern.VACUUM: "Nobody is named, or nobody can tell.",
    Pattern.ASSUMED: "Both sides name somebody on the client’s side.",
    Pattern.DELEGATED: "Both sides name the provider.",
    Pattern.SHARED: "No reading prevails: to be discussed together.",
}
SUFFERED = "Delegation endured"
SUFFERED_SENTENCE = "Both sides name the provider, where the client should decide."
RED_LINES: Mapping[RedLine, str] = {
    RedLine.CROSSED: "Red line: the provider is named for a decision that belongs to the client.",
    RedLine.VACUUM: "Red line: nobody has the last word.",
}
QUADRANTS: Mapping[Quadrant, str] = {
    Quadrant.LATENT: "Latent",
    Quadrant.CAPTIVE: "Captive",
    Quadrant.FRICTION: "Friction",
    Quadrant.SERENE: "Serene",
}
SERVICE_QUADRANTS: Mapping[ServiceQuadrant, str] = {
    ServiceQuadrant.STRATEGIC: "Strategic",
    ServiceQuadrant.BOTTLENECK: "Bottleneck",
    ServiceQuadrant.LEVERAGE: "Leverage",
    ServiceQuadrant.ROUTINE: "Routine",
}
COST_LINES: Mapping[CostLine, str] = {
    CostLine.DOUBLE_RUN: "Paying two providers for a while",
    CostLine.MIGRATION: "Migration work",
    CostLine.TOOLS: "Replacing tools",
    CostLine.DOCUMENTATION: "Documenting again",
    CostLine.TRAINING: "Training",
    CostLine.PRODUCTIVITY_LOSS: "Work lost meanwhile",
}
EXIT_READINGS: Mapping[ExitReading, str] = {
    ExitReading.LIGHT: "a light exit cost",
    ExitReading.ORDINARY: "an ordinary exit cost",
    ExitReading.HEAVY: "an exit cost above the ordinary",
    ExitReading.SEVERE: "an exit cost that decides in place of management",
}
INDICATORS: Mapping[str, str] = {
    "effective_resolvers": "Effective number of resolvers",
    "sole_holder_share": "Incidents in subjects held by one person",
    "undocumented_exclusivity": "Incidents neither solved in-house nor documented",
    "knowledge_share": "Incidents with documentation",
    "blocking_median_hours": "Median time to resolve a blocking incident",
    "reassigned_twice_share": "Incidents handed over twice or more",
    "ping_pong_share": "Incidents sent back to a team that already had them",
    "reopened_share": "Incidents reopened",
    "recurrence_30d": "Incidents that came back within 30 days",
    "waiting_share": "Time spent waiting for the user",
}

FIGURES: Mapping[str, str] = {
    **INDICATORS,
    "resolver": "How incidents spread over people",
    "group": "How incidents spread over teams",
    "organisation_hhi": "How incidents spread over organisations",
    "provider_share": "Incidents resolved by the provider",
    "external_share": "Incidents resolved outside the company",
    "exclusivity": "Incidents in subjects never resolved in-house",
    "bus_factor": "How few people resolve half of the incidents",
    "blocking": "Blocking incidents and their delays",
    "median_minutes": "Median time to resolve",
    "median_minutes_by_priority": "Median time to resolve, by priority",
    "p90_minutes_by_priority": "Time within which nine incidents in ten are resolved, by priority",
    "reassignment_mean": "Hand-overs per incident",
    "reopened": "Number of incidents reopened",
    "recurrence_90d": "Incidents that came back within 90 days",
    "backlog": "Open incidents and their age",
    "sla": "Service level met",
    "third_parties": "Incidents that waited for a third party",
    "satisfaction": "How users rate the incidents",
    "lost_time": "Working time lost",
    "stoppages": "Blocking incidents of the last days",
    "administrative_closures": "Many incidents closed at once",
    "auto_close": "Automatic closure",
    "departures": "What would wait if one person left",
    "provider_stop": "What would wait if the provider stopped",
    "intervals": "How far each figure could move",
}
PARTS: Mapping[str, str] = {
    "resolver.hhi_unbiased": "Concentration on people, corrected for the number of incidents",
    "resolver.effective": "Effective number of resolvers",
    "group.hhi_unbiased": "Concentration on teams, corrected for the number of incidents",
    "group.effective": "Effective number of teams",
    "blocking.bus_factor": "How few people resolve half of the blocking incidents",
    "blocking.median_minutes_km": "Median time to resolve a blocking incident",
    "blocking.p90_minutes": "Time within which nine blocking incidents in ten are resolved",
    "backlog.median_age_days": "Median age of open incidents",
    "backlog.p90_age_days": "Age that nine open incidents in ten do not exceed",
    "backlog.share_over_30d": "Incidents open for more than 30 days",
    "lost_time.top_share": "Part of the lost time that the costliest incidents make",
    "third_parties.median_minutes": "Median time to resolve of incidents that waited for a third "
    "party",
    "third_parties.others_median_minutes": "Median time to resolve of the other incidents",
    "third_parties.sla_met_share": "Service level of incidents that waited for a third party",
}
ALL_PARTS: Mapping[str, str] = {
    "blocking": "Delays of blocking incidents, and on how few people they rest",
    "backlog": "Age of open incidents",
    "third_parties": "Delays and service level of incidents that waited for a third party",
}


def figure_name(code: str, language: Language) -> str:
    """An indicator of the ticket log as people read it; a part has the name of its whole."""
    whole = code.partition(".")[0]
    return text(FIGURES[whole], language) if whole in FIGURES else code


def part_names(codes: Iterable[str], language: Language) -> list[str]:
    """What ``codes`` are called, each name once: figures by their names, parts by their own.

    All the parts of a figure together have one name, different from that of the figure, which may
    be there in other parts.
    """
    asked = tuple(dict.fromkeys(codes))
    return list(dict.fromkeys(_part_name(code, asked, language) for code in asked))


def _part_name(code: str, asked: Collection[str], language: Language) -> str:
    whole = code.partition(".")[0]
    beside = {each for each in asked if each.startswith(f"{whole}.")}
    parts = {each for each in PARTS if each.startswith(f"{whole}.")}
    if code not in PARTS or not beside <= parts:
        return figure_name(code, language)
    if beside == parts and whole in ALL_PARTS:
        return text(ALL_PARTS[whole], language)
    return text(PARTS[code], language)


def is_suffered(pattern: Pattern | None, decision: Decision) -> bool:
    """Whether a delegation is endured: the provider decides what the frontier leaves to the client.

    Source: METHOD 3.5, "délégation subie if PRE is not in the target".
    """
    return pattern is Pattern.DELEGATED and Actor.PROVIDER not in decision.target


def pattern_name(pattern: Pattern, decision: Decision, language: Language) -> str:
    """The reading of one decision in two or three words."""
    return text(SUFFERED if is_suffered(pattern, decision) else PATTERNS[pattern], language)


def pattern_sentence(pattern: Pattern, decision: Decision, language: Language) -> str:
    """The reading of one decision in a sentence."""
    suffered = is_suffered(pattern, decision)
    return text(SUFFERED_SENTENCE if suffered else PATTERN_SENTENCES[pattern], language)


def actor_name(actor: str, questionnaire: Questionnaire, language: Language) -> str:
    """Who is named for a decision, in words; the answer "I don't know" is one of them."""
    if actor == DONT_KNOW:
        return text("cannot tell", language)
    named = questionnaire.actor_names.get(actor)
    return named.pick(language) if named else actor


def role_name(role: str, questionnaire: Questionnaire, language: Language) -> str:
    """A role, or the group of the users, in words."""
    if role == Group.USERS:
        return text("Users and business contacts", language)
    named = questionnaire.role_names.get(Role(role)) if role in set(Role) else None
    return named.pick(language) if named else role


def level_name(level: int | None, questionnaire: Questionnaire, language: Language) -> str | None:
    """The name of a level of maturity, from 1 to 5."""
    return questionnaire.level_names[level - 1].pick(language) if level else None


def item_name(item: str, questionnaire: Questionnaire, language: Language) -> str:
    """The wording of a question, a measure, a decision or one side of a decision; else its id."""
    wording = {question.id: question.text for question in questionnaire.questions()}
    wording |= {measure.id: measure.text for measure in questionnaire.measures}
    wording |= {decision.id: decision.text for decision in questionnaire.decisions}
    found = wording.get(item) or wording.get(item.partition(".")[0])
    return found.pick(language) if found else item
