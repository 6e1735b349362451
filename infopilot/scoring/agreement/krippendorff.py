"""Krippendorff's alpha: agreement of any number of raters, missing answers allowed.

For the analyst only: it mixes sides, and it rewards answers that vary from unit to unit.
"""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from infopilot.model.errors import ScoringError
from infopilot.model.estimate import Estimate
from infopilot.model.text import Message

Level = Literal["nominal", "ordinal", "interval", "ratio"]
Array = NDArray[np.float64]


def krippendorff_alpha(
    ratings: Sequence[Sequence[float | None]], level: Level = "nominal"
) -> Estimate:
    r"""Agreement beyond chance over units that several people rated.

    .. math:: \alpha = 1 - (N - 1)
       \frac{\sum_{ck} o_{ck}\,\delta_{ck}^2}{\sum_{ck} n_c n_k\,\delta_{ck}^2}

    with :math:`o_{ck}` the coincidences of values c and k within units, each unit of m values
    giving its ordered pairs a weight of 1 / (m - 1); :math:`n_c` their margins, N their total.

    Parameters
    ----------
    ratings
        One row per rater, one column per unit; None where a rater did not answer. Units with one
        answer tell nothing and are left out.
    level
        How far apart two values are: ``nominal`` (equal or not), ``ordinal`` (ranks), ``interval``
        (differences), ``ratio`` (differences over sums; values not negative).

    Returns
    -------
    Estimate
        1 for perfect agreement, 0 for what chance gives, below 0 for systematic disagreement;
        ``n`` is the number of values compared. None when no unit has two values, or when all
        values are the same: nothing then tells agreement from habit.

    Raises
    ------
    ScoringError
        If rows differ in length, or a value is negative at the ratio level.

    References
    ----------
    K. Krippendorff, "Computing Krippendorff's alpha-reliability", 2011.

    Examples
    --------
    >>> round(krippendorff_alpha([[1, 2, 3, None], [1, 2, 2, 4]], "ordinal").value, 4)
    0.7778
    """
    if len({len(row) for row in ratings}) > 1:
        raise ScoringError("each rater must have the same units", expected="rows of one length")
    counts, values = _counts(ratings)
    if level == "ratio" and values.size and values[0] < 0:
        raise ScoringError("a ratio scale starts at 0", got=float(values[0]))
    n = int(counts.sum())
    if n == 0:
        reason = Message("no question has two answers to compare")
        return Estimate(value=None, n=0, reason=reason)
    if len(values) == 1:
        reason = Message("everybody always gave the same answer: agreement cannot be told")
        return Estimate(value=None, n=n, reason=reason)
    pairs = counts[:, :, None] * counts[:, None, :]
    pairs -= counts[:, :, None] * np.eye(len(values))
    coincidences = (pairs / (counts.sum(axis=1) - 1)[:, None, None]).sum(axis=0)
    margins = coincidences.sum(axis=0)
    apart = _distances(values, margins, level)
    expected = (np.outer(margins, margins) * apart).sum()
    return Estimate(value=float(1 - (n - 1) * (coincidences * apart).sum() / expected), n=n)


def _counts(ratings: Sequence[Sequence[float | None]]) -> tuple[Array, Array]:
    """How often each unit with two values or more got each value, and the values, rising."""
    units = [[value for value in unit if value is not None] for unit in zip(*ratings, strict=True)]
    kept = [unit for unit in units if len(unit) > 1]
    values = np.unique(np.array([value for unit in kept for value in unit], dtype=np.float64))
    counts = [(np.array(unit)[:, None] == values).sum(axis=0) for unit in kept]
    return np.array(counts, dtype=np.float64).reshape(len(kept), len(values)), values


def _distances(values: Array, margins: Array, level: Level) -> Array:
    """Squared distance of each pair of values."""
    if level == "nominal":
        return 1 - np.eye(len(values))
    if level == "ordinal":
        # The ranks between two values: everything up to one of them, each of them counted half.
        places = np.cumsum(margins) - margins / 2
        return np.square(places[:, None] - places)
    apart, total = values[:, None] - values, values[:, None] + values
    if level == "interval":
        return np.square(apart)
    return np.square(np.divide(apart, total, out=np.zeros_like(apart), where=total != 0))
