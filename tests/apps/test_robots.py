"""Everybody gets through: by keyboard, by touch, reloading all the time, losing the network."""

import time
from contextlib import ExitStack, contextmanager

import pytest

from infopilot.model.people import Role
from tests.apps.conftest import Journal
from tests.apps.histories import repeated
from tests.apps.keyboards import Keyboard
from tests.apps.outages import Traveller, answer_offline
from tests.apps.plans import Reply, plan_for
from tests.apps.robots import Pointer

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROLES = pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
DESK = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
PATIENCE_MILLISECONDS = 15_000
OFFLINE_SECONDS, DELIVERY_SECONDS = 60, 10
# The browser itself reports each request that fails; that is the fault being tried, not ours.
NETWORK_NOISE = "Failed to load resource"
IS_KEPT = """() => document.querySelector('[role=status]').textContent
  || Object.keys(localStorage).some((key) => key.includes(':answer:'))"""


@contextmanager
def visiting(browser, door, role, screen, *, network_fails=False):
    """Open the link of a new respondent; the visit must end without a stain."""
    respondent, link = door.invite(role)
    journal = Journal("127.0.0.1")
    with browser.new_context(locale="fr-FR", **screen) as context:
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        context.on("page", journal.follow)
        page = context.new_page()
        page.goto(link)
        yield page, respondent

    stains = [each for each in journal.errors if not (network_fails and NETWORK_NOISE in each)]
    assert (journal.outside, stains) == ([], [])


@contextmanager
def travelling(browser, door, role):
    """Visit on a phone whose network will fail, with the errors that this makes."""
    plan = plan_for(door.workbook.questionnaire, role, turn=2)
    with visiting(browser, door, role, PHONE, network_fails=True) as (page, respondent):
        yield Traveller(Pointer(page, plan), respondent, door)


def newest(answers):
    """Return the newest reply to each item; every id must be its own."""
    assert len({each.id for each in answers}) == len(answers)
    return {each.question: Reply(each.value, each.comment, each.evidence) for each in answers}


def must_hold(door, respondent, plan):
    """The store holds the last reply to each item of ``plan``, and nothing said twice."""
    answers = door.kept(respondent)
    assert newest(answers) == plan.last
    assert repeated(answers) == []


@ROLES
def test_a_keyboard_is_enough(browser, fresh_door, role):
    plan = plan_for(fresh_door.workbook.questionnaire, role)
    with visiting(browser, fresh_door, role, DESK) as (page, respondent):
        Keyboard(page, plan).run()

    must_hold(fresh_door, respondent, plan)


@ROLES
def test_a_finger_on_a_phone_is_enough(browser, fresh_door, role):
    plan = plan_for(fresh_door.workbook.questionnaire, role, turn=3)
    with visiting(browser, fresh_door, role, PHONE) as (page, respondent):
        Pointer(page, plan).run()

    must_hold(fresh_door, respondent, plan)


@ROLES
def test_reloading_after_each_answer_loses_none(browser, fresh_door, role):
    """Every other time at once; else when the page says that the answer is kept here or there."""
    plan = plan_for(fresh_door.workbook.questionnaire, role, turn=6)
    with visiting(browser, fresh_door, role, DESK) as (page, respondent):
        robot = Pointer(page, plan, gesture="click")
        for rank, asked in enumerate(robot.visit()):
            if rank % 2:
                page.wait_for_function(IS_KEPT)
            page.reload()
            page.locator("main legend").first.wait_for()
            assert robot.shown(asked) == robot.expected[asked.id]

    must_hold(fresh_door, respondent, plan)


def test_a_minute_without_network_loses_nothing(browser, fresh_door):
    """Five people at once are told and go on; two close the page; all arrives exactly once."""
    with ExitStack() as visits:
        travellers = [visits.enter_context(travelling(browser, fresh_door, role)) for role in Role]
        for traveller in travellers:
            traveller.lose_network()
            traveller.is_told()
        answer_offline(travellers, OFFLINE_SECONDS)
        assert not any(each.has_delivered(newest) for each in travellers)
        for rank, traveller in enumerate(travellers):
            if rank % 2:
                traveller.close_and_find_network()
            else:
                traveller.find_network()
        back = time.monotonic()
        while not all(each.has_delivered(newest) for each in travellers):
            travellers[0].robot.page.wait_for_timeout(100)
            assert time.monotonic() - back < DELIVERY_SECONDS
        for traveller in travellers:
            traveller.finish()

    for traveller in travellers:
        must_hold(fresh_door, traveller.respondent, traveller.robot.plan)
