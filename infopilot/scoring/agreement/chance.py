r"""What a few people who answer at random reach: exact laws, all categories being as likely.

With few answers, figures of agreement that look good come by chance alone. Every one of the
:math:`K^n` ways in which n people can answer is counted, through whole numbers: no table, no
simulation.

References
----------
R. J. Harvey, E. Hollander, "Benchmarking rWG interrater agreement indices: let's drop the .70
rule-of-thumb", 2004, on what random answers reach.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from math import comb

from infopilot.model.agreement import NoiseFloor
from infopilot.model.errors import ScoringError
from infopilot.model.text import Message
from infopilot.scoring.agreement.levels import CATEGORIES

SIGNIFICANCE = 0.05
Law = Mapping[int, int]


@cache
def noise_floor(
    n: int, categories: int = CATEGORIES, significance: float = SIGNIFICANCE
) -> NoiseFloor:
    r"""What agreement of ``n`` people must pass before it may be called agreement.

    For the chance that two people agree, the smallest p with
    :math:`\Pr(P \ge p) \le \alpha`; for the deviation from the median, the largest a with
    :math:`\Pr(AD_{Md} \le a) \le \alpha`, under n independent uniform answers.

    Parameters
    ----------
    n
        People, at least 2.
    categories
        Levels, or actors that can be named.
    significance
        How often chance may be taken for agreement, 0.05 for one time in twenty.

    Returns
    -------
    NoiseFloor
        ``deviation`` in levels, the others from 0 to 1.

    Raises
    ------
    ScoringError
        Below two people or two categories.

    Examples
    --------
    >>> floor = noise_floor(5)
    >>> floor.pairs, round(floor.pairs_chance, 3), floor.deviation
    (0.6, 0.034, 0.2)
    >>> str(noise_floor(2).reason)
    'with 2 answers, even the same answer from all comes by chance too often'
    """
    _check(n, categories)
    every = categories**n
    pairs, deviations = _pair_law(n, categories), _deviation_law(n, categories)
    alike = _rarest(pairs, significance * every, is_high=True)
    close = _rarest(deviations, significance * every, is_high=False)
    reason = Message(
        "with {n} answers, even the same answer from all comes by chance too often", {"n": n}
    )
    return NoiseFloor(
        n=n,
        categories=categories,
        expected_pairs=1 / categories,
        pairs=None if alike is None else alike[0] / (n * (n - 1)),
        pairs_chance=None if alike is None else alike[1] / every,
        deviation=None if close is None else close[0] / n,
        deviation_chance=None if close is None else close[1] / every,
        usual_deviation=_below(deviations, categories * n // 6) / every,
        usual_rwg=_usual_rwg(n, categories) / every,
        reason=reason if close is None else None,
    )


def chance_of_deviation(n: int, deviation: float, categories: int = CATEGORIES) -> float:
    """How often ``n`` people who answer at random are as close as ``deviation``, or closer.

    ``deviation`` is theirs from the median, in levels (see `ad_median`). From 0 to 1; 1 for one
    person. Raises `ScoringError` without people or below two categories.

    Examples
    --------
    >>> round(chance_of_deviation(5, 0.2), 3)
    0.014
    >>> chance_of_deviation(3, 0)
    0.04
    """
    if n == 1:
        return 1.0
    _check(n, categories)
    ways = _below(_deviation_law(n, categories), round(deviation * n))
    return float(ways / categories**n)


@cache
def _pair_law(n: int, categories: int) -> Law:
    """In how many ways n answers make each number of ordered pairs of equal answers."""
    states = Counter({(n, 0): 1})
    for _ in range(categories):
        reached: Counter[tuple[int, int]] = Counter()
        for (left, pairs), ways in states.items():
            for taken in range(left + 1):
                place = left - taken, pairs + taken * (taken - 1)
                reached[place] += ways * comb(left, taken)
        states = reached
    return {pairs: ways for (left, pairs), ways in states.items() if not left}


@cache
def _deviation_law(n: int, categories: int) -> Law:
    """In how many ways n answers stand at each total distance from their median.

    The lower median takes each level in turn: fewer than half of the answers are below it, half
    at most above it, and the total is the same whichever median is meant.
    """
    law: Counter[int] = Counter()
    for level in range(categories):
        below = _distances(level, (n - 1) // 2)
        above = _distances(categories - 1 - level, n // 2)
        for low, lower in enumerate(below):
            upper: Counter[int] = Counter()
            for high, distances in enumerate(above):
                for distance, ways in distances.items():
                    upper[distance] += comb(n - low, high) * ways
            for distance, ways in lower.items():
                for other, ways_above in upper.items():
                    law[distance + other] += comb(n, low) * ways * ways_above
    return law


def _distances(farthest: int, people: int) -> list[Law]:
    """For 0 to ``people`` answers, in how many ways their distances, 1 to farthest, add up."""
    laws: list[Law] = [{0: 1}]
    for _ in range(people):
        reached: Counter[int] = Counter()
        for distance, ways in laws[-1].items():
            for step in range(1, farthest + 1):
                reached[distance + step] += ways
        laws.append(reached)
    return laws


def _usual_rwg(n: int, categories: int) -> int:
    """In how many ways n answers reach an rWG of 0.70."""
    sums = Counter({(0, 0): 1})
    for _ in range(n):
        reached: Counter[tuple[int, int]] = Counter()
        for (total, squares), ways in sums.items():
            for level in range(1, categories + 1):
                reached[total + level, squares + level**2] += ways
        sums = reached
    most = (categories**2 - 1) * n * (n - 1)
    return sum(
        ways for (total, squares), ways in sums.items() if 40 * (n * squares - total**2) <= most
    )


def _below(law: Law, most: int) -> int:
    return sum(ways for value, ways in law.items() if value <= most)


def _rarest(law: Law, most: float, *, is_high: bool) -> tuple[int, int] | None:
    """The last value, from the end that means agreement, that chance seldom reaches; its ways."""
    found, reached = None, 0
    for value in sorted(law, reverse=is_high):
        reached += law[value]
        if reached > most:
            break
        found = value, reached
    return found


def _check(n: int, categories: int) -> None:
    if n < 2 or categories < 2:  # noqa: PLR2004 - agreement takes two
        raise ScoringError(
            "chance cannot be told", expected="two people and two categories", got=(n, categories)
        )
