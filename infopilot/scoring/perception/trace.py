"""How many of the stoppages that people live left a trace in the ticket log."""

from dataclasses import replace

from infopilot.model.errors import ScoringError
from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.text import Message
from infopilot.scoring.statistics.rates import count_ratio

UNLIKELY = 0.025


def trace(tickets: int, staff: int, declared: int, respondents: int) -> Estimate:
    r"""Blocking tickets per person over declared stoppages per person, in the same window.

    .. math::

        T = \frac{a / N}{b / m} \qquad
        \exp\left(\ln T \pm 1.96 \sqrt{1/a + 1/b}\right)

    Parameters
    ----------
    tickets, staff
        ``a`` blocking tickets of ``N`` people.
    declared, respondents
        ``b`` stoppages declared by ``m`` respondents.

    Returns
    -------
    Estimate
        1 when as many tickets as stoppages, below when some left none; ``n`` respondents. None
        with its reason when nobody was stopped. Without a ticket the interval goes from 0 to the
        exact end, :math:`(0.025^{-1/b} - 1) \, m / N` (the binomial law of a, given a + b).

    Raises
    ------
    ScoringError
        If a count is negative, or there is nobody.

    References
    ----------
    Ratio of two Poisson rates, on the logarithmic scale: K. J. Rothman, S. Greenland, "Modern
    Epidemiology", 2nd edition, 1998, chapter 14.

    Examples
    --------
    >>> seen = trace(30, 80, 25, 12)
    >>> round(seen.value, 2), round(seen.low, 3), round(seen.high, 3)
    (0.18, 0.106, 0.306)
    """
    if min(tickets, declared) < 0 or min(staff, respondents) < 1:
        raise ScoringError(
            "stoppages per person need people",
            expected="counts from 0 on, and one person at least on each side",
            got=(tickets, staff, declared, respondents),
        )
    if not declared:
        calm = Message("no respondent was stopped in these days: there is nothing to trace")
        return Estimate(value=None, n=respondents, reason=calm)
    if not tickets:
        most = (UNLIKELY ** (-1 / declared) - 1) * respondents / staff
        return Estimate(value=0.0, low=0.0, high=most, range=RangeKind.CONFIDENCE_95, n=respondents)
    seen = count_ratio(declared, tickets, staff / respondents)
    return replace(seen, n=respondents)
