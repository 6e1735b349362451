"""A respondent at a real page, and what must be found in the store afterwards."""

import time
from collections import Counter

from playwright.sync_api import expect

from tests.apps.histories import repeated
from tests.apps.plans import say

BANNER_SECONDS = 5
AWAY = "The server is not responding. Your answers are kept on this device and will be sent again."
IS_SAVED = """() => document.querySelector('[role=status]').textContent
  && !document.querySelector('[role=alert]').textContent"""
# What the page acknowledged, and when its banner came: by the page itself, as it happens.
TAKE_NOTES = """(() => {
  const bannerOf = () => document.querySelector('[role=alert]')?.textContent;
  const look = () => { window.toldAt = bannerOf() ? (window.toldAt ?? Date.now() / 1000) : null; };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
  const real = window.fetch;
  window.acknowledged = [];
  window.fetch = async (path, options) => {
    const response = await real(path, options);
    if (options?.method === 'POST' && response.status === 200) {
      const { saved = [] } = await response.clone().json();
      const { answers = [] } = JSON.parse(options.body);
      window.acknowledged.push(...answers.filter(({ id }) => saved.includes(id)));
    }
    return response;
  };
})();"""


class Respondent:
    """Somebody at a real page, who goes on answering two questions whatever happens."""

    def __init__(self, page):
        self.page = page
        self.given = {}
        self.turn = 0

    def enter(self, link):
        """Open the questionnaire."""
        self.page.add_init_script(TAKE_NOTES)
        self.page.goto(link)
        self.page.get_by_role("button", name=say("Begin")).click()
        self.cards = self.page.locator("fieldset.q-card")
        expect(self.cards).to_have_count(2)
        # A card bears the name of its question, after that of the questionnaire on the page.
        self.questions = [card.get_attribute("id").split("-")[-1] for card in self.cards.all()]

    def answer(self):
        """Choose another level than before, in one question and then in the other; return when."""
        now = time.time()
        self.turn += 1
        rank, value = self.turn % 2, 1 + self.turn // 2 % 5
        self.cards.nth(rank).locator("input[type=radio]").nth(value - 1).check()
        self.given[self.questions[rank]] = str(value)
        return now

    def is_told(self):
        """Wait for the banner; return when it came."""
        banner = self.page.get_by_role("alert")
        expect(banner).to_contain_text(say(AWAY), timeout=4_000 * BANNER_SECONDS)
        return self.told_at

    @property
    def told_at(self):
        """When the banner that is there came; None without one."""
        return self.page.evaluate("window.toldAt")

    def is_saved(self):
        """Wait until the page says that all is saved, and nothing else."""
        self.page.wait_for_function(IS_SAVED, timeout=60_000)

    @property
    def acknowledged(self):
        """Every answer that the server said it had saved."""
        return self.page.evaluate("window.acknowledged")


def lost(acknowledged, kept):
    """Return the acknowledged answers that are not kept as they were."""
    known = {each.id: (each.question, each.value, each.comment) for each in kept}
    return [
        each
        for each in acknowledged
        if known.get(each["id"]) != (each["question"], each["value"], each.get("comment", ""))
    ]


def duplicates(kept):
    """Return the ids that are there twice, and the rows that repeat the row before them."""
    ids = Counter(each.id for each in kept)
    return [each for each, count in ids.items() if count > 1] + repeated(kept)


def newest(kept):
    """Return the value of the newest row of each question."""
    return {each.question: each.value for each in kept}
