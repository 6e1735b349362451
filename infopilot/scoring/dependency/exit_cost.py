"""What leaving the provider would cost and how long it would take, from a worksheet."""

from collections.abc import Mapping

from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.exit_cost import (
    CostLine,
    ExitAnchors,
    ExitCost,
    ExitCostSheet,
    ExitReading,
    ThreePoint,
)
from infopilot.model.text import Message, counted

NOT_STATED = Message("this line of the worksheet is not filled in")
NO_SPEND = Message("the yearly spend with the provider is not stated")
NO_MONTHS = Message("the months needed to switch provider are not stated")
NO_LIMIT = Message("the months that the company can bear are not stated")


def exit_cost(sheet: ExitCostSheet, anchors: ExitAnchors) -> ExitCost:
    r"""Exit cost, its ratio to the yearly spend, and the switch-time ratio.

    .. math:: \rho = \frac{\sum_l c_l}{\text{yearly spend}} \qquad
       \tau = \frac{\text{months to switch}}{\text{tolerable months}}

    Each quantity is low / likely / high; ends add up with ends, so that the range holds whatever
    happens together. An unknown line is not taken for 0: the likely total is then None with its
    reason, its low end counts the lines that are known, and its high end is open.

    Parameters
    ----------
    sheet
        Lines in euros, months, the yearly spend in euros; None for what is not known.
    anchors
        Ratios of the yearly spend that the result is read against.

    Returns
    -------
    ExitCost
        ``total`` in euros, ``ratio`` from 0 up (1: one year of spend), ``switch_ratio`` from 0 up
        (1: just in time), each with its bounds.

    References
    ----------
    C. Peukert, "Determinants and heterogeneity of switching costs in IT outsourcing: estimates
    from firm-level data", 2019: a third of the yearly spend on average, in 1 318 US credit unions.

    Examples
    --------
    >>> cost = ThreePoint(low=5, likely=10, high=20)
    >>> sheet = ExitCostSheet(annual_spend=100, lines=dict.fromkeys(CostLine, cost))
    >>> exit_cost(sheet, ExitAnchors(light=0.1, ordinary=0.33, severe=1)).ratio.value
    0.6
    """
    lines = {line: _estimate(sheet.lines.get(line), NOT_STATED) for line in CostLine}
    total = _total(lines)
    ratio = _ratio(total, sheet.annual_spend, NO_SPEND)
    months = _estimate(sheet.months_to_switch, NO_MONTHS)
    return ExitCost(
        total=total,
        ratio=ratio,
        reading=None if ratio.value is None else exit_reading(ratio.value, anchors),
        lines=lines,
        months=months,
        tolerable_months=sheet.tolerable_months,
        switch_ratio=_ratio(months, sheet.tolerable_months, NO_LIMIT),
    )


def exit_reading(ratio: float, anchors: ExitAnchors) -> ExitReading:
    """How a ratio reads: light up to the first anchor, severe from the last one on.

    Examples
    --------
    >>> exit_reading(0.4, ExitAnchors(light=0.1, ordinary=0.33, severe=1))
    <ExitReading.HEAVY: 'heavy'>
    """
    if ratio <= anchors.light:
        return ExitReading.LIGHT
    if ratio <= anchors.ordinary:
        return ExitReading.ORDINARY
    return ExitReading.HEAVY if ratio < anchors.severe else ExitReading.SEVERE


def _estimate(stated: ThreePoint | None, reason: Message) -> Estimate:
    if stated is None:
        return Estimate(value=None, reason=reason)
    return Estimate(value=stated.likely, low=stated.low, high=stated.high, range=RangeKind.BOUNDS)


def _total(lines: Mapping[CostLine, Estimate]) -> Estimate:
    known = [line for line in lines.values() if line.value is not None]
    low = sum(line.low or 0 for line in known)
    if len(known) == len(lines):
        return Estimate(
            value=sum(line.value or 0 for line in known),
            low=low,
            high=sum(line.high or 0 for line in known),
            range=RangeKind.BOUNDS,
            n=len(known),
        )
    return Estimate(
        value=None,
        low=low if known else None,
        range=RangeKind.BOUNDS if known else None,
        n=len(known),
        reason=counted(
            len(known),
            "{n} of the {lines} lines of the exit-cost worksheet is filled in",
            "{n} of the {lines} lines of the exit-cost worksheet are filled in",
            lines=len(lines),
        ),
    )


def _ratio(part: Estimate, whole: float | None, reason: Message) -> Estimate:
    if not whole:
        return Estimate(value=None, n=part.n, reason=reason)
    value, low, high = (
        None if end is None else end / whole for end in (part.value, part.low, part.high)
    )
    return Estimate(value=value, low=low, high=high, range=part.range, n=part.n, reason=part.reason)
