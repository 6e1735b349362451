import math

from infopilot.views.quantities import amount, level, measure, share, weight

NNBSP, NBSP = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"


def test_french_figures_have_their_comma_and_spaces():
    assert amount(1204, "fr") == f"1{NNBSP}204"
    assert amount(12.5, "fr", 1) == "12,5"
    assert share(0.12, "fr") == f"12{NBSP}%"


def test_what_is_unknown_is_a_dash_never_zero():
    for unknown in (None, math.nan):
        shown = {
            amount(unknown, "fr"),
            share(unknown, "fr"),
            weight(unknown, "fr"),
            level(unknown, "fr"),
            measure("reopened_share", unknown, "fr"),
        }

        assert shown == {"–"}


def test_a_level_that_is_not_reached_is_never_rounded_up_to():
    assert level(1.96, "fr") == "1,96"
    assert level(3.9999, "fr") == "3,99"
    assert level(2.0, "fr") == "2,0"
    assert level(2 - 1e-12, "fr") == "2,0"


def test_measures_are_told_in_their_unit():
    assert measure("blocking_median_hours", 8, "fr") == f"8,0{NBSP}h"
    assert measure("effective_resolvers", 3.79, "fr") == "3,8"
    assert measure("knowledge_share", 0.2857, "en") == "29%"
