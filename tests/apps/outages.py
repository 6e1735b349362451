"""Robots that lose the network together, go on answering, and find it again."""

import time

from playwright.sync_api import expect

from tests.apps.plans import say

OFFLINE = (
    "You are offline. Your answers are kept on this device "
    "and will be sent when the connection is back."
)
BEFORE, DURING = 0.25, 0.5
BANNER_MILLISECONDS = 5_000


class Traveller:
    """A robot whose network comes and goes."""

    def __init__(self, robot, respondent, door):
        self.robot, self.respondent, self.door = robot, respondent, door
        self._replies = robot.visit()
        self._given = 0

    def answer_until(self, share):
        """Go on until ``share`` of all replies are given."""
        while self._given < share * (len(self.robot.plan.first) + len(self.robot.plan.second)):
            next(self._replies)
            self._given += 1

    def lose_network(self):
        """Lose it, with answers just given, and be told."""
        self.answer_until(BEFORE)
        self.robot.page.context.set_offline(True)

    def is_told(self):
        """See the banner, soon."""
        banner = self.robot.page.get_by_role("alert")
        expect(banner).to_contain_text(say(OFFLINE), timeout=BANNER_MILLISECONDS)

    def find_network(self):
        """Find it again."""
        self.robot.page.context.set_offline(False)

    def close_and_find_network(self):
        """Close the page before anything could leave; find the network; open the page again."""
        page = self.robot.page
        context, address = page.context, page.url
        page.close()
        context.set_offline(False)
        self.robot.page = context.new_page()
        self.robot.page.goto(address)
        self.robot.page.locator("main legend").first.wait_for()

    def has_delivered(self, newest):
        """Tell whether the store holds all that was answered so far."""
        return newest(self.door.kept(self.respondent)) == self.robot.expected

    def finish(self):
        """Answer what is left, send, see the last page."""
        for _ in self._replies:
            pass


def answer_offline(travellers, seconds):
    """Spread half of all replies over ``seconds`` without network."""
    start = time.monotonic()
    while (spent := time.monotonic() - start) < seconds:
        for each in travellers:
            each.answer_until(BEFORE + DURING * spent / seconds)
        # Real time must pass, and the pages must live meanwhile.
        travellers[0].robot.page.wait_for_timeout(100)
