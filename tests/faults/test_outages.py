"""The network goes away while somebody answers: they are told, and all arrives when it is back."""

import time
from os import environ
from urllib.parse import urlsplit

import pytest

from infopilot.model.people import Role
from tests.faults.mortal_doors import mortal_door
from tests.faults.proxies import network
from tests.faults.respondents import BANNER_SECONDS, Respondent, duplicates, newest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
OUTAGES = [3, 8, *([30] if "INFOPILOT_KILLS" in environ else [])]
ANSWER_EVERY_SECONDS = 1.2
DELIVERY_SECONDS = 5
# A page that never tries again: no timer as long as its waits ever rings.
NO_RETRY = """(() => {
  const real = window.setTimeout;
  const isWait = (wait) => wait >= 500 && wait < 4000;
  window.setTimeout = (ring, wait, ...more) => isWait(wait) ? 0 : real(ring, wait, ...more);
})();"""


class Traveller:
    """A respondent behind a network that comes and goes."""

    def __init__(self, door, between, page):
        self.door, self.between = door, between
        self.respondent, link = door.fresh.invite(Role.LEADER)
        self.person = Respondent(page)
        self.person.enter(f"http://127.0.0.1:{between.port}{urlsplit(link).path}")

    @property
    def kept(self):
        """Every row of this respondent."""
        return self.door.fresh.kept(self.respondent)

    def lose_network(self, seconds, *, silently):
        """Go on answering for ``seconds`` without network; return how long the banner took."""
        start, told = time.time(), None
        self.between.lose(silently=silently)
        while time.time() - start < seconds:
            self.person.answer()
            self.person.page.wait_for_timeout(1000 * ANSWER_EVERY_SECONDS)
            told = told or self.person.told_at
        return (told or self.person.is_told()) - start

    def find_network(self):
        """Return how long all that was answered then takes to arrive; None beyond patience."""
        self.between.find()
        start = time.monotonic()
        while time.monotonic() - start < 2 * DELIVERY_SECONDS:
            if newest(self.kept) == self.person.given:
                return time.monotonic() - start
            self.person.page.wait_for_timeout(50)
        return None


@pytest.mark.parametrize("silently", [False, True], ids=["cut", "silent"])
def test_everything_arrives_soon_after_the_network_is_back(client, browser, silently):
    with (
        mortal_door(client) as door,
        network(door.port) as between,
        browser.new_context(locale="fr-FR") as context,
    ):
        traveller = Traveller(door, between, context.new_page())
        banners, delays = [], []
        for seconds in OUTAGES:
            banners.append(traveller.lose_network(seconds, silently=silently))
            delays.append(traveller.find_network())
            traveller.person.is_saved()
            told = f"banner {banners[-1]:.1f} s, all there {delays[-1]:.1f} s after"
            print(f"outage {seconds} s: {told}")
        twice = duplicates(traveller.kept)

    assert max(banners) <= BANNER_SECONDS
    assert max(delays) <= DELIVERY_SECONDS
    assert twice == []


def test_a_page_that_does_not_try_again_would_keep_its_answers(client, browser):
    with (
        mortal_door(client) as door,
        network(door.port) as between,
        browser.new_context(locale="fr-FR") as context,
    ):
        page = context.new_page()
        page.add_init_script(NO_RETRY)
        traveller = Traveller(door, between, page)
        traveller.between.lose(silently=False)
        traveller.person.answer()
        page.wait_for_timeout(1000)
        delay = traveller.find_network()

    assert delay is None
