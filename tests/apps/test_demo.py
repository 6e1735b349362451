"""From a click at the respondents' door to the consultant's page, in a real browser."""

import re
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SCREENSHOTS = Path(__file__).parents[2] / "screenshots"
README_PICTURE = {"x": 0, "y": 0, "width": 1280, "height": 1000}
HEAVY = ("numpy", "pandas", "pyarrow", "duckdb", "altair")


def answer_every_question(page, level):
    """Choose the same anchor in every question of this page, and return how many there were."""
    questions = page.locator("fieldset:has(input[type=radio])").all()
    for question in questions:
        question.locator("input[type=radio]").nth(level - 1).check()
    return len(questions)


def shot(page, name):
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


def leaders(page):
    """How many leaders the results are about, as the page tells."""
    return int(re.search(r"direction\s+(\d+)", page.locator("main").inner_text().lower()).group(1))


def test_a_leader_answers_reloads_and_is_counted_in_the_results(served, visit, results_page):
    results, _ = results_page
    before = leaders(results)
    page, journal = visit(served.respondent)
    page.get_by_role("button", name="Commencer").click()
    first = page.locator("h1").inner_text()
    asked = answer_every_question(page, 4)
    page.get_by_text(re.compile("^Enregistré à")).wait_for()
    page.reload()
    page.locator("h1").wait_for()
    page.goto(f"{page.url.split('#')[0]}#etape-1")
    page.locator("h1", has_text=first).wait_for()
    results.reload()
    results.locator("h1").wait_for()

    assert asked == 2
    assert page.locator("fieldset input[type=radio]:checked").count() == asked
    assert "/i/" not in page.url
    assert leaders(results) == before + 1
    assert (journal.outside, journal.errors) == ([], [])


@pytest.mark.parametrize("width", [1280, 360])
def test_the_questionnaire_fits_its_screen(served, visit, width):
    page, journal = visit(served.respondent, width)
    page.locator("h1").wait_for()
    shot(page, f"questionnaire-{width}")

    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")

    assert overflow <= 0
    assert page.evaluate("document.documentElement.lang") == "fr"
    assert (journal.outside, journal.errors) == ([], [])


@pytest.mark.parametrize("width", [1280, 360])
def test_the_results_show_every_score_and_fit_their_screen(results_page, width):
    page, journal = results_page
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_timeout(500)
    shot(page, f"results-{width}")
    if width == 1280:
        page.screenshot(path=SCREENSHOTS / "readme.png", clip=README_PICTURE)
    text = page.locator("main").inner_text()

    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")

    assert overflow <= 0
    assert "Ateliers Morvan" in text
    assert page.locator("figure svg").count() >= 3
    assert page.locator("details summary").count() >= 4
    assert "NaN" not in text
    assert "None" not in text
    assert (journal.outside, journal.errors) == ([], [])


def test_results_of_another_campaign_are_one_click_away(results_page):
    page, journal = results_page
    latest = page.locator("main").inner_text()

    page.get_by_role("button", name="T0").click()
    page.wait_for_function(
        "before => document.querySelector('main').innerText !== before", arg=latest
    )

    assert "T0" in page.locator("main").inner_text()
    assert journal.errors == []


def test_the_key_of_the_consultant_opens_once(served, visit, results_page):
    assert results_page
    page, _ = visit(served.consultant)

    assert page.locator("input[type=password]").count() == 1
    assert page.locator("figure").count() == 0


@pytest.mark.parametrize("path", ["results", "", "voila/static/../results.ipynb", "api/kernels"])
def test_nothing_of_the_consultant_is_shown_without_the_key(served, visit, path):
    address = served.consultant.split("login")[0]
    page, _ = visit(address + path)

    assert "Ateliers Morvan" not in page.content()


def test_an_unknown_invitation_is_a_kind_page_and_not_found(served, visit):
    page, _ = visit(re.sub(r"/i/.*", "/i/nobody-at-all", served.respondent), 360)
    shot(page, "invitation-unknown-360")

    assert "invitation" in page.locator("h1").inner_text().lower()


def test_the_respondents_server_maps_no_data_library(served):
    """What a process has loaded is read from the machine itself."""
    proc = Path("/proc")
    if not proc.exists():
        pytest.skip("this machine does not tell what a process has loaded")
    doors = [
        entry
        for entry in proc.iterdir()
        if entry.name.isdigit()
        and b"door\0respondent\0" + served.engagement.encode() in _command(entry)
    ]

    loaded = "".join((door / "maps").read_text() for door in doors)

    assert len(doors) == 1
    assert "python" in loaded
    assert [name for name in HEAVY if f"/{name}/" in loaded] == []


def _command(entry):
    try:
        return (entry / "cmdline").read_bytes()
    except OSError:
        return b""
