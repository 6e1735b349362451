"""Dependency on the provider: by the facts, by the incidents, and where the two stand together.

Being served by a provider is not dependency; not being able to be served by anyone else is.
"""

from infopilot.model.contradiction import Contradiction
from infopilot.model.estimate import RangeKind
from infopilot.model.method import DependencyMethod, Method
from infopilot.model.score import (
    Dependency,
    ExperiencedDependency,
    Quadrant,
    StructuralDependency,
)
from infopilot.scoring.dependency.experienced import experienced_dependency
from infopilot.scoring.dependency.structural import structural_dependency

__all__ = ["dependency", "experienced_dependency", "structural_dependency"]


def dependency(
    structural: StructuralDependency,
    experienced: ExperiencedDependency,
    method: Method,
    *,
    contradictions: tuple[Contradiction, ...] = (),
) -> Dependency:
    r"""Dependency, from 0 (free) to 100 (captive): mix, range and quadrant.

    .. math:: DEP = 0.6\,S + 0.4\,E \qquad
       [0.6\,S_{low} + 0.4\,E_{low}\ ;\ 0.6\,S_{high} + 0.4\,E_{high}]

    ``low`` and ``high`` add the ignorance about structural facts to the variability of the
    incidents, both at their worst at once: a cautious range, wider than 95 %. Without an interval
    of the incidents the range carries the ignorance only, and ``range`` says which of the two it
    is. ``contradictions`` (« declared against found », see
    `infopilot.scoring.dependency.contradictions`) go along: answers are never mixed in. None with
    the reason of the missing index when one of the two is missing.
    """
    by_facts, by_incidents = structural.value, experienced.value
    if by_facts is None or by_incidents is None:
        return Dependency(
            value=None,
            structural=structural,
            experienced=experienced,
            contradictions=contradictions,
            reason=structural.reason or experienced.reason,
        )

    low, high, kind = _range(structural, experienced, by_incidents, method.dependency)
    return Dependency(
        value=_mix(by_facts, by_incidents, method.dependency),
        structural=structural,
        experienced=experienced,
        low=low,
        high=high,
        range=kind,
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


def _mix(by_facts: float, by_incidents: float, weights: DependencyMethod) -> float:
    return weights.structural_weight * by_facts + weights.experienced_weight * by_incidents


def _range(
    structural: StructuralDependency,
    experienced: ExperiencedDependency,
    by_incidents: float,
    weights: DependencyMethod,
) -> tuple[float | None, float | None, RangeKind | None]:
    if structural.low is None or structural.high is None:
        return None, None, None
    low, high, kind = by_incidents, by_incidents, RangeKind.IGNORANCE
    if experienced.low is not None and experienced.high is not None:
        low, high, kind = experienced.low, experienced.high, RangeKind.COMBINED
    return _mix(structural.low, low, weights), _mix(structural.high, high, weights), kind
