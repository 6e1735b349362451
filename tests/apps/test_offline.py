"""The questionnaire without a network, from the file that is sent to the answers that come back."""

import json

import pytest
from playwright.sync_api import expect

from infopilot.app.workbook import open_engagement
from infopilot.model.people import Role

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(client, infopilot, tmp_path, browser):
    """Open the file of a role in a browser that has no network; nothing may be complained about."""
    contexts, complaints, asked = [], [], []

    def open_file(role, language="fr"):
        file = tmp_path / f"{role}.html"
        made = infopilot(
            *("questionnaire", "export", client, "--role", role, "--out", file),
            *("--department", "Atelier", "--lang", "fr"),
        )
        assert made.code == 0
        context = browser.new_context(viewport={"width": 360, "height": 740}, offline=True)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"file://{file}?lang={language}")
        page.locator("h1").wait_for()
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []


def answer_all(page, *, rank):
    """Answer every question of every step: the same rank everywhere, 3 where a number is typed."""
    page.get_by_role("button", name="Commencer").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Étape 1")
    while page.locator("fieldset.q-card").count():
        for card in page.locator("fieldset.q-card").all():
            answer(card, rank)
        before = heading.inner_text()
        page.get_by_role("button", name="Continuer").click()
        expect(heading).not_to_have_text(before)


def answer(card, rank):
    """Answer one card: a level or a rating, both halves of a decision, or a number."""
    choices = card.locator(".q-choices input, .q-ratings input")
    halves = card.locator("> .q-ask").all()
    if choices.count():
        choices.nth(rank).check()
    elif halves:
        for half in halves:
            half.locator("input").nth(rank).check()
    else:
        card.locator("input.q-count").fill("3")


def save(page):
    """Press the button that gives the answer file, and return where it is."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Enregistrer mon fichier de réponses").click()
    path = download.value.path()
    return path.rename(path.with_name(f"{path.name}.json"))


def ids(document):
    """The ids of the answers of a file."""
    return {each["id"] for each in document["answers"]}


@pytest.mark.parametrize("role", ["user", "provider"])
def test_a_file_is_answered_handed_over_and_imported(opened, client, infopilot, role):
    page = opened(role)
    answer_all(page, rank=2)
    page.reload()
    expect(page.get_by_text("Vous avez répondu à tout")).to_be_visible()
    page.get_by_role("button", name="Terminer").click()
    file = save(page)

    imported = infopilot("answers", "import", client, file, "--json")
    again = infopilot("answers", "import", client, file, "--json").document

    workbook = open_engagement(client)
    answers = workbook.answers()
    assert imported.code == 0, imported.err
    assert again["added"] == 0
    assert {each.question for each in answers} == {
        item.id for item in workbook.questionnaire.items_for(Role(role))
    }
    assert len({each.respondent for each in answers}) == 1
    assert {each.department for each in answers} == {"Atelier"}


def test_a_changed_mind_is_what_the_next_file_says(opened, client, infopilot):
    page = opened("user")
    answer_all(page, rank=2)
    page.get_by_role("button", name="Terminer").click()
    first = save(page)
    page.get_by_role("button", name="Modifier une réponse").click()
    page.wait_for_timeout(1100)  # answers are dated to the second
    page.locator("fieldset.q-card").first.locator("input[type=radio]").nth(4).check()
    page.goto(f"{page.url.split('#')[0]}#merci")
    second = save(page)
    for file in (second, first):
        assert infopilot("answers", "import", client, file).code == 0

    newest = {each.question: each.value for each in open_engagement(client).answers()}
    changed = json.loads(second.read_text())["answers"][0]
    assert newest[changed["question"]] == "5"


def test_the_file_speaks_english_too(opened):
    page = opened("user", language="en")

    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"


def test_erasing_makes_a_new_respondent(opened):
    page = opened("user")
    answer_all(page, rank=1)
    page.get_by_role("button", name="Terminer").click()
    before = json.loads(save(page).read_text())
    page.get_by_role("button", name="Mes réponses").click()
    page.get_by_role("button", name="Effacer mes réponses").click()
    page.get_by_role("button", name="Effacer définitivement").click()
    expect(page.get_by_role("button", name="Commencer")).to_be_visible()
    answer_all(page, rank=1)
    page.get_by_role("button", name="Terminer").click()
    after = json.loads(save(page).read_text())

    assert before["respondent"] != after["respondent"]
    assert not {each["id"] for each in before["answers"]} & {
        each["id"] for each in after["answers"]
    }
