"""A small log gives counts, a reason for the rest, and scores that say the same."""

from dataclasses import fields, is_dataclass, replace

import pytest
from hypothesis import given, settings

from infopilot.incidents.counting.document import facts_document
from infopilot.incidents.counting.facts import count_facts
from infopilot.incidents.counting.few import COUNTS
from tests.incidents.dep1 import METHOD, REFERENCE, dep1_table
from tests.incidents.logs import logs

SMALL = replace(METHOD, minimum_incidents=30)


@pytest.fixture(scope="module")
def facts():
    return count_facts(dep1_table(), SMALL, reference_time=REFERENCE)


def figures(value, name=""):
    """Every figure of a value and its name, counts left out."""
    if is_dataclass(value):
        for each in fields(value):
            if each.name not in COUNTS | {"period", "reasons", "replicates"}:
                yield from figures(getattr(value, each.name), f"{name}.{each.name}".strip("."))
    elif isinstance(value, dict):
        yield from ((name, figure) for figure in value.values())
    elif not isinstance(value, tuple):
        yield name, value


def test_counts_stay(facts):
    assert (facts.incidents, facts.closed, facts.reopened) == (16, 14, 3)
    assert (facts.resolver.n, facts.resolver.distinct) == (14, 5)
    assert (facts.blocking.n, facts.backlog.open, facts.sla.n) == (6, 2, 14)


def test_every_share_index_and_median_is_gone_with_its_reason(facts):
    assert [(name, figure) for name, figure in figures(facts) if figure is not None] == []
    for name in ("knowledge_share", "resolver.effective", "sla.met_share", "median_minutes"):
        assert str(facts.reasons[name]) == (
            "14 closed incidents: below 30, only counts are given"
        ), name
    assert facts.intervals == {}
    assert facts.bus_factor == {"0.5": None, "0.8": None}


def test_what_the_log_does_not_tell_keeps_its_own_reason(facts):
    assert "priority" in str(facts.reasons["median_minutes_by_priority"])


def test_the_minimum_itself_is_enough():
    assert count_facts(dep1_table(), replace(METHOD, minimum_incidents=14)).knowledge_share


@settings(max_examples=25, deadline=None)
@given(logs(0, 25))
def test_nothing_else_is_left_of_any_small_log(table):
    facts = count_facts(table, SMALL)

    assert {figure for _, figure in figures(facts)} <= {None}
    gone = [name for name, _ in figures(facts)]
    assert [name for name in gone if not _told(name, facts.reasons)] == []
    assert facts_document(facts)["closed"] == facts.closed


def _told(name, reasons):
    """A part may be gone with the whole."""
    parts = name.split(".")
    return any(".".join(parts[: n + 1]) in reasons for n in range(len(parts)))
