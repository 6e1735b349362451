"""The whole page is light, and asks nothing of another host."""

import pytest

from infopilot.model.people import Role
from tests.apps.conftest import Journal
from tests.apps.screens import visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LIMIT_BYTES = 300_000


@pytest.mark.parametrize("has_answered", [False, True], ids=["nothing", "all"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_whole_page_weighs_at_most_300_kilobytes(browser, fresh_door, language, has_answered):
    """The referent has the most questions; what is transferred is counted by the browser."""
    transferred, journal = [], Journal("127.0.0.1")
    with visitor(browser, fresh_door, Role.IT_REFERENT, has_answered=has_answered) as someone:
        journal.follow(someone.page)
        protocol = someone.page.context.new_cdp_session(someone.page)
        protocol.on(
            "Network.loadingFinished", lambda end: transferred.append(end["encodedDataLength"])
        )
        protocol.send("Network.enable")
        someone.enter(language)
        someone.page.wait_for_load_state("networkidle")
        spoken = someone.page.evaluate("document.documentElement.lang")

    assert spoken == language
    assert len(transferred) >= 8
    assert 20_000 < sum(transferred) <= LIMIT_BYTES
    assert (journal.outside, journal.errors) == ([], [])
