"""``invite`` and ``invitations``: links that are shown once, listed, ended, sent again."""

import json
from datetime import UTC, datetime

import pytest

from infopilot.app.workbook import open_engagement
from infopilot.model.errors import AccessError
from infopilot.views.qr import qr_svg


@pytest.fixture
def workbook(client):
    workbook = open_engagement(client)
    yield workbook
    workbook.database.close()


@pytest.fixture
def invite(infopilot, client):
    """Make one link and return what was told of it."""

    def call(*arguments):
        made = infopilot("invite", client, *arguments, "--json")
        assert made.code == 0, made.err
        return made.document["links"][0]

    return call


@pytest.fixture
def invitations(infopilot, client):
    """Call a command on invitations."""

    def call(command, *arguments):
        return infopilot("invitations", command, client, *arguments)

    return call


def code(link):
    return link["url"].rsplit("/", 1)[-1]


def opens(workbook, link):
    """Whether the link opens a questionnaire now."""
    try:
        workbook.invitations.find(code(link), now=datetime.now(UTC))
    except AccessError:
        return False
    return True


def enter(workbook, link):
    """Take a place of a group link; return the respondent that was minted."""
    now = datetime.now(UTC)
    visit = workbook.groups.open_visit(code(link), now=now)
    token = workbook.groups.take_place(visit, f"press-{now}", now=now)
    return workbook.invitations.resume(token, now=now).respondent


def test_invite_prints_each_link_with_its_role(infopilot, client):
    made = infopilot(
        *("invite", client, "--campaign", "T0", "--role", "user"),
        *("--department", "Atelier", "--count", 3, "--json"),
    )

    links = made.document["links"]
    assert [link["role"] for link in links] == ["user"] * 3
    assert len({link["url"] for link in links}) == 3
    assert len({link["respondent"] for link in links}) == 3


def test_a_named_person_keeps_the_same_id(invite):
    first, second = (
        invite("--role", "leader", "--name", "Camille")["respondent"] for _ in range(2)
    )

    assert first == second


def test_an_unknown_campaign_is_refused(infopilot, client):
    refused = infopilot("invite", client, "--campaign", "T9", "--role", "leader")

    assert refused.code == 2
    assert "T9" in refused.err


def test_a_group_has_one_link_and_a_number_of_places(infopilot, client, workbook):
    made = infopilot(
        *("invite", client, "--role", "user", "--department", "Atelier"),
        *("--group", "--count", 12, "--json"),
    ).document

    (link,) = made["links"]
    assert set(link) == {"role", "url", "group"}
    assert link["role"] == "user"
    (kept,) = workbook.groups.links()
    assert (kept.id, kept.department, kept.places) == (link["group"], "Atelier", 12)


def test_a_group_has_as_many_places_as_the_company_has_people_by_default(invite, workbook):
    invite("--role", "user", "--group")

    assert workbook.groups.links()[0].places == 80


@pytest.mark.parametrize(
    "arguments", [("--role", "leader"), ("--role", "user", "--name", "Camille")]
)
def test_a_group_link_names_nobody_and_is_for_users(infopilot, client, workbook, arguments):
    refused = infopilot("invite", client, *arguments, "--group")

    assert refused.code == 2
    assert refused.err.count("\n") == 1
    assert workbook.groups.links() == []


def test_each_link_is_also_written_as_a_qr_code(infopilot, client, tmp_path):
    folder = tmp_path / "affiches" / "T0"
    named, twice = ("--role", "leader", "--name", "Camille"), ("--count", 2)
    infopilot("invite", client, "--role", "user", "--group", "--qr", folder)
    made = infopilot("invite", client, *named, *twice, "--qr", folder, "--json").document["links"]

    who = made[0]["respondent"]
    names = sorted(path.name for path in folder.iterdir())
    assert [name[:6] for name in names] == ["group-", "leader", "leader"]
    assert (folder / f"{who}.svg").read_text(encoding="utf-8") == qr_svg(made[0]["url"])
    assert (folder / f"{who}-2.svg").read_text(encoding="utf-8") == qr_svg(made[1]["url"])
    assert qr_svg(made[0]["url"]).startswith('<svg xmlns="http://www.w3.org/2000/svg"')


def test_no_link_is_made_when_its_qr_code_cannot_be_written(infopilot, client, workbook, tmp_path):
    file = tmp_path / "affiches"
    file.write_text("")

    refused = infopilot("invite", client, "--role", "leader", "--qr", file)

    assert refused.code == 2
    assert refused.err.count("\n") == 1
    assert workbook.invitations.respondents() == []


def test_the_list_tells_everybody_once_and_no_code(invite, invitations):
    links = [
        *(invite("--role", "leader", "--name", "Camille") for _ in range(2)),
        invite("--role", "user", "--department", "Atelier"),
    ]

    listed = invitations("list", "--json")

    leader, user = listed.document["invitations"]
    assert leader["name"] == "Camille"
    assert (user["role"], user["department"]) == ("user", "Atelier")
    assert {leader["ended"], user["ended"]} == {False}
    shown = listed.out + invitations("list").out
    assert not [link for link in links if code(link) in shown]


