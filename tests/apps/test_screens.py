"""A picture of every screen of every role, to be looked at: INFOPILOT_SCREENSHOTS=1 takes them."""

from os import environ
from pathlib import Path

import pytest

from infopilot.model.people import Role
from tests.apps.screens import visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(
        "INFOPILOT_SCREENSHOTS" not in environ, reason="pictures are taken on request"
    ),
]
SCREENSHOTS = Path(__file__).parents[2] / "screenshots"
WIDTHS = (1280, 360)


@pytest.mark.parametrize("has_answered", [False, True], ids=["nothing", "all"])
@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_every_screen_has_its_picture_and_fits(browser, fresh_door, role, has_answered):
    SCREENSHOTS.mkdir(exist_ok=True)
    too_wide = []
    with visitor(browser, fresh_door, role, has_answered=has_answered) as someone:
        for screen in someone.screens():
            for width in WIDTHS:
                someone.page.set_viewport_size({"width": width, "height": 800})
                someone.page.evaluate("scrollTo(0, 0)")
                name = f"{role.value}-{screen}-{width}"
                someone.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
                if someone.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    too_wide.append(name)

    assert too_wide == []
