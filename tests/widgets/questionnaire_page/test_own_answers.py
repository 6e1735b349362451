"""What respondents do with what is theirs: see their profile, read, take away, take up, erase."""

import json
import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from infopilot.model.people import Role

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("page", [360], indirect=True),  # what is tried has no width
]
OTHER = {
    "id": "elsewhere-1",
    "value": "5",
    "comment": "depuis mon téléphone",
    "evidence": "",
    "answered_at": "2026-03-02T09:30:00+01:00",
}


def level(page, question, rank):
    """The radio of one level of a question."""
    return page.get_by_role("group", name=question).get_by_role("radio").nth(rank - 1)


def saved(page):
    """Wait until the page says that everything is saved."""
    expect(page.get_by_role("status").first).to_contain_text("Enregistré à")


def own(page, server):
    """Open the page of one's own answers."""
    page.goto(f"{server.url}#mes-reponses")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mes réponses")


def taken(page, name):
    """Press a button that gives a file, and return its name and text."""
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    return download.value.suggested_filename, download.value.path().read_text("utf-8")


def give(page, text):
    """Choose a file with this text."""
    file = {"name": "mes-reponses-T0.json", "mimeType": "application/json", "buffer": text.encode()}
    page.get_by_label("Choisir un fichier de réponses (.json)").set_input_files(file)


@pytest.fixture
def answered(page, server):
    """A page on which a leader has answered two questions, one with a comment."""
    page.goto(f"{server.url}#etape-1")
    level(page, "Qui tranche", 2).check()
    level(page, "Y a-t-il un référent", 4).check()
    page.get_by_role("group", name="Qui tranche").get_by_text("Ajouter un commentaire").click()
    page.get_by_role("group", name="Qui tranche").get_by_role("textbox").fill(
        "<b>oui</b>\u202e = 1"
    )
    saved(page)
    server.wait_until(lambda: any("oui" in each["comment"] for each in server.answers.values()))
    return page


def test_named_roles_see_their_own_profile_once_they_have_sent(answered, server):
    answered.goto(f"{server.url}#merci")
    profile = answered.locator(".q-profile")

    expect(profile.get_by_role("heading")).to_have_text("Ce que disent vos propres réponses")
    expect(profile.get_by_role("definition")).to_contain_text("Réactif × 1, Piloté × 1")
    assert profile.locator("i").count() == 2
    assert "moyenne" not in profile.inner_text()


def test_confidential_roles_see_no_profile(page, server):
    server.role, server.confidential = Role.USER, True
    page.reload()
    page.goto(f"{server.url}#etape-1")
    level(page, "Y a-t-il un référent", 2).check()
    page.goto(f"{server.url}#merci")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Merci")

    assert page.locator(".q-profile").count() == 0


def test_nobody_is_thanked_for_answers_that_were_not_given(page, server):
    page.goto(f"{server.url}#merci")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Vous n’avez encore donné aucune réponse."
    )


def test_the_scale_is_not_named_before_the_last_page(answered, server):
    for place in ("#accueil", "#etape-1", "#etape-2", "#mes-reponses"):
        answered.goto(f"{server.url}{place}")

        assert "Copiloté" not in answered.locator("main").inner_text()


def test_answers_are_read_in_words(answered, server):
    own(answered, server)
    answered.get_by_text("Relire mes réponses").click()
    assert "[object" not in answered.locator("main").inner_text()
    reading = answered.locator(".q-reading")

    expect(reading).to_contain_text("RD1, palier b")
    expect(reading.locator("blockquote")).to_have_text("<b>oui</b> = 1")


def test_the_page_to_read_holds_words_only(answered, server):
    own(answered, server)
    name, text = taken(answered, "Page à lire")

    assert name == "mes-reponses-T0.html"
    assert '<html xmlns="http://www.w3.org/1999/xhtml" lang="fr">' in text
    assert "Qui tranche les choix structurants" in text
    assert "RD1, palier b" in text
    assert "&lt;b&gt;oui&lt;/b&gt;" in text
    assert not re.search(r"<script|\son\w+=|https?://(?!www.w3.org)", text)


def test_a_file_brings_back_what_was_erased(answered, server):
    own(answered, server)
    _, text = taken(answered, "Fichier de réponses")
    answered.get_by_role("button", name="Effacer mes réponses").click()
    answered.get_by_role("button", name="Effacer définitivement").click()
    expect(answered.get_by_role("status").first).to_have_text("Vos réponses ont été effacées.")
    erased = dict(server.answers)
    own(answered, server)
    give(answered, text)
    expect(answered.get_by_text("Réponses reprises du fichier\u00a0: 2.")).to_be_visible()
    saved(answered)

    assert erased == {}
    assert (server.value("RD1"), server.value("RD2")) == ("2", "4")


def test_erasing_asks_twice_and_may_be_called_off(answered, server):
    own(answered, server)
    answered.get_by_role("button", name="Effacer mes réponses").click()
    expect(answered.get_by_role("button", name="Garder mes réponses")).to_be_focused()
    answered.get_by_role("button", name="Garder mes réponses").click()

    expect(answered.get_by_role("button", name="Effacer mes réponses")).to_be_focused()
    assert server.value("RD1") == "2"


