"""How far a score moves when somebody is absent, a weight is another, or an unknown is settled.

Nothing is scored here: the scoring functions run again on changed material.
"""

from collections.abc import Iterable

from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.sensitivity import Sensitivity
from infopilot.model.text import Message
from infopilot.scoring.clarity.role_clarity import NOBODY_COULD_TELL
from infopilot.scoring.maturity.evidence import ROUNDING
from infopilot.scoring.why.left_out import left_out, tells_on_few_users
from infopilot.scoring.why.material import Material, figure_of
from infopilot.scoring.why.unknowns import estimated_facts, extremes
from infopilot.scoring.why.weight_moves import weight_moves

NOBODY = Message("this score rests on facts, not on who answers")
NO_WEIGHTS = Message("this figure has no weights: it is a plain share")
NO_UNKNOWNS = Message("no “I don’t know” stands behind this figure")
NOTHING_UNKNOWN = Message("nothing is left unknown")
NO_SCORE = Message("there is no score to move")
NO_BOUNDS = Message("even with every unknown settled, too little is known")


def sensitivity(score: str, material: Material) -> Sensitivity:
    """What ``score`` becomes in each of the three ways that it could have been another.

    Parameters
    ----------
    score
        Id of a dimension, or a name of `FIGURES`.
    material
        What the scores were made from.

    Returns
    -------
    Sensitivity
        In the unit of the score. Withheld, with the reason, where it would tell what a few users
        said. Spans include the score itself; those of the unknowns hold even without a score.
    """
    value = figure_of(score)(material)
    if tells_on_few_users(score, material):
        reason = Message(
            "not shown: a question rests on fewer than {k} users, and this would tell what they "
            "said",
            {"k": material.method.anonymity.minimum_group},
        )
        nothing = Estimate(value=value, reason=reason)
        return Sensitivity(
            score=score, value=value, weights=nothing, unknowns=nothing, reason=reason
        )
    weights, heaviest = _weights(score, material, value)
    absences = tuple(left_out(score, material)) if value is not None else ()
    return Sensitivity(
        score=score,
        value=value,
        left_out=absences,
        weights=weights,
        unknowns=_unknowns(score, material, value),
        heaviest=heaviest,
        estimated=tuple(estimated_facts(score, material)),
        reason=None if absences else NO_SCORE if value is None else NOBODY,
    )


def _weights(score: str, material: Material, value: float | None) -> tuple[Estimate, str | None]:
    """The span that moving weights gives, ``n`` of them, and the one that moves the score most."""
    if value is None:
        return Estimate(value=None, reason=NO_SCORE), None
    figure = figure_of(score)
    tried = [(key, figure(changed)) for key, changed in weight_moves(score, material)]
    made = [(key, other) for key, other in tried if other is not None]
    if not made:
        return Estimate(value=value, reason=NO_WEIGHTS), None
    key, farthest = max(made, key=lambda move: abs(move[1] - value))
    span = _span(value, [other for _, other in made], RangeKind.WEIGHTS, len(dict(made)))
    return span, key if abs(farthest - value) > ROUNDING else None


def _unknowns(score: str, material: Material, value: float | None) -> Estimate:
    settled = extremes(score, material)
    if settled is None:
        return Estimate(value=value, reason=NO_UNKNOWNS if value is not None else NO_SCORE)
    count, *ways = settled
    if not count and not estimated_facts(score, material):
        return Estimate(value=value, n=0, reason=NOTHING_UNKNOWN)
    figure = figure_of(score)
    ends = [end for end in map(figure, ways) if end is not None]
    if len(ends) < len(ways):
        # Only a map that nobody could tell has one end: settled, it has a score; as it is, none.
        reason = NOBODY_COULD_TELL if ends else NO_BOUNDS
        return Estimate(value=value, n=count, reason=reason)
    return _span(value, ends, RangeKind.BOUNDS, count)


def _span(value: float | None, others: Iterable[float], kind: RangeKind, n: int) -> Estimate:
    reached = [*others, *([] if value is None else [value])]
    return Estimate(value=value, low=min(reached), high=max(reached), range=kind, n=n)
