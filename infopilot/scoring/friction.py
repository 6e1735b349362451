"""How rough the service is: a matter of quality, not of dependency."""

from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import Method
from infopilot.model.score import Friction
from infopilot.scoring.indices import index, ramp_contributions, too_few_incidents


def friction(
    facts: IncidentFacts, method: Method, *, minimum_incidents: int | None = None
) -> Friction:
    r"""Friction, from 0 (smooth) to 100 (rough).

    .. math:: F = 100 \cdot \mathrm{mean}(u_{9a}, u_{9b}, u_{10}, u_{12}, u_{11})

    Incidents that changed hands twice, went back to a group, were reopened, came back within 30
    days; and the share of the time spent waiting. None with its reason below
    ``minimum_incidents`` closed incidents (that of the method by default), or when the log does
    not tell one of the five.
    """
    measures = {
        "reassigned_twice_share": facts.reassigned_twice_share,
        "ping_pong_share": facts.ping_pong_share,
        "reopened_share": facts.reopened_share,
        "recurrence_30d": facts.recurrence_30d,
        "waiting_share": facts.waiting_share,
    }
    minimum = method.dependency.minimum_incidents
    few = too_few_incidents(
        facts.closed, minimum if minimum_incidents is None else minimum_incidents
    )
    if few is not None:
        return Friction(value=None, reason=few)
    contributions = ramp_contributions(measures, method.dependency.friction)
    value, reason = index(contributions)
    return Friction(value=value, contributions=contributions, reason=reason)
