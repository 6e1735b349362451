"""A code opens one questionnaire until it expires; only hashes are kept."""

from datetime import UTC, datetime, timedelta

import pytest

from infopilot.model.errors import AccessError
from infopilot.model.people import Respondent, Role
from infopilot.storage.access import OWN_LINKS_A_DAY, VALIDITY, Invitations
from infopilot.storage.database import Database
from infopilot.storage.passphrase import hashed, matches, new_passphrase

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LEADER = Respondent(id="leader-1", role=Role.LEADER, name="Camille Morvan")


@pytest.fixture
def invitations(tmp_path):
    database = Database(tmp_path / "answers.db")
    yield Invitations(database)
    database.close()


def test_a_code_opens_the_invitation_that_it_was_made_for(invitations):
    code = invitations.create(LEADER, "T0", now=NOW)

    invitation = invitations.find(code, now=NOW)

    assert invitation.respondent == LEADER
    assert invitation.campaign == "T0"


def test_a_session_leads_back_to_the_invitation(invitations):
    code = invitations.create(LEADER, "T0", now=NOW)
    token = invitations.open_session(code, now=NOW)

    assert token != code
    assert invitations.resume(token, now=NOW).respondent == LEADER


def test_an_unknown_and_an_expired_code_are_refused_in_the_same_words(invitations):
    code = invitations.create(LEADER, "T0", now=NOW)

    with pytest.raises(AccessError) as expired:
        invitations.find(code, now=NOW + VALIDITY + timedelta(seconds=1))
    with pytest.raises(AccessError) as unknown:
        invitations.find("nobody", now=NOW)

    assert str(expired.value) == str(unknown.value)


def test_a_session_ends_with_its_invitation(invitations):
    token = invitations.open_session(invitations.create(LEADER, "T0", now=NOW), now=NOW)

    with pytest.raises(AccessError):
        invitations.resume(token, now=NOW + VALIDITY)


def test_neither_code_nor_token_is_on_the_disk(invitations, tmp_path):
    code = invitations.create(LEADER, "T0", now=NOW)
    token = invitations.open_session(code, now=NOW)

    stored = (tmp_path / "answers.db").read_bytes()

    assert LEADER.id.encode() in stored
    assert code.encode() not in stored
    assert token.encode() not in stored


def test_codes_are_different_and_hold_128_bits(invitations):
    codes = {invitations.create(LEADER, "T0", now=NOW) for _ in range(20)}

    assert len(codes) == 20
    assert {len(code) for code in codes} == {128 // 4}
    assert all(set(code) <= set("0123456789abcdef") for code in codes)


def test_a_passphrase_matches_its_own_hash_only():
    passphrase = new_passphrase()
    kept = hashed(passphrase)

    assert passphrase not in kept
    assert matches(passphrase, kept)
    assert not matches(passphrase + "x", kept)


def test_revoking_ends_every_code_and_session_of_a_respondent_in_a_campaign(invitations):
    codes = [invitations.create(LEADER, "T0", now=NOW) for _ in range(2)]
    own = invitations.create_own(invitations.find(codes[0], now=NOW), now=NOW)
    tokens = [invitations.open_session(code, now=NOW) for code in (*codes, own)]
    later = invitations.create(LEADER, "T1", now=NOW)

    invitations.revoke(LEADER.id, "T0", now=NOW)

    for code in (*codes, own):
        with pytest.raises(AccessError):
            invitations.find(code, now=NOW)
    for token in tokens:
        with pytest.raises(AccessError):
            invitations.resume(token, now=NOW)
    assert invitations.find(later, now=NOW).campaign == "T1"


def test_a_revoked_code_is_refused_in_the_words_of_an_unknown_one(invitations):
    code = invitations.create(LEADER, "T0", now=NOW)
    invitations.revoke(LEADER.id, "T0", now=NOW)

    with pytest.raises(AccessError) as revoked:
        invitations.find(code, now=NOW)
    with pytest.raises(AccessError) as unknown:
        invitations.find("nobody", now=NOW)

    assert str(revoked.value) == str(unknown.value)


def test_revoking_does_not_move_the_end_of_what_has_ended(invitations):
    code = invitations.create(LEADER, "T0", now=NOW)

    invitations.revoke(LEADER.id, "T0", now=NOW + VALIDITY + timedelta(days=1))

    assert invitations.look_up(code).expires_at == NOW + VALIDITY


def test_an_own_link_leads_to_the_same_answers_until_the_same_end(invitations):
    invitation = invitations.find(invitations.create(LEADER, "T0", now=NOW), now=NOW)

    own = invitations.create_own(invitation, now=NOW + timedelta(days=30))

    assert invitations.find(own, now=NOW) == invitation


def test_a_respondent_makes_a_few_own_links_a_day(invitations):
    invitation = invitations.find(invitations.create(LEADER, "T0", now=NOW), now=NOW)
    made = {invitations.create_own(invitation, now=NOW) for _ in range(OWN_LINKS_A_DAY)}

    with pytest.raises(AccessError, match=str(OWN_LINKS_A_DAY)):
        invitations.create_own(invitation, now=NOW)

    assert len(made) == OWN_LINKS_A_DAY
    assert invitations.create_own(invitation, now=NOW + timedelta(days=1))


def test_a_closed_session_opens_nothing_and_leaves_the_others(invitations):
    code = invitations.create(LEADER, "T0", now=NOW)
    here, there = (invitations.open_session(code, now=NOW) for _ in range(2))

    invitations.close_session(here)

    with pytest.raises(AccessError):
        invitations.resume(here, now=NOW)
    assert invitations.resume(there, now=NOW).respondent == LEADER
