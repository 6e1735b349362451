"""The incidents page in a real browser: dropped, recognised, corrected, imported, drawn."""

import re

import pytest
from playwright.sync_api import expect

from infopilot.incidents.mappings.mapping import load_mapping
from tests.apps import exports
from tests.apps.conftest import Journal
from tests.apps.consultants import IncidentsPage, open_doors
from tests.apps.geometry import TARGETS
from tests.apps.test_accessibility import WIDTHS, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PATIENCE = 60_000
NNBSP = "\N{NARROW NO-BREAK SPACE}"
NBSP = "\N{NO-BREAK SPACE}"
WIDE = "() => document.documentElement.scrollWidth > innerWidth"
OPEN_ALL = "() => document.querySelectorAll('details').forEach((each) => { each.open = true; })"
LISTEN = """() => {
  window.said = [];
  const status = document.querySelector('.ip-status');
  new MutationObserver(() => window.said.push(status.textContent))
    .observe(status, { childList: true });
}"""
# What is dropped keeps its bytes; only its size is made up.
OF_SIZE = """(size) => {
  const file = new File([], 'tickets.csv');
  Object.defineProperty(file, 'size', { value: size });
  const held = new DataTransfer();
  Object.defineProperty(held, 'files', { value: [file] });
  Object.defineProperty(held, 'types', { value: ['Files'] });
  return held;
}"""
HOSTILE_NAME = "<img src=x onerror=alert(1)>.csv"


@pytest.fixture(scope="module")
def doors(tmp_path_factory):
    """The doors of an engagement without tickets."""
    with open_doors(tmp_path_factory.mktemp("incidents") / "ateliers-morvan") as opened:
        yield opened


