"""How likely two people are to name the same actor for one decision.

``None`` among the names stands for "I don't know": it matches nobody, not even another one, and
stays in the denominators, because not knowing who decides is part of an unclear role.
"""

from collections import Counter
from collections.abc import Sequence


def within_agreement(named: Sequence[str | None]) -> float | None:
    r"""Chance that two distinct respondents of one side name the same actor.

    .. math:: W = \frac{\sum_k n_k (n_k - 1)}{N (N - 1)}

    From 0 to 1; None below two respondents. Answers drawn at random among five actors give 0.2
    on average, whatever N.

    Examples
    --------
    >>> within_agreement(["DIR", "DIR", "DIR", "PRE"])
    0.5
    >>> within_agreement([None, None])
    0.0
    """
    n = len(named)
    counts = Counter(name for name in named if name is not None)
    return sum(c * (c - 1) for c in counts.values()) / (n * (n - 1)) if n > 1 else None


def between_agreement(client: Sequence[str | None], provider: Sequence[str | None]) -> float | None:
    r"""Chance that one respondent of each side name the same actor.

    .. math:: X = \sum_k \frac{n_k^C}{N_C} \frac{n_k^P}{N_P}

    From 0 to 1; None when a side is absent.

    Examples
    --------
    >>> between_agreement(["DIR", "DIR", "DIR", "PRE"], ["DIR", "PRE"])
    0.5
    """
    if not client or not provider:
        return None
    theirs = Counter(name for name in provider if name is not None)
    matches = sum(theirs[name] for name in client if name is not None)
    return matches / (len(client) * len(provider))
