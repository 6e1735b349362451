"""Perception gaps for tests of pages: a telling one, and one of which nothing is known."""

from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.experience import CategoryLoss, LostTimeFacts, Quarter
from infopilot.model.perception import (
    Availability,
    CrossedView,
    ExperienceSource,
    Light,
    LostTime,
    PairedGap,
    PerceptionGap,
    PerceptionStatus,
    RelativeRisk,
    Trace,
    ViewedBy,
)
from infopilot.model.text import Message

NO_LOG = Message("no ticket log has been imported")
UNKNOWN = Estimate(value=None, n=0, reason=NO_LOG)


def ranged(value, low, high, n, kind=RangeKind.CONFIDENCE_95):
    return Estimate(value=value, low=low, high=high, range=kind, n=n)


def quarter(met, satisfied, rated=40):
    return Quarter(told=100, met=met, rated=rated, satisfied=satisfied)


WATERMELON = PerceptionGap(
    status=PerceptionStatus.WATERMELON,
    sla=Light.GREEN,
    experience=Light.RED,
    experience_source=ExperienceSource.RATINGS,
    sla_met=ranged(0.94, 0.92, 0.96, 829, RangeKind.BOOTSTRAP_95),
    sla_target=0.9,
    satisfied=ranged(0.48, 0.42, 0.54, 281),
    bounds=ranged(0.48, 0.2, 0.75, 1000, RangeKind.BOUNDS),
    return_share=0.28,
    paired=PairedGap(
        estimate=ranged(0.46, 0.39, 0.52, 281),
        unmatched_met=131,
        unmatched_missed=3,
        standard_error=0.03,
        p_value=1e-20,
    ),
    watermelon_rate=ranged(0.27, 0.22, 0.32, 263),
    relative_risk=RelativeRisk(
        estimate=ranged(1.67, 0.96, 2.91, 281), phi=ranged(0.1, -0.02, 0.21, 281), tells_apart=False
    ),
    lost_time=LostTime(
        facts=LostTimeFacts(
            n=281,
            minutes=10_655.0,
            main_incidents=91,
            top_share=0.7,
            categories=(
                CategoryLoss(category="ERP > <b>Production</b>", incidents=200, minutes=8000.0),
                CategoryLoss(category=None, incidents=81, minutes=2655.0),
            ),
        ),
        main_share=0.8,
    ),
    trace=Trace(
        estimate=ranged(0.18, 0.106, 0.306, 12),
        reported=ranged(0.19, 0.08, 0.4, 25),
        tickets=30,
        staff=80,
        declared=25,
        respondents=12,
        window_days=30,
    ),
    availability=Availability(
        perceived=ranged(0.56, 0.51, 0.6, 36), recorded=Estimate(value=0.9987, n=30, reason=NO_LOG)
    ),
    satisfied_people=ranged(0.47, 0.32, 0.63, 36),
    user_experience=ranged(0.58, 0.53, 0.63, 36),
    listed_from=1.0,
    crossed=(
        CrossedView(
            question="RD1",
            against=ViewedBy.USERS,
            provider=4.5,
            provider_answers=2,
            other=2.25,
            other_answers=31,
            difference=ranged(2.25, 2.0, 2.5, 33),
        ),
        CrossedView(
            question="RD2",
            against=ViewedBy.CLIENT,
            provider=2.0,
            provider_answers=1,
            other=3.0,
            other_answers=2,
            difference=Estimate(value=-1.0, n=3, reason=Message("no interval: too few answers")),
        ),
        CrossedView(
            question="AP1",
            against=ViewedBy.CLIENT,
            provider=2.0,
            provider_answers=1,
            other=2.5,
            other_answers=2,
            difference=Estimate(value=-0.5, n=3, reason=Message("no interval: too few answers")),
        ),
    ),
    by_quarter={
        "2025-Q3": quarter(94, 19),
        "2025-Q4": quarter(95, 20),
        "2026-Q1": quarter(93, 4, rated=9),
    },
)
NOTHING = PerceptionGap(
    status=None,
    sla=None,
    experience=None,
    experience_source=None,
    sla_met=UNKNOWN,
    sla_target=0.95,
    satisfied=UNKNOWN,
    bounds=None,
    return_share=None,
    paired=PairedGap(estimate=UNKNOWN),
    watermelon_rate=UNKNOWN,
    relative_risk=RelativeRisk(estimate=UNKNOWN, phi=UNKNOWN),
    lost_time=LostTime(reason=NO_LOG),
    trace=Trace(estimate=UNKNOWN, reported=UNKNOWN),
    availability=Availability(perceived=UNKNOWN, recorded=UNKNOWN),
    satisfied_people=UNKNOWN,
    user_experience=UNKNOWN,
    listed_from=1.0,
    reason=NO_LOG,
)
