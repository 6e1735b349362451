"""What users live, as far as a ticket log tells: ratings, time lost, stoppages of late."""

import math
from collections import Counter

from infopilot.incidents.counting.counts import DAY, ENDED
from infopilot.incidents.counting.cubes import Cube, Key
from infopilot.model.experience import (
    CategoryLoss,
    LostTimeFacts,
    Quarter,
    SatisfactionFacts,
    StoppageFacts,
    Verdicts,
)
from infopilot.model.method import IncidentMethod
from infopilot.scoring.service.lost_time import minutes_lost, top_share, weightiest

ROUNDING = 1e-9
MONTHS = 3


def count_satisfaction(
    judged: Cube, closed: int, method: IncidentMethod
) -> SatisfactionFacts | None:
    """How closed incidents were rated, alone and beside their service level; None without ratings.

    ``judged`` counts closed incidents by ``sla_met``, ``satisfaction`` and ``opened_month``.
    """
    cells = _cells(judged, method)
    felt, crossed = _summed(cells, 1), _summed(cells, 0, 1)
    rated = felt.total() - felt[None,]
    if not rated:
        return None
    return SatisfactionFacts(
        rated=rated,
        satisfied=felt["satisfied",],
        dissatisfied=felt["dissatisfied",],
        return_share=rated / closed,
        satisfied_share=felt["satisfied",] / rated,
        verdicts=Verdicts(
            **{
                f"{side}_{word}": crossed[met, word]
                for met, side in ((True, "met"), (False, "missed"))
                for word in ("satisfied", "neutral", "dissatisfied")
            }
        ),
        by_quarter=_quarters(cells),
    )


def count_lost_time(losses: Cube, method: IncidentMethod) -> LostTimeFacts | None:
    """Time lost over the closed incidents that tell it, and to how few of them; None if none does.

    ``losses`` counts closed incidents by ``lost_minutes`` and ``category``.
    """
    seen = losses.by("lost_minutes", "category")
    told = {
        (_number(lost), category): count
        for (lost, category), count in seen.items()
        if lost is not None and _number(lost) >= 0
    }
    by_minutes: Counter[float] = Counter()
    for (lost, _), count in told.items():
        by_minutes[lost] += count
    if not by_minutes:
        return None
    return LostTimeFacts(
        n=by_minutes.total(),
        minutes=minutes_lost(by_minutes),
        main_incidents=weightiest(by_minutes, method.lost_time_main_share),
        top_share=top_share(by_minutes, method.lost_time_top_share),
        categories=_categories(told),
    )


def count_stoppages(stops: Cube, reference_minute: int, method: IncidentMethod) -> StoppageFacts:
    """Blocking incidents opened in the last days of the log, and how long any were going on then.

    ``stops`` counts blocking incidents by ``opened_minute``, ``minutes_to_resolve`` and
    ``status_group``. One that is over without saying when is counted and lasts nothing.
    """
    start = reference_minute - method.stoppage_days * DAY
    seen = stops.by("opened_minute", "minutes_to_resolve", "status_group")
    opened_then, minutes = 0, []
    for (opened, lasted, state), count in seen.items():
        since = _number(opened)
        opened_then += count * (start < since <= reference_minute)
        if lasted is None and state in ENDED:
            continue
        until = reference_minute if lasted is None else since + _number(lasted)
        going = min(until, reference_minute) - max(since, start)
        minutes.append(count * max(0.0, going))
    return StoppageFacts(
        n=opened_then, window_days=method.stoppage_days, minutes=math.fsum(minutes)
    )


def _cells(judged: Cube, method: IncidentMethod) -> Counter[Key]:
    """Counts by service level, word for the rating and month."""
    cells: Counter[Key] = Counter()
    for (met, rating, month), count in judged.by("sla_met", "satisfaction", "opened_month").items():
        cells[met, _word(rating, method), month] += count
    return cells


def _word(rating: object, method: IncidentMethod) -> str | None:
    if rating is None or not 0 <= (share := _number(rating)) <= 1:
        return None
    if share >= method.satisfied_from - ROUNDING:
        return "satisfied"
    return "dissatisfied" if share <= method.dissatisfied_to + ROUNDING else "neutral"


def _summed(cells: Counter[Key], *places: int) -> Counter[Key]:
    """The counts of ``cells`` by some of their places only."""
    sums: Counter[Key] = Counter()
    for key, count in cells.items():
        sums[tuple(key[place] for place in places)] += count
    return sums


def _quarters(cells: Counter[Key]) -> dict[str, Quarter]:
    sums: dict[str, Counter[str]] = {}
    for (met, word, month), count in cells.items():
        if month is not None:
            seen = sums.setdefault(_quarter(str(month)), Counter())
            seen["told"] += count * (met is not None)
            seen["met"] += count * (met is True)
            seen["rated"] += count * (word is not None)
            seen["satisfied"] += count * (word == "satisfied")
    names = ("told", "met", "rated", "satisfied")
    return {
        quarter: Quarter(**{name: seen[name] for name in names})
        for quarter, seen in sorted(sums.items())
    }


def _quarter(month: str) -> str:
    """The quarter of a month.

    >>> _quarter("2026-03"), _quarter("2026-04")
    ('2026-Q1', '2026-Q2')
    """
    year, _, rank = month.partition("-")
    return f"{year}-Q{(int(rank) - 1) // MONTHS + 1}"


def _categories(told: dict[tuple[float, object], int]) -> tuple[CategoryLoss, ...]:
    by_category: dict[object, Counter[float]] = {}
    for (lost, category), count in told.items():
        by_category.setdefault(category, Counter())[lost] += count
    losses = [
        CategoryLoss(
            category=None if name is None else str(name),
            incidents=own.total(),
            minutes=minutes_lost(own),
        )
        for name, own in by_category.items()
    ]
    return tuple(sorted(losses, key=lambda loss: (-loss.minutes, loss.category or "")))


def _number(value: object) -> float:
    return float(str(value))
