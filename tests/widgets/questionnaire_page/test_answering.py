"""What a respondent sees and does, in a real browser."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from infopilot.model.people import Role

pytestmark = pytest.mark.browser

SAVED = re.compile(r"^Enregistré à \d{1,2}\sh\s\d{2}$")


def radio(page: Page, question: str, answer: str) -> Locator:
    """The radio of an answer in the group of a question."""
    return page.get_by_role("group", name=question).get_by_role("radio", name=answer, exact=True)


def saved(page: Page) -> Locator:
    """The save state as screen readers hear it."""
    return page.get_by_role("status")


def has_no_sideways_scroll(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_leader_is_welcomed_with_purpose_duration_and_who_sees_what(page):
    expect(page.get_by_role("heading", level=1)).to_have_text("Le pilotage de votre infogérance")
    expect(page.get_by_role("heading", name="Environ 12 minutes")).to_be_visible()
    expect(page.get_by_text("montrées avec votre rôle (leader)")).to_be_visible()
    expect(page.get_by_text("Ateliers Morvan confie à Axone")).to_be_visible()

    assert page.title() == "Le pilotage de votre infogérance · Ateliers Morvan"
    assert has_no_sideways_scroll(page)


def test_a_dimension_is_answered_with_the_keyboard_and_found_again(page, server):
    page.get_by_role("button", name="Commencer").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    assert page.title() == "Étape 1 sur 5 · Rôles et décisions · Ateliers Morvan"

    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(radio(page, "Qui tranche", "RD1, palier c")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Noté au comité")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    expect(radio(page, "référent SI", "Non applicable")).to_be_checked()
    page.keyboard.press("ArrowUp")
    expect(saved(page)).to_have_text(SAVED)
    server.wait_until(lambda: server.value("RD2") == "dont_know")
    page.reload()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Rôles et décisions")
    expect(radio(page, "Qui tranche", "RD1, palier c")).to_be_checked()
    expect(page.get_by_label("Votre commentaire").first).to_have_value("Noté au comité")
    expect(radio(page, "référent SI", "Je ne sais pas")).to_be_checked()
    assert server.value("RD1") == "3"


def test_each_group_is_one_tab_stop(page):
    page.goto(page.url.split("#")[0] + "#etape-1")
    radio(page, "Qui tranche", "RD1, palier b").check()
    page.keyboard.press("Tab")

    expect(page.locator("summary").first).to_be_focused()


def test_not_applicable_needs_a_reason(page, server):
    page.get_by_role("button", name="Commencer").click()
    radio(page, "référent SI", "Non applicable").check()
    reason = page.get_by_label("Pourquoi cette question ne s’applique-t-elle pas")
    expect(reason).to_be_visible()
    page.get_by_role("button", name="Continuer").click()

    expect(reason).to_be_focused()
    expect(reason).to_have_attribute("aria-invalid", "true")
    expect(reason).to_have_accessible_description(re.compile("Dites en quelques mots"))
    assert server.posts == []
    reason.fill("   ")
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rôles et décisions")
    reason.fill("Nous sommes trois")
    expect(reason).not_to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Arbitrer et prioriser")
    server.wait_until(lambda: server.value("RD2") == "not_applicable")
    assert {each["comment"] for each in server.answers.values()} == {"Nous sommes trois"}


def test_the_decision_map_takes_two_taps_a_decision(page, server):
    page.goto(f"{server.url}#etape-3")
    budget = page.get_by_role("group", name="Budget annuel du SI")
    last_word = budget.get_by_role("group", name="Qui a le dernier mot")
    doing = budget.get_by_role("group", name="Qui fait")
    last_word.get_by_text("Direction").click()
    doing.get_by_text("Prestataire").click()
    doing.get_by_text("Référent SI").click()
    server.wait_until(lambda: server.value("K02.R") == "REF|PRE")

    assert server.value("K02.A") == "DIR"
    doing.get_by_text("Personne").click()
    expect(doing.get_by_role("checkbox", checked=True)).to_have_count(1)
    server.wait_until(lambda: server.value("K02.R") == "PERSONNE")
    doing.get_by_text("Je ne sais pas").click()
    server.wait_until(lambda: server.value("K02.R") == "dont_know")
    assert has_no_sideways_scroll(page)


def test_business_is_shown_the_short_map_only(page, server):
    server.role = Role.BUSINESS
    page.reload()
    page.get_by_role("button", name="Commencer").click()
    page.get_by_role("button", name="Continuer").click()

    expect(page.get_by_role("group", name="Vision du SI")).to_be_visible()
    expect(page.get_by_text("Architecture et standards")).to_have_count(0)


def test_felt_clarity_and_measures_use_proper_inputs(page, server):
    page.goto(f"{server.url}#etape-4")
    page.get_by_role("group", name="m’appartiennent").get_by_text("Souvent vrai").click()
    server.wait_until(lambda: server.value("FC1") == "4")
    server.role, server.confidential = Role.USER, True
    page.goto(f"{server.url}?users#etape-2")
    page.get_by_role("radio", name="10 tout à fait satisfait").check()
    page.get_by_role("textbox", name="bloqué").fill("12")
    server.wait_until(lambda: server.value("BLOC") == "12")

    assert server.value("SAT") == "10"
    page.get_by_role("textbox", name="bloqué").fill("douze")
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_text("Indiquez un nombre entier de 0 à 200.")).to_be_visible()
    page.get_by_role("group", name="bloqué").get_by_text("Je ne sais pas").click()
    server.wait_until(lambda: server.value("BLOC") == "dont_know")


def test_evidence_is_asked_of_those_who_hold_the_documents(page, server):
    page.goto(f"{server.url}#etape-1")
    expect(page.get_by_text("Preuve possible")).to_have_count(0)
    server.role = Role.PROVIDER
    page.reload()

    card = page.get_by_role("group", name="Chez ce client, qui tranche")
    expect(card.get_by_text("matrice datée, trois dernières décisions")).to_be_visible()
    expect(card.get_by_role("radio", name="Montré")).to_be_hidden()
    card.get_by_role("radio", name="RD1, palier d").check()
    card.get_by_role("radio", name="Montré").check()
    server.wait_until(
        lambda: [each["evidence"] for each in server.answers.values()] == [None, "shown"]
    )
    card.get_by_role("radio", name="Je ne sais pas").check()
    server.wait_until(lambda: len(server.answers) == 3)
    assert [*server.answers.values()][-1]["evidence"] is None


def test_back_and_forward_keep_the_answers(page):
    page.get_by_role("button", name="Commencer").click()
    radio(page, "Qui tranche", "RD1, palier b").check()
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Arbitrer et prioriser")
    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Rôles et décisions")
    expect(radio(page, "Qui tranche", "RD1, palier b")).to_be_checked()
    page.go_back()
    expect(page.get_by_role("button", name="Reprendre")).to_be_visible()
    page.go_forward()
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Arbitrer et prioriser")
    assert page.evaluate("window.scrollY") == 0


def test_a_returning_respondent_resumes_where_something_is_missing(page, server):
    page.get_by_role("button", name="Commencer").click()
    radio(page, "Qui tranche", "RD1, palier b").check()
    radio(page, "référent SI", "RD2, palier b").check()
    expect(saved(page)).to_have_text(SAVED)
    page.goto("about:blank")
    page.goto(server.url)

    expect(page.get_by_role("heading", level=1)).to_contain_text("Arbitrer et prioriser")
    assert page.url.endswith("#etape-2")


def test_the_review_leads_to_what_is_missing_and_sends(page, server):
    page.goto(f"{server.url}#etape-1")
    radio(page, "Qui tranche", "Je ne sais pas").check()
    page.goto(f"{server.url}#etape-5")
    expect(page.get_by_text("7 questions n’ont pas encore de réponse")).to_be_visible()
    page.get_by_role("link", name="Budget annuel du SI").click()
    budget = page.get_by_role("group", name="Budget annuel du SI")
    expect(budget.get_by_role("radio").first).to_be_focused()
    expect(budget).to_be_in_viewport()

    page.go_back()
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Merci, vos réponses sont bien arrivées"
    )
    expect(page.get_by_role("listitem").last).to_have_text("Qui tranche les choix structurants ?")


def test_the_page_is_also_an_english_page(page):
    page.get_by_role("link", name="In English").click()

    expect(page.get_by_role("heading", name="About 12 minutes")).to_be_visible()
    expect(page.get_by_role("link", name="En français")).to_be_visible()


def test_targets_are_large_and_nothing_scrolls_sideways(page, server):
    for step in range(1, 6):
        page.goto(f"{server.url}#etape-{step}")
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"Étape {step} sur 5")
        small = page.evaluate(
            """() => [...document.querySelectorAll('label:has(input), button, summary, .q-page a')]
            .map((each) => [each.textContent, each.getBoundingClientRect()])
            .filter(([, box]) => box.width && Math.min(box.width, box.height) < 24)
            .map(([words]) => words)"""
        )

        assert small == []
        assert has_no_sideways_scroll(page)


def test_text_spacing_and_reflow_clip_nothing(page, server):
    page.set_viewport_size({"width": 320, "height": 600})
    for step in range(1, 5):
        page.goto(f"{server.url}#etape-{step}")
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"Étape {step} sur 5")

        assert has_no_sideways_scroll(page)


def test_the_whole_page_is_light(page, server):
    expect(page.get_by_role("button", name="Commencer")).to_be_visible()

    assert 0 < server.bytes_served < 300_000


def test_the_same_component_runs_in_a_notebook(page, server):
    page.goto(f"{server.url}notebook")
    page.get_by_role("button", name="Commencer").click()
    radio(page, "Qui tranche", "RD1, palier b").check()
    expect(page.get_by_text("Enregistrement…")).to_be_visible()
    answer = page.evaluate("sent.find(({ kind }) => kind === 'answer').answer")

    assert (answer["question"], answer["value"], answer["evidence"]) == ("RD1", "2", None)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", answer["answered_at"])
    page.evaluate("(id) => tell({ kind: 'saved', ids: [id] })", answer["id"])
    expect(saved(page)).to_have_text(SAVED)
    page.evaluate(
        "tell({ kind: 'failed', ids: [], message: 'Le noyau est arrêté', will_retry: true })"
    )
    expect(page.get_by_role("alert")).to_have_text("Le noyau est arrêté")
    assert (page.title(), page.url) == ("Carnet", f"{server.url}notebook")
    page.evaluate("cleanUp()")
