"""Each refusal says what, what was expected and what was got, word for word."""

import pytest

from infopilot.model.errors import ScoringError
from infopilot.scoring.dependency.structural import fact_position, structural_dependency
from infopilot.scoring.perception.trace import trace
from infopilot.scoring.service.concentration import bus_factor, herfindahl
from infopilot.scoring.service.contingency import paired_gap, phi, relative_risk
from infopilot.scoring.service.lost_time import weightiest
from infopilot.scoring.statistics.distributions import (
    binomial_two_sided,
    student_cdf,
    student_quantile,
)
from infopilot.scoring.statistics.intervals import kaplan_meier, wilson
from infopilot.scoring.statistics.mean_differences import Sample, mean_difference, sign_flip
from infopilot.scoring.statistics.means import (
    finite_population,
    measurement_error,
    required_answers,
    standard_error,
)
from infopilot.scoring.statistics.poisson import poisson_interval
from infopilot.scoring.statistics.rates import count_ratio, u_chart

TWO_NEEDED = "a spread needs two values at least (expected 2 or more; got 1)"
ONE = Sample(values={"USR1": 3.0})

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
    (lambda: mean_difference(ONE, ONE), TWO_NEEDED),
    (lambda: standard_error([3]), TWO_NEEDED),
    (
        lambda: sign_flip([1] * 21),
        "too many differences for an exact test (expected at most 20; got 21)",
    ),
    (
        lambda: finite_population(3, 2),
        (
            "a sample cannot be larger than its population "
            "(expected at least one answer, from as many people or more; got (3, 2))"
        ),
    ),
    (
        lambda: required_answers(0, 80),
        (
            "a number of answers cannot be computed "
            "(expected a precision, a population and a spread above 0; got (0, 80, 1.0))"
        ),
    ),
    (
        lambda: measurement_error(-1, 0.8),
        (
            "an error of measurement cannot be computed "
            "(expected a deviation from 0 and a reliability from 0 to 1; got (-1, 0.8))"
        ),
    ),
    (
        lambda: count_ratio(1, 2, 0),
        (
            "counts cannot be compared "
            "(expected counts from 0 and a positive exposure; got (1, 2, 0))"
        ),
    ),
    (
        lambda: u_chart([1], [0]),
        (
            "a chart of counts cannot be made "
            "(expected a count from 0 and a positive size for each period; got ([1], [0]))"
        ),
    ),
    (lambda: poisson_interval(-1), "a count of incidents is negative (got -1)"),
    *(
        (lambda table=table: phi(table), f"a count of incidents is negative (got {table})")
        for table in (((-1, 1), (1, 1)), ((1, -1), (1, 1)), ((1, 1), (-1, 1)), ((1, 1), (1, -1)))
    ),
    (
        lambda: paired_gap(2, 2, 3),
        (
            "the two verdicts cannot differ on more incidents than there are "
            "(expected 0 to 3 in all; got (2, 2))"
        ),
    ),
    (
        lambda: relative_risk(4, 3, 1, 2),
        "a group has more cases than members (expected 0 to 3 and 0 to 2; got (4, 1))",
    ),
    (
        lambda: trace(-1, 2, 3, 4),
        (
            "stoppages per person need people (expected counts from 0 on, and one person at least "
            "on each side; got (-1, 2, 3, 4))"
        ),
    ),
    (
        lambda: weightiest({-1.0: 2}, 0.5),
        "minutes lost are not a positive number (got -1.0)",
    ),
    (lambda: weightiest({1.0: -2, 3.0: 4}, 0.5), "a count of incidents is negative (got -2)"),
    (
        lambda: weightiest({1.0: 2}, 1.5),
        "a share is out of range (expected between 0 and 1; got 1.5)",
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
