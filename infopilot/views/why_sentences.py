"""A formula with its figures; in sentences, what a score owes to people, weights, unknowns."""

from collections.abc import Callable, Iterator

from infopilot.model.estimate import Estimate
from infopilot.model.explanation import Explanation, Products
from infopilot.model.sensitivity import Sensitivity
from infopilot.model.text import Language, Message
from infopilot.views.messages import number, percent, text
from infopilot.views.quantities import level
from infopilot.views.sentences import as_sentence, plural, reason_sentence
from infopilot.views.why_names import SCORES, absence

FIGURE_DIGITS = 2
OF_FACTS = frozenset({"dependency", "structural"})
Worded = Callable[[float], str]


def formula_text(formula: Message, language: Language) -> str:
    """``formula`` with each figure as its readers write it.

    >>> formula_text(Message("{a} = {b}", {"a": Products(((0.5, 2.0),)), "b": 1.0}), "en")
    '0.5 × 2 = 1'
    """
    facts = {name: _filled(fact, language) for name, fact in formula.facts.items()}
    return text(formula.template, language, **facts)


def sensitivity_sentences(
    explanation: Explanation, language: Language, *, change: float
) -> list[str]:
    """What a score would be without somebody, with other weights, with every unknown settled.

    ``change`` is the share by which each weight was moved.
    """
    moved = explanation.sensitivity
    if moved.weights.range is None and moved.unknowns.range is None and not moved.left_out:
        return [reason_sentence(moved.reason, language)]
    worded = _worded(moved.score, language)
    return [
        *_absence_sentences(moved, worded, language),
        *_weight_sentences(moved.weights, worded, language, change=change),
        *_unknown_sentences(moved, worded, language),
    ]


def why_sentence(explanation: Explanation, language: Language, *, change: float) -> str:
    """The same in one line."""
    return " ".join(sensitivity_sentences(explanation, language, change=change))


def figure_text(score: str, value: float, language: Language) -> str:
    """``value`` of ``score`` in its unit: a level, a share in per cent, or points out of 100."""
    return _worded(score, language)(value)


def _worded(score: str, language: Language) -> Worded:
    if score == "black_box":
        return lambda value: percent(value, language)
    if score in SCORES:
        return lambda value: number(value, language)
    return lambda value: level(value, language)


def _filled(fact: object, language: Language) -> object:
    if isinstance(fact, Products):
        products = (
            f"{_plain(weight, language)} × {_plain(value, language)}"
            for weight, value in fact.terms
        )
        return " + ".join(products)
    return _plain(fact, language) if isinstance(fact, int | float) else fact


def _plain(value: float, language: Language) -> str:
    """Two decimals, without those that are zero.

    >>> _plain(0.4, "en"), _plain(3.0, "en"), _plain(2.755, "en")
    ('0.4', '3', '2.76')
    """
    for digits in range(FIGURE_DIGITS):
        if round(value, digits) == round(value, FIGURE_DIGITS):
            return number(value, language, digits)
    return number(value, language, FIGURE_DIGITS)


def _absence_sentences(moved: Sensitivity, worded: Worded, language: Language) -> Iterator[str]:
    missed = next((one for one in moved.left_out if one.value is None), None)
    if missed is not None:
        who = absence(missed, language)
        yield text("{absence}, this score could not be computed.", language, absence=who)
    mover = moved.mover
    if moved.value is not None and mover is not None and mover.value is not None:
        before, after = worded(moved.value), worded(mover.value)
        if before != after:
            yield text(
                "{absence}, this score would go from {before} to {after}.",
                language,
                absence=absence(mover, language),
                before=before,
                after=after,
            )
            return
    if moved.left_out and missed is None:
        yield text("No single absence would change this score.", language)
    elif not moved.left_out and moved.reason is not None:
        yield reason_sentence(moved.reason, language)


def _weight_sentences(
    span: Estimate, worded: Worded, language: Language, *, change: float
) -> Iterator[str]:
    if span.low is None or span.high is None:
        return
    low, high = worded(span.low), worded(span.high)
    if low == high:
        yield text("No single weight matters much.", language)
        return
    yield text(
        "If any one weight is lowered or raised by {change}, it stays between {low} and {high}.",
        language,
        change=percent(change, language),
        low=low,
        high=high,
    )


def _unknown_sentences(moved: Sensitivity, worded: Worded, language: Language) -> Iterator[str]:
    span = moved.unknowns
    if span.low is None or span.high is None or span.n is None:
        if span.reason is not None and span.n is not None:
            yield as_sentence(reason_sentence(span.reason, language))
        return
    low, high = worded(span.low), worded(span.high)
    if low == high:
        yield text("What is unknown would hardly change it.", language)
    elif moved.estimated:
        yield _estimate_sentence(moved, low, high, language)
    elif moved.score in OF_FACTS:
        yield plural(
            span.n,
            "Depending on the one fact still unknown, it lies between {low} and {high}.",
            "Depending on the {n} facts still unknown, it lies between {low} and {high}.",
            language,
            low=low,
            high=high,
        )
    else:
        yield plural(
            span.n,
            "Depending on what the one “I don’t know” hides, it lies between {low} and {high}.",
            "Depending on what the {n} “I don’t know” hide, it lies between {low} and {high}.",
            language,
            low=low,
            high=high,
        )


def _estimate_sentence(moved: Sensitivity, low: str, high: str, language: Language) -> str:
    """The span where some facts are known from a low to a high estimate only."""
    told = {"facts": ", ".join(moved.estimated), "low": low, "high": high}
    if not moved.unknowns.n:
        return text(
            "Depending on the estimate that is kept for {facts}, from the low one to the high one "
            "of the exit-cost worksheet, it lies between {low} and {high}.",
            language,
            **told,
        )
    return plural(
        moved.unknowns.n,
        "Depending on the one fact still unknown and on the estimate that is kept for {facts}, "
        "from the low one to the high one of the exit-cost worksheet, it lies between {low} and "
        "{high}.",
        "Depending on the {n} facts still unknown and on the estimate that is kept for {facts}, "
        "from the low one to the high one of the exit-cost worksheet, it lies between {low} and "
        "{high}.",
        language,
        **told,
    )
