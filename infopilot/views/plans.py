"""What to do first as the command line gives it: a JSON document, and lines to read."""

from collections.abc import Iterator, Mapping

from infopilot.model.actions import Action
from infopilot.model.priorities import Cost, Gains, Plan, Standing, Step, Weighed
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.text import Language, Message
from infopilot.views.gains import caveat, plan_sentence, search_sentence, why
from infopilot.views.messages import render, text
from infopilot.views.names import actor_name
from infopilot.views.quantities import amount, days
from infopilot.views.sentences import as_sentence, reason_sentence

Document = dict[str, object]
Reasons = Mapping[str, Message]
DIGITS = 10
SCORES = ("mean", "role_clarity", "structural", "dependency")


def plan_document(
    plan: Plan, engagement: str, questionnaire: Questionnaire, language: Language
) -> Document:
    """The plan as one JSON document; its shape is told in docs/actions.md."""
    return {
        "engagement": engagement,
        "campaign": plan.campaign,
        "budget_days": plan.budget,
        "maximum_actions": plan.most,
        "method": "exact" if plan.exact else "greedy",
        "days": _round(plan.days),
        "chosen": [_step(step, plan, questionnaire, language) for step in plan.steps],
        "ranked": [_weighed(each, plan.before.reasons, language) for each in plan.ranked],
        "not_chosen": [
            {
                "id": each.action.id,
                "cause": each.cause.value,
                "reason": as_sentence(render(each.reason, language)),
            }
            for each in plan.left_out
        ],
        "before": _standing(plan.before, language),
        "after": _standing(plan.after, language),
        "summary": plan_sentence(plan, language),
        "assumption": caveat(language),
    }


def plan_lines(plan: Plan, questionnaire: Questionnaire, language: Language) -> list[str]:
    """The chosen actions one after the other, then why the others wait."""
    lines = [plan_sentence(plan, language), search_sentence(plan, language)]
    for rank, step in enumerate(plan.steps, start=1):
        lines += ["", *_step_lines(rank, step, questionnaire, language)]
    if plan.left_out:
        lines += ["", text("Not now:", language)]
    alone = {each.action.id: each for each in plan.ranked}
    for left in plan.left_out:
        reason = as_sentence(render(left.reason, language))
        points = amount(alone[left.action.id].gains.points, language, 1)
        taken = days(alone[left.action.id].cost.counted, language)
        lines.append(f"  {left.action.id}  {points:>5}  {taken:<10}  {reason}")
    return [*lines, "", caveat(language)]


def owners(action: Action, questionnaire: Questionnaire, language: Language) -> str:
    """Who carries an action, in words."""
    return " · ".join(actor_name(each, questionnaire, language) for each in action.owners)


def effort(cost: Cost, language: Language) -> str:
    """The days of the first quarter, and those that come back."""
    first = days(cost.first, language)
    if not cost.recurring:
        return first
    return text(
        "{first}, then {days} a quarter",
        language,
        first=first,
        days=days(cost.recurring, language),
    )


def _step_lines(
    rank: int, step: Step, questionnaire: Questionnaire, language: Language
) -> Iterator[str]:
    action, cost = step.weighed.action, step.weighed.cost
    yield f"{rank}. {action.id}  {action.text.pick(language)}"
    told = (
        (text("Why", language), why(step, questionnaire, language)),
        (text("Owner", language), owners(action, questionnaire, language)),
        (text("Effort", language), effort(cost, language)),
        (text("Points a day", language), amount(step.per_day, language, 2)),
        (text("First step within 15 days", language), action.first_step.pick(language)),
        (text("Proof", language), action.evidence.pick(language)),
        (text("Advice", language), action.advice.pick(language) if action.advice else None),
    )
    colon = "\N{NO-BREAK SPACE}: " if language == "fr" else ": "
    yield from (f"   {name}{colon}{words}" for name, words in told if words)


def _step(step: Step, plan: Plan, questionnaire: Questionnaire, language: Language) -> Document:
    action, reasons = step.weighed.action, plan.before.reasons
    return {
        **_cost(action, step.weighed.cost, language),
        "owners": [owner.value for owner in action.owners],
        "owner_names": owners(action, questionnaire, language),
        "first_step": action.first_step.pick(language),
        "evidence": action.evidence.pick(language),
        "advice": action.advice.pick(language) if action.advice else None,
        "targets": {target.question: target.level for target in action.targets},
        "decisions": [*action.decisions],
        "whole_decision_map": action.role_clarity,
        "facts": [fact for fact in action.facts if fact not in action.learns],
        "learns": [*action.learns],
        "indicators": [*action.indicators],
        "prerequisites": [*action.prerequisites],
        "gains": _gains(step.gains, reasons, language),
        "per_day": _round(step.per_day),
        "alone": _gains(step.weighed.gains, reasons, language),
        "lifts": [*step.lifts],
        "opens": [*step.opens],
        "why": why(step, questionnaire, language),
    }


def _weighed(weighed: Weighed, reasons: Reasons, language: Language) -> Document:
    mean = weighed.gains.mean
    a_day = {
        "per_day": weighed.per_day,
        "levels_per_day": None if mean is None else mean / weighed.cost.counted,
    }
    whole = {"per_day": "points", "levels_per_day": "mean"}
    return {
        **_cost(weighed.action, weighed.cost, language),
        "gains": _gains(weighed.gains, reasons, language),
        **_figures(a_day, {key: reasons.get(name) for key, name in whole.items()}, language),
        "held_by": [*weighed.held_by],
        "cause": weighed.cause.value if weighed.cause else None,
        "reason": as_sentence(render(weighed.reason, language)) if weighed.reason else None,
    }


def _cost(action: Action, cost: Cost, language: Language) -> Document:
    return {
        "id": action.id,
        "text": action.text.pick(language),
        "effort_days": cost.first,
        "recurring_days_per_quarter": cost.recurring,
        "days": _round(cost.counted),
    }


def _gains(gains: Gains, reasons: Reasons, language: Language) -> Document:
    scores = {name: getattr(gains, name) for name in (*SCORES, "points")}
    return {
        "maturity": {key: _round(gain) for key, gain in gains.maturity.items()},
        **_figures(scores, reasons, language),
    }


def _figures(
    figures: Mapping[str, float | None], reasons: Mapping[str, Message | None], language: Language
) -> Document:
    """Figures by name; those that cannot be computed are null, and ``reasons`` says why."""
    missing = [name for name, figure in figures.items() if figure is None]
    told = {name: reason_sentence(reasons.get(name), language) for name in missing}
    shown = {name: _round(figure) for name, figure in figures.items()}
    return {**shown, **({"reasons": told} if told else {})}


def _standing(standing: Standing, language: Language) -> Document:
    def figure(name: str, value: float | None) -> Document:
        if value is not None:
            return {"value": _round(value)}
        return {"value": None, "reason": reason_sentence(standing.reasons.get(name), language)}

    dimensions = sorted({*standing.maturity, *standing.reasons} - {*SCORES, "points"})
    return {
        "maturity": {key: figure(key, standing.maturity.get(key)) for key in dimensions},
        **{name: figure(name, getattr(standing, name)) for name in SCORES},
        **_figures({"points": standing.points}, standing.reasons, language),
    }


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS) + 0.0
