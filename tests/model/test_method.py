import pytest

from infopilot.model.errors import ScoringError
from infopilot.model.method import Ramp


@pytest.mark.parametrize(
    ("green", "red", "value", "position"),
    [
        (0.2, 0.8, 0.5, 0.5),
        (0.2, 0.8, 0.1, 0),
        (0.2, 0.8, 2, 1),
        (4, 1.3, 4, 0),
        (4, 1.3, 1, 1),
        (0.6, 0.1, 0.285714, 0.628571),
    ],
)
def test_a_ramp_goes_from_green_to_red_whichever_is_larger(green, red, value, position):
    assert Ramp(green, red).position(value) == pytest.approx(position, abs=1e-6)


def test_a_ramp_needs_two_different_ends():
    with pytest.raises(ScoringError, match="two different ends"):
        Ramp(2, 2)
