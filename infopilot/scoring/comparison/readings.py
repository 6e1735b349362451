"""What may be read of a change: the rule, its exceptions, and the sentence that says which."""

from dataclasses import replace
from math import sqrt

from infopilot.model.comparison import Basis, Change
from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.text import Message

ROUNDING = 1e-9
UNKNOWN = Message("one of the two figures is not known: nothing to compare")
TOO_SMALL = Message("the difference is too small to change a decision")
CHANCE = Message("too little to conclude: chance alone could do as much")
BEYOND_CHANCE = Message("the difference is larger than what chance alone does")
OVERLAP = Message("too little to conclude: the two ranges overlap")
APART = Message("the two ranges do not meet")
NO_RANGE = Message("too little to conclude: how sure the two figures are is not known")
SAME_PEOPLE = Message("the same people answered by name both times: no chance is involved")
NAMED_ONLY = Message("no margin: only people who answer by name are compared here")


def not_compared(before: float | None, after: float | None, reason: Message = UNKNOWN) -> Change:
    """A change that cannot be told, with the reason."""
    return Change(
        before=before,
        after=after,
        difference=Estimate(value=None, reason=reason),
        is_readable=None,
        reason=reason,
    )


def excludes_zero(difference: Estimate) -> bool:
    """Whether the interval of a difference is known and leaves 0 out."""
    return (
        difference.low is not None
        and difference.high is not None
        and (difference.low > ROUNDING or difference.high < -ROUNDING)
    )


def by_interval(before: float, after: float, difference: Estimate, smallest: float) -> Change:
    """A change read when it is at least ``smallest`` and its interval excludes 0.

    Without an interval it cannot be read, and ``difference.reason`` says why.

    >>> sure = Estimate(value=1, low=0.2, high=1.8)
    >>> by_interval(2, 3, sure, 0.5).is_readable
    True
    >>> by_interval(2, 3, Estimate(value=1, low=-0.1, high=2.1), 0.5).is_readable
    False
    """
    is_small = abs(after - before) < smallest - ROUNDING
    is_sure = excludes_zero(difference)
    if is_sure and not is_small:
        reason = BEYOND_CHANCE
    elif difference.low is None:
        reason = difference.reason or NO_RANGE
    else:
        reason = TOO_SMALL if is_sure else CHANCE
    return Change(
        before=before,
        after=after,
        difference=difference,
        is_readable=is_sure and not is_small,
        basis=Basis.INTERVAL if is_sure and not is_small else None,
        reason=reason,
        is_small=is_small,
    )


def by_names(before: float, after: float, smallest: float) -> Change:
    """A change between people who answer by name: read when it is at least ``smallest``.

    Provided that they are the same people: see `infopilot.scoring.comparison.grounds`.
    """
    is_small = abs(after - before) < smallest - ROUNDING
    return Change(
        before=before,
        after=after,
        difference=Estimate(value=after - before, reason=NAMED_ONLY),
        is_readable=not is_small,
        basis=None if is_small else Basis.NAMED_ROLES,
        reason=TOO_SMALL if is_small else SAME_PEOPLE,
        is_small=is_small,
    )


def by_ranges(before: Estimate, after: Estimate, smallest: float) -> Change:
    """A change read when it is at least ``smallest`` and the two ranges do not meet.

    For ranges that are no sampling error, as those of one respondent left out. The difference
    spans from the nearest ends to the farthest ones.
    """
    if before.value is None or after.value is None:
        return _not_known(before, after)
    value = after.value - before.value
    if before.low is None or before.high is None or after.low is None or after.high is None:
        return by_interval(before.value, after.value, Estimate(value=value), smallest)
    difference = Estimate(
        value=value,
        low=after.low - before.high,
        high=after.high - before.low,
        range=after.range,
    )
    is_apart, is_small = excludes_zero(difference), abs(value) < smallest - ROUNDING
    is_readable = is_apart and not is_small
    return Change(
        before=before.value,
        after=after.value,
        difference=difference,
        is_readable=is_readable,
        basis=Basis.RANGES if is_readable else None,
        reason=APART if is_readable else TOO_SMALL if is_small else OVERLAP,
        is_small=is_small,
    )


def by_bootstrap(before: Estimate, after: Estimate, smallest: float) -> Change:
    r"""A change between two figures that each have a 95 % interval.

    .. math:: d - \sqrt{(\hat\theta_1 - l_1)^2 + (u_0 - \hat\theta_0)^2}
              \quad\text{to}\quad d + \sqrt{(u_1 - \hat\theta_1)^2 + (\hat\theta_0 - l_0)^2}

    References
    ----------
    G. Y. Zou, A. Donner, "Construction of confidence limits about effect measures", 2008.
    """
    if before.value is None or after.value is None:
        return _not_known(before, after)
    value = after.value - before.value
    if before.low is None or before.high is None or after.low is None or after.high is None:
        return by_interval(before.value, after.value, Estimate(value=value), smallest)
    difference = Estimate(
        value=value,
        low=value - sqrt((after.value - after.low) ** 2 + (before.high - before.value) ** 2),
        high=value + sqrt((after.high - after.value) ** 2 + (before.value - before.low) ** 2),
        range=RangeKind.BOOTSTRAP_95,
    )
    return by_interval(before.value, after.value, difference, smallest)


def _not_known(before: Estimate, after: Estimate) -> Change:
    """A change of which one figure or both are unknown, each with its own reason."""
    first, then = (
        (each.reason or UNKNOWN) if each.value is None else None for each in (before, after)
    )
    change = not_compared(before.value, after.value, first or then or UNKNOWN)
    return replace(change, unknown_because=(first, then))
