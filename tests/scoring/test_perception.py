"""The perception gap of a campaign: the worked example DEP1 once more, and every missing piece."""

from dataclasses import fields, is_dataclass, replace

import pytest

from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.experience import (
    CategoryLoss,
    LostTimeFacts,
    Quarter,
    SatisfactionFacts,
    StoppageFacts,
    Verdicts,
)
from infopilot.model.incidents import IncidentFacts, Interval, SlaFacts
from infopilot.model.perception import ExperienceSource, Light, PerceptionStatus
from infopilot.model.text import Message
from infopilot.scoring.perception.gap import Setting, perception_gap

SETTING = Setting(headcount=80, users=74, sla_target=0.9)
QUARTERS = {"2025-Q2": Quarter(told=100, met=94, rated=50, satisfied=24)}
RATED = SatisfactionFacts(
    rated=60,
    satisfied=30,
    dissatisfied=19,
    return_share=0.6,
    satisfied_share=0.5,
    verdicts=Verdicts(
        met_satisfied=28,
        met_neutral=9,
        met_dissatisfied=15,
        missed_satisfied=2,
        missed_neutral=2,
        missed_dissatisfied=4,
    ),
    by_quarter=QUARTERS,
)
LOSS = LostTimeFacts(
    n=60,
    minutes=2085.0,
    main_incidents=5,
    top_share=0.66,
    categories=(CategoryLoss(category="ERP", incidents=60, minutes=2085.0),),
)
FACTS = IncidentFacts(
    incidents=110,
    closed=100,
    sla=SlaFacts(n=100, met_share=0.94, by_priority={}, by_reassignments={}, by_month={}),
    satisfaction=RATED,
    lost_time=LOSS,
    stoppages=StoppageFacts(n=30, window_days=30, minutes=34_560.0),
)


@pytest.fixture
def questionnaire(ask, form):
    return form({"D1": (ask("RD1"), ask("RD2"))})


@pytest.fixture
def declared(say):
    """Twelve people of whom the stoppages add up to 25, as in O14; 15 of them reported."""
    stopped = [3, 3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 0]
    reported = [3, 3, 3, 3, 3, 0, 0, 0, 0, 0, 0, 4]
    given = [say(f"USR{n:02}", "BLOC", value) for n, value in enumerate(stopped)]
    given += [say(f"USR{n:02}", "SIGN", value) for n, value in enumerate(reported)]
    given += [say(f"USR{n:02}", "SAT", 7 if n < 9 else 6) for n in range(12)]
    return given + [say(f"USR{n:02}", "DISPO", 6) for n in range(12)]


@pytest.fixture
def score(questionnaire, method):
    def scored(answers=(), facts=FACTS, setting=SETTING, **changes):
        changed = replace(method, perception=replace(method.perception, **changes))
        return perception_gap(questionnaire, answers, facts, changed, setting)

    return scored


def unreasoned(value, name=""):
    """Estimates without a value that do not say why, anywhere in a score."""
    if isinstance(value, Estimate):
        if value.value is None and value.reason is None:
            yield name
    elif is_dataclass(value):
        for each in fields(value):
            yield from unreasoned(getattr(value, each.name), f"{name}.{each.name}")


def test_the_published_measures_meet(score, declared):
    """O14: 15 of 52, 4 of 8 against 15 of 52, 30 of 80 against 25 of 12."""
    gap = score(declared)

    assert gap.watermelon_rate.value == pytest.approx(15 / 52)
    assert gap.watermelon_rate.high == pytest.approx(0.4227278803668426, abs=1e-6)
    assert gap.relative_risk.estimate.value == pytest.approx(1.7333333333333334)
    assert gap.relative_risk.tells_apart is False
    assert gap.paired.estimate.value == pytest.approx((24 - 2) / 60)
    assert (gap.paired.unmatched_met, gap.paired.unmatched_missed) == (24, 2)
    assert gap.trace.estimate.value == pytest.approx(0.18)
    assert (gap.trace.tickets, gap.trace.staff) == (30, 80)
    assert (gap.trace.declared, gap.trace.respondents, gap.trace.window_days) == (25, 12, 30)


