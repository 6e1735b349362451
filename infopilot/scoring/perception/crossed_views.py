"""The same questions put to both sides: where the provider's view and the other's differ."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import fmean

from infopilot.model.answers import Answer
from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.method import Method
from infopilot.model.people import Role, Side
from infopilot.model.perception import CrossedView, ViewedBy
from infopilot.model.questionnaire import LEVELS, Question, Questionnaire
from infopilot.model.text import Message
from infopilot.scoring.disclosure.withheld import bare
from infopilot.scoring.statistics.mean_differences import Sample, mean_difference
from infopilot.scoring.statistics.means import student_interval

FEWEST = 2
WIDEST = float(LEVELS[-1] - LEVELS[0])


def crossed_views(
    questionnaire: Questionnaire,
    answers: Iterable[Answer],
    method: Method,
    *,
    users: int | None = None,
    without_margin: Collection[str] = (),
) -> tuple[CrossedView, ...]:
    r"""Each question that both sides answered, the widest difference first.

    .. math:: \Delta_i = \overline{x}_{i, provider} - \overline{x}_{i, other}

    In levels as they were declared, from -4 to 4. The other view is that of users and business
    contacts where enough users answered to be shown, else that of the client's named people. A
    question with too few users and no named answer is left out. ``users`` is how many people of
    the role user there are. Intervals are those of `difference`; users bring none to the questions
    of a dimension ``without_margin`` (see `disclose`).
    """
    given = list(answers)
    views = (
        _bare(view) if dimension.id in without_margin else view
        for dimension in questionnaire.dimensions
        for question in dimension.questions
        if (view := _view(question, given, method, users)) is not None
    )
    return tuple(sorted(views, key=_widest_first))


def difference(
    provider: Sequence[float],
    other: Sequence[float],
    *,
    minimum: int,
    population: int | None = None,
) -> Estimate:
    r"""Mean of the provider's levels minus mean of the others', with a 95 % interval.

    A side with fewer than ``minimum`` answers (two at least) is taken as it is: a few named people
    are all there are, not a sample of more. With one larger side the interval is Student's, that
    of its mean; with two it is Welch's. Ends are cut at -4 and 4.

    Parameters
    ----------
    provider, other
        Levels from 1 to 5, one per respondent; neither side is empty.
    minimum
        Answers from which a side is a sample.
    population
        How many people could have answered on the other side; None when unknown.

    Returns
    -------
    Estimate
        ``n`` counts both sides; without an interval, ``reason`` says why.

    References
    ----------
    B. L. Welch, "The generalization of 'Student's' problem when several different population
    variances are involved", 1947.

    Examples
    --------
    >>> gap = difference([4, 4], [2, 3], minimum=6)
    >>> gap.value, gap.n, str(gap.reason)
    (1.5, 4, 'no interval: fewer than 6 answers on either side')
    """
    value, n = fmean(provider) - fmean(other), len(provider) + len(other)
    fewest = max(FEWEST, minimum)
    halves = _half(provider, other, fewest, population)
    if halves is None:
        few = Message("no interval: fewer than {n} answers on either side", {"n": fewest})
        return Estimate(value=value, n=n, reason=few)
    return Estimate(
        value=value,
        low=max(-WIDEST, value - halves),
        high=min(WIDEST, value + halves),
        range=RangeKind.CONFIDENCE_95,
        n=n,
    )


def _half(
    provider: Sequence[float], other: Sequence[float], fewest: int, population: int | None
) -> float | None:
    """Half of the interval; None when no side is a sample."""
    known = population if population is not None and population >= len(other) else None
    if len(provider) >= fewest and len(other) >= fewest:
        welch = mean_difference(
            Sample(values={f"other {n}": x for n, x in enumerate(other)}, population=known),
            Sample(values={f"provider {n}": x for n, x in enumerate(provider)}),
        )
        return (welch.high - welch.low) / 2
    if len(other) >= fewest:
        return _student_half(other, known)
    return _student_half(provider, None) if len(provider) >= fewest else None


def _student_half(values: Sequence[float], population: int | None) -> float | None:
    mean = student_interval(values, population)
    return None if mean.high is None or mean.value is None else mean.high - mean.value


def _view(
    question: Question, answers: Sequence[Answer], method: Method, users: int | None
) -> CrossedView | None:
    told = list(_levels(question, answers))
    provider = [level for role, level in told if role is Role.PROVIDER]
    against, other = _other_side(told, method.anonymity.minimum_group)
    if not provider or not other:
        return None
    business = sum(role is Role.BUSINESS for role, _ in told)
    population = users + business if users is not None and against is ViewedBy.USERS else None
    return CrossedView(
        question=question.id,
        against=against,
        provider=fmean(provider),
        provider_answers=len(provider),
        other=fmean(other),
        other_answers=len(other),
        difference=difference(
            provider, other, minimum=method.perception.crossed_minimum, population=population
        ),
    )


def _bare(view: CrossedView) -> CrossedView:
    """``view`` without the interval that its users bring."""
    if view.against is not ViewedBy.USERS:
        return view
    return replace(view, difference=bare(view.difference))


def _levels(question: Question, answers: Sequence[Answer]) -> Iterator[tuple[Role, int]]:
    for answer in answers:
        if answer.question == question.id and answer.level is not None:
            yield answer.role, answer.level


def _other_side(told: Sequence[tuple[Role, int]], minimum: int) -> tuple[ViewedBy, list[int]]:
    if sum(role is Role.USER for role, _ in told) >= minimum:
        asked = {Role.USER, Role.BUSINESS}
        return ViewedBy.USERS, [level for role, level in told if role in asked]
    named = [level for role, level in told if role.side is Side.CLIENT and role.is_named]
    return ViewedBy.CLIENT, named


def _widest_first(view: CrossedView) -> tuple[float, str]:
    return -abs(view.provider - view.other), view.question
