"""Explanations as the ``why`` of ``score --json``, and as lines for a terminal."""

from collections.abc import Iterator, Mapping

from infopilot.model.estimate import Estimate
from infopilot.model.explanation import Breakdown, Explanation, Heard, Part
from infopilot.model.method import Method
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.sensitivity import LeftOut, Sensitivity
from infopilot.model.text import Language, Message
from infopilot.views.messages import number, percent, text
from infopilot.views.quantities import amount, weight
from infopilot.views.sentences import reason_sentence
from infopilot.views.why_names import ASPECTS, absence, part_name, score_name
from infopilot.views.why_sentences import (
    figure_text,
    formula_text,
    sensitivity_sentences,
    why_sentence,
)

Document = dict[str, object]
DIGITS = 10


def why_document(
    explanations: Mapping[str, Explanation], method: Method, language: Language
) -> Document:
    """By score: formula, parts whose points add up to it, what moves it, and a sentence."""
    change = method.sensitivity.weight_change
    return {
        score: _told(one.value, one.reason, language)
        | {
            "formula": None if one.formula is None else formula_text(one.formula, language),
            "breakdowns": {
                each.aspect.value: _breakdown(each, one.reason, language) for each in one.breakdowns
            },
            "sensitivity": _sensitivity(one.sensitivity, language),
            "sentence": why_sentence(one, language, change=change),
        }
        for score, one in explanations.items()
    }


def why_lines(
    explanation: Explanation, questionnaire: Questionnaire, method: Method, language: Language
) -> Iterator[str]:
    """One score explained on a terminal."""
    name = score_name(explanation.score, questionnaire, language)
    if explanation.value is None:
        unknown = text("cannot be computed", language)
        yield text("{name}: {value}", language, name=name, value=unknown)
        yield reason_sentence(explanation.reason, language)
    else:
        shown = figure_text(explanation.score, explanation.value, language)
        yield text("{name}: {value}", language, name=name, value=shown)
    if explanation.formula is not None:
        yield formula_text(explanation.formula, language)
    yield from sensitivity_sentences(explanation, language, change=method.sensitivity.weight_change)
    for breakdown in explanation.breakdowns:
        yield text(ASPECTS[breakdown.aspect], language)
        for part in breakdown.parts:
            name = part_name(part.id, questionnaire, method, language)
            yield f"  {_part_line(part, explanation.score, language)}  {name}"


def _part_line(part: Part, score: str, language: Language) -> str:
    if part.points is None:
        return text("no points", language)
    points = (
        percent(part.points, language, 1)
        if score == "black_box"
        else number(part.points, language, 2)
    )
    return text(
        "{points} (value {value}, weight {weight})",
        language,
        points=points,
        value=amount(part.value, language, 2),
        weight=weight(part.weight, language),
    )


def _told(value: float | None, reason: Message | None, language: Language) -> Document:
    if value is None:
        return {"value": None, "reason": reason_sentence(reason, language)}
    return {"value": round(value, DIGITS)}


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)


def _breakdown(breakdown: Breakdown, reason: Message | None, language: Language) -> Document:
    told: Document = {"total": _round(breakdown.total)}
    if breakdown.total is None:
        told["reason"] = reason_sentence(reason, language)
    parts = {part.id: _part(part, reason, language) for part in breakdown.parts}
    return told | {"parts": parts}


def _part(part: Part, reason: Message | None, language: Language) -> Document:
    """A part; without points because the score has none, its reason is that of the score."""
    told: Document = {
        "value": _round(part.value),
        "weight": _round(part.weight),
        "points": _round(part.points),
    }
    if part.value is None or part.points is None:
        told["reason"] = reason_sentence(part.note or reason, language)
    if part.measure is not None:
        told["measure"] = _told(part.measure.value, part.measure.reason, language) | _ends(
            part.measure, language
        )
    if part.heard:
        told["heard"] = {each.role.value: _heard(each) for each in part.heard}
    return told


def _heard(heard: Heard) -> Document:
    told: Document = {"answers": heard.answers, "shown": heard.shown}
    if heard.mean is not None:
        told["mean"] = _round(heard.mean)
    if heard.dont_know is not None:
        told["dont_know"] = heard.dont_know
    return told


def _sensitivity(moved: Sensitivity, language: Language) -> Document:
    mover = moved.mover
    return {
        "left_out": [_left_out(one, language) for one in moved.left_out],
        **({} if moved.left_out else {"reason": reason_sentence(moved.reason, language)}),
        "weights": _ends(moved.weights, language) | {"heaviest": moved.heaviest},
        "unknowns": _ends(moved.unknowns, language)
        | ({"estimated": [*moved.estimated]} if moved.estimated else {}),
        "mover": None if mover is None else _left_out(mover, language),
        "most_sensitive": moved.most_sensitive,
    }


def _left_out(one: LeftOut, language: Language) -> Document:
    told = {"role": one.role.value, "rank": one.rank, "people": one.people}
    return told | {"absence": absence(one, language)} | _told(one.value, one.reason, language)


def _ends(span: Estimate, language: Language) -> Document:
    told: Document = {"low": _round(span.low), "high": _round(span.high)}
    if span.n is not None:
        told["n"] = span.n
    if span.range is not None:
        told["range"] = span.range.value
    if span.reason is not None:
        told["reason"] = reason_sentence(span.reason, language)
    return told
