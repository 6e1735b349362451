"""The minutes close when every decision has one holder and somebody who does."""

import pytest

from infopilot.model.agreement import AgreedDecision
from infopilot.model.errors import ScoringError
from infopilot.scoring.clarity.agreed_raci import agreed_raci


@pytest.fixture(scope="module")
def map_of_three(decide):
    return [decide("K01", 3, "DIR"), decide("K02", 3, "DIR"), decide("K03", 1, "PRE")]


def told(agreed):
    return {key: [str(each) for each in messages] for key, messages in agreed.missing.items()}


def test_a_map_where_all_is_settled_closes_the_minutes(map_of_three):
    agreed = agreed_raci(
        map_of_three,
        [
            AgreedDecision("K03", ("PRE",), ("PRE", "EDI")),
            AgreedDecision("K01", ("DIR",), ("REF",)),
            AgreedDecision("K02", ("DIR", "DIR"), ("REF",)),
        ],
    )

    assert (agreed.coverage, agreed.decisions, agreed.is_complete) == (1, 3, True)
    assert agreed.missing == {}
    assert agreed.reason is None


@pytest.mark.parametrize(
    ("row", "lacking"),
    [
        (AgreedDecision("K02"), ["nobody has the last word", "nobody does it"]),
        (AgreedDecision("K02", ("PERSONNE",), ("REF",)), ["nobody has the last word"]),
        (
            AgreedDecision("K02", ("REF", "DIR"), ("REF",)),
            ["2 have the last word where one must: DIR, REF"],
        ),
        (AgreedDecision("K02", ("DIR",)), ["nobody does it"]),
        (AgreedDecision("K02", ("DIR",), ("PERSONNE",)), ["nobody does it"]),
        (AgreedDecision("K02", ("DIR", "PERSONNE"), ("REF", "PERSONNE")), None),
    ],
)
def test_what_a_decision_lacks_is_told(map_of_three, row, lacking):
    others = [AgreedDecision(key, ("DIR",), ("REF",)) for key in ("K01", "K03")]
    agreed = agreed_raci(map_of_three, [*others, row])

    assert told(agreed) == ({"K02": lacking} if lacking else {})
    assert agreed.coverage == pytest.approx(2 / 3 if lacking else 1)
    assert agreed.is_complete is (lacking is None)


def test_what_has_no_row_is_not_settled(map_of_three):
    agreed = agreed_raci(map_of_three, [])

    assert agreed.coverage == 0
    assert list(agreed.missing) == ["K01", "K02", "K03"]


def test_without_any_decision_there_is_nothing_to_close():
    agreed = agreed_raci([], [])

    assert (agreed.coverage, agreed.decisions, agreed.is_complete) == (None, 0, False)
    assert str(agreed.reason) == "there is nothing to settle"


@pytest.mark.parametrize("keys", [("K09",), ("K01", "K01")])
def test_a_row_too_many_is_refused(map_of_three, keys):
    with pytest.raises(ScoringError, match=rf"settled twice.*{keys[0]}"):
        agreed_raci(map_of_three, [AgreedDecision(key) for key in keys])
