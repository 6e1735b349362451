import pytest

from infopilot.model.decisions import Actor
from infopilot.model.score import Pattern, RedLine
from infopilot.scoring.clarity.patterns import dominant_pattern, pattern_shares, red_line

DIR, REF, PRE, EDI, NOBODY = (
    Actor.LEADER,
    Actor.IT_REFERENT,
    Actor.PROVIDER,
    Actor.VENDOR,
    Actor.NOBODY,
)


@pytest.mark.parametrize(
    ("client", "provider", "pattern"),
    [
        ([DIR, DIR, DIR, PRE], [DIR, PRE], Pattern.SHARED),
        ([DIR, REF, REF, None], [NOBODY, NOBODY], Pattern.VACUUM),
        ([PRE] * 4, [REF] * 2, Pattern.HOT_POTATO),
        ([DIR] * 4, [PRE] * 2, Pattern.DOUBLE_COMMAND),
        ([PRE] * 4, [PRE] * 2, Pattern.DELEGATED),
        ([DIR, REF], [REF], Pattern.ASSUMED),
        ([EDI, EDI], [EDI], Pattern.SHARED),
        ([None, None], [], Pattern.VACUUM),
        ([DIR, DIR], [], None),
    ],
)
def test_the_pattern_of_a_decision(client, provider, pattern):
    assert dominant_pattern(pattern_shares(client, provider), 0.5) is pattern


def test_the_shares_of_the_first_worked_decision():
    shares = pattern_shares([DIR, DIR, DIR, PRE], [DIR, PRE])

    assert shares == {
        "vacuum": 0,
        "hot_potato": 0.125,
        "double_command": 0.375,
        "delegated": 0.125,
        "assumed": 0.375,
    }


def test_the_shares_of_the_second_worked_decision():
    assert pattern_shares([DIR, REF, REF, None], [NOBODY, NOBODY])["vacuum"] == 0.625


def test_a_tie_goes_to_the_pattern_that_matters_most():
    assert dominant_pattern(pattern_shares([DIR], [DIR, PRE]), 0.5) is Pattern.DOUBLE_COMMAND


def test_the_line_is_crossed_when_half_of_one_side_names_the_provider(decide, method):
    decision = decide("K01", 3, "DIR", "REF")

    assert red_line(decision, [DIR, PRE], [DIR], method.role_clarity) is RedLine.CROSSED
    assert red_line(decision, [DIR], [DIR, PRE], method.role_clarity) is RedLine.CROSSED
    assert red_line(decision, [DIR, DIR, PRE], [DIR], method.role_clarity) is None


def test_no_line_is_crossed_where_the_provider_may_decide_or_little_is_at_stake(decide, method):
    named = ([PRE], [PRE])

    assert red_line(decide("K15", 3, "DIR", "PRE"), *named, method.role_clarity) is None
    assert red_line(decide("K14", 3, "PRE"), *named, method.role_clarity) is None
    assert red_line(decide("K12", 2, "REF"), *named, method.role_clarity) is None


def test_a_vacuum_is_a_red_line_whatever_the_weight(decide, method):
    decision = decide("K09", 1, "PRE")

    assert red_line(decision, [None, DIR], [NOBODY, DIR], method.role_clarity) is RedLine.VACUUM
    assert red_line(decision, [None, NOBODY], [], method.role_clarity) is RedLine.VACUUM
