"""Dependency on the provider: by the facts, by the incidents, and where the two stand together.

Being served by a provider is not dependency; not being able to be served by anyone else is.
"""

from math import floor

from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import DependencyMethod, Method
from infopilot.model.score import (
    Dependency,
    ExperiencedDependency,
    Quadrant,
    StructuralDependency,
)
from infopilot.model.text import Message
from infopilot.scoring.indices import index, ramp_contributions, too_few_incidents
from infopilot.scoring.structural import structural_dependency

__all__ = ["dependency", "experienced_dependency", "structural_dependency"]

MINUTES_PER_HOUR = 60


def experienced_dependency(
    facts: IncidentFacts, method: Method, *, minimum_incidents: int | None = None
) -> ExperiencedDependency:
    r"""Experienced dependency, from 0 (free) to 100 (captive).

    .. math:: E = 100 \frac{2 u_2 + 2 u_5 + 3 u_7 + 2 u_8 + u_{14}}{10}

    Effective resolvers, sole-holder share, undocumented exclusivity, knowledge share, and the
    median time to resolve blocking incidents. None with its reason below ``minimum_incidents``
    closed incidents (that of the method by default), or when the log does not tell one of the
    five: an index of the others would be another index.
    """
    minimum = method.dependency.minimum_incidents
    few = too_few_incidents(
        facts.closed, minimum if minimum_incidents is None else minimum_incidents
    )
    if few is not None:
        return ExperiencedDependency(value=None, incidents=facts.closed, reason=few)
    minutes = facts.blocking.median_minutes_km if facts.blocking else None
    measures = {
        "effective_resolvers": facts.resolver.effective if facts.resolver else None,
        "sole_holder_share": facts.sole_holder_share,
        "undocumented_exclusivity": facts.undocumented_exclusivity,
        "knowledge_share": facts.knowledge_share,
        "blocking_median_hours": None if minutes is None else minutes / MINUTES_PER_HOUR,
    }
    contributions = ramp_contributions(measures, method.dependency.experienced)
    value, reason = index(contributions)
    return ExperiencedDependency(
        value=value, incidents=facts.closed, contributions=contributions, reason=reason
    )


def dependency(
    structural: StructuralDependency,
    experienced: ExperiencedDependency,
    method: Method,
    *,
    declared: float | None = None,
) -> Dependency:
    r"""Dependency, from 0 (free) to 100 (captive): mix, ignorance interval and quadrant.

    .. math:: DEP = 0.6\,S + 0.4\,E

    ``low`` and ``high`` carry the ignorance about structural facts only, not the variability of
    the incidents. ``declared`` is the maturity of the dimension on dependency: it is not mixed
    in, but compared (« declared against found »). None with the reason of the missing index when
    one of the two is missing.
    """
    by_facts, by_incidents = structural.value, experienced.value
    contradictions = _contradictions(declared, by_facts, method.dependency)
    if by_facts is None or by_incidents is None:
        return Dependency(
            value=None,
            structural=structural,
            experienced=experienced,
            contradictions=contradictions,
            reason=structural.reason or experienced.reason,
        )

    def mix(facts: float) -> float:
        weights = method.dependency
        return weights.structural_weight * facts + weights.experienced_weight * by_incidents

    return Dependency(
        value=mix(by_facts),
        structural=structural,
        experienced=experienced,
        low=None if structural.low is None else mix(structural.low),
        high=None if structural.high is None else mix(structural.high),
        quadrant=quadrant(by_facts, by_incidents, method.dependency.quadrant_threshold),
        contradictions=contradictions,
    )


def quadrant(structural: float, experienced: float, threshold: float) -> Quadrant:
    """Where the two indices stand together; an index is high from ``threshold`` on.

    Examples
    --------
    >>> quadrant(69.3, 41.3, 50)
    <Quadrant.LATENT: 'latent'>
    """
    if structural >= threshold:
        return Quadrant.CAPTIVE if experienced >= threshold else Quadrant.LATENT
    return Quadrant.FRICTION if experienced >= threshold else Quadrant.SERENE


def _contradictions(
    declared: float | None, found: float | None, method: DependencyMethod
) -> tuple[Message, ...]:
    if declared is None or found is None:
        return ()
    if declared < method.declared_contradiction_level or found < method.found_contradiction_score:
        return ()
    return (
        Message(
            "declared against found: reversibility is declared at level {level}, yet the facts "
            "give a structural dependency of {score} out of 100",
            {"level": floor(declared), "score": round(found)},
        ),
    )
