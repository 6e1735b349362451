"""Structural and experienced dependency on the worked example DEP1, and their mix."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.model.errors import ScoringError
from infopilot.model.score import ExperiencedDependency, Quadrant, StructuralDependency
from infopilot.scoring.dependency.mix import (
    dependency,
    experienced_dependency,
    quadrant,
    structural_dependency,
)

SHARE = st.one_of(st.none(), st.floats(0, 1))
YES_NO = st.sampled_from([None, "yes", "no"])
FACTS = st.fixed_dictionaries(
    {
        "S1": SHARE,
        "S2": SHARE,
        "S3": SHARE,
        "S4": YES_NO,
        "S5": st.sampled_from([None, "none", "vague", "priced", "tested"]),
        "S6": st.one_of(st.none(), st.floats(0, 3)),
        "S7": st.one_of(st.none(), st.integers(0, 60)),
        "S8": st.sampled_from([None, "none", "named", "met", "active"]),
        "S9": st.one_of(st.none(), st.floats(0, 5)),
        "S10": YES_NO,
        "S11": YES_NO,
        "S12": st.sampled_from([None, "low", "moderate", "high"]),
    }
)


def test_the_structural_dependency_of_dep1(dep1_facts, method):
    score = structural_dependency(dep1_facts, method)

    assert score.value == pytest.approx(69.26226551, abs=1e-6)
    assert (score.low, score.high) == pytest.approx((63.49041005, 71.82374339), abs=1e-6)
    assert score.coverage == pytest.approx(22 / 24)
    assert score.unknown == ("S10", "S12")


def test_structural_contributions_tell_why(dep1_facts, method):
    score = structural_dependency(dep1_facts, method)
    by_id = {part.id: part for part in score.contributions}

    assert sum(part.points or 0 for part in score.contributions) == pytest.approx(score.value)
    assert by_id["S6"].value == pytest.approx(0.444444, abs=1e-6)
    assert by_id["S7"].value == pytest.approx(0.523810, abs=1e-6)
    assert by_id["S10"].value is None
    assert str(by_id["S10"].note) == "unknown: getting the proof is an action in itself"


def test_nothing_known_is_fully_open(method):
    score = structural_dependency({}, method)

    assert score.value is None
    assert (score.low, score.high, score.coverage) == (0, 100, 0)
    assert len(score.unknown) == 12
    assert str(score.reason) == (
        "0 of the 12 structural facts are known: at least 60 % of their weight is needed"
    )


def test_one_known_fact_is_told_in_the_singular(method):
    score = structural_dependency({"S7": 3}, method)

    assert score.value is None
    assert str(score.reason) == (
        "1 of the 12 structural facts is known: at least 60 % of their weight is needed"
    )
    assert {part.id: part.weight for part in score.contributions}["S1"] == 3


def test_below_60_percent_of_the_weight_only_the_interval_is_given(method):
    facts = {"S1": 1, "S2": 1, "S3": 1, "S4": "yes", "S5": "none", "S6": "dont_know"}
    refused = structural_dependency(facts, method)
    given_ = structural_dependency({**facts, "S8": "none"}, method)

    assert refused.value is None
    assert (refused.low, refused.high) == pytest.approx((1300 / 24, 100))
    assert refused.contributions[0].points is None
    assert given_.value == 100


@pytest.mark.parametrize(
    ("fact", "stated", "message"),
    [
        ("S99", 1, "the method defines no such structural fact"),
        ("S5", "clear", "S5: not one of its choices"),
        ("S5", 1, "S5: not one of its choices"),
        ("S1", 1.2, "a share from 0 to 1"),
        ("S1", "half", "a positive number"),
        ("S7", -1, "a positive number"),
        ("S6", float("nan"), "a positive number"),
    ],
)
def test_a_fact_that_is_not_stated_as_defined_is_refused(method, fact, stated, message):
    with pytest.raises(ScoringError, match=message):
        structural_dependency({fact: stated}, method)


@given(FACTS)
def test_the_structural_index_stays_within_its_ignorance(method, facts):
    score = structural_dependency(facts, method)

    assert 0 <= score.low <= score.high <= 100 + 1e-9
    assert (score.value is None) == (score.reason is not None)
    assert score.value is None or score.low - 1e-9 <= score.value <= score.high + 1e-9


def test_the_experienced_dependency_of_dep1(dep1_incidents, method):
    score = experienced_dependency(dep1_incidents, method, minimum_incidents=0)

    assert score.value == pytest.approx(41.257496, abs=1e-6)
    assert score.incidents == 14
    assert [part.value for part in score.contributions] == pytest.approx(
        [0.077160, 0.619048, 0.380952, 0.628571, 0.333333], abs=1e-6
    )
    assert sum(part.points or 0 for part in score.contributions) == pytest.approx(score.value)


def test_too_few_incidents_give_no_index(dep1_incidents, method):
    score = experienced_dependency(dep1_incidents, method)

    assert score.value is None
    assert score.incidents == 14
    assert str(score.reason) == "14 closed incidents: at least 30 are needed"


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("resolver", "who resolved the incidents"),
        ("sole_holder_share", "who resolved what"),
        ("undocumented_exclusivity", "which side resolved what"),
        ("knowledge_share", "which incidents are documented"),
        ("blocking", "how long blocking ones last"),
    ],
)
def test_an_ingredient_that_the_log_lacks_is_named(dep1_incidents, method, field, told):
    lacking = replace(dep1_incidents, **{field: None})
    score = experienced_dependency(lacking, method, minimum_incidents=0)

    assert score.value is None
    assert str(score.reason) == f"the ticket log does not say {told}"
    assert [str(part.note) for part in score.contributions if part.note] == [str(score.reason)]


def test_a_median_that_too_many_open_incidents_hide_is_missing(dep1_incidents, method):
    blocking = replace(dep1_incidents.blocking, median_minutes_km=None)
    score = experienced_dependency(
        replace(dep1_incidents, blocking=blocking), method, minimum_incidents=0
    )

    assert score.value is None


def test_the_dependency_of_dep1(dep1_facts, dep1_incidents, method):
    score = dependency(
        structural_dependency(dep1_facts, method),
        experienced_dependency(dep1_incidents, method, minimum_incidents=0),
        method,
    )

    assert score.value == pytest.approx(58.060358, abs=1e-6)
    assert (score.low, score.high) == pytest.approx((54.597244, 59.597244), abs=1e-4)
    assert score.quadrant is Quadrant.LATENT
    assert score.contradictions == ()


@pytest.mark.parametrize(
    ("structural", "experienced", "expected"),
    [
        (50, 49.9, Quadrant.LATENT),
        (50, 50, Quadrant.CAPTIVE),
        (49.9, 50, Quadrant.FRICTION),
        (49.9, 49.9, Quadrant.SERENE),
    ],
)
def test_the_four_quadrants(structural, experienced, expected):
    assert quadrant(structural, experienced, 50) is expected


def test_without_one_of_the_two_there_is_no_mix(dep1_facts, dep1_incidents, method):
    by_facts = structural_dependency(dep1_facts, method)
    by_incidents = experienced_dependency(dep1_incidents, method, minimum_incidents=0)
    no_log = dependency(by_facts, experienced_dependency(dep1_incidents, method), method)
    no_facts = dependency(structural_dependency({}, method), by_incidents, method)

    assert no_log.value is None
    assert no_log.quadrant is None
    assert no_log.reason == no_log.experienced.reason
    assert no_facts.value is None
    assert no_facts.reason == no_facts.structural.reason


def test_a_mix_without_ignorance_interval_has_none(method):
    score = dependency(StructuralDependency(value=50), ExperiencedDependency(value=0), method)

    assert (score.value, score.low, score.high) == (30, None, None)


@given(FACTS, st.sampled_from(["S1", "S2", "S3"]), st.floats(0, 1))
def test_dependency_rises_with_every_fact(method, facts, fact, worse):
    experienced = ExperiencedDependency(value=40)
    if facts[fact] is None:
        return
    before = dependency(structural_dependency(facts, method), experienced, method).value
    facts[fact] = max(facts[fact], worse)
    after = dependency(structural_dependency(facts, method), experienced, method).value

    assert before is None or after >= before - 1e-9


@given(
    st.sampled_from(["sole_holder_share", "undocumented_exclusivity", "knowledge_share"]),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_dependency_rises_with_every_incident_measure(method, dep1_incidents, field, one, other):
    green, red = sorted((one, other), reverse=field == "knowledge_share")
    free, captive = (
        experienced_dependency(
            replace(dep1_incidents, **{field: share}), method, minimum_incidents=0
        ).value
        for share in (green, red)
    )

    assert free <= captive + 1e-9
