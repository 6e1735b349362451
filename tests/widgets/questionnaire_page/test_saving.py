"""What becomes of an answer when the server is slow, picky or gone, in a real browser."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("page", [1280], indirect=True),  # what is tried has no width
]

SAVED = re.compile(r"^Enregistré à \d{1,2}\sh\s\d{2}$")


def radio(page: Page, question: str, answer: str) -> Locator:
    """The radio of an answer in the group of a question."""
    return page.get_by_role("group", name=question).get_by_role("radio", name=answer, exact=True)


def saved(page: Page) -> Locator:
    """The save state as screen readers hear it."""
    return page.get_by_role("status")


def test_saved_is_said_only_after_the_acknowledgement(page, server):
    server.delay = 1.2
    page.get_by_role("button", name="Commencer").click()
    radio(page, "Qui tranche", "RD1, palier b").check()
    expect(page.get_by_text("Enregistrement…")).to_be_visible()
    server.wait_until(lambda: server.posts)
    page.wait_for_timeout(600)

    assert server.answers == {}
    expect(page.get_by_text("Enregistrement…")).to_be_visible()
    expect(saved(page)).to_have_text("")
    expect(saved(page)).to_have_text(SAVED)
    expect(page.get_by_text("Enregistrement…")).to_be_hidden()
    assert server.value("RD1") == "2"


def test_an_answer_is_announced_once(page):
    page.get_by_role("button", name="Commencer").click()
    page.evaluate(
        """() => { window.heard = [];
        const live = document.querySelectorAll('[role=status], [role=alert]');
        live.forEach((each) => new MutationObserver(
            () => each.textContent && heard.push(each.textContent)
          ).observe(each, { childList: true, characterData: true, subtree: true })); }"""
    )
    radio(page, "Qui tranche", "RD1, palier b").check()
    expect(saved(page)).to_have_text(SAVED)
    page.wait_for_timeout(300)

    assert len(page.evaluate("heard")) == 1


def test_what_is_answered_while_the_server_is_gone_arrives_exactly_once(page, server):
    page.get_by_role("button", name="Commencer").click()
    radio(page, "Qui tranche", "RD1, palier a").check()
    expect(saved(page)).to_have_text(SAVED)
    server.close()
    radio(page, "Qui tranche", "RD1, palier d").check()
    radio(page, "référent SI", "RD2, palier b").check()
    expect(page.get_by_role("alert")).to_contain_text("gardées sur cet appareil", timeout=5000)
    page.get_by_role("button", name="Continuer").click()
    radio(page, "ordre des projets", "AP1, palier e").check()
    page.wait_for_timeout(2500)
    expect(saved(page)).to_have_text("")
    server.open()

    expect(saved(page)).to_have_text(SAVED, timeout=5000)
    expect(page.get_by_role("alert")).to_have_text("")
    values = [(each["question"], each["value"]) for each in server.answers.values()]
    assert values == [("RD1", "1"), ("RD1", "4"), ("RD2", "2"), ("AP1", "5")]


def test_answers_outlive_a_reload_while_the_server_refuses_them(page, server):
    page.get_by_role("button", name="Commencer").click()
    server.status = 503
    radio(page, "Qui tranche", "RD1, palier d").check()
    server.wait_until(lambda: server.posts)
    page.reload()

    expect(radio(page, "Qui tranche", "RD1, palier d")).to_be_checked()
    expect(page.get_by_text("Enregistrement…")).to_be_visible()
    server.status = 200
    expect(saved(page)).to_have_text(SAVED)
    assert list(server.answers) == [server.posts[0][0]["id"]]
    assert page.evaluate("Object.keys(localStorage)") == []


@pytest.mark.parametrize("pause", [0, 150, 400])
def test_the_last_word_survives_a_closed_tab(page, server, pause):
    page.get_by_role("button", name="Commencer").click()
    radio(page, "Qui tranche", "RD1, palier d").check()
    page.get_by_text("Ajouter un commentaire").first.click()
    page.get_by_label("Votre commentaire").first.press_sequentially("jusqu’au dernier mot")
    page.wait_for_timeout(pause)
    context = page.context
    page.close()
    again = context.new_page()
    again.goto(f"{server.url}#etape-1")

    expect(again.get_by_label("Votre commentaire").first).to_have_value("jusqu’au dernier mot")
    server.wait_until(lambda: [*server.answers.values()][-1]["comment"] == "jusqu’au dernier mot")


def test_a_comment_written_before_any_answer_is_kept_as_a_draft(page, server):
    page.get_by_role("button", name="Commencer").click()
    page.get_by_text("Ajouter un commentaire").first.click()
    page.get_by_label("Votre commentaire").first.fill("je réfléchis")
    page.reload()

    expect(page.get_by_label("Votre commentaire").first).to_have_value("je réfléchis")
    assert server.posts == []
    radio(page, "Qui tranche", "RD1, palier d").check()
    server.wait_until(lambda: server.answers)
    assert [each["comment"] for each in server.answers.values()] == ["je réfléchis"]


def test_sending_waits_for_the_last_acknowledgement(page, server):
    page.goto(f"{server.url}#etape-1")
    server.delay = 1.0
    radio(page, "Qui tranche", "RD1, palier b").check()
    page.goto(f"{server.url}#etape-5")
    page.get_by_role("button", name="Envoyer").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Encore un instant")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Merci, vos réponses sont bien arrivées"
    )
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    assert server.value("RD1") == "2"


def test_a_refused_answer_is_told_and_takes_no_other_with_it(page, server):
    page.goto(f"{server.url}#etape-1")
    server.poisonous, server.delay = "poison", 0.5
    radio(page, "référent SI", "RD2, palier a").check()
    radio(page, "référent SI", "RD2, palier b").check()
    page.get_by_text("Ajouter un commentaire").last.click()
    page.get_by_label("Votre commentaire").last.fill("poison")
    radio(page, "Qui tranche", "RD1, palier b").check()

    expect(page.get_by_role("alert")).to_contain_text("Ce commentaire ne peut pas être gardé")
    server.wait_until(lambda: server.value("RD1") == "2")
    assert page.evaluate("Object.keys(localStorage)") == []
    page.get_by_label("Votre commentaire").last.fill("sain")
    expect(page.get_by_role("alert")).to_have_text("")
    server.wait_until(lambda: [*server.answers.values()][-1]["comment"] == "sain")


def test_without_an_invitation_the_page_says_what_to_open(page, server):
    server.invited = False
    page.reload()

    expect(page.get_by_role("alert")).to_contain_text("Ouvrez le lien de votre invitation")


def test_an_ended_session_keeps_the_answers_until_the_link_is_opened_again(page, server):
    page.get_by_role("button", name="Commencer").click()
    server.status = 401
    radio(page, "Qui tranche", "RD1, palier b").check()
    expect(page.get_by_role("alert")).to_contain_text("Rouvrez le lien de votre invitation")
    server.status = 200
    page.goto("about:blank")
    page.goto(server.url)

    server.wait_until(lambda: server.value("RD1") == "2")


def test_another_tab_shows_what_was_changed_here(page, server):
    page.get_by_role("button", name="Commencer").click()
    other = page.context.new_page()
    other.goto(f"{server.url}#etape-1")
    radio(other, "Qui tranche", "RD1, palier d").check()

    expect(radio(page, "Qui tranche", "RD1, palier d")).to_be_checked()
    expect(page.get_by_role("alert")).to_contain_text("modifiées dans une autre fenêtre")


@pytest.mark.parametrize("tag", ["h1", "summary", "main button"])
def test_an_answer_from_elsewhere_leaves_the_focus_where_it_is(page, server, tag):
    page.get_by_role("button", name="Commencer").click()
    page.locator(tag).last.focus()
    other = page.context.new_page()
    other.goto(f"{server.url}#etape-1")
    radio(other, "Qui tranche", "RD1, palier d").check()
    page.bring_to_front()

    expect(radio(page, "Qui tranche", "RD1, palier d")).to_be_checked()
    expect(page.locator(tag).last).to_be_focused()


def test_answers_never_go_to_whoever_opened_another_invitation_here(page, server):
    page.get_by_role("button", name="Commencer").click()
    server.status = 503
    radio(page, "Qui tranche", "RD1, palier b").check()
    server.wait_until(lambda: server.posts)
    server.status, server.respondent = 200, "r2"
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(page.get_by_role("alert")).to_contain_text("Rouvrez le lien de votre invitation")
    page.wait_for_timeout(1500)
    assert server.answers == {}
    server.respondent = "r1"
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    server.wait_until(lambda: server.value("RD1") == "2")
