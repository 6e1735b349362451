r"""On how few holders the incidents rest, from the number of incidents of each holder.

With ``n_i`` incidents of holder ``i`` and ``n = Σ n_i``; counts of 0 are ignored everywhere.
"""

from collections.abc import Iterable, Mapping

from infopilot.model.errors import ScoringError
from infopilot.model.incidents import Concentration


def herfindahl(counts: Iterable[int]) -> float | None:
    r"""Herfindahl-Hirschman index: the chance that two draws with replacement meet one holder.

    .. math:: H = \sum_i (n_i / n)^2

    Between 1/N (N equal holders) and 1 (one holder); None without any incident. Biased upwards
    by (1 - H)/n on small logs: see `herfindahl_unbiased`.

    Examples
    --------
    >>> herfindahl([7, 2, 2, 2, 1])
    0.3163...
    """
    held = _held(counts)
    n = sum(held)
    return sum(count * count for count in held) / (n * n) if n else None


def herfindahl_unbiased(counts: Iterable[int]) -> float | None:
    r"""Chance that two distinct incidents meet the same holder.

    .. math:: H_u = \frac{\sum_i n_i (n_i - 1)}{n (n - 1)}

    Between 0 (nobody twice) and 1; never above `herfindahl`; None below two incidents.

    Examples
    --------
    >>> herfindahl_unbiased([7, 2, 2, 2, 1])
    0.2637...
    """
    held = _held(counts)
    n = sum(held)
    return sum(count * (count - 1) for count in held) / (n * (n - 1)) if n > 1 else None


def effective_holders(counts: Iterable[int]) -> float | None:
    r"""How many equally busy holders would give the same concentration.

    .. math:: N_{eff} = \min(1 / H_u, N)

    Between 1 and the number N of holders seen; N when nobody comes twice; None below two
    incidents. "It is as if 3.8 people did everything."

    References
    ----------
    M. Laakso, R. Taagepera, "Effective number of parties", 1979, on unbiased shares.

    Examples
    --------
    >>> effective_holders([7, 2, 2, 2, 1])
    3.7916...
    """
    held = _held(counts)
    unbiased = herfindahl_unbiased(held)
    if unbiased is None:
        return None
    return min(1 / unbiased, float(len(held))) if unbiased > 0 else float(len(held))


def bus_factor(counts: Iterable[int], share: float = 0.5) -> int | None:
    """Smallest number of holders who together hold at least ``share`` of the incidents.

    From 1 to the number of holders; None without any incident.

    Raises
    ------
    ScoringError
        If ``share`` is not above 0 and at most 1.

    References
    ----------
    After the truck factor of G. Avelino et al., 2016, counted on incidents.

    Examples
    --------
    >>> bus_factor([7, 2, 2, 2, 1]), bus_factor([7, 2, 2, 2, 1], 0.8)
    (1, 4)
    """
    if not 0 < share <= 1:
        raise ScoringError("not a share", expected="above 0 and at most 1", got=share)
    held = sorted(_held(counts), reverse=True)
    wanted = share * sum(held)
    reached = 0
    for rank, count in enumerate(held, start=1):
        reached += count
        # 0.8 x 5 is a hair above 4 in floating point on some totals.
        if reached >= wanted - 1e-9:
            return rank
    return None


def sole_holder_share(
    by_category: Mapping[str, Iterable[int]], *, share: float = 0.8, minimum: int = 5
) -> float | None:
    r"""Share of the incidents that fall in categories held by one resolver.

    .. math:: \frac{\sum_c n_c [n_c \ge minimum][\max_i n_{ci} \ge share \cdot n_c]}{\sum_c n_c}

    From 0 to 1; None without any incident. Categories below ``minimum`` incidents never count as
    held by one person, but stay in the total.

    Examples
    --------
    >>> sole_holder_share({"ERP": [5], "Network": [3, 3]})
    0.4545...
    """
    counts = {category: _held(held) for category, held in by_category.items()}
    total = sum(map(sum, counts.values()))
    if not total:
        return None
    sole = sum(
        sum(held)
        for held in counts.values()
        if held and sum(held) >= minimum and max(held) >= share * sum(held) - 1e-9
    )
    return sole / total


def concentration(counts: Iterable[int], missing: float = 0.0) -> Concentration | None:
    """All of it at once: top shares, both indices, effective holders.

    ``missing`` is the share of incidents without a known holder, which are not in ``counts``.
    None without any incident.

    Examples
    --------
    >>> seen = concentration([7, 2, 2, 2, 1], missing=0.125)
    >>> seen.n, seen.distinct, seen.top1
    (14, 5, 0.5)
    """
    held = sorted(_held(counts), reverse=True)
    n = sum(held)
    hhi = herfindahl(held)
    if hhi is None:
        return None
    return Concentration(
        n=n,
        distinct=len(held),
        top1=held[0] / n,
        top3=sum(held[:3]) / n,
        top5=sum(held[:5]) / n,
        hhi=hhi,
        hhi_unbiased=herfindahl_unbiased(held),
        effective=effective_holders(held),
        missing=missing,
    )


def _held(counts: Iterable[int]) -> list[int]:
    held = [int(count) for count in counts if count]
    if any(count < 0 for count in held):
        raise ScoringError("a count of incidents is negative", got=min(held))
    return held
