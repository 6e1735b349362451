"""The sentence under each headline: what a figure means for the people who read it."""

from collections.abc import Mapping
from math import isclose

from infopilot.model.black_box import BlackBox
from infopilot.model.estimate import RangeKind
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.score import (
    Dependency,
    MaturityScore,
    Pattern,
    Quadrant,
    RedLine,
    RoleClarity,
)
from infopilot.model.text import Language, Message
from infopilot.views.messages import number, text, with_counts
from infopilot.views.names import level_name
from infopilot.views.quantities import level

DISPUTED = frozenset({Pattern.HOT_POTATO, Pattern.DOUBLE_COMMAND})
QUADRANT_SENTENCES: Mapping[Quadrant, str] = {
    Quadrant.LATENT: (
        "Latent dependency: hardly visible day to day, strong on the day you would have to leave."
    ),
    Quadrant.CAPTIVE: ("Captive dependency: visible every day, and hard to leave."),
    Quadrant.FRICTION: (
        "Dependency in daily work: few people hold the know-how, but leaving remains possible."
    ),
    Quadrant.SERENE: ("Serene dependency: the provider serves you, and another one could."),
}
RANGE_SENTENCES: Mapping[RangeKind, str] = {
    RangeKind.LEAVE_ONE_OUT: "From {low} to {high} when any one respondent is left out.",
    RangeKind.BOOTSTRAP_95: "From {low} to {high}, in 19 cases out of 20.",
    RangeKind.IGNORANCE: "From {low} to {high}, depending on what is still unknown.",
    RangeKind.BOOTSTRAP_95: "From {low} to {high} on other weeks of the same service.",
    RangeKind.COMBINED: (
        "From {low} to {high}, depending on what is still unknown and on the weeks that are "
        "counted."
    ),
}


def plural(count: int, one: str, many: str, language: Language, **facts: object) -> str:
    """The sentence for ``count``, shown as ``{n}``; French writes zero in the singular.

    >>> plural(0, "{n} day", "{n} days", "en")
    '0 days'
    """
    is_one = count <= 1 if language == "fr" else count == 1
    return text(one if is_one else many, language, n=number(count, language), **facts)


def reason_sentence(reason: Message | None, language: Language) -> str:
    """Why a figure is missing, in plain words."""
    if reason is None:
        return text("The answers needed are missing.", language)
    return as_sentence(with_counts(reason, language))


def as_sentence(words: str) -> str:
    """Words with a capital and a full stop, as a page shows them.

    >>> as_sentence("no ticket log")
    'No ticket log.'
    """
    end = "" if words.endswith((".", "!", "?", "…")) else "."
    return words[:1].upper() + words[1:] + end


def range_sentence(
    low: float | None, high: float | None, kind: RangeKind | None, language: Language
) -> str | None:
    """What the two ends of a figure out of 100 stand for; None without a range."""
    if low is None or high is None or kind is None:
        return None
    ends = {"low": number(low, language), "high": number(high, language)}
    if kind is RangeKind.IGNORANCE and isclose(low, high):
        return text("Nothing is left unknown.", language)
    return text(RANGE_SENTENCES[kind], language, **ends)


def clarity_sentence(clarity: RoleClarity, language: Language) -> str:
    """How many decisions the two sides see differently, and how many nobody holds."""
    vacant = sum(
        decision.pattern is Pattern.VACUUM or decision.red_line is RedLine.VACUUM
        for decision in clarity.decisions
    )
    sentences = [
        reason_sentence(clarity.reason, language)
        if clarity.value is None
        else _dispute_sentence(clarity, language)
    ]
    if vacant:
        sentences.append(
            plural(
                vacant,
                "{n} decision belongs to nobody.",
                "{n} decisions belong to nobody.",
                language,
            )
        )
    return " ".join(sentences)


def _dispute_sentence(clarity: RoleClarity, language: Language) -> str:
    return plural(
        sum(decision.pattern in DISPUTED for decision in clarity.decisions),
        "The two sides contradict each other on {n} decision out of {total}.",
        "The two sides contradict each other on {n} decisions out of {total}.",
        language,
        total=number(len(clarity.decisions), language),
    )


def illusion_sentence(clarity: RoleClarity, language: Language) -> str | None:
    """Felt clarity beside agreement; None when either is unknown."""
    if clarity.illusion is None:
        return None
    points = number(abs(clarity.illusion), language)
    if clarity.illusion > 0:
        return text(
            "Things feel clearer than they are: {points} points above agreement.",
            language,
            points=points,
        )
    return text(
        "Things are clearer than they feel: {points} points below agreement.",
        language,
        points=points,
    )


def felt_sentence(clarity: RoleClarity, language: Language) -> str | None:
    """How clear roles feel, to how many people, and how sure that is; None when untold."""
    felt = clarity.felt_estimate
    if felt.value is None or felt.n is None:
        return None
    said = plural(
        felt.n,
        "Roles feel clear at {value} out of 100, to {n} person.",
        "Roles feel clear at {value} out of 100, to {n} people.",
        language,
        value=number(felt.value, language),
    )
    told = range_sentence(felt.low, felt.high, felt.range, language)
    return f"{said} {told}" if told else said


def dependency_sentence(dependency: Dependency, language: Language) -> str:
    """Where the dependency stands; when only the facts speak, that they alone do."""
    if dependency.quadrant is not None:
        return text(QUADRANT_SENTENCES[dependency.quadrant], language)
    if dependency.structural.value is not None:
        return text(
            "On the facts alone, structural dependency is {value} out of 100; "
            "incidents cannot complete the picture yet.",
            language,
            value=number(dependency.structural.value, language),
        )
    return reason_sentence(dependency.reason or dependency.structural.reason, language)


def black_box_sentence(black_box: BlackBox, language: Language) -> str:
    """How many questions the people who should know could not answer."""
    if black_box.value is None:
        return reason_sentence(black_box.reason, language)
    return plural(
        len(black_box.questions),
        "Management or the IT liaison could not answer {n} question that they should know.",
        "Management or the IT liaison could not answer {n} questions that they should know.",
        language,
    )


def lowest(maturity: Mapping[str, MaturityScore]) -> list[MaturityScore]:
    """The dimensions that share the lowest value; empty when none is known."""
    known = {key: score.value for key, score in maturity.items() if score.value is not None}
    floor = min(known.values(), default=None)
    return [maturity[key] for key, value in known.items() if value == floor]


def maturity_sentence(
    maturity: Mapping[str, MaturityScore], questionnaire: Questionnaire, language: Language
) -> str:
    """The weakest dimension by name and level; never an average of all."""
    weakest = lowest(maturity)
    if not weakest or weakest[0].value is None:
        return text("No dimension can be computed yet.", language)
    names = {each.id: each.name.pick(language) for each in questionnaire.dimensions}
    return text(
        "The weakest point: {dimensions}, at level {level} ({value} out of 5).",
        language,
        dimensions=", ".join(names[score.dimension] for score in weakest),
        level=level_name(weakest[0].level, questionnaire, language) or "",
        value=level(weakest[0].value, language),
    )
