"""The page behind a group link: looking is free, pressing the button takes a place."""

import re
from datetime import UTC, datetime

import pytest

from infopilot.model.people import Respondent, Role


@pytest.fixture
def make_group(workbook):
    """Make a group link; return its id and the path of its address."""

    def make(places=3, department="Atelier"):
        group, code = workbook.groups.create(
            "T0", department=department, places=places, now=datetime.now(UTC)
        )
        return group, f"/i/{code}"

    return make


def seen(reply):
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]*>", " ", reply.body.decode()).split())


def press_of(reply):
    """What the button of a page sends."""
    return re.search(r'name="press" value="([^"]+)"', reply.body.decode())[1]


def who(door):
    return door.call("GET", "/session").document["respondent"]


def test_a_group_code_becomes_a_cookie_and_leaves_the_address(door, make_group):
    _, address = make_group()

    reply = door.call("GET", address)

    assert (reply.status, reply.headers["Location"]) == (303, "/group")
    assert reply.headers["Set-Cookie"].startswith("infopilot_group=")
    assert "HttpOnly" in reply.headers["Set-Cookie"]
    assert "SameSite=Lax" in reply.headers["Set-Cookie"]
    assert list(door.cookies) == ["infopilot_group"]


def test_the_page_says_who_is_invited_and_what_for(door, make_group):
    door.call("GET", make_group(department="Atelier <b>& quai</b>")[1])

    page = door.call("GET", "/group")

    assert page.status == 200
    assert b"Atelier &lt;b&gt;&amp; quai&lt;/b&gt;" in page.body
    for words in ("Ateliers Morvan", "Environ 4 minutes", "confidentielles", "Commencer"):
        assert words in seen(page)
    assert b"<script" not in page.body
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "no-store"


def test_programs_that_only_look_mint_nobody(door, make_group, workbook):
    _, address = make_group()

    for _ in range(5):
        door.call("GET", address)
        door.call("GET", "/group")

    assert workbook.invitations.respondents() == []


def test_the_button_opens_the_questionnaire_of_a_pseudonym(door, make_group):
    door.call("GET", make_group()[1])

    reply = door.press(press=press_of(door.call("GET", "/group")))

    assert (reply.status, reply.headers["Location"]) == (303, "/")
    session = door.call("GET", "/session").document
    assert re.fullmatch("user-[0-9a-f]{8}", session["respondent"])
    assert (session["role"], session["department"]) == ("user", "Atelier")
    assert session["confidential"] is True


def test_the_language_of_the_link_is_kept_to_the_questionnaire(door, make_group):
    _, address = make_group()

    arrived = door.call("GET", f"{address}?lang=en")
    page = door.call("GET", arrived.headers["Location"])
    entered = door.press(re.search(r'action="([^"]+)"', page.body.decode())[1])

    assert arrived.headers["Location"] == "/group?lang=en"
    assert b'<html lang="en">' in page.body
    assert "About 4 minutes" in seen(page)
    assert entered.headers["Location"] == "/?lang=en"


def test_each_browser_is_somebody_else(door, make_group):
    _, address = make_group()

    people = []
    for browser in (door, door.another_browser()):
        browser.call("GET", address)
        browser.press()
        people.append(who(browser))

    assert len(set(people)) == 2


def test_a_shared_browser_asks_who_is_there(door, make_group):
    door.call("GET", make_group()[1])
    door.press()
    first = who(door)

    asked = seen(door.call("GET", "/group"))
    resumed, still = door.press(), who(door)
    door.press(other="1")
    second = who(door)

    assert "Reprendre mes réponses" in asked
    assert "Je suis quelqu’un d’autre" in asked
    assert (resumed.headers["Location"], still) == ("/", first)
    assert second != first


def test_a_session_of_another_invitation_is_not_taken_for_one_of_the_group(door, make_group):
    door.enter()
    door.call("GET", make_group()[1])

    assert "Commencer" in seen(door.call("GET", "/group"))
    door.press()
    assert who(door).startswith("user-")