def test_phi_sets_satisfied_and_neutral_apart_from_dissatisfied(score):
    """Rows met and missed: 37 and 15, 4 and 4."""
    expected = (37 * 4 - 15 * 4) / (52 * 8 * 41 * 19) ** 0.5

    assert score().relative_risk.phi.value == pytest.approx(expected)


def test_reported_stoppages_never_exceed_those_lived(score, declared):
    gap = score(declared)

    assert gap.trace.reported.value == pytest.approx(15 / 25)
    assert gap.trace.reported.n == 25


def test_reported_stoppages_need_both_answers(score, declared):
    without = [answer for answer in declared if answer.question != "SIGN"]
    gap = score(without)

    assert gap.trace.reported.value is None
    assert str(gap.trace.reported.reason) == "no user has answered this question"
    assert gap.trace.estimate.value == pytest.approx(0.18)


@pytest.mark.parametrize("reported", [0, 9])
def test_reports_of_all_or_of_nothing_would_tell_each_one(score, say, reported):
    """At 1 each of them reported everything, at 0 nobody did: what is shown is who says which."""
    stopped = [1, 2, 0, 3, 1, 2]
    given = [say(f"USR{n}", "BLOC", value) for n, value in enumerate(stopped)]
    alike = score([*given, *(say(f"USR{n}", "SIGN", reported) for n in range(6))]).trace
    mixed = [say(f"USR{n}", "SIGN", reported if n else 9 - reported) for n in range(6)]

    assert (alike.reported.value, alike.reported.n, alike.declared) == (None, 9, 9)
    assert "on the same side" in str(alike.reported.reason)
    assert score([*given, *mixed]).trace.reported.value is not None


def test_reports_are_hidden_where_they_would_tell_on_some_users(score, declared):
    told = score(declared, setting=replace(SETTING, tells_reports=True)).trace.reported

    assert (told.value, told.n) == (None, 25)
    assert score(
        declared, setting=replace(SETTING, one_sided=frozenset({"SIGN"}))
    ).trace.reported.value


def test_nobody_stopped_reports_nothing(score, say):
    calm = [say(f"USR{n}", question, 0) for n in range(5) for question in ("BLOC", "SIGN")]
    gap = score(calm)

    assert (gap.trace.declared, gap.trace.estimate.value, gap.trace.reported.value) == (
        0,
        None,
        None,
    )
    assert "nothing to trace" in str(gap.trace.estimate.reason)
    assert "nothing to trace" in str(gap.trace.reported.reason)


def test_a_watermelon(score):
    gap = score()

    assert (gap.status, gap.sla, gap.experience) == (
        PerceptionStatus.WATERMELON,
        Light.GREEN,
        Light.RED,
    )
    assert gap.experience_source is ExperienceSource.RATINGS
    assert (gap.sla_target, gap.sla_met.value, gap.satisfied.value) == (0.9, 0.94, 0.5)
    assert gap.reason is None
    assert gap.by_quarter == QUARTERS


def test_without_a_contract_the_target_is_the_method_s(score):
    gap = score(setting=Setting(headcount=80))

    assert (gap.sla_target, gap.sla) == (0.95, Light.AMBER)
    assert score(setting=Setting(), sla_target=0.99).sla is Light.AMBER
    assert score(setting=Setting(), sla_target=0.991).sla is Light.RED


def test_the_experience_is_green_amber_or_red(score):
    assert score(satisfied_green=0.5).experience is Light.GREEN
    assert score(satisfied_amber=0.5).experience is Light.AMBER
    assert score(satisfied_amber=0.51).experience is Light.RED


def test_service_levels_have_the_interval_of_the_log_else_wilson_s(score):
    drawn = replace(FACTS, intervals={"sla.met_share": Interval(low=0.9, high=0.97)})
    seen, alone = score(facts=drawn).sla_met, score().sla_met

    assert (seen.value, seen.low, seen.high, seen.n) == (0.94, 0.9, 0.97, 100)
    assert seen.range is RangeKind.BOOTSTRAP_95
    assert (alone.value, alone.n, alone.range) == (0.94, 100, RangeKind.CONFIDENCE_95)
    assert alone.low == pytest.approx(0.8751, abs=1e-3)