@pytest.fixture(scope="module")
def consultant(doors, browser):
    """A page of the consultant, entered once, and its journal."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    page, journal = context.new_page(), Journal("127.0.0.1")
    journal.follow(page)
    page.set_default_timeout(PATIENCE)
    page.goto(doors.consultant)
    page.locator("h1").wait_for()
    yield IncidentsPage(page, doors.incidents), journal
    context.close()


@pytest.fixture
def incidents(consultant):
    """The incidents page, opened anew; no visit may leave an error or reach outside."""
    work, journal = consultant
    yield work.open()
    assert (journal.outside, journal.errors) == ([], [])


def csv(name, content):
    """A file as a chooser gives it."""
    return {"name": name, "mimeType": "text/csv", "buffer": content.encode()}


def faults(page):
    """What machines find wrong with the moment that is shown, at every width, all opened."""
    found = []
    page.evaluate(OPEN_ALL)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width} {each}" for each in (*violations(page), *page.evaluate(TARGETS))]
        if page.evaluate(WIDE):
            found.append(f"{width} scrolls sideways")
    page.set_viewport_size({"width": 1280, "height": 900})
    return "\n".join(found)


def test_a_dropped_export_is_recognised_told_imported_and_drawn(incidents, doors):
    page = incidents.page
    assert faults(page) == ""

    incidents.drop("tickets.csv", exports.glpi())

    expect(incidents.title).to_have_text(re.compile(f"^Reconnu{NBSP}: GLPI"))
    expect(incidents.title).to_be_focused()
    expect(page.locator(".ip-scene")).to_contain_text("tickets.csv")
    expect(page.get_by_label(f"Colonne qui contient{NBSP}: Ouvert le")).to_have_value(
        "Date d'ouverture"
    )
    assert "Paul Durand" not in page.content()
    assert faults(page) == ""

    incidents.press("Importer 60 tickets")

    expect(incidents.title).to_have_text("60 tickets importés")
    expect(page.locator("figure")).to_have_count(4)
    assert page.locator("figure svg").count() == 8
    assert "Paul Durand" not in page.content()
    assert doors.workbook.folder.incidents.exists()
    assert faults(page) == ""

    incidents.open()

    expect(incidents.title).to_have_text("Le journal de cette entreprise")
    expect(page.locator("figure")).to_have_count(4)
    expect(page.locator(".ip-scene")).to_contain_text("Un message au prestataire")


def test_an_unknown_layout_is_mapped_by_hand_and_remembered(incidents, doors):
    page = incidents.page
    incidents.send(csv("suivi.csv", exports.unknown()))

    expect(incidents.title).to_contain_text("Format inconnu")
    assert "Paul Durand" not in page.content()
    assert faults(page) == ""

    headers = {
        "Numéro du ticket": "Réf. interne",
        "Ouvert le": "Signalé à",
        "Résolu le": "Réglé à",
        "État": "Où en est-on",
        "Qui a résolu": "Par qui",
        "Catégorie": "Domaine",
    }
    for column, header in headers.items():
        incidents.choose(column, header)
    sample = page.locator("[data-sample='column:resolver']")
    expect(sample).to_have_text("…")
    incidents.press("Relire avec ces choix")

    expect(incidents.title).to_have_text("Lu avec vos propres choix")
    incidents.answer(f"«{NBSP}Réglé{NBSP}» veut dire", "Résolu")
    incidents.answer(f"«{NBSP}À traiter{NBSP}» veut dire", "Ouvert")
    incidents.press("Relire avec ces choix")
    expect(page.locator(".ip-words")).to_have_count(0)
    incidents.press("Importer 40 tickets")

    expect(incidents.title).to_have_text("40 tickets importés")
    kept = load_mapping(doors.tickets / "mapping.yaml")
    assert kept.columns.resolver == ("Par qui",)
    assert "Réglé" in kept.statuses.solved

    incidents.send(csv("suivi-2.csv", exports.unknown()))

    expect(incidents.title).to_have_text("Lu avec vos propres choix")


def test_days_and_months_that_look_alike_are_asked(incidents):
    incidents.send(csv("tickets.csv", exports.ambiguous()))
    expect(incidents.title).to_have_text("Une question avant d’aller plus loin")
    expect(incidents.button("Importer")).to_have_count(0)
    assert incidents.page.locator(".ip-ask :checked").count() == 0
    assert faults(incidents.page) == ""

    incidents.page.get_by_role("radio", name="2 mars 2026").check()
    incidents.press("Relire avec ces choix")

    expect(incidents.title).to_have_text("Lu avec vos propres choix")
    expect(incidents.page.locator(".ip-scene")).to_contain_text("31-12-2026 17:45")


@pytest.mark.parametrize(
    ("name", "content"),
    [(HOSTILE_NAME, "%PDF-1.7 not a table"), ("vide.csv", "Numéro;Titre\n")],
    ids=["stranger", "nothing"],
)
def test_a_file_that_cannot_be_read_says_why_and_another_may_follow(incidents, name, content):
    incidents.send(csv(name, content))

    expect(incidents.title).to_have_text("Ce fichier ne peut pas être lu")
    expect(incidents.page.locator(".ip-trouble")).to_contain_text(name)
    assert incidents.page.locator(".ip-trouble img").count() == 0
    assert faults(incidents.page) == ""

    incidents.send(csv("tickets.csv", exports.glpi()))

    expect(incidents.title).to_have_text(re.compile("^Reconnu"))


@pytest.mark.parametrize(
    ("size", "said"), [(0, "Ce fichier est vide."), (5e9, "Ce fichier dépasse")], ids=str
)
def test_a_file_that_is_empty_or_too_large_is_told_before_it_is_sent(incidents, size, said):
    held = incidents.page.evaluate_handle(OF_SIZE, size)
    incidents.page.locator(".ip-drop").dispatch_event("drop", {"dataTransfer": held})

    expect(incidents.page.get_by_role("alert")).to_contain_text(said)
    assert incidents.page.locator(".ip-busy").count() == 0


def test_a_sending_is_announced_and_can_be_cancelled(incidents):
    page = incidents.page
    before = page.locator(".ip-scene").inner_text()
    many = exports.glpi(60) + "x" * 40_000_000
    page.evaluate(LISTEN)
    page.locator(".ip-drop input").set_input_files(csv("tickets.csv", many))
    page.get_by_role("button", name="Annuler").click()
    incidents.wait()

    expect(page.get_by_role("alert")).to_have_text("Annulé. Rien n’a été importé.")
    assert "Envoi du fichier" in page.evaluate("() => window.said")
    assert page.locator(".ip-scene").inner_text() == before


def test_it_is_one_of_the_pages_and_speaks_english(incidents):
    page = incidents.page
    incidents.open("en")

    expect(page.locator("h1")).to_contain_text("what does the ticket log say?")
    expect(page.get_by_role("link", name="Incidents")).to_have_attribute("aria-current", "page")
