"""What is not known is not told as 0 either by plans, by departures or by what users say.

The walk is that of `tests.views.test_honesty`: each null has its reason, in both languages.
"""

import json
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infopilot.model.exit_cost import CostLine, ExitCostSheet, ThreePoint
from infopilot.model.experience import SatisfactionFacts, StoppageFacts, Verdicts
from infopilot.model.incidents import IncidentFacts
from infopilot.model.items import DONT_KNOW
from infopilot.model.people import Role
from infopilot.model.registers import Registers
from infopilot.model.services import CloudClause, Service
from infopilot.model.text import LANGUAGES
from infopilot.model.what_if import Departures, Holding, Loss, ProviderStop
from infopilot.scoring.disclosure.release import disclose
from infopilot.scoring.priorities.effects import Basis
from infopilot.scoring.priorities.plan import plan
from infopilot.scoring.scorecard import scorecard
from infopilot.storage.actions import load_actions
from infopilot.views.plans import plan_document
from infopilot.views.scorecards import score_document
from tests.shipped import METHOD_FILE, shipped_method
from tests.views.test_honesty import (
    leaves,
    nulls,
    people,
    sheet_of,
    shipped_questionnaire,
    stated_facts,
    told_by_a_log,
)

# In a plan, these are null where there is none: no limit of days, no advice, nothing that holds.
NONE_IN_A_PLAN = frozenset({"budget_days", "advice", "cause", "reason"})
ON = date(2026, 7, 15)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@cache
def shipped_actions():
    return load_actions(
        METHOD_FILE.parent / "actions.yaml", shipped_questionnaire(), shipped_method()
    )


@cache
def short_method():
    """The method, with plans of one action found step by step: what they tell is the same."""
    method = shipped_method()
    limits = replace(method.priorities, maximum_actions=1, exact_subsets=1)
    return replace(method, priorities=limits)


def card_of(answers=(), *, method=None, facts=None, incidents=None, registers=None):
    return scorecard(
        "T0",
        shipped_questionnaire(),
        method=method or shipped_method(),
        answers=answers,
        structural_facts=facts,
        incident_facts=incidents,
        registers=registers,
    )


def plans(answers=(), facts=None, incidents=None):
    """The document of ``actions --json`` in each language."""
    asked, method = shipped_questionnaire(), short_method()
    release = disclose(asked, answers, method)
    basis = Basis(
        questionnaire=release.questionnaire,
        method=method,
        scorecard=card_of(answers, method=method, facts=facts, incidents=incidents),
        answers=release.answers,
        facts=facts or {},
    )
    made = plan(basis, shipped_actions())
    return {each: plan_document(made, "Morvan", asked, each) for each in LANGUAGES}


def scores(**known):
    """The document of ``score --json`` in each language."""
    card = card_of(**known)
    return {each: score_document(card, "Morvan", each) for each in LANGUAGES}


def blanks(document):
    """Nulls without a reason, but for those that say that there is none."""
    return [path for path in nulls(document) if path.rpartition(".")[2] not in NONE_IN_A_PLAN]


def assert_each_null_is_told(told):
    for document in told.values():
        json.dumps(document, allow_nan=False)
        assert blanks(document) == []
    french = dict(leaves(told["fr"]))
    for path, words in leaves(told["en"]):
        if words is not None and ("reasons" in path or path[-1].endswith("reason")):
            assert words.strip(), path
            assert french[path] != words, path


def everybody(mood):
    roles = [*[role for role in Role if role is not Role.USER] * 2, *[Role.USER] * 8]
    return [
        answer
        for rank, role in enumerate(roles)
        for answer in sheet_of(f"{role.value}{rank}", role, mood, None)
    ]


