"""Two campaigns of an engagement side by side."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from infopilot.app.workbook import WINDOW, Workbook
from infopilot.model.comparison import Comparison
from infopilot.model.engagement import Campaign
from infopilot.model.errors import EngagementError
from infopilot.model.estimate import Estimate
from infopilot.model.periods import Period, ServiceRecord
from infopilot.model.score import ExperiencedDependency, Friction
from infopilot.scoring.comparison.campaigns import Round, comparison
from infopilot.scoring.dependency.mix import experienced_dependency
from infopilot.scoring.dependency.whole import NO_LOG
from infopilot.scoring.perception.friction import friction

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation

QUARTER = WINDOW / 4
UNKNOWN = Estimate(value=None, reason=NO_LOG)
QUIET = timedelta(days=7)
"""A log may begin with some days without any ticket."""


def compare(workbook: Workbook, before: str, after: str) -> Comparison:
    """What changed from campaign ``before`` to campaign ``after``.

    Raises `EngagementError` for an unknown campaign, twice the same, or the later one first.
    """
    campaigns = [workbook.engagement.campaign(each) for each in (before, after)]
    if campaigns[0].opened_on >= campaigns[1].opened_on:
        raise EngagementError(
            "these two campaigns cannot be compared in this order",
            expected="the earlier campaign first, then a later one",
            got=f"{before} {after}",
        )
    return comparison(
        _round(workbook, campaigns[0]), _round(workbook, campaigns[1]), workbook.method
    )


def comparisons(workbook: Workbook, campaigns: Sequence[str]) -> dict[str, Comparison]:
    """Each of these ``campaigns`` compared with the one of them before it, by the later one."""
    opened = {each: workbook.engagement.campaign(each).opened_on for each in campaigns}
    ordered = sorted(campaigns, key=lambda each: opened[each])
    return {
        after: compare(workbook, before, after)
        for before, after in pairwise(ordered)
        if opened[before] < opened[after]
    }


def _round(workbook: Workbook, campaign: Campaign) -> Round:
    facts, method = workbook.incident_facts(campaign.id), workbook.method
    release = workbook.release(campaign.id)
    return Round(
        campaign=campaign.id,
        questionnaire=release.questionnaire,
        answers=release.answers,
        users=workbook.engagement.users(campaign.id),
        without_margin=release.without_margin,
        publications=workbook.publications(campaign.id),
        facts=workbook.known_facts(campaign.id),
        experienced=_estimate(experienced_dependency(facts, method)) if facts else UNKNOWN,
        friction=_estimate(friction(facts, method)) if facts else UNKNOWN,
        service=_service(workbook, campaign),
    )


def _estimate(index: ExperiencedDependency | Friction) -> Estimate:
    return Estimate(
        value=index.value,
        low=getattr(index, "low", None),
        high=getattr(index, "high", None),
        reason=index.reason,
    )


def _service(workbook: Workbook, campaign: Campaign) -> ServiceRecord | None:
    """The log's twelve months before ``campaign``, or before its end, and their quarters."""
    if not workbook.folder.incidents.exists():
        return None
    from infopilot.app.facts import log_ends  # noqa: PLC0415 - duckdb
    from infopilot.incidents.conversion.canonical import open_canonical  # noqa: PLC0415

    table = open_canonical(workbook.folder.incidents)
    first, last = log_ends(table)
    end = min(datetime.combine(campaign.opened_on, time(), UTC), last)
    starts = [end - rank * QUARTER for rank in (4, 3, 2, 1)]
    covered = [start for start in starts if start + QUIET >= first]
    return ServiceRecord(
        year=_period(workbook, table, end - WINDOW, end),
        quarters=tuple(_period(workbook, table, each, each + QUARTER) for each in covered),
    )


def _period(
    workbook: Workbook, table: "DuckDBPyRelation", start: datetime, end: datetime
) -> Period:
    from infopilot.incidents.counting.periods import count_period  # noqa: PLC0415 - duckdb

    satisfied = workbook.method.incidents.satisfied_from
    return count_period(table, start, end, satisfied_from=satisfied)
