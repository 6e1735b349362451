"""How sure a count of events is."""

from infopilot.model.errors import ScoringError
from infopilot.scoring.statistics.distributions import gamma_quantile

TAIL = 0.025


def poisson_interval(count: int) -> tuple[float, float]:
    r"""Exact 95 % interval of the mean of a Poisson law, from one count.

    .. math:: \left[\Gamma^{-1}_{k}(0.025)\ ;\ \Gamma^{-1}_{k+1}(0.975)\right]

    ``count`` events, from 0 up; ends in events, the low one 0 without any event. It takes events
    for independent of each other.

    Raises
    ------
    ScoringError
        If ``count`` is negative.

    References
    ----------
    F. Garwood, "Fiducial limits for the Poisson distribution", 1936.

    Examples
    --------
    >>> low, high = poisson_interval(11)
    >>> round(low, 4), round(high, 4)
    (5.4912, 19.682)
    """
    if count < 0:
        raise ScoringError("a count of incidents is negative", got=count)
    low = gamma_quantile(TAIL, count) if count else 0.0
    return low, gamma_quantile(1 - TAIL, count + 1)