def test_people_speak_where_tickets_are_not_rated(score, declared):
    silent = replace(FACTS, satisfaction=None, reasons={"satisfaction": Message("no rating")})
    gap = score(declared, facts=silent)

    assert gap.experience_source is ExperienceSource.PEOPLE
    assert gap.satisfied_people.value == pytest.approx(9 / 12)
    assert (gap.experience, gap.status) == (Light.GREEN, PerceptionStatus.ALIGNED)
    assert gap.bounds is None
    assert gap.return_share is None
    assert gap.by_quarter == {}
    for estimate in (
        gap.satisfied,
        gap.paired.estimate,
        gap.watermelon_rate,
        gap.relative_risk.estimate,
        gap.relative_risk.phi,
    ):
        assert (estimate.value, str(estimate.reason)) == (None, "no rating")


def test_a_rating_of_7_satisfies_and_6_does_not(score, declared):
    assert score(declared, satisfied_rating=7).satisfied_people.value == 9 / 12
    for rating in (6, 8):
        unanimous = score(declared, satisfied_rating=rating).satisfied_people
        assert (unanimous.value, unanimous.n) == (None, 12)
        assert "on the same side" in str(unanimous.reason)


def test_reported_stoppages_do_not_tell_who_left_a_question_out(score, declared):
    """Eleven of twelve who said both would tell the twelfth's stoppages, by subtraction."""
    for left_out in ("SIGN", "BLOC"):
        given = [a for a in declared if (a.question, a.respondent) != (left_out, "USR03")]
        reported = score(given).trace.reported
        assert (reported.value, "the same people" in str(reported.reason)) == (None, True)
    assert score(declared).trace.reported.n == 25


def test_without_a_log_the_users_still_speak(score, declared):
    gap = score(declared, facts=None)

    assert (gap.status, gap.sla, gap.experience) == (None, None, Light.GREEN)
    assert str(gap.reason) == "no ticket log has been imported"
    assert gap.satisfied_people.value is not None
    assert gap.availability.perceived.value == pytest.approx(0.6)
    for estimate in (gap.availability.recorded, gap.trace.estimate, gap.paired.estimate):
        assert str(estimate.reason) == "no ticket log has been imported"
    assert str(gap.lost_time.reason) == "no ticket log has been imported"
    assert (gap.trace.tickets, gap.trace.window_days) == (None, None)
    assert list(unreasoned(gap)) == []


def test_without_answers_nor_ratings_nothing_is_known_of_the_experience(score):
    gap = score(facts=replace(FACTS, satisfaction=None))

    assert (gap.status, gap.experience, gap.experience_source) == (None, None, None)
    assert str(gap.reason) == "no user has answered this question"
    assert str(gap.trace.estimate.reason) == "no user has answered this question"
    assert (gap.trace.declared, gap.trace.respondents) == (None, 0)
    assert str(gap.paired.estimate.reason) == "the ticket log does not tell it"
    assert list(unreasoned(gap)) == []


def test_a_small_log_gives_no_share(score):
    small = replace(FACTS, closed=29, sla=replace(FACTS.sla, met_share=None))
    gap = score(facts=small)

    for estimate in (gap.sla_met, gap.satisfied, gap.paired.estimate, gap.watermelon_rate):
        assert str(estimate.reason) == "29 closed incidents: at least 30 are needed"
    assert gap.bounds is None
    assert score(facts=replace(FACTS, closed=60)).satisfied.value == 0.5


