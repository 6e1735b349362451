"""Whole levels that come close to what somebody thinks and add up to what is aimed at."""

from collections.abc import Sequence

LOWEST, HIGHEST = 1, 5


def fitted(
    wished: Sequence[float],
    mean: float,
    *,
    ceilings: Sequence[int] | None = None,
    lowest: int = LOWEST,
) -> list[int]:
    """Whole numbers near ``wished`` whose mean is as near to ``mean`` as whole numbers allow.

    Each stays from ``lowest`` to its ceiling (5 by default). Where the total has to move, the
    numbers that move are those whose wish is the closest to the next whole number.

    Examples
    --------
    >>> fitted([2.2, 1.6, 3.4], 2.3)
    [2, 2, 3]
    >>> fitted([2.2, 1.6, 3.4], 3, ceilings=[3, 3, 3])
    [3, 3, 3]
    """
    tops = list(ceilings) if ceilings is not None else [HIGHEST] * len(wished)
    levels = [min(top, max(lowest, round(wish))) for wish, top in zip(wished, tops, strict=True)]
    missing = round(mean * len(levels)) - sum(levels)
    step = 1 if missing > 0 else -1
    for _ in range(abs(missing)):
        free = [
            index for index, level in enumerate(levels) if lowest <= level + step <= tops[index]
        ]
        if not free:
            break
        nearest = max(free, key=lambda index: step * (wished[index] - levels[index]))
        levels[nearest] += step
    return levels


def chosen(weights: Sequence[float], count: int) -> set[int]:
    """Places of the ``count`` largest weights; the first ones win among equals.

    >>> sorted(chosen([0.2, 0.9, 0.5], 2))
    [1, 2]
    """
    order = sorted(range(len(weights)), key=lambda index: (-weights[index], index))
    return set(order[:count])
