"""The part of ``method.yaml`` on ticket logs: indicators, traps, figures against experience."""

from infopilot.documents import Document
from infopilot.storage.parameters import (
    CountParameter,
    CountsParameter,
    HeadroomParameter,
    HoursParameter,
    LevelHoursParameter,
    RampParameter,
    RatingParameter,
    ShareParameter,
    SharesParameter,
    TimesParameter,
    WeekHoursParameter,
    WeightParameter,
)


class IncidentsDocument(Document):
    """Parameters of the incident indicators."""

    sole_holder_share: ShareParameter
    sole_holder_minimum: CountParameter
    backlog_minimum: CountParameter
    bus_factor_shares: SharesParameter
    minimum_incidents: CountParameter
    minimum_told: ShareParameter
    minimum_weeks: CountParameter
    closure_window_minutes: CountParameter
    closure_times_usual: TimesParameter
    closure_minimum: CountParameter
    auto_close_share: ShareParameter
    auto_close_early_hours: HoursParameter
    auto_close_late_hours: HoursParameter
    satisfied_from: ShareParameter
    dissatisfied_to: ShareParameter
    lost_time_main_share: ShareParameter
    lost_time_top_share: ShareParameter
    stoppage_days: CountParameter


class UserExperienceWeights(Document):
    """Weights of the three parts of the index of user experience."""

    satisfaction: WeightParameter
    lost_time: WeightParameter
    availability: WeightParameter


class PerceptionDocument(Document):
    """Parameters of the perception gap: figures beside what people live."""

    sla_target: ShareParameter
    sla_margin: ShareParameter
    satisfied_green: ShareParameter
    satisfied_amber: ShareParameter
    satisfied_rating: RatingParameter
    minimum_rated: CountParameter
    low_return: ShareParameter
    crossed_difference: HeadroomParameter
    crossed_minimum: CountParameter
    lost_hours: LevelHoursParameter
    opening_hours: WeekHoursParameter
    user_experience: UserExperienceWeights
    lost_hours_ramp: RampParameter


class TrapsDocument(Document):
    """From which figures on the export doctor speaks of a trap."""

    minimum_tickets: CountParameter
    sla_at_closure_share: ShareParameter
    sla_one_sided_minimum: CountParameter
    robot_share: ShareParameter
    robot_times_next: TimesParameter
    robot_minute_share: ShareParameter
    machine_share: ShareParameter
    mostly_requests_share: ShareParameter
    request_words_share: ShareParameter
    flat_priority_share: ShareParameter
    row_limits: CountsParameter
    asked_days: CountParameter
    minimum_days: CountParameter
    thin_month_share: ShareParameter
    thin_month_busiest: CountParameter
    after_fact_minutes: CountParameter
    after_fact_share: ShareParameter
    same_date_share: ShareParameter
    test_titles: CountParameter
