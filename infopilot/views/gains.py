"""What actions gain, in words: a sentence for each action, one for the plan."""

from collections.abc import Iterator

from infopilot.model.method import PrioritiesMethod
from infopilot.model.priorities import Gains, Plan, Step
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.text import Language
from infopilot.views.messages import number, text
from infopilot.views.quantities import days
from infopilot.views.sentences import as_sentence, plural

LEVELS_TO_POINTS = 25


def caveat(language: Language) -> str:
    """What the gains rest on."""
    return text(
        "These gains are assumptions, not promises: they hold if the level aimed at is reached and "
        "shown. They are recomputed on your own answers, cap by cap, and do not add up one by one.",
        language,
    )


def why(step: Step, questionnaire: Questionnaire, language: Language) -> str:
    """Why a chosen action comes where it comes: what it moves, lifts and opens."""
    moved = list(_moved(step.gains, questionnaire, language))
    between = "\N{NARROW NO-BREAK SPACE}; " if language == "fr" else "; "
    sentences = [as_sentence(between.join(moved))] if moved else []
    if step.lifts:
        cap = text("Lifts the cap set by {questions}.", language, questions=", ".join(step.lifts))
        sentences.append(cap)
    if step.opens:
        sentences.append(
            text("Opens the way to {actions}.", language, actions=", ".join(step.opens))
        )
    if not sentences:
        sentences.append(text("A small effect by itself: it shows with the others.", language))
    return " ".join(sentences)


def plan_sentence(plan: Plan, language: Language) -> str:
    """How many actions, how many days, and where the scores would then stand."""
    if plan.before.points is None:
        return text("No score can be computed yet: no action can be weighed.", language)
    if not plan.steps:
        return text("No action of the library would change the scores as they stand.", language)
    lead = plural(
        len(plan.steps),
        "{n} action, {days} of work, recurring days included.",
        "{n} actions, {days} of work, recurring days included.",
        language,
        days=days(plan.days, language),
    )
    return " ".join((lead, *_changes(plan, language)))


def search_sentence(plan: Plan, language: Language) -> str:
    """How the actions were chosen."""
    if plan.exact:
        return text(
            "Every set of at most {n} actions was tried: none is worth more.",
            language,
            n=number(plan.most, language),
        )
    return text(
        "The actions were chosen step by step, then by swaps: a better set may exist.", language
    )


def part_points(gains: Gains, weights: PrioritiesMethod) -> dict[str, float]:
    """The points of each part of a gain; they add up to all of them."""
    return {
        "maturity": weights.maturity_weight * LEVELS_TO_POINTS * (gains.mean or 0.0),
        "role_clarity": weights.role_clarity_weight * (gains.role_clarity or 0.0),
        "structural": weights.structural_weight * (gains.structural or 0.0),
    }


def _moved(gains: Gains, questionnaire: Questionnaire, language: Language) -> Iterator[str]:
    """What moves by something that a reader sees once it is rounded."""
    names = {each.id: (each.short or each.name).pick(language) for each in questionnaire.dimensions}
    for key, gain in gains.maturity.items():
        levels = number(gain, language, 1)
        if levels != number(0, language, 1):
            yield text(
                "level in “{dimension}” +{levels}",
                language,
                dimension=names[key],
                levels=levels,
            )
    points = round(gains.role_clarity or 0.0)
    if points > 0:
        one, many = "role clarity +{n} point", "role clarity +{n} points"
        yield plural(points, one, many, language)
    points = round(gains.structural or 0.0)
    if points > 0:
        one, many = "structural dependency down {n} point", "structural dependency down {n} points"
        yield plural(points, one, many, language)


def _changes(plan: Plan, language: Language) -> Iterator[str]:
    before, after = plan.before, plan.after
    for then, now, words, digits in (
        (after.mean, before.mean, "Mean maturity would go from {now} to {then} out of 5.", 1),
        (after.role_clarity, before.role_clarity, "Role clarity, from {now} to {then} of 100.", 0),
        (after.structural, before.structural, "Structural dependency, from {now} to {then}.", 0),
    ):
        if then is not None and now is not None:
            figures = {
                key: number(x, language, digits) for key, x in (("now", now), ("then", then))
            }
            if figures["now"] != figures["then"]:
                yield text(words, language, **figures)
