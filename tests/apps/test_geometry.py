"""Large targets, wide text spacing, 400 % zoom: nothing is cut, nothing hides the focus."""

import pytest

from tests.apps.geometry import faults, spaced, unspaced
from tests.apps.screens import CASES, visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTHS = (1280, 320)
ZOOMED = {"width": 320, "height": 256}


@pytest.mark.parametrize(("role", "has_answered"), CASES, ids=str)
def test_every_screen_stays_whole(browser, fresh_door, role, has_answered):
    found = []
    with visitor(browser, fresh_door, role, has_answered=has_answered) as someone:
        for screen in someone.screens():
            for size in (*({"width": width, "height": 640} for width in WIDTHS), ZOOMED):
                someone.page.set_viewport_size(size)
                found += [(screen, size, fault) for fault in faults(someone.page)]
                spaced(someone.page)
                found += [(screen, size, "spaced", fault) for fault in faults(someone.page)]
                unspaced(someone.page)

    assert "\n".join(map(str, found)) == ""
