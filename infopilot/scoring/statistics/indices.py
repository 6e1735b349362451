"""An index from 0 to 100 made of measures that each go from free (0) to captive or rough (100)."""

from collections.abc import Mapping

from infopilot.model.method import WeightedRamp
from infopilot.model.score import Contribution
from infopilot.model.text import Message

MISSING: Mapping[str, Message] = {
    "effective_resolvers": Message("the ticket log does not say who resolved the incidents"),
    "sole_holder_share": Message("the ticket log does not say who resolved what"),
    "undocumented_exclusivity": Message("the ticket log does not say which side resolved what"),
    "knowledge_share": Message("the ticket log does not say which incidents are documented"),
    "blocking_median_hours": Message("the ticket log does not say how long blocking ones last"),
    "reassigned_twice_share": Message("the ticket log does not say how often incidents move"),
    "ping_pong_share": Message("the ticket log does not say which groups held the incidents"),
    "reopened_share": Message("the ticket log does not say which incidents were reopened"),
    "recurrence_30d": Message("the ticket log does not say which incidents come back"),
    "waiting_share": Message("the ticket log does not say how long incidents wait"),
}


def ramp_contributions(
    measures: Mapping[str, float | None], ramps: Mapping[str, WeightedRamp]
) -> tuple[Contribution, ...]:
    r"""One contribution per ramp: its position ``u`` (0 to 1), weight and points out of 100.

    .. math:: points_k = 100 \frac{w_k u_k}{\sum_j w_j}

    A measure that is None keeps its weight, has neither value nor points, and says what the log
    does not tell.
    """
    total = sum(weighted.weight for weighted in ramps.values())
    contributions = []
    for key, weighted in ramps.items():
        measure = measures[key]
        if measure is None:
            missing = Contribution(id=key, value=None, weight=weighted.weight, note=MISSING[key])
            contributions.append(missing)
            continue
        position = weighted.ramp.position(measure)
        points = 100 * weighted.weight * position / total
        contributions.append(
            Contribution(id=key, value=position, weight=weighted.weight, points=points)
        )
    return tuple(contributions)


def index(contributions: tuple[Contribution, ...]) -> tuple[float | None, Message | None]:
    """Sum of the points, or None with the first thing that is missing: a part of it is no index."""
    missing = next((part.note for part in contributions if part.points is None), None)
    if missing is not None:
        return None, missing
    return sum(part.points for part in contributions if part.points is not None), None


def too_few_incidents(closed: int, minimum: int) -> Message | None:
    """Why ``closed`` incidents cannot make an index; None when they can."""
    if closed >= minimum:
        return None
    return Message(
        "{n} closed incidents: at least {minimum} are needed", {"n": closed, "minimum": minimum}
    )