def test_an_erasure_that_failed_is_said_and_nothing_is_gone(answered, server):
    own(answered, server)
    server.status = 503
    answered.get_by_role("button", name="Effacer mes réponses").click()
    answered.get_by_role("button", name="Effacer définitivement").click()

    expect(answered.get_by_role("alert")).to_contain_text("n’a pas pu être fait")
    assert server.value("RD1") == "2"


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda text: text[:-40], "Ce n’est pas un fichier de réponses"),
        (lambda text: text.replace("oui", "non"), "incomplet ou a été altéré"),
        (lambda text: text.replace('"hash": "0', '"hash": "1'), "autre version"),
        (lambda _text: "[]", "Ce n’est pas un fichier de réponses"),
        (lambda _text: "{", "Ce n’est pas un fichier de réponses"),
    ],
)
def test_a_file_that_cannot_be_trusted_changes_nothing(answered, server, spoil, sentence):
    own(answered, server)
    _, text = taken(answered, "Fichier de réponses")
    before = len(server.answers)
    give(answered, spoil(text))

    expect(answered.locator(".q-error")).to_contain_text(sentence)
    assert len(server.answers) == before


def test_a_file_of_another_role_is_not_taken(answered, server):
    own(answered, server)
    _, text = taken(answered, "Fichier de réponses")
    server.reset()
    server.role = Role.IT_REFERENT
    answered.reload()
    give(answered, text)

    expect(answered.locator(".q-error")).to_contain_text("autre rôle")
    assert server.answers == {}


def test_answers_of_a_file_that_differ_are_for_the_respondent_to_choose(answered, server):
    own(answered, server)
    _, text = taken(answered, "Fichier de réponses")
    answered.goto(f"{server.url}#etape-1")
    level(answered, "Qui tranche", 3).check()
    saved(answered)
    own(answered, server)
    give(answered, text)
    expect(answered.get_by_role("alert")).to_contain_text("Une question a reçu deux réponses")
    answered.goto(f"{server.url}#etape-1")
    answered.get_by_role("button", name="Prendre l’autre réponse").click()

    expect(level(answered, "Qui tranche", 2)).to_be_checked()
    server.wait_until(lambda: server.value("RD1") == "2")
    expect(answered.get_by_role("alert")).to_be_empty()


def test_an_answer_given_elsewhere_is_shown_and_ours_may_stay(page, server):
    server.elsewhere = {"RD1": OTHER}
    page.goto(f"{server.url}#etape-1")
    level(page, "Qui tranche", 2).check()
    both = page.get_by_role("group", name="Deux réponses différentes")
    expect(both).to_contain_text("RD1, palier e")
    expect(both).to_contain_text("depuis mon téléphone")
    page.reload()
    expect(both).to_be_visible()
    page.get_by_role("button", name="Garder ma réponse").click()

    expect(both).to_have_count(0)
    expect(level(page, "Qui tranche", 2)).to_be_checked()
    page.reload()
    expect(level(page, "Qui tranche", 2)).to_be_checked()
    expect(both).to_have_count(0)
    assert server.value("RD1") == "2"


def test_what_was_answered_twice_is_told_by_the_review(page, server):
    server.elsewhere = {"RD1": OTHER}
    page.goto(f"{server.url}#etape-1")
    level(page, "Qui tranche", 2).check()
    expect(page.get_by_role("alert")).to_contain_text("deux réponses différentes")
    page.goto(f"{server.url}#etape-5")

    expect(page.get_by_text("ont reçu deux réponses différentes")).to_be_visible()
    page.get_by_role("link", name="Qui tranche").click()
    expect(level(page, "Qui tranche", 2)).to_be_focused()


def test_an_answer_tells_which_ones_it_knew(page, server):
    page.goto(f"{server.url}#etape-1")
    for rank in (1, 2):
        level(page, "Qui tranche", rank).check()
        saved(page)
    page.reload()
    level(page, "Qui tranche", 3).check()
    saved(page)

    first, second, third = (post[-1] for post in server.posts)
    assert first["seen"] == []
    assert second["seen"] == [first["id"]]
    assert third["seen"][-1] == second["id"]


def test_a_link_for_another_device_comes_with_its_code(answered, server):
    own(answered, server)
    answered.get_by_role("button", name="Afficher mon lien").click()
    link = answered.get_by_role("link", name=f"{server.url}i/again")

    expect(link).to_be_focused()
    expect(answered.get_by_role("img", name="Code QR de ce lien")).to_be_visible()
    assert "<svg" in unquote(answered.get_by_role("img").get_attribute("src"))


def test_leaving_a_shared_device_leaves_nothing_on_it(answered, server):
    own(answered, server)
    answered.get_by_role("button", name="Quitter", exact=True).click()
    expect(answered.get_by_role("alert")).to_contain_text("Vous avez quitté le questionnaire")
    kept = answered.evaluate("Object.keys(localStorage)")
    answered.reload()

    assert kept == []
    expect(answered.get_by_role("alert")).to_contain_text("Ouvrez le lien de votre invitation")
    assert json.dumps(server.value("RD1")) == '"2"'
