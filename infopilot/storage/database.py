"""One database per engagement: SQLite by default, PostgreSQL by URL.

SQLite runs with ``BEGIN IMMEDIATE`` for writers, ``synchronous=FULL``, a rollback journal
(write-ahead logging can lose committed pages below SQLite 3.51.3) and ``secure_delete``: a saved
answer survives a power cut, and an erased one leaves no bytes behind.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DatabaseError

from infopilot.model.errors import EngagementError, Place

SCHEMA_VERSION = 1
metadata = MetaData()

ANSWERS = Table(
    "answers",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("campaign", String(32), nullable=False, index=True),
    Column("respondent", String(64), nullable=False, index=True),
    Column("role", String(16), nullable=False),
    Column("department", String(128), nullable=False),
    Column("question", String(32), nullable=False),
    Column("value", String(64), nullable=False),
    Column("comment", Text, nullable=False),
    Column("evidence", String(16), nullable=False),
    Column("answered_at", String(40), nullable=False),
    Column("questionnaire_hash", String(80), nullable=False),
    Column("salt", String(32), nullable=False),
    Column("commitment", String(64), nullable=False),
    Column("chain", String(64), nullable=False),
)

INVITATIONS = Table(
    "invitations",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("respondent", String(64), nullable=False, index=True),
    Column("campaign", String(32), nullable=False),
    Column("role", String(16), nullable=False),
    Column("department", String(128), nullable=False),
    Column("name", String(128), nullable=False),
    Column("expires_at", String(40), nullable=False),
)

SESSIONS = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("code_hash", String(64), nullable=False, index=True),
)

# Links that respondents made for another device of theirs; the day is all that is kept of when.
OWN_LINKS = Table(
    "own_links",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("made_on", String(10), nullable=False),
)

GROUP_LINKS = Table(
    "group_links",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("campaign", String(32), nullable=False),
    Column("role", String(16), nullable=False),
    Column("department", String(128), nullable=False),
    Column("places", Integer, nullable=False),
    Column("expires_at", String(40), nullable=False),
)

GROUP_SESSIONS = Table(
    "group_sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("group_link", String(64), nullable=False, index=True),
)

GROUP_PLACES = Table(
    "group_places",
    metadata,
    Column("respondent", String(64), primary_key=True),
    Column("group_link", String(64), nullable=False, index=True),
    Column("code_hash", String(64), nullable=False),
    Column("press_hash", String(64), nullable=False, unique=True),
)

PUBLICATIONS = Table(
    "publications",
    metadata,
    Column("campaign", String(32), primary_key=True),
    Column("rank", Integer, primary_key=True, autoincrement=False),
)

# Which answers of users stand behind each published figure; never what was answered.
PUBLISHED = Table(
    "published_answers",
    metadata,
    Column("campaign", String(32), primary_key=True),
    Column("rank", Integer, primary_key=True, autoincrement=False),
    Column("question", String(32), primary_key=True),
    Column("part", String(16), primary_key=True),
    Column("department", String(128), primary_key=True),
    Column("answer", String(64), primary_key=True, index=True),
    Column("respondent", String(64), nullable=False, index=True),
)


class Database:
    """The engine of an engagement's database, with its tables made on first use."""

    def __init__(self, address: str | Path) -> None:
        url = (
            URL.create("sqlite", database=str(address))
            if isinstance(address, Path)
            else make_url(address)
        )
        self.engine: Engine = create_engine(url)
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _configure_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        self._prepare(str(address))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that only reads."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that takes the write lock at once; it commits, or leaves no trace."""
        with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _prepare(self, name: str) -> None:
        try:
            with self.writing() as connection:
                metadata.create_all(connection)
                if self.engine.dialect.name == "sqlite":
                    _check_version(connection, name)
        except DatabaseError as error:
            self.close()
            raise EngagementError(
                "the store of answers cannot be opened",
                where=Place(name),
                expected="a database made by infopilot",
                got=str(error.orig),
                hint="restore the last backup of this file",
            ) from error


def _configure_sqlite(connection, _record) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001 - a DBAPI connection
    connection.isolation_level = None
    for pragma in (
        "journal_mode=DELETE",
        "synchronous=FULL",
        "secure_delete=ON",
        "busy_timeout=10000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _check_version(connection: Connection, name: str) -> None:
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version == 0:
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
    elif version > SCHEMA_VERSION:
        raise EngagementError(
            "the store of answers was written by a newer infopilot",
            where=Place(name),
            expected="version {known} or older",
            got=version,
            hint="update infopilot",
            known=SCHEMA_VERSION,
        )
