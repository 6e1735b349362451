"""Group links: one link for a department, which lets in a number of people without naming any.

Whoever opens it gets the token of a visit, so that the code leaves the address, and then a place:
a pseudonym of their own, with an invitation whose code nobody ever sees. Opening takes no place:
programs that only look at links mint nobody.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select

from infopilot.model.people import Respondent, Role
from infopilot.storage.access import (
    VALIDITY,
    Invitation,
    add_invitation,
    add_session,
    as_kept,
    hashed_secret,
    new_secret,
    opens_nothing,
)
from infopilot.storage.database import GROUP_LINKS, GROUP_PLACES, GROUP_SESSIONS, Database


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLink:
    """A link that lets users of one department in, each under a pseudonym."""

    id: str
    campaign: str
    department: str
    places: int
    taken: int
    expires_at: datetime

    @property
    def is_full(self) -> bool:
        """Whether every place is taken."""
        return self.taken >= self.places


class GroupLinks:
    """The group links of one engagement."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(
        self, campaign: str, *, department: str, places: int, now: datetime
    ) -> tuple[str, str]:
        """Record a link and return its id and its code, which is kept nowhere."""
        code = new_secret()
        row = {
            "id": f"group-{secrets.token_hex(4)}",
            "code_hash": hashed_secret(code),
            "campaign": campaign,
            "role": Role.USER.value,
            "department": department,
            "places": places,
            "expires_at": as_kept(now + VALIDITY),
        }
        with self._database.writing() as connection:
            connection.execute(GROUP_LINKS.insert().values(row))
        return str(row["id"]), code

    def look_up(self, code_or_id: str) -> GroupLink | None:
        """Return the link of this id or code, even when it has ended."""
        is_it = (GROUP_LINKS.c.id == code_or_id) | (
            GROUP_LINKS.c.code_hash == hashed_secret(code_or_id)
        )
        with self._database.reading() as connection:
            return _only(connection, is_it)

    def open_visit(self, code: str, *, now: datetime) -> str:
        """Exchange a valid code for the token of a visit."""
        token, is_it = new_secret(), GROUP_LINKS.c.code_hash == hashed_secret(code)
        with self._database.reading() as connection:
            _valid(_only(connection, is_it), now)  # a wrong code never waits for the write lock
        with self._database.writing() as connection:
            link = _valid(_only(connection, is_it), now)
            row = {"token_hash": hashed_secret(token), "group_link": link.id}
            connection.execute(GROUP_SESSIONS.insert().values(row))
        return token

    def resume(self, token: str, *, now: datetime) -> GroupLink:
        """Return the link behind the token of a visit."""
        with self._database.reading() as connection:
            return _valid(_only(connection, _is_visited(token)), now)

    def take_place(self, token: str, press: str, *, now: datetime) -> str | None:
        """Mint a pseudonym and return the token of its session; None when every place is taken.

        The same ``press`` of the button, received twice, takes one place.
        """
        with self._database.writing() as connection:
            link = _valid(_only(connection, _is_visited(token)), now)
            known = select(GROUP_PLACES.c.code_hash).where(
                GROUP_PLACES.c.group_link == link.id,
                GROUP_PLACES.c.press_hash == hashed_secret(press),
            )
            code_hash = connection.execute(known).scalar()
            if code_hash is None and link.is_full:
                return None
            return add_session(connection, code_hash or _mint(connection, link, press))

    def renew(self, group: str, *, now: datetime) -> str:
        """Give the link a new code and a new end; the old code and its visits open nothing."""
        code = new_secret()
        renewed = {"code_hash": hashed_secret(code), "expires_at": as_kept(now + VALIDITY)}
        self._end_visits(group, renewed)
        return code

    def revoke(self, group: str, *, now: datetime) -> None:
        """Let nobody else in; those who entered keep their questionnaire."""
        link = self.look_up(group)
        if link and link.expires_at > now:
            self._end_visits(group, {"expires_at": as_kept(now)})

    def links(self) -> list[GroupLink]:
        """Every group link, in the order of campaigns and departments."""
        order = (GROUP_LINKS.c.campaign, GROUP_LINKS.c.department, GROUP_LINKS.c.id)
        with self._database.reading() as connection:
            return [_link(row) for row in connection.execute(_QUERY.order_by(*order)).mappings()]

    def group_of(self, respondent: str) -> str | None:
        """The id of the link that let a respondent in; None for whoever has a link of their own."""
        query = select(GROUP_PLACES.c.group_link).where(GROUP_PLACES.c.respondent == respondent)
        with self._database.reading() as connection:
            return connection.execute(query).scalar()

    def respondents(self) -> dict[str, str]:
        """The id of the link that let each respondent in; a list of places, not of answers."""
        query = select(GROUP_PLACES.c.respondent, GROUP_PLACES.c.group_link)
        with self._database.reading() as connection:
            return {row.respondent: row.group_link for row in connection.execute(query)}

    def _end_visits(self, group: str, changes: dict[str, str]) -> None:
        with self._database.writing() as connection:
            connection.execute(
                GROUP_LINKS.update().where(GROUP_LINKS.c.id == group).values(changes)
            )
            connection.execute(GROUP_SESSIONS.delete().where(GROUP_SESSIONS.c.group_link == group))


_TAKEN = (
    select(func.count())
    .where(GROUP_PLACES.c.group_link == GROUP_LINKS.c.id)
    .scalar_subquery()
    .label("taken")
)
_QUERY = select(GROUP_LINKS, _TAKEN)


def _is_visited(token: str) -> ColumnElement[bool]:
    visited = select(GROUP_SESSIONS.c.group_link).where(
        GROUP_SESSIONS.c.token_hash == hashed_secret(token)
    )
    return GROUP_LINKS.c.id == visited.scalar_subquery()


def _only(connection: Connection, is_it: ColumnElement[bool]) -> GroupLink | None:
    """Return the link, its places counted once the row is ours (PostgreSQL locks it for that)."""
    if connection.get_execution_options().get("writes"):
        connection.execute(select(GROUP_LINKS.c.id).where(is_it).with_for_update())
    row = connection.execute(_QUERY.where(is_it)).mappings().first()
    return _link(row) if row else None


def _valid(link: GroupLink | None, now: datetime) -> GroupLink:
    if link is None or link.expires_at <= now:
        raise opens_nothing()
    return link


def _mint(connection: Connection, link: GroupLink, press: str) -> str:
    """Make a respondent of this link, and return the hash of a code that nobody was told."""
    respondent = Respondent(
        id=f"{Role.USER.value}-{secrets.token_hex(4)}", role=Role.USER, department=link.department
    )
    invitation = Invitation(
        respondent=respondent, campaign=link.campaign, expires_at=link.expires_at
    )
    code = new_secret()
    add_invitation(connection, invitation, code)
    row = {
        "respondent": respondent.id,
        "group_link": link.id,
        "code_hash": hashed_secret(code),
        "press_hash": hashed_secret(press),
    }
    connection.execute(GROUP_PLACES.insert().values(row))
    return hashed_secret(code)


def _link(row: RowMapping) -> GroupLink:
    return GroupLink(
        id=row["id"],
        campaign=row["campaign"],
        department=row["department"],
        places=row["places"],
        taken=row["taken"],
        expires_at=datetime.fromisoformat(row["expires_at"]),
    )
