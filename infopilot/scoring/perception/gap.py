"""The perception gap: what the log says and what people say, side by side, never blended."""

from collections.abc import Iterable
from dataclasses import dataclass

from infopilot.model.answers import Answer
from infopilot.model.estimate import Estimate
from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import Method
from infopilot.model.perception import (
    Availability,
    ExperienceSource,
    Light,
    PerceptionGap,
    Trace,
)
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.text import Message
from infopilot.scoring.disclosure.withheld import bare
from infopilot.scoring.perception.crossed_views import crossed_views
from infopilot.scoring.perception.status import light, perception_status
from infopilot.scoring.perception.trace import trace
from infopilot.scoring.perception.user_measures import (
    AVAILABILITY,
    EXPERIENCE,
    NOT_TOGETHER,
    REPORTED,
    SATISFACTION,
    STOPPED,
    UserAnswers,
    perceived_availability,
    user_answers,
    user_experience,
)
from infopilot.scoring.service.contingency import share
from infopilot.scoring.service.rated_log import NO_LOG, NOT_TOLD, RatedLog

NO_HEADCOUNT = Message("the number of people in the company is not known")
SAME_SIDE = Message("all these people stand on the same side: it would tell each one’s answer")
DAYS_A_WEEK, MINUTES_AN_HOUR = 7, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the gap depends on besides answers and incidents; None when it is not known.

    ``headcount`` is of the company, ``users`` how many people of the role user there are,
    ``sla_target`` that of the contract, from 0 to 1. ``one_sided`` names the measures whose share
    of satisfied people would tell where some users stand, ``without_margin`` what may not be shown
    with one (see `disclose`); ``tells_reports``: so would the share of reported stoppages (see
    `infopilot.scoring.perception.reported`).
    """

    headcount: int | None = None
    users: int | None = None
    sla_target: float | None = None
    one_sided: frozenset[str] = frozenset()
    without_margin: frozenset[str] = frozenset()
    tells_reports: bool = False


def perception_gap(
    questionnaire: Questionnaire,
    answers: Iterable[Answer],
    facts: IncidentFacts | None,
    method: Method,
    setting: Setting,
) -> PerceptionGap:
    """The four measures, the crossed views and the status of one campaign.

    ``answers`` are the newest of each respondent, without those that may not be shown. Below the
    minimum of incidents or of rated incidents, what rests on them is None with its reason; so are
    the users' measures below the smallest group that is shown.
    """
    given = list(answers)
    people = user_answers(given, method.anonymity.minimum_group, setting.users)
    target = method.perception.sla_target if setting.sla_target is None else setting.sla_target
    log = RatedLog(facts, method)
    sla_met, satisfied = log.sla_met(), log.satisfied()
    content = _satisfied_people(people, method, setting)
    felt = content if satisfied.value is None else satisfied
    outside = _light(sla_met, target, target - method.perception.sla_margin)
    inside = _light(felt, method.perception.satisfied_green, method.perception.satisfied_amber)
    known = outside is not None and inside is not None
    return PerceptionGap(
        status=perception_status(outside, inside) if outside and inside else None,
        sla=outside,
        experience=inside,
        experience_source=_source(satisfied, content),
        sla_met=sla_met,
        sla_target=target,
        satisfied=satisfied,
        bounds=log.bounds(),
        return_share=log.ratings.return_share if log.ratings else None,
        paired=log.paired(),
        watermelon_rate=log.watermelon_rate(),
        relative_risk=log.relative_risk(),
        lost_time=log.lost_time(),
        trace=_trace(people, facts, setting),
        availability=Availability(
            perceived=_told(perceived_availability(people, method), AVAILABILITY, setting),
            recorded=_recorded_availability(facts, method, setting),
        ),
        satisfied_people=content,
        user_experience=_told(user_experience(people, method), EXPERIENCE, setting),
        listed_from=method.perception.crossed_difference,
        crossed=crossed_views(
            questionnaire,
            given,
            method,
            users=setting.users,
            without_margin=setting.without_margin,
        ),
        by_quarter=log.ratings.by_quarter if log.ratings else {},
        reason=None if known else sla_met.reason or felt.reason,
    )


def _told(figure: Estimate, name: str, setting: Setting) -> Estimate:
    """``figure`` with its margin where that tells on nobody."""
    return bare(figure) if name in setting.without_margin else figure


def _satisfied_people(people: UserAnswers, method: Method, setting: Setting) -> Estimate:
    ratings = people.of(SATISFACTION).values()
    happy = sum(rating >= method.perception.satisfied_rating for rating in ratings)
    if ratings and (happy in {0, len(ratings)} or SATISFACTION in setting.one_sided):
        # Shown, it would tell on which side each of these people stands.
        return Estimate(value=None, n=len(ratings), reason=SAME_SIDE)
    return share(happy, len(ratings), people.missing(SATISFACTION))


def _trace(people: UserAnswers, facts: IncidentFacts | None, setting: Setting) -> Trace:
    stopped = people.of(STOPPED)
    seen = facts.stoppages if facts else None
    missing = _untraceable(people, facts, setting)
    declared = sum(stopped.values())
    return Trace(
        estimate=(
            trace(seen.n, setting.headcount, declared, len(stopped))
            if missing is None and seen and setting.headcount
            else Estimate(value=None, n=len(stopped), reason=missing)
        ),
        reported=_reported(people, setting),
        tickets=seen.n if seen else None,
        staff=setting.headcount,
        declared=declared if stopped else None,
        respondents=len(stopped),
        window_days=seen.window_days if seen else None,
    )


def _reported(people: UserAnswers, setting: Setting) -> Estimate:
    """Share of the stoppages that people say they reported, unless it would tell who did."""
    stopped, reported = people.of(STOPPED), people.of(REPORTED)
    asked_both = people.together(STOPPED, REPORTED)
    said = sum(min(reported[person], stopped[person]) for person in asked_both)
    lived = sum(stopped[person] for person in asked_both)
    if lived and (said in {0, lived} or setting.tells_reports):
        # Shown, it would tell that each of these people reported everything, or nothing.
        return Estimate(value=None, n=lived, reason=SAME_SIDE)
    calm = Message("no respondent was stopped in these days: there is nothing to trace")
    untold = NOT_TOGETHER if stopped and reported else people.missing(REPORTED)
    return share(said, lived, calm if asked_both else untold)


def _untraceable(
    people: UserAnswers, facts: IncidentFacts | None, setting: Setting
) -> Message | None:
    if not people.of(STOPPED):
        return people.missing(STOPPED)
    if facts is None:
        return NO_LOG
    if facts.stoppages is None:
        return facts.reasons.get("stoppages", NOT_TOLD)
    return None if setting.headcount else NO_HEADCOUNT


def _recorded_availability(
    facts: IncidentFacts | None, method: Method, setting: Setting
) -> Estimate:
    r"""Share of the people's working time without a blocking incident, as the log records it.

    .. math:: \max\left(0,\ 1 - \frac{\text{minutes of blocking incidents}}
       {N \times \frac{days}{7} \times 60 \times \text{opening hours a week}}\right)

    Working time is the method's. One person for each incident, whatever the hour: a log knows
    neither when people work nor how many an incident stopped.
    """
    seen = facts.stoppages if facts else None
    if facts is None or seen is None or seen.minutes is None:
        reasons = facts.reasons if facts else {}
        untold = reasons.get("stoppages", reasons.get("stoppages.minutes", NOT_TOLD))
        return Estimate(value=None, reason=untold if facts else NO_LOG)
    if not setting.headcount:
        return Estimate(value=None, reason=NO_HEADCOUNT)
    weeks = seen.window_days / DAYS_A_WEEK
    time = setting.headcount * weeks * method.perception.opening_hours * MINUTES_AN_HOUR
    bare = Message("no interval: a count of all incidents of these days, not a sample")
    return Estimate(value=max(0.0, 1 - seen.minutes / time), n=seen.n, reason=bare)


def _source(satisfied: Estimate, people: Estimate) -> ExperienceSource | None:
    if satisfied.value is not None:
        return ExperienceSource.RATINGS
    return None if people.value is None else ExperienceSource.PEOPLE


def _light(seen: Estimate, green: float, amber: float) -> Light | None:
    return None if seen.value is None else light(seen.value, green=green, amber=amber)