def test_few_ratings_give_no_share(score):
    gap, enough = score(minimum_rated=61), score(minimum_rated=60)

    assert enough.satisfied.value == 0.5
    assert enough.paired.estimate.value is not None
    for estimate in (gap.satisfied, gap.paired.estimate, gap.watermelon_rate):
        assert str(estimate.reason) == "60 incidents rated by users: at least 61 are needed"
    assert (gap.satisfied.n, gap.paired.estimate.n, gap.watermelon_rate.n) == (60, 60, 52)
    assert (gap.paired.unmatched_met, gap.paired.unmatched_missed) == (None, None)
    assert gap.relative_risk.phi.value is None
    assert gap.relative_risk.tells_apart is None


def test_one_rated_incident_is_told_in_the_singular(score):
    one = replace(RATED, rated=1, satisfied=1, verdicts=Verdicts(met_satisfied=1))
    gap = score(facts=replace(FACTS, satisfaction=one), minimum_rated=2)

    assert str(gap.satisfied.reason) == "1 incident rated by users: at least 2 are needed"


def test_nothing_met_has_no_watermelon(score):
    missed = Verdicts(missed_satisfied=10, missed_dissatisfied=10)
    gap = score(facts=replace(FACTS, satisfaction=replace(RATED, verdicts=missed)))

    assert str(gap.watermelon_rate.reason) == "no rated incident met its service level"
    assert gap.relative_risk.tells_apart is None


@pytest.mark.parametrize(
    ("verdicts", "apart"),
    [
        (Verdicts(met_satisfied=90, met_dissatisfied=10, missed_dissatisfied=10), True),
        (
            Verdicts(
                met_satisfied=1, met_dissatisfied=20, missed_satisfied=18, missed_dissatisfied=2
            ),
            True,
        ),
        (
            Verdicts(
                met_satisfied=9, met_dissatisfied=9, missed_satisfied=9, missed_dissatisfied=9
            ),
            False,
        ),
    ],
)
def test_the_service_level_tells_who_is_dissatisfied_or_not(score, verdicts, apart):
    gap = score(facts=replace(FACTS, satisfaction=replace(RATED, verdicts=verdicts)))

    assert gap.relative_risk.tells_apart is apart


@pytest.mark.parametrize(
    ("closed", "low", "high"), [(200, None, None), (201, 30 / 201, (30 + 141) / 201)]
)
def test_silence_has_bounds_below_the_method_s_return_rate(score, closed, low, high):
    bounds = score(facts=replace(FACTS, closed=closed)).bounds

    if low is None:
        assert bounds is None
    else:
        assert (bounds.value, bounds.range, bounds.n) == (0.5, RangeKind.BOUNDS, closed)
        assert (bounds.low, bounds.high) == (pytest.approx(low), pytest.approx(high))


def test_lost_time_is_that_of_the_log(score):
    assert (score().lost_time.facts, score().lost_time.main_share) == (LOSS, 0.8)
    untold = replace(FACTS, lost_time=None, reasons={"lost_time": Message("untold")})
    assert str(score(facts=untold).lost_time.reason) == "untold"
    small = replace(FACTS, closed=12, lost_time=replace(LOSS, minutes=None))
    assert score(facts=small).lost_time.facts is None
    assert "at least 30" in str(score(facts=small).lost_time.reason)


def test_recorded_availability_is_a_share_of_everybody_s_working_time(score):
    """80 people, 30 days, 40 hours a week: 5 760 000 / 7 minutes, of which 34 560 are blocked."""
    seen = score().availability.recorded

    assert (seen.value, seen.n) == (pytest.approx(0.958), 30)
    assert "not a sample" in str(seen.reason)


@pytest.mark.parametrize(("hours", "share"), [(40, 0.958), (20, 0.916), (168, 0.99)])
def test_working_time_is_the_method_s(score, hours, share):
    """Half the hours, twice the share that is blocked; 168 hours are the whole week."""
    assert score(opening_hours=hours).availability.recorded.value == pytest.approx(share)