def test_the_list_counts_the_places_taken_and_names_no_one_who_took_them(
    invite, invitations, workbook
):
    link = invite("--role", "user", "--department", "Atelier", "--group", "--count", 3)
    entered = [enter(workbook, link) for _ in range(2)]

    listed = invitations("list", "--json")

    (group,) = listed.document["invitations"]
    assert (group["group"], group["taken"], group["places"]) == (link["group"], 2, 3)
    shown = listed.out + invitations("list").out
    assert not [each for each in entered if each.id in shown]


def test_the_list_keeps_to_a_campaign_that_exists(invite, invitations):
    invite("--role", "leader")

    assert len(invitations("list", "--campaign", "T0", "--json").document["invitations"]) == 1
    assert invitations("list", "--campaign", "T9").code == 2


def test_an_empty_list_says_so(invitations):
    assert invitations("list").out == "Il n’y a encore aucune invitation.\n"


def test_a_reported_link_is_looked_up(invite, invitations):
    link = invite("--role", "leader")

    for reported in (code(link), link["url"], f"{link['url']}?lang=en"):
        found = invitations("check", reported, "--json").document

        assert found["respondent"] == link["respondent"]
        assert (found["campaign"], found["ended"]) == ("T0", False)


def test_a_reported_group_link_is_looked_up(invite, invitations):
    link = invite("--role", "user", "--group", "--count", 3)

    found = invitations("check", link["url"], "--json").document

    assert (found["group"], found["taken"]) == (link["group"], 0)


@pytest.mark.parametrize("command", ["check", "revoke", "resend"])
def test_an_unknown_code_is_told_without_repeating_it(invitations, command):
    refused = invitations(command, "abcdefghijklmnopqrstuv")

    assert refused.code == 2
    assert refused.err.count("\n") == 1
    assert "invitation" in refused.err
    assert "abcdefghijk" not in refused.err


@pytest.mark.parametrize("told", ["respondent", "code", "url"])
def test_a_revoked_respondent_has_no_link_left(invite, invitations, workbook, told):
    links = [invite("--role", "leader", "--name", "Camille") for _ in range(2)]
    other = invite("--role", "user")

    done = invitations("revoke", {"code": code(links[0]), **links[0]}[told], "--json")

    assert done.document["ended"] is True
    assert [opens(workbook, link) for link in (*links, other)] == [False, False, True]
    assert invitations("check", code(links[1]), "--json").document["ended"] is True


def test_revoking_twice_is_harmless(invite, invitations):
    link = invite("--role", "leader")

    first, second = (invitations("revoke", link["respondent"], "--json") for _ in range(2))

    assert first.document == second.document


def test_an_invitation_of_another_campaign_is_not_taken_for_this_one(invite, client, invitations):
    link = invite("--role", "leader")
    file = client / "engagement.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace(
            "campaigns:\n", "campaigns:\n- {id: T9, opened_on: 2020-01-01}\n"
        ),
        encoding="utf-8",
    )

    refused = invitations("revoke", code(link), "--campaign", "T9")

    assert refused.code == 2
    assert refused.err.count("\n") == 1
    assert "T9" in refused.err


def test_a_link_sent_again_opens_the_same_questionnaire_and_the_old_one_nothing(
    invite, invitations, workbook
):
    old = invite("--role", "leader", "--name", "Camille")

    (new,) = invitations(
        "resend", old["url"], "--url", "https://q.example.org/", "--json"
    ).document["links"]

    assert new["respondent"] == old["respondent"]
    assert new["url"].startswith("https://q.example.org/i/")
    assert (opens(workbook, old), opens(workbook, new)) == (False, True)


def test_an_ended_invitation_can_be_sent_again(invite, invitations, workbook):
    old = invite("--role", "leader")
    invitations("revoke", old["respondent"])

    (new,) = invitations("resend", old["respondent"], "--json").document["links"]

    assert opens(workbook, new)


def test_a_group_link_sent_again_keeps_its_places(invite, invitations, workbook, tmp_path):
    old = invite("--role", "user", "--group", "--count", 3)
    enter(workbook, old)

    sent = invitations("resend", old["group"], "--qr", tmp_path / "qr", "--json")

    (new,) = sent.document["links"]
    assert new["group"] == old["group"]
    assert code(new) != code(old)
    with pytest.raises(AccessError):
        enter(workbook, old)
    enter(workbook, new)
    assert workbook.groups.links()[0].taken == 2
    assert [path.name for path in (tmp_path / "qr").iterdir()] == [f"{new['group']}.svg"]


def test_a_revoked_group_lets_nobody_in_and_throws_nobody_out(invite, invitations, workbook):
    link = invite("--role", "user", "--group")
    now = datetime.now(UTC)
    visit = workbook.groups.open_visit(code(link), now=now)
    token = workbook.groups.take_place(visit, "a press", now=now)

    done = invitations("revoke", link["group"], "--json")

    assert json.loads(done.out)["ended"] is True
    with pytest.raises(AccessError):
        workbook.groups.take_place(visit, "another press", now=datetime.now(UTC))
    assert workbook.invitations.resume(token, now=datetime.now(UTC))
