"""The draws of a log: joint, reproducible, of a size that does not follow the log."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from infopilot.incidents.counting.facts import count_facts
from infopilot.incidents.counting.replicates import MEASURES
from infopilot.scoring.service.indices import index_draws
from infopilot.scoring.statistics.bootstrap import RESAMPLES, week_weights
from tests.incidents.dep1 import METHOD, REFERENCE, dep1_table
from tests.incidents.logs import logs
from tests.shipped import shipped_method

# ISO weeks of opening of the closed incidents of DEP1, and whether each has an article.
CLOSED = {
    "I01": (14, 0), "I02": (14, 1), "I03": (15, 1), "I04": (15, 0), "I05": (16, 0), "I06": (17, 0),
    "I07": (18, 0), "I08": (19, 1), "I09": (19, 0), "I10": (20, 0), "I11": (21, 1), "I12": (22, 0),
    "I13": (23, 0), "I15": (25, 0),
}  # fmt: skip
WEEKS = (14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26)


@pytest.fixture(scope="module")
def replicates():
    return count_facts(dep1_table(), METHOD, reference_time=REFERENCE).replicates


def test_every_measure_of_the_index_is_drawn(replicates):
    assert set(replicates.draws) == set(MEASURES)
    assert {len(draws) for draws in replicates.draws.values()} == {RESAMPLES}


def test_draws_are_those_of_the_same_weeks_counted_one_by_one(replicates):
    drawn = week_weights(len(WEEKS))
    for b in range(50):
        times = dict(zip(WEEKS, drawn[b], strict=True))
        whole = sum(times[week] for week, _ in CLOSED.values())
        part = sum(times[week] * linked for week, linked in CLOSED.values())

        assert replicates.draws["knowledge_share"][b] == pytest.approx(part / whole)


def test_the_index_is_drawn_within_its_scale(replicates):
    draws = index_draws(replicates, shipped_method().dependency.experienced)
    told = draws[~np.isnan(draws)]

    assert len(told) > RESAMPLES / 2
    assert told.min() >= 0
    assert told.max() <= 100
    assert told.std() > 0


def test_too_few_weeks_or_incidents_leave_no_draws():
    few_weeks = replace(METHOD, minimum_weeks=14)
    few_incidents = replace(METHOD, minimum_incidents=15)

    assert count_facts(dep1_table(), few_weeks).replicates is None
    assert count_facts(dep1_table(), few_incidents).replicates is None


@settings(max_examples=15, deadline=None)
@given(logs(0, 40))
def test_effective_resolvers_stay_between_one_and_the_people_seen(table):
    facts = count_facts(table, replace(METHOD, minimum_weeks=1))
    if facts.replicates is None or facts.resolver is None:
        return

    drawn = [n for n in facts.replicates.draws["resolver.effective"] if not math.isnan(n)]
    assert all(1 <= n <= facts.resolver.distinct for n in drawn)
    assert facts.resolver.effective is None or (
        1 <= facts.resolver.effective <= facts.resolver.distinct
    )