def test_a_button_pressed_twice_takes_one_place(door, make_group, workbook):
    group, address = make_group()
    twin = door.another_browser()
    door.call("GET", address)
    twin.cookies = dict(door.cookies)
    press = press_of(door.call("GET", "/group"))

    door.press(press=press)
    twin.press(press=press)

    assert who(door) == who(twin)
    assert workbook.groups.look_up(group).taken == 1


def test_a_full_link_says_so_and_mints_nobody(door, make_group, workbook):
    group, address = make_group(places=1)
    late = door.another_browser()
    for browser in (late, door):
        browser.call("GET", address)
    door.press()

    pressed, looked = late.press(), late.call("GET", "/group")

    assert (pressed.status, looked.status) == (409, 200)
    for page in (pressed, looked):
        assert "Ce lien n’a plus de place libre" in seen(page)
        assert "à la personne qui vous a envoyé le lien" in seen(page)
        assert b"<button" not in page.body
    assert list(late.cookies) == ["infopilot_group"]
    assert workbook.groups.look_up(group).taken == 1


def test_whoever_is_inside_a_full_link_can_still_resume(door, make_group):
    door.call("GET", make_group(places=1)[1])
    door.press()

    page = seen(door.call("GET", "/group"))

    assert "Reprendre mes réponses" in page
    assert "Je suis quelqu’un d’autre" not in page
    assert door.press().headers["Location"] == "/"


def test_the_button_is_ours_only(door, make_group, workbook):
    door.call("GET", make_group()[1])

    foreign = door.call("POST", "/group", b"", Origin="https://example.org")
    hidden = door.call("POST", "/group", b"", Origin="null")
    framed = door.call("POST", "/group", b"", Sec_Fetch_Site="cross-site")

    assert (foreign.status, hidden.status, framed.status) == (403, 403, 403)
    assert workbook.invitations.respondents() == []


def test_unknown_expired_and_revoked_links_show_the_same_page(door, make_group, workbook):
    now = datetime.now(UTC)
    group, group_address = make_group()
    workbook.groups.revoke(group, now=now)
    code = workbook.invitations.create(
        Respondent(id="leader-1", role=Role.LEADER), "T0", now=datetime(2020, 1, 1, tzinfo=UTC)
    )
    addresses = ["/i/nobody", group_address, f"/i/{code}", "/group", "/i/%22%3Cscript"]

    replies = [door.call("GET", address) for address in addresses]

    assert {reply.status for reply in replies} == {404}
    assert len({reply.body for reply in replies}) == 1
    assert door.cookies == {}
    assert door.press().status == 404


def test_what_a_mail_program_left_behind_a_link_does_not_break_it(door, make_group):
    _, address = make_group()

    for left in (".", ")", "%C2%A0", "/", "%3E"):
        assert door.call("GET", f"{address}{left}").headers["Location"] == "/group"


@pytest.mark.browser
def test_the_button_works_in_a_browser(door, make_group, browser):
    """A browser hides the origin of a form whose page sends no referrer; ours is told."""
    _, address = make_group()
    page = browser.new_page()

    page.goto(f"http://127.0.0.1:{door.port}{address}?lang=en")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/?lang=en")

    cookies = {each["name"]: each for each in page.context.cookies()}
    shown = page.inner_text("p")
    page.close()
    assert set(cookies) == {"infopilot_group", "infopilot_respondent"}
    assert cookies["infopilot_group"]["path"] == "/group"
    assert all(each["httpOnly"] for each in cookies.values())
    assert shown == "en"


def test_the_page_knows_that_its_respondent_came_by_a_group_link(door, make_group):
    door.enter()
    by_name = door.call("GET", "/session").document["by_group"]
    door.call("GET", make_group()[1])
    door.press()

    assert by_name is False
    assert door.call("GET", "/session").document["by_group"] is True
