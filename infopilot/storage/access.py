"""Invitation codes: who may answer, in which campaign, until when.

A code holds 128 random bits, is shown once and kept as a hash only. It is exchanged for the token
of a session, also kept as a hash, so that the code leaves the address at once. An invitation ends
by expiring: an unknown code, an expired one and a revoked one cannot be told apart at the door.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select

from infopilot.model.errors import AccessError
from infopilot.model.people import Respondent, Role
from infopilot.storage.database import INVITATIONS, OWN_LINKS, SESSIONS, Database

CODE_BYTES = 16
VALIDITY = timedelta(days=90)
OWN_LINKS_A_DAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A respondent's right to answer in one campaign."""

    respondent: Respondent
    campaign: str
    expires_at: datetime


class Invitations:
    """Invitations and sessions of one engagement."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def create(self, respondent: Respondent, campaign: str, *, now: datetime) -> str:
        """Record an invitation and return its code, which is kept nowhere."""
        invitation = Invitation(respondent=respondent, campaign=campaign, expires_at=now + VALIDITY)
        code = new_secret()
        with self.database.writing() as connection:
            add_invitation(connection, invitation, code)
        return code

    def create_own(self, invitation: Invitation, *, now: datetime) -> str:
        """Return another code for a respondent who asks for one: same answers, same end."""
        code, today = new_secret(), now.astimezone(UTC).date().isoformat()
        made = (
            select(func.count())
            .select_from(OWN_LINKS.join(INVITATIONS, _is_code(OWN_LINKS.c.code_hash)))
            .where(_is_for(invitation.respondent.id, invitation.campaign))
            .where(OWN_LINKS.c.made_on == today)
        )
        with self.database.writing() as connection:
            if connection.execute(made).scalar_one() >= OWN_LINKS_A_DAY:
                raise AccessError(
                    "enough links were made today",
                    expected="at most {limit} a day",
                    hint="use one of those, or come back tomorrow",
                    limit=OWN_LINKS_A_DAY,
                )
            add_invitation(connection, invitation, code)
            row = {"code_hash": hashed_secret(code), "made_on": today}
            connection.execute(OWN_LINKS.insert().values(row))
        return code

    def find(self, code: str, *, now: datetime) -> Invitation:
        """Return the invitation that ``code`` opens; unknown and ended ones fail alike."""
        invitation = self.look_up(code)
        if invitation is None or invitation.expires_at <= now:
            raise opens_nothing()
        return invitation

    def look_up(self, code: str) -> Invitation | None:
        """Return the invitation that ``code`` opens, or opened before it ended."""
        query = select(INVITATIONS).where(INVITATIONS.c.code_hash == hashed_secret(code))
        with self.database.reading() as connection:
            row = connection.execute(query).mappings().first()
        return _invitation(row) if row else None

    def open_session(self, code: str, *, now: datetime) -> str:
        """Exchange a valid code for the token of a session."""
        self.find(code, now=now)
        with self.database.writing() as connection:
            return add_session(connection, hashed_secret(code))

    def resume(self, token: str, *, now: datetime) -> Invitation:
        """Return the invitation behind the token of a session."""
        query = (
            select(INVITATIONS)
            .join(SESSIONS, _is_code(SESSIONS.c.code_hash))
            .where(SESSIONS.c.token_hash == hashed_secret(token))
        )
        with self.database.reading() as connection:
            row = connection.execute(query).mappings().first()
        if row is None or _invitation(row).expires_at <= now:
            raise opens_nothing()
        return _invitation(row)

    def close_session(self, token: str) -> None:
        """Forget a session: its token opens nothing any more."""
        closed = SESSIONS.delete().where(SESSIONS.c.token_hash == hashed_secret(token))
        with self.database.writing() as connection:
            connection.execute(closed)

    def revoke(self, respondent: str, campaign: str, *, now: datetime) -> None:
        """End every code of a respondent in a campaign, and so every session that they opened."""
        moment = as_kept(now)
        ended = (
            INVITATIONS.update()
            .where(_is_for(respondent, campaign))
            .where(INVITATIONS.c.expires_at > moment)
            .values(expires_at=moment)
        )
        with self.database.writing() as connection:
            connection.execute(ended)

    def respondents(self) -> list[Invitation]:
        """Every invitation, in the order of campaigns and of respondents' ids."""
        query = select(INVITATIONS).order_by(INVITATIONS.c.campaign, INVITATIONS.c.respondent)
        with self.database.reading() as connection:
            return [_invitation(row) for row in connection.execute(query).mappings()]


def new_secret() -> str:
    """128 random bits in hexadecimal: no sign that a command or a mail program would misread."""
    return secrets.token_hex(CODE_BYTES)


def hashed_secret(secret: str) -> str:
    """What is kept of a code or of a token; 128 random bits need no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()


def as_kept(moment: datetime) -> str:
    """A moment as the tables hold it: in UTC, so that texts sort as moments do."""
    return moment.astimezone(UTC).isoformat()


def opens_nothing() -> AccessError:
    """The one refusal of a code, whatever is wrong with it."""
    return AccessError(
        "this invitation opens no questionnaire",
        expected="a code that was sent for this engagement and has not expired",
        hint="ask the person who invited you for a new link",
    )


def add_invitation(connection: Connection, invitation: Invitation, code: str) -> None:
    """Record that ``code`` opens ``invitation``."""
    row = {
        "code_hash": hashed_secret(code),
        "respondent": invitation.respondent.id,
        "campaign": invitation.campaign,
        "role": invitation.respondent.role.value,
        "department": invitation.respondent.department,
        "name": invitation.respondent.name,
        "expires_at": as_kept(invitation.expires_at),
    }
    connection.execute(INVITATIONS.insert().values(row))


def add_session(connection: Connection, code_hash: str) -> str:
    """Open a session on the invitation of a code, and return its token."""
    token = new_secret()
    row = {"token_hash": hashed_secret(token), "code_hash": code_hash}
    connection.execute(SESSIONS.insert().values(row))
    return token


def _is_code(column: ColumnElement[str]) -> ColumnElement[bool]:
    return column == INVITATIONS.c.code_hash


def _is_for(respondent: str, campaign: str) -> ColumnElement[bool]:
    return (INVITATIONS.c.respondent == respondent) & (INVITATIONS.c.campaign == campaign)


def _invitation(row: RowMapping) -> Invitation:
    respondent = Respondent(
        id=row["respondent"],
        role=Role(row["role"]),
        department=row["department"],
        name=row["name"],
    )
    expires_at = datetime.fromisoformat(row["expires_at"])
    return Invitation(respondent=respondent, campaign=row["campaign"], expires_at=expires_at)
