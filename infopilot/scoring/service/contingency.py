"""Service level against satisfaction: two verdicts on the same incidents."""

from math import atanh, exp, log, sqrt, tanh

from infopilot.model.errors import ScoringError
from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.perception import PairedGap
from infopilot.model.text import Message
from infopilot.scoring.statistics.distributions import binomial_two_sided
from infopilot.scoring.statistics.intervals import Z_95, wilson

FEWEST_FOR_PHI = 4
NOTHING_RATED = Message("no incident tells both its service level and a rating")


def share(part: int, whole: int, reason: Message) -> Estimate:
    """``part`` out of ``whole`` with Wilson's 95 % interval; None with ``reason`` when out of none.

    Raises as `wilson`.

    Examples
    --------
    >>> watermelon = share(3, 9, Message("no service level was met"))
    >>> round(watermelon.value, 4), round(watermelon.low, 4), round(watermelon.high, 4)
    (0.3333, 0.1206, 0.6458)
    """
    if not whole:
        return Estimate(value=None, n=0, reason=reason)
    low, high = wilson(part, whole)
    return Estimate(value=part / whole, low=low, high=high, range=RangeKind.CONFIDENCE_95, n=whole)


def paired_gap(unmatched_met: int, unmatched_missed: int, n: int) -> PairedGap:
    r"""Share met minus share satisfied over the same incidents, with its interval and exact test.

    .. math:: PGI = \frac{b - c}{n} \qquad SE = \frac{1}{n}\sqrt{b + c - \frac{(b - c)^2}{n}}

    Parameters
    ----------
    unmatched_met, unmatched_missed
        ``b``: service level met, user not satisfied; ``c``: missed, user satisfied.
    n
        Incidents that tell both.

    Returns
    -------
    PairedGap
        The gap from -1 to 1, its 95 % interval (normal, cut at the ends), its standard error and
        the exact p-value of McNemar. None with its reason when ``n`` is 0; no interval when the
        two verdicts never differ.

    Raises
    ------
    ScoringError
        If a count is negative, or both together exceed ``n``.

    References
    ----------
    Q. McNemar, "Note on the sampling error of the difference between correlated proportions or
    percentages", 1947.

    Examples
    --------
    >>> gap = paired_gap(5, 0, 12)
    >>> round(gap.estimate.value, 6), round(gap.standard_error, 6), gap.p_value
    (0.416667, 0.142319, 0.0625)
    """
    if min(unmatched_met, unmatched_missed) < 0 or unmatched_met + unmatched_missed > n:
        raise ScoringError(
            "the two verdicts cannot differ on more incidents than there are",
            expected=f"0 to {n} in all",
            got=(unmatched_met, unmatched_missed),
        )
    if not n:
        return PairedGap(estimate=Estimate(value=None, n=0, reason=NOTHING_RATED))
    differ = unmatched_met + unmatched_missed
    gap = (unmatched_met - unmatched_missed) / n
    error = sqrt(differ - n * gap * gap) / n
    estimate = Estimate(
        value=gap,
        low=max(-1.0, gap - Z_95 * error),
        high=min(1.0, gap + Z_95 * error),
        range=RangeKind.CONFIDENCE_95,
        n=n,
    )
    if not differ:
        same = Message("no interval: the two verdicts never differ on these incidents")
        estimate = Estimate(value=gap, n=n, reason=same)
    return PairedGap(
        estimate=estimate,
        unmatched_met=unmatched_met,
        unmatched_missed=unmatched_missed,
        standard_error=error if differ else None,
        p_value=binomial_two_sided(unmatched_met, differ),
    )


def relative_risk(cases: int, exposed: int, other_cases: int, others: int) -> Estimate:
    r"""How many times likelier a case is among the ``exposed`` than among the ``others``.

    .. math::

        RR = \frac{a_1 / n_1}{a_0 / n_0} \qquad
        \exp\left(\ln RR \pm 1.96 \sqrt{1/a_1 - 1/n_1 + 1/a_0 - 1/n_0}\right)

    Here: dissatisfied users where the service level was missed, then where it was met.

    Returns
    -------
    Estimate
        From 0 up, 1 meaning no difference, with its 95 % interval; ``n`` is of both groups. None
        with its reason when a group is empty or the others have no case; without an interval when
        the exposed have none.

    Raises
    ------
    ScoringError
        If a group has a negative number of cases, or more cases than members.

    References
    ----------
    D. Katz, J. Baptista, S. P. Azen, M. C. Pike, "Obtaining confidence intervals for the risk ratio
    in cohort studies", 1978.

    Examples
    --------
    >>> risk = relative_risk(4, 8, 15, 52)
    >>> round(risk.value, 4), round(risk.low, 3), round(risk.high, 3)
    (1.7333, 0.768, 3.912)
    """
    if not (0 <= cases <= exposed and 0 <= other_cases <= others):
        raise ScoringError(
            "a group has more cases than members",
            expected=f"0 to {exposed} and 0 to {others}",
            got=(cases, other_cases),
        )
    n = exposed + others
    if not exposed:
        return Estimate(
            value=None, n=n, reason=Message("no rated incident missed its service level")
        )
    if not others:
        return Estimate(value=None, n=n, reason=Message("no rated incident met its service level"))
    if not other_cases:
        calm = Message("nobody is dissatisfied where the service level was met: nothing to compare")
        return Estimate(value=None, n=n, reason=calm)
    risk = (cases / exposed) / (other_cases / others)
    if not cases:
        calm = Message("no interval: nobody is dissatisfied where the service level was missed")
        return Estimate(value=risk, n=n, reason=calm)
    error = sqrt(1 / cases - 1 / exposed + 1 / other_cases - 1 / others)
    return Estimate(
        value=risk,
        low=exp(log(risk) - Z_95 * error),
        high=exp(log(risk) + Z_95 * error),
        range=RangeKind.CONFIDENCE_95,
        n=n,
    )


def phi(table: tuple[tuple[int, int], tuple[int, int]]) -> Estimate:
    r"""Association of two verdicts, from -1 to 1, of a table of counts.

    .. math:: \varphi = \frac{ad - bc}{\sqrt{(a+b)(c+d)(a+c)(b+d)}}

    The 95 % interval is that of a correlation, :math:`\tanh(\mathrm{atanh}\,\varphi \pm
    1.96/\sqrt{n-3})`; it is an approximation, and there is none below four incidents or when the
    association is complete.

    Returns
    -------
    Estimate
        None with its reason when a row or a column of the table is empty.

    Raises
    ------
    ScoringError
        If a count is negative.

    References
    ----------
    G. U. Yule, "On the methods of measuring association between two attributes", 1912;
    R. A. Fisher, "On the 'probable error' of a coefficient of correlation", 1921.

    Examples
    --------
    >>> round(phi(((6, 3), (1, 2))).value, 5)
    0.29277
    """
    (a, b), (c, d) = table
    if min(a, b, c, d) < 0:
        raise ScoringError("a count of incidents is negative", got=table)
    n = a + b + c + d
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    if not margins:
        return Estimate(
            value=None, n=n, reason=Message("one of the two verdicts is the same everywhere")
        )
    value = (a * d - b * c) / sqrt(margins)
    if n < FEWEST_FOR_PHI or not (a or d) or not (b or c):
        few = Message("no interval: too few incidents, or the two verdicts always go together")
        return Estimate(value=value, n=n, reason=few)
    error = Z_95 / sqrt(n - 3)
    return Estimate(
        value=value,
        low=tanh(atanh(value) - error),
        high=tanh(atanh(value) + error),
        range=RangeKind.CONFIDENCE_95,
        n=n,
    )
