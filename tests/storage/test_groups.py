"""One link for a department: it mints a pseudonym for each place, and no more than its places."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from infopilot.model.errors import AccessError
from infopilot.model.people import Role
from infopilot.storage.access import VALIDITY, Invitations
from infopilot.storage.database import (
    GROUP_LINKS,
    GROUP_PLACES,
    GROUP_SESSIONS,
    OWN_LINKS,
    Database,
)
from infopilot.storage.groups import GroupLinks

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def database(tmp_path):
    database = Database(tmp_path / "answers.db")
    yield database
    database.close()


@pytest.fixture
def groups(database):
    return GroupLinks(database)


@pytest.fixture
def invitations(database):
    return Invitations(database)


def make(groups, places=3):
    return groups.create("T0", department="Atelier", places=places, now=NOW)


def test_a_place_is_a_pseudonym_of_the_department(groups, invitations):
    group, code = make(groups)

    token = groups.take_place(groups.open_visit(code, now=NOW), "a press", now=NOW)

    entered = invitations.resume(token, now=NOW)
    assert entered.respondent.id.startswith("user-")
    assert (entered.respondent.role, entered.respondent.name) == (Role.USER, "")
    assert (entered.respondent.department, entered.campaign) == ("Atelier", "T0")
    assert entered.expires_at == NOW + VALIDITY
    assert groups.respondents() == {entered.respondent.id: group}


def test_opening_a_link_takes_no_place(groups):
    group, code = make(groups)

    visits = {groups.open_visit(code, now=NOW) for _ in range(20)}

    assert len(visits) == 20
    assert groups.look_up(group).taken == 0


def test_a_full_link_mints_nobody(groups, invitations):
    _, code = make(groups, places=2)
    visit = groups.open_visit(code, now=NOW)

    tokens = [groups.take_place(visit, f"press {number}", now=NOW) for number in range(4)]

    assert [token is None for token in tokens] == [False, False, True, True]
    assert len(invitations.respondents()) == 2
    assert groups.look_up(code).is_full


def test_people_who_press_at_once_take_no_more_than_the_places(tmp_path):
    """Twelve connections, five places."""
    path = tmp_path / "answers.db"
    databases = [Database(path) for _ in range(12)]
    _, code = make(GroupLinks(databases[0]), places=5)
    visit = GroupLinks(databases[0]).open_visit(code, now=NOW)

    def press(number):
        return GroupLinks(databases[number]).take_place(visit, f"press {number}", now=NOW)

    with ThreadPoolExecutor(12) as pool:
        tokens = list(pool.map(press, range(12)))
    taken, invited = (
        GroupLinks(databases[0]).look_up(code).taken,
        Invitations(databases[0]).respondents(),
    )
    for database in databases:
        database.close()

    assert len([token for token in tokens if token]) == 5
    assert (taken, len(invited)) == (5, 5)


def test_a_button_pressed_twice_takes_one_place(groups, invitations):
    _, code = make(groups, places=1)
    visit = groups.open_visit(code, now=NOW)

    tokens = [groups.take_place(visit, "the same press", now=NOW) for _ in range(2)]

    assert len({invitations.resume(token, now=NOW).respondent.id for token in tokens}) == 1


def test_a_group_code_opens_no_questionnaire_by_itself(groups, invitations):
    _, code = make(groups)

    with pytest.raises(AccessError):
        invitations.open_session(code, now=NOW)


def test_the_id_of_a_group_is_no_code(groups):
    group, _ = make(groups)

    with pytest.raises(AccessError):
        groups.open_visit(group, now=NOW)


def test_unknown_expired_and_revoked_codes_are_refused_in_the_same_words(groups):
    (_, expired), (group, revoked) = make(groups), make(groups)
    groups.revoke(group, now=NOW)

    refusals = []
    for code, now in [("nobody", NOW), (expired, NOW + VALIDITY), (revoked, NOW)]:
        with pytest.raises(AccessError) as refused:
            groups.open_visit(code, now=now)
        refusals.append(str(refused.value))

    assert len(set(refusals)) == 1


def test_a_visit_ends_with_its_link(groups):
    _, code = make(groups)
    visit = groups.open_visit(code, now=NOW)

    with pytest.raises(AccessError):
        groups.take_place(visit, "late", now=NOW + VALIDITY)


def test_revoking_ends_visits_and_keeps_those_who_entered(groups, invitations):
    group, code = make(groups)
    visit = groups.open_visit(code, now=NOW)
    token = groups.take_place(visit, "a press", now=NOW)

    groups.revoke(group, now=NOW)
    groups.renew(group, now=NOW)

    with pytest.raises(AccessError):
        groups.resume(visit, now=NOW)
    assert invitations.resume(token, now=NOW + timedelta(days=1))


def test_revoking_an_ended_link_does_not_change_its_end(groups):
    group, _ = make(groups)
    late = NOW + VALIDITY + timedelta(days=1)

    groups.revoke(group, now=late)

    assert groups.look_up(group).expires_at == NOW + VALIDITY


def test_no_secret_of_a_group_is_on_the_disk(groups, tmp_path):
    group, code = make(groups)
    visit = groups.open_visit(code, now=NOW)
    token = groups.take_place(visit, "a telling press", now=NOW)

    stored = (tmp_path / "answers.db").read_bytes()

    assert group.encode() in stored
    assert not [each for each in (code, visit, token, "a telling press") if each.encode() in stored]
    assert {len(each) for each in (code, visit, token)} == {128 // 4}


def test_a_database_made_before_group_links_still_opens(tmp_path):
    path = tmp_path / "answers.db"
    Database(path).close()
    with sqlite3.connect(path) as connection:
        for table in (OWN_LINKS, GROUP_LINKS, GROUP_SESSIONS, GROUP_PLACES):
            connection.execute(f"DROP TABLE {table.name}")
        version = connection.execute("PRAGMA user_version").fetchone()
    connection.close()

    database = Database(path)
    _, code = make(GroupLinks(database))
    opened = GroupLinks(database).open_visit(code, now=NOW)
    database.close()

    assert version == (1,)
    assert opened
