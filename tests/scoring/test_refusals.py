"""Each refusal says what, what was expected and what was got, word for word."""

import pytest

from infopilot.model.errors import ScoringError
from infopilot.scoring.dependency.structural import fact_position, structural_dependency
from infopilot.scoring.service.concentration import bus_factor, herfindahl
from infopilot.scoring.statistics.distributions import (
    binomial_two_sided,
    student_cdf,
    student_quantile,
)
from infopilot.scoring.statistics.intervals import kaplan_meier, wilson

CASES = [
    (
        lambda: student_cdf(1, 0),
        "degrees of freedom are not a positive number (expected above 0; got 0)",
    ),
    (
        lambda: student_quantile(1, 5),
        "a share is out of range (expected between 0 and 1; got 1)",
    ),
    (
        lambda: binomial_two_sided(3, 2),
        "a count of successes is out of range (expected 0 to 2; got 3)",
    ),
    (
        lambda: wilson(3, 2),
        "a share cannot be computed (expected a count from 0 to a positive total; got (3, 2))",
    ),
    (
        lambda: wilson(0, 0),
        "a share cannot be computed (expected a count from 0 to a positive total; got (0, 0))",
    ),
    (
        lambda: bus_factor([1], 0),
        "not a share (expected above 0 and at most 1; got 0)",
    ),
    (
        lambda: kaplan_meier([1], []),
        (
            "each duration needs to be marked as ended or open "
            "(expected lists of the same length; got (1, 0, 1))"
        ),
    ),
    (
        lambda: kaplan_meier([1], [True], [-1]),
        "a count of incidents is negative (got -1)",
    ),
    (
        lambda: kaplan_meier([3, -1], [True, True]),
        "a duration is not a positive number (got -1)",
    ),
    (
        lambda: herfindahl([2, -2]),
        "a count of incidents is negative (got -2)",
    ),
]
FACTS = [
    ("S1", "half", "S1: cannot be read (expected a positive number; got 'half')"),
    ("S1", -1, "S1: cannot be read (expected a positive number; got -1)"),
    ("S1", 1.5, "S1: cannot be read (expected a share from 0 to 1; got 1.5)"),
]


@pytest.mark.parametrize(("asked", "said"), CASES, ids=[said for _, said in CASES])
def test_what_cannot_be_computed_is_refused_in_words(asked, said):
    with pytest.raises(ScoringError) as refusal:
        asked()
    assert str(refusal.value) == said


@pytest.mark.parametrize(("fact", "stated", "said"), FACTS)
def test_a_fact_stated_wrong_is_refused_in_words(method, fact, stated, said):
    definition = next(one for one in method.dependency.facts if one.id == fact)
    with pytest.raises(ScoringError) as refusal:
        fact_position(definition, stated)
    assert str(refusal.value) == said


def test_an_unknown_choice_and_an_unknown_fact_name_what_there_is(method):
    s5 = next(one for one in method.dependency.facts if one.id == "S5")
    choices = ", ".join(s5.choices)
    with pytest.raises(ScoringError) as refusal:
        fact_position(s5, "maybe")
    assert str(refusal.value) == (
        f"S5: not one of its choices (expected one of {choices}; got 'maybe')"
    )

    ids = ", ".join(one.id for one in method.dependency.facts)
    with pytest.raises(ScoringError) as refusal:
        structural_dependency({"S99": 1}, method)
    assert str(refusal.value) == (
        f"the method defines no such structural fact (expected one of {ids}; got 'S99')"
    )
