"""Dependency by the incidents: who resolves what, documented or not."""

from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import Method
from infopilot.model.score import ExperiencedDependency
from infopilot.scoring.service.indices import drawn_index, too_few_incidents


def experienced_dependency(
    facts: IncidentFacts, method: Method, *, minimum_incidents: int | None = None
) -> ExperiencedDependency:
    r"""Experienced dependency, from 0 (free) to 100 (captive), with its 95 % interval.

    .. math:: E = 100 \frac{2 u_2 + 2 u_5 + 3 u_7 + 2 u_8 + u_{14}}{10}

    Effective resolvers, sole-holder share, undocumented exclusivity, knowledge share, and the
    median time to resolve blocking incidents. None with its reason below ``minimum_incidents``
    closed incidents (that of the method by default), or when the log does not tell one of the
    five: an index of the others would be another index.

    The interval is that of `infopilot.scoring.service.indices.index_draws`; without one,
    ``reason`` says why.

    Parameters
    ----------
    facts
        What the ticket log says, with its replicates.
    method
        The ramps and weights of the five measures.
    minimum_incidents
        Closed incidents below which there is no index.
    """
    minimum = method.dependency.minimum_incidents
    few = too_few_incidents(
        facts.closed, minimum if minimum_incidents is None else minimum_incidents
    )
    if few is not None:
        return ExperiencedDependency(value=None, incidents=facts.closed, reason=few)
    found = drawn_index(facts, method.dependency.experienced)
    estimate = found.estimate
    return ExperiencedDependency(
        value=estimate.value,
        low=estimate.low,
        high=estimate.high,
        range=estimate.range,
        incidents=facts.closed,
        contributions=found.contributions,
        reason=estimate.reason,
    )
