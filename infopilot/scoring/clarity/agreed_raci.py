"""Whether the workshop has settled every decision: one holder each, and somebody who does."""

from collections.abc import Iterable, Iterator

from infopilot.model.agreement import AgreedDecision, AgreedMap
from infopilot.model.decisions import Actor, Decision
from infopilot.model.errors import ScoringError
from infopilot.model.text import Message


def agreed_raci(decisions: Iterable[Decision], agreed: Iterable[AgreedDecision]) -> AgreedMap:
    r"""Share of the decisions that were settled: exactly one accountable, one responsible or more.

    .. math:: \frac{1}{D} \sum_d 1[|A_d| = 1]\,1[|R_d| \ge 1]

    "Nobody" is no holder and does nothing. The minutes close at 1.

    Parameters
    ----------
    decisions
        The decisions that were to be settled.
    agreed
        What was settled, one row per decision; a decision without a row is not settled.

    Returns
    -------
    AgreedMap
        ``coverage`` from 0 to 1, None with its reason without any decision; ``missing``, in the
        order of ``decisions``, says what each of the others lacks.

    Raises
    ------
    ScoringError
        If a row is on a decision that was not to be settled, or two are on the same one.

    References
    ----------
    M. B. Smith, J. Erwin, "Role and responsibility charting (RACI)": one accountable, and one
    only, for each activity.

    Examples
    --------
    >>> from infopilot.model.text import Text
    >>> budget = Decision(
    ...     id="K02", text=Text("Budget", "Budget"), target=frozenset(), tolerated=frozenset(),
    ...     responsible=frozenset(), weight=3, core=True,
    ... )
    >>> settled = agreed_raci([budget], [AgreedDecision("K02", ("DIR",), ("REF",))])
    >>> settled.coverage, settled.is_complete
    (1.0, True)
    >>> str(agreed_raci([budget], [AgreedDecision("K02", ("DIR", "REF"))]).missing["K02"][0])
    '2 have the last word where one must: DIR, REF'
    """
    wanted = [decision.id for decision in decisions]
    rows: dict[str, AgreedDecision] = {}
    for row in agreed:
        if row.decision not in wanted or row.decision in rows:
            raise ScoringError(
                "a decision was settled twice, or is not among those to settle", got=row.decision
            )
        rows[row.decision] = row
    if not wanted:
        return AgreedMap(coverage=None, decisions=0, reason=Message("there is nothing to settle"))
    lacking = {key: tuple(_lacking(rows.get(key, AgreedDecision(key)))) for key in wanted}
    missing = {key: messages for key, messages in lacking.items() if messages}
    return AgreedMap(
        coverage=1 - len(missing) / len(wanted), decisions=len(wanted), missing=missing
    )


def _lacking(row: AgreedDecision) -> Iterator[Message]:
    holders = sorted(set(row.accountable) - {Actor.NOBODY})
    if not holders:
        yield Message("nobody has the last word")
    if len(holders) > 1:
        yield Message(
            "{n} have the last word where one must: {actors}",
            {"n": len(holders), "actors": ", ".join(holders)},
        )
    if not set(row.responsible) - {Actor.NOBODY}:
        yield Message("nobody does it")
