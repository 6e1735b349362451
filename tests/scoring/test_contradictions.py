"""What is declared against what is found: both sides of every threshold that ships."""

from dataclasses import replace

import pytest

from infopilot.model.contradiction import ContradictionRule
from infopilot.model.errors import ScoringError
from infopilot.model.incidents import BlockingFacts, IncidentFacts
from infopilot.model.people import Side
from infopilot.model.score import StructuralDependency
from infopilot.model.text import Text
from infopilot.scoring.dependency.contradictions import (
    contradictions,
    declared_levels,
    found_measures,
)
from infopilot.scoring.dependency.structural import structural_dependency

# question, what it is set against, level, a finding that contradicts, one that does not quite
PAIRS = [
    ("D6", "S", 4, 60, 59.9),
    ("DR1", "S1", 3, 0.25, 0.249),
    ("DR2", "S3", 3, 0.5, 0.499),
    ("DR2", "knowledge_share", 4, 0.1, 0.101),
    ("DR3", "S5", 3, 0.6, 0.3),
    ("DR4", "S8", 4, 0.5, 0.2),
    ("DR5", "S2", 3, 0.25, 0.249),
    ("CS1", "S4", 4, 1, 0),
    ("DR6", "blocking_bus_factor", 3, 1, 2),
    ("CO3", "recurrence_30d", 4, 0.4, 0.399),
]


@pytest.fixture
def rules(method):
    return method.dependency.contradictions


def test_every_pair_of_the_method_is_tried_here(rules):
    assert [(rule.question, rule.found_in) for rule in rules] == [pair[:2] for pair in PAIRS]


@pytest.mark.parametrize(("question", "found_in", "level", "against", "beside"), PAIRS)
def test_a_pair_contradicts_from_its_level_and_its_finding_on(  # noqa: PLR0913, PLR0917 - a row of PAIRS
    rules, question, found_in, level, against, beside
):
    def seen(declared, found):
        return contradictions({(question, Side.CLIENT): declared}, {found_in: found}, rules)

    [one] = seen(level, against)

    assert (one.question, one.side, one.level) == (question, Side.CLIENT, level)
    assert (one.found_in, one.found) == (found_in, against)
    assert str(level) in one.sentence.fr
    assert str(level) in one.sentence.en
    assert "{" not in one.sentence.fr + one.sentence.en
    assert seen(level, beside) == ()
    assert seen(level - 0.1, against) == ()
    assert seen(level, None) == ()
    assert contradictions({}, {found_in: against}, rules) == ()
    assert contradictions({(question, Side.CLIENT): level}, {}, rules) == ()


def test_both_sides_are_held_against_the_same_fact_the_client_first(rules):
    declared = {("DR1", Side.PROVIDER): 5.0, ("DR1", Side.CLIENT): 3.5}
    both = contradictions(declared, {"S1": 0.625}, rules)

    assert [(each.side, each.level) for each in both] == [(Side.CLIENT, 3.5), (Side.PROVIDER, 5)]
    assert both[0].sentence.en == (
        "administrator accounts are declared at level 3, yet 62% of the critical systems have no "
        "named account held by the company"
    )
    assert both[1].sentence.fr == (
        "les comptes administrateurs sont déclarés au niveau 5, pourtant 62\N{NO-BREAK SPACE}% "
        "des systèmes critiques n’ont pas de compte nominatif détenu par l’entreprise"
    )


def test_reversibility_as_a_whole_is_set_against_structural_dependency(rules):
    [said] = contradictions({("D6", None): 4.2}, {"S": 69.26}, rules)

    assert said.side is None
    assert said.sentence.en == (
        "reversibility is declared at level 4, yet the facts give a structural dependency of 69 "
        "out of 100"
    )


def test_a_level_reached_is_not_lost_to_rounding(rules):
    [said] = contradictions({("D6", None): 4 + 1 - 1e-12}, {"S": 69.26}, rules)

    assert "level 5" in said.sentence.en


def test_declared_levels_are_means_by_side_of_those_who_are_named(say):
    answers = [
        say("REF1", "DR1", 2),
        say("REF2", "DR1", 5),
        say("PRE1", "DR1", 4),
        say("DIR1", "DR3", "dont_know"),
        say("MET1", "DR5", 3),
        say("USR1", "DR5", 5),
    ]

    assert declared_levels(answers) == {
        ("DR1", Side.CLIENT): 3.5,
        ("DR1", Side.PROVIDER): 4,
        ("DR5", Side.CLIENT): 3,
    }


def test_what_is_found_comes_from_the_facts_and_from_the_tickets(
    dep1_facts, dep1_incidents, method
):
    structural = structural_dependency(dep1_facts, method)
    blocking = replace(dep1_incidents.blocking, bus_factor={"0.5": 2, "0.8": 3})
    found = found_measures(structural, replace(dep1_incidents, blocking=blocking))

    assert (found["S1"], found["S5"], found["S10"]) == (0.625, 0.6, None)
    assert found["S"] == structural.value
    assert found["knowledge_share"] == pytest.approx(4 / 14)
    assert found["recurrence_30d"] == 3 / 16
    assert found["blocking_bus_factor"] == 3


@pytest.mark.parametrize(
    "facts",
    [
        IncidentFacts(incidents=0, closed=0),
        IncidentFacts(
            incidents=3,
            closed=3,
            blocking=BlockingFacts(n=0, bus_factor={}, median_minutes_km=None, p90_minutes=None),
        ),
    ],
)
def test_a_log_that_tells_nothing_contradicts_nothing(facts):
    found = found_measures(StructuralDependency(value=None), facts)

    assert found["blocking_bus_factor"] is None


def test_without_a_log_only_facts_are_found():
    assert found_measures(StructuralDependency(value=50), None) == {"S": 50}


@pytest.mark.parametrize("ends", [{}, {"at_least": 1, "at_most": 2}])
def test_a_rule_has_exactly_one_end(ends):
    with pytest.raises(ScoringError, match=r"DR1: a contradiction needs at_least or at_most"):
        ContradictionRule(
            question="DR1", found_in="S1", sentence=Text(fr="", en=""), declared=3, **ends
        )
