"""Invitation codes: who may answer, in which campaign, until when.

A code holds 128 random bits, is shown once and kept as a hash only. It is exchanged for the token
of a session, also kept as a hash, so that the code leaves the address at once.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import RowMapping, select

from infopilot.model.errors import AccessError
from infopilot.model.people import Respondent, Role
from infopilot.storage.database import INVITATIONS, SESSIONS, Database

CODE_BYTES = 16
VALIDITY = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A respondent's right to answer in one campaign."""

    respondent: Respondent
    campaign: str
    expires_at: datetime


class Invitations:
    """Invitations and sessions of one engagement."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, respondent: Respondent, campaign: str, *, now: datetime) -> str:
        """Record an invitation and return its code, which is kept nowhere."""
        code = secrets.token_urlsafe(CODE_BYTES)
        row = {
            "code_hash": _hashed(code),
            "respondent": respondent.id,
            "campaign": campaign,
            "role": respondent.role.value,
            "department": respondent.department,
            "name": respondent.name,
            "expires_at": (now + VALIDITY).astimezone(UTC).isoformat(),
        }
        with self._database.writing() as connection:
            connection.execute(INVITATIONS.insert().values(row))
        return code

    def find(self, code: str, *, now: datetime) -> Invitation:
        """Return the invitation that ``code`` opens; unknown and expired ones fail alike."""
        query = select(INVITATIONS).where(INVITATIONS.c.code_hash == _hashed(code))
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().first()
        return _valid(row, now)

    def open_session(self, code: str, *, now: datetime) -> str:
        """Exchange a valid code for the token of a session."""
        self.find(code, now=now)
        token = secrets.token_urlsafe(CODE_BYTES)
        row = {"token_hash": _hashed(token), "code_hash": _hashed(code)}
        with self._database.writing() as connection:
            connection.execute(SESSIONS.insert().values(row))
        return token

    def resume(self, token: str, *, now: datetime) -> Invitation:
        """Return the invitation behind the token of a session."""
        query = (
            select(INVITATIONS)
            .join(SESSIONS, SESSIONS.c.code_hash == INVITATIONS.c.code_hash)
            .where(SESSIONS.c.token_hash == _hashed(token))
        )
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().first()
        return _valid(row, now)

    def respondents(self) -> list[Invitation]:
        """Everybody who was invited, in the order of their ids."""
        query = select(INVITATIONS).order_by(INVITATIONS.c.campaign, INVITATIONS.c.respondent)
        with self._database.reading() as connection:
            return [_invitation(row) for row in connection.execute(query).mappings()]


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _valid(row: RowMapping | None, now: datetime) -> Invitation:
    if row is None or datetime.fromisoformat(row["expires_at"]) <= now:
        raise AccessError(
            "this invitation opens no questionnaire",
            expected="a code that was sent for this engagement and has not expired",
            hint="ask the person who invited you for a new link",
        )
    return _invitation(row)


def _invitation(row: RowMapping) -> Invitation:
    respondent = Respondent(
        id=row["respondent"],
        role=Role(row["role"]),
        department=row["department"],
        name=row["name"],
    )
    expires_at = datetime.fromisoformat(row["expires_at"])
    return Invitation(respondent=respondent, campaign=row["campaign"], expires_at=expires_at)