NAMES = st.sampled_from([(), ("ERP",), ("ERP", "DNS")])
LOSSES = st.builds(
    Loss,
    categories=NAMES,
    incidents=st.integers(0, 40),
    blocking=st.none() | st.integers(0, 9),
)
HOLDINGS = st.builds(Holding, people=st.integers(0, 3), all=LOSSES, worst=st.none() | LOSSES)
STOPS = st.builds(
    ProviderStop,
    weeks=st.integers(1, 60),
    provider=LOSSES,
    outside=LOSSES,
    outside_blocking_minutes=st.none() | st.floats(1, 9000),
)
COUNTS = st.integers(0, 12)
RATINGS = st.builds(
    lambda verdicts, more: SatisfactionFacts(
        rated=verdicts.n + more,
        satisfied=verdicts.met_satisfied + verdicts.missed_satisfied,
        dissatisfied=verdicts.met_dissatisfied + verdicts.missed_dissatisfied,
        return_share=0.5,
        satisfied_share=None,
        verdicts=verdicts,
    ),
    st.builds(
        Verdicts,
        met_satisfied=COUNTS,
        met_neutral=COUNTS,
        met_dissatisfied=COUNTS,
        missed_satisfied=COUNTS,
        missed_neutral=COUNTS,
        missed_dissatisfied=COUNTS,
    ),
    COUNTS,
)
STOPPAGES = st.builds(
    StoppageFacts, n=COUNTS, window_days=st.just(30), minutes=st.none() | st.floats(0, 1e7)
)


@st.composite
def logs_with_departures(draw):
    return replace(
        draw(told_by_a_log()),
        departures=draw(st.none() | st.builds(Departures, most=HOLDINGS, only=HOLDINGS)),
        provider_stop=draw(st.none() | STOPS),
        satisfaction=draw(st.none() | RATINGS),
        stoppages=draw(st.none() | STOPPAGES),
    )


MONTHS = st.none() | st.just(ThreePoint(low=4, likely=6, high=9))
SHEETS = st.builds(
    ExitCostSheet,
    annual_spend=st.none() | st.just(10_000),
    lines=st.dictionaries(
        st.sampled_from(CostLine), st.none() | st.just(ThreePoint(low=1, likely=2, high=3))
    ),
    months_to_switch=MONTHS,
    tolerable_months=st.none() | st.just(5),
)
SERVICES = st.builds(
    Service,
    name=st.just("ERP"),
    criticality=st.none() | st.integers(1, 5),
    substitution_difficulty=st.none() | st.integers(1, 5),
    holder=st.sampled_from(["", "Mirobat"]),
    client_admin=st.none() | st.booleans(),
    documented_on=st.none() | st.just(date(2026, 1, 1)),
    ends_on=st.none() | st.just(date(2027, 1, 1)),
    cloud_clause=st.none() | st.sampled_from(CloudClause),
) | st.just(Service(name="Fax", never_documented=True))
REGISTERS = st.builds(
    Registers,
    on=st.just(ON),
    services=st.lists(SERVICES, max_size=2).map(tuple),
    exit_cost=st.none() | SHEETS,
)


@settings(max_examples=20, deadline=None, suppress_health_check=SLOW)
@given(answers=people(), facts=stated_facts(), incidents=st.none() | told_by_a_log())
def test_every_null_of_a_plan_has_its_reason_in_both_languages(answers, facts, incidents):
    assert_each_null_is_told(plans(answers, facts, incidents))


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(incidents=st.none() | logs_with_departures(), registers=st.none() | REGISTERS)
def test_every_null_of_departures_and_registers_has_its_reason(incidents, registers):
    assert_each_null_is_told(scores(incidents=incidents, registers=registers))


def test_a_plan_of_nothing_has_no_points():
    told = plans()
    english, french = told["en"], told["fr"]

    assert_each_null_is_told(told)
    for standing in (english["before"], english["after"]):
        assert standing["points"] is None
        assert standing["reasons"] == {"points": "No score can be computed yet."}
    assert french["summary"] == (
        "Aucun score n’est encore calculable\N{NO-BREAK SPACE}: aucune action ne peut être évaluée."
    )
    for each in english["ranked"]:
        assert (each["per_day"], each["gains"]["points"]) == (None, None)
        assert each["reasons"]["per_day"] == "No score can be computed yet."


