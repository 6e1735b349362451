"""How rough the service is: a matter of quality, not of dependency."""

from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import Method
from infopilot.model.score import Friction
from infopilot.scoring.service.indices import drawn_index, too_few_incidents


def friction(
    facts: IncidentFacts, method: Method, *, minimum_incidents: int | None = None
) -> Friction:
    r"""Friction, from 0 (smooth) to 100 (rough).

    .. math:: F = 100 \cdot \mathrm{mean}(u_{9a}, u_{9b}, u_{10}, u_{12}, u_{11})

    Incidents that changed hands twice, went back to a group, were reopened, came back within 30
    days; and the share of the time spent waiting. None with its reason below
    ``minimum_incidents`` closed incidents (that of the method by default), or when the log does
    not tell one of the five. Its 95 % interval draws whole weeks, the five measures together,
    and is widened where needed to hold the value; each measure has its own. Friction is a matter
    of quality: it is no part of dependency.
    """
    minimum = method.dependency.minimum_incidents
    few = too_few_incidents(
        facts.closed, minimum if minimum_incidents is None else minimum_incidents
    )
    if few is not None:
        return Friction(value=None, reason=few)
    found = drawn_index(facts, method.dependency.friction)
    estimate = found.estimate
    return Friction(
        value=estimate.value,
        low=estimate.low,
        high=estimate.high,
        range=estimate.range,
        measures=found.measures,
        contributions=found.contributions,
        reason=estimate.reason,
    )
