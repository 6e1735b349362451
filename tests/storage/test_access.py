"""A code opens one questionnaire until it expires; only hashes are kept."""

from datetime import UTC, datetime, timedelta

import pytest

from infopilot.model.errors import AccessError
from infopilot.model.people import Respondent, Role
from infopilot.storage.access import VALIDITY, Invitations
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
    assert min(map(len, codes)) * 6 >= 128


def test_a_passphrase_matches_its_own_hash_only():
    passphrase = new_passphrase()
    kept = hashed(passphrase)

    assert passphrase not in kept
    assert matches(passphrase, kept)
    assert not matches(passphrase + "x", kept)