def test_what_nobody_could_tell_is_promised_by_no_plan():
    """All « je ne sais pas »: neither 0 before, nor « de 0 à 100 »."""
    told = plans(everybody(DONT_KNOW), dict.fromkeys(("S1", "S2"), DONT_KNOW))

    assert_each_null_is_told(told)
    for name in ("before", "after"):
        assert told["fr"][name]["role_clarity"] == {
            "value": None,
            "reason": "Personne n’a su dire qui décide.",
        }
    assert told["fr"]["chosen"] == []


def test_a_decision_map_that_nobody_could_tell_keeps_its_red_lines():
    clarity = scores(answers=everybody(DONT_KNOW))["en"]["role_clarity"]

    assert (clarity["value"], clarity["low"], clarity["high"]) == (None, None, None)
    assert clarity["reason"] == "Nobody could tell who decides."
    for decision in clarity["decisions"].values():
        assert (decision["value"], decision["coverage"]) == (None, None)
        assert (decision["pattern"], decision["red_line"]) == ("vacuum", "vacuum")


def test_without_a_log_nothing_is_counted():
    document = scores()["en"]
    paired, experienced = (
        document["perception_gap"]["paired"],
        document["dependency"]["experienced"],
    )

    assert (paired["b"], paired["c"]) == (None, None)
    assert experienced["incidents"] is None
    assert paired["reason"] == experienced["reason"] == "No ticket log has been imported."


def test_few_rated_incidents_are_counted_and_not_compared():
    few = Verdicts(met_satisfied=3, met_dissatisfied=2, missed_satisfied=1)
    rated = SatisfactionFacts(
        rated=6, satisfied=4, dissatisfied=2, return_share=0.1, satisfied_share=None, verdicts=few
    )
    incidents = IncidentFacts(incidents=40, closed=40, satisfaction=rated)
    paired = scores(incidents=incidents)["en"]["perception_gap"]["paired"]

    assert (paired["n"], paired["b"], paired["c"]) == (6, None, None)
    assert paired["reason"].startswith("6 incidents rated by users")


@pytest.mark.parametrize("closed", [0, 12])
def test_a_small_log_says_how_many_incidents_it_holds(closed):
    incidents = IncidentFacts(incidents=closed, closed=closed)

    assert scores(incidents=incidents)["en"]["dependency"]["experienced"]["incidents"] == closed


def test_without_a_register_nor_a_worksheet_the_provider_s_stop_says_so():
    loss = Loss(categories=("ERP",), incidents=30)
    incidents = IncidentFacts(
        incidents=40, closed=40, provider_stop=ProviderStop(weeks=26, provider=loss, outside=loss)
    )
    stops = scores(incidents=incidents)["en"]["dependency"]["what_if"]["provider_stops"]
    register = "No register of services has been filled in."
    worksheet = "No exit-cost worksheet has been filled in."
    expected = {
        "services": register,
        "services_without_admin": register,
        "services_without_documentation": register,
        "months_to_switch": worksheet,
        "tolerable_months": worksheet,
        "blocking_median_hours": "No blocking incident of these subjects can be told.",
    }

    assert {name: stops[name] for name in expected} == dict.fromkeys(expected)
    assert stops["reasons"] == expected
    assert "reason" not in stops


def test_a_register_without_a_log_is_counted():
    registers = Registers(on=ON, services=(Service(name="ERP", client_admin=True),))
    stops = scores(registers=registers)["en"]["dependency"]["what_if"]["provider_stops"]

    assert stops["reason"] == "No ticket log has been imported."
    assert (stops["services"], stops["services_without_admin"]) == (1, [])
    assert stops["reasons"].keys() == {"months_to_switch", "tolerable_months"}
