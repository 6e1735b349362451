"""A tab is closed while somebody types: what was typed is there when the page opens again."""

import os
import random
import time
from itertools import takewhile

import pytest

from infopilot.model.people import Role
from tests.faults.mortal_doors import mortal_door

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CLOSINGS = int(os.environ.get("INFOPILOT_CLOSINGS", "8"))
SEED = int(os.environ.get("INFOPILOT_SEED", "0")) or random.randrange(10**9)
LONGEST_MILLISECONDS = 500
# A page that keeps nothing on the device and does not notice that it is being left.
FORGETFUL = """(() => {
  Storage.prototype.setItem = () => {};
  const real = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (kind, ...more) {
    if (!['pagehide', 'visibilitychange'].includes(kind)) real.call(this, kind, ...more);
  };
})();"""


def lost_characters(context, url, chance):
    """Write to one question, which has an answer, or to another; close; return what is missing."""
    rank, words = chance.randrange(2), f"Vu le {chance.randrange(10**6)}, déjà écrit."
    page = open_page(context, url)
    field = field_of(page, rank)
    field.fill("")
    page.keyboard.type(words)
    page.wait_for_timeout(chance.uniform(0, LONGEST_MILLISECONDS))
    page.close()
    page = open_page(context, url)
    found = page.locator("fieldset.q-card").nth(rank).locator("textarea").input_value()
    page.close()
    kept = takewhile(lambda pair: pair[0] == pair[1], zip(words, found, strict=False))
    return len(words) - len(list(kept))


def open_page(context, url):
    """Open the first step in a new tab."""
    page = context.new_page()
    page.goto(url)
    page.locator("fieldset.q-card").nth(1).wait_for()
    return page


def field_of(page, rank):
    """Open the comment of a question, if it is not open yet."""
    card = page.locator("fieldset.q-card").nth(rank)
    field = card.locator("textarea")
    if not field.is_visible():
        card.locator("summary").click()
    field.focus()
    return field


def closings(engagement, browser, rounds, *, script=""):
    """Type and close ``rounds`` times in one browser; return the characters lost each time."""
    chance, start = random.Random(SEED), time.monotonic()
    with mortal_door(engagement) as door, browser.new_context(locale="fr-FR") as context:
        context.add_init_script(script)
        _, link = door.fresh.invite(Role.LEADER)
        page = context.new_page()
        page.goto(link)
        url = f"{door.fresh.url}#etape-1"
        page.close()
        page = open_page(context, url)
        page.locator("fieldset.q-card").first.locator("input[type=radio]").nth(2).check()
        page.locator("[role=status]", has_text="Enregistré").wait_for()
        page.close()
        lost = [lost_characters(context, url, chance) for _ in range(rounds)]
    print(f"seed {SEED}, closings {rounds}, lost {sum(lost)}, {time.monotonic() - start:.0f} s")
    return lost


def test_closing_the_tab_while_typing_loses_no_character(client, browser):
    assert sum(closings(client, browser, CLOSINGS)) == 0


def test_a_page_that_keeps_nothing_would_lose_some(client, browser):
    assert sum(closings(client, browser, 6, script=FORGETFUL)) > 0