@pytest.mark.parametrize(
    ("minutes", "share"), [(0.0, 1), (9_600.0, 0), (9_600.5, 0), (1e9, 0), (4_800.0, 0.5)]
)
def test_more_minutes_blocked_than_worked_leave_nothing(score, minutes, share):
    """One person works 9 600 minutes in 28 days; an incident also goes on at night."""
    stopped = replace(FACTS, stoppages=StoppageFacts(n=3, window_days=28, minutes=minutes))
    seen = score(facts=stopped, setting=Setting(headcount=1)).availability.recorded

    assert seen.value == pytest.approx(share)


def test_without_stoppages_or_headcount_availability_is_not_recorded(score, declared):
    untold = replace(FACTS, stoppages=None, reasons={"stoppages": Message("untold")})
    gap = score(declared, facts=untold)
    assert str(gap.availability.recorded.reason) == "untold"
    assert str(gap.trace.estimate.reason) == "untold"
    small = replace(
        FACTS,
        stoppages=replace(FACTS.stoppages, minutes=None),
        reasons={"stoppages.minutes": Message("few")},
    )
    assert str(score(facts=small).availability.recorded.reason) == "few"
    unreasonable = replace(FACTS, stoppages=None)
    assert str(score(facts=unreasonable).availability.recorded.reason) == (
        "the ticket log does not tell it"
    )
    assert "does not tell" in str(score(declared, facts=unreasonable).trace.estimate.reason)
    nobody = score(declared, setting=Setting())
    for estimate in (nobody.availability.recorded, nobody.trace.estimate):
        assert str(estimate.reason) == "the number of people in the company is not known"


def test_users_below_the_smallest_group_stay_hidden(score, declared):
    few = [answer for answer in declared if answer.respondent < "USR04"]
    gap = score(few)

    for estimate in (
        gap.satisfied_people,
        gap.trace.estimate,
        gap.trace.reported,
        gap.availability.perceived,
        gap.user_experience,
    ):
        assert estimate.value is None
    assert "stay hidden" in str(gap.satisfied_people.reason)


def test_the_population_of_users_narrows_their_interval(score, say):
    varied = [say(f"USR{n:02}", "DISPO", n % 3 + 5) for n in range(12)]
    finite = score(varied, setting=Setting(users=13)).availability.perceived
    endless = score(varied, setting=Setting()).availability.perceived

    assert finite.high - finite.value == pytest.approx(
        (endless.high - endless.value) * (1 / 12) ** 0.5
    )


def test_a_figure_whose_margin_would_tell_has_none(score, say):
    """Availability and user experience, each by its own name."""
    answers = [
        say(f"USR{n}", question, level)
        for n in range(10)
        for question, level in (("SAT", 5 + n % 4), ("RV5", 2 + n % 3), ("DISPO", 4 + n % 4))
    ]

    for names in (set(), {"DISPO"}, {"UX"}, {"DISPO", "UX"}):
        told = score(answers, setting=replace(SETTING, without_margin=frozenset(names)))

        assert (told.availability.perceived.low is None) == ("DISPO" in names)
        assert (told.user_experience.low is None) == ("UX" in names)
        assert (told.availability.perceived.n, told.user_experience.n) == (10, 10)


def test_the_share_of_rated_incidents_is_told(score):
    assert score().return_share == 0.6
    assert score(facts=None).return_share is None


def test_a_status_needs_no_reason_and_its_absence_has_one(score):
    assert score().reason is None
    assert str(score(facts=None).reason) == "no ticket log has been imported"


def test_no_estimate_of_stoppages_says_how_many_were_asked(score, declared):
    told = score(declared, setting=replace(SETTING, headcount=None)).trace

    assert (told.estimate.value, told.estimate.n) == (None, 12)


def test_only_questions_a_level_apart_are_listed(score, say):
    levels = {"RD1": (4, 3), "RD2": (4, 4)}
    answers = [
        answer
        for question, (provider, leader) in levels.items()
        for answer in (say("PRE1", question, provider), say("DIR1", question, leader))
    ]

    assert [view.question for view in score(answers).listed] == ["RD1"]
    assert len(score(answers).crossed) == 2
    assert score(answers, crossed_difference=1.01).listed == ()
    assert len(score(answers, crossed_difference=0).listed) == 2
