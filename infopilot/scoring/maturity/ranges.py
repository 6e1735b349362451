"""The range of a dimension: what other users of the same company might have made of it."""

from collections.abc import Sequence
from math import inf

from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.text import Message
from infopilot.scoring.maturity.profiles import Means, Profile, grade, question_mean
from infopilot.scoring.maturity.sampling import (
    Effects,
    grade_effects,
    own_effects,
    population,
    question_effects,
    users,
)
from infopilot.scoring.maturity.sheets import Sheet
from infopilot.scoring.statistics.distributions import student_quantile
from infopilot.scoring.statistics.means import TWO_SIDED_95, standard_error

LOWEST, HIGHEST = 1.0, 5.0
NAMED_ONLY = Message(
    "no margin: only people who answer by name count here, and all of them are asked"
)


def maturity_range(seen: Profile, means: Means, value: float) -> Estimate:
    r"""The score ``value`` of a dimension with its 95 % range, in levels.

    .. math:: \min(S \pm h_S,\ \min_{i \in key}(1 + m_i \pm h_i))

    Each half width ``h`` is Student's, with the finite population, of what users bring (see
    `infopilot.scoring.maturity.sampling`): the cap applies to both ends. Named roles are all
    asked, so they bring no chance. Below ``minimum_users`` of the method, and without any user,
    there is no range, and ``reason`` says why.
    """
    n = len(users(seen))
    why = _too_few(n, seen)
    if why is not None:
        return Estimate(value=value, n=n or None, reason=why)
    middle, half = grade(seen, means), _half(grade_effects(seen, means), seen)
    cap_low, cap_high = _caps(seen, means)
    return Estimate(
        value=value,
        low=max(LOWEST, min(middle - half, cap_low)),
        high=min(HIGHEST, middle + half, cap_high),
        range=RangeKind.CONFIDENCE_95,
        n=n,
    )


def users_range(seen: Profile, sheets: Sequence[Sheet], value: float) -> Estimate:
    """The mean ``value`` of users alone with its 95 % range: what ``sheets`` say of all users."""
    n = len(sheets)
    why = _too_few(n, seen)
    if why is not None:
        return Estimate(value=value, n=n, reason=why)
    half = _half(own_effects(seen, sheets), seen)
    return Estimate(
        value=value,
        low=max(LOWEST, value - half),
        high=min(HIGHEST, value + half),
        range=RangeKind.CONFIDENCE_95,
        n=n,
    )


def _too_few(n: int, seen: Profile) -> Message | None:
    needed = seen.method.sampling.minimum_users
    if not n:
        return NAMED_ONLY
    if n < needed:
        return Message(
            "no margin: fewer than {needed} users answered, so their answers are points, "
            "not an average to rely on",
            {"needed": needed},
        )
    return None


def _half(effects: Effects, seen: Profile) -> float:
    n = len(effects)
    error = standard_error(list(effects.values()), population(seen, n))
    return student_quantile(TWO_SIDED_95, n - 1) * error


def _caps(seen: Profile, means: Means) -> tuple[float, float]:
    """The lowest and highest that the cap of the key questions may be."""
    low = high = inf
    headroom = seen.method.maturity.key_headroom
    for question in seen.dimension.questions:
        mean = question_mean(seen, means, question.id) if question.key else None
        if mean is not None:
            half = _half(question_effects(seen, means, question.id), seen)
            low = min(low, mean - half + headroom)
            high = min(high, mean + half + headroom)
    return low, high
