"""One respondent on two devices: nothing is lost, both hear of it, and the respondent chooses."""

import pytest
from playwright.sync_api import expect

from infopilot.model.people import Role

pytestmark = pytest.mark.browser


@pytest.fixture
def devices(fresh_door, browser):
    """A phone and a PC that opened the link of one leader, at the first step, and their id."""
    respondent, link = fresh_door.invite(Role.LEADER)
    contexts = [browser.new_context(locale="fr-FR", viewport=size) for size in (PHONE, OFFICE)]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.goto(link)
        page.get_by_role("button", name="Commencer").click()
        page.locator("fieldset.q-card").first.wait_for()
    yield respondent, *pages
    for context in contexts:
        context.close()


PHONE, OFFICE = {"width": 360, "height": 740}, {"width": 1280, "height": 800}


def first_question(page, rank):
    """The radio of one level of the first question."""
    return page.locator("fieldset.q-card").first.get_by_role("radio").nth(rank - 1)


def choose(page, rank):
    """Choose a level, and wait until it is saved."""
    first_question(page, rank).check()
    expect(page.locator(".q-saved")).to_contain_text("Enregistré")


def come_back(page):
    """Bring the page to the front again, as unlocking a phone does."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def values(door, respondent):
    """Every value that the respondent gave to the first question, oldest first."""
    return [each.value for each in door.kept(respondent) if each.question == "RD1"]


@pytest.mark.parametrize(("pick", "counts"), [("Garder", "4"), ("Prendre", "2")])
def test_what_was_answered_on_both_is_chosen_by_the_respondent(fresh_door, devices, pick, counts):
    respondent, phone, office = devices
    choose(phone, 2)
    first_question(office, 4).check()
    expect(office.get_by_role("group", name="Deux réponses différentes")).to_be_visible()
    office.get_by_role("button", name=pick).click()
    expect(first_question(office, int(counts))).to_be_checked()
    expect(office.locator(".q-alert")).to_be_empty()
    expect(office.locator(".q-saving")).to_be_hidden()

    assert values(fresh_door, respondent)[:2] == ["2", "4"]
    assert values(fresh_door, respondent)[-1] == counts
    come_back(phone)
    expect(first_question(phone, int(counts))).to_be_checked()


def test_a_device_that_comes_back_shows_what_the_other_one_saved(fresh_door, devices):
    respondent, phone, office = devices
    choose(phone, 2)
    come_back(office)
    expect(first_question(office, 2)).to_be_checked()
    expect(office.get_by_role("alert")).to_contain_text("dans une autre fenêtre")
    choose(office, 3)

    expect(office.get_by_role("group", name="Deux réponses différentes")).to_have_count(0)
    assert values(fresh_door, respondent) == ["2", "3"]


def test_an_answer_given_without_a_network_meets_the_other_one_later(fresh_door, devices):
    respondent, phone, office = devices
    phone.context.set_offline(True)
    first_question(phone, 5).check()
    choose(office, 1)
    phone.context.set_offline(False)

    expect(phone.get_by_role("group", name="Deux réponses différentes")).to_be_visible(timeout=9000)
    assert values(fresh_door, respondent) == ["1", "5"]
