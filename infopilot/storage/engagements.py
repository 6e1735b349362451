"""An engagement is a folder that the client owns; this module knows where each thing lies in it."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Literal

from pydantic import Field
from ruamel.yaml import YAML

from infopilot.documents import Document, read_document
from infopilot.model.engagement import Campaign, Company, Engagement, Provider
from infopilot.model.errors import EngagementError, Place
from infopilot.model.people import Role

DESCRIPTION = "engagement.yaml"


@dataclass(frozen=True, slots=True)
class EngagementFolder:
    """Where the parts of an engagement lie."""

    path: Path

    @property
    def description(self) -> Path:
        """What the engagement says of itself."""
        return self.path / DESCRIPTION

    @property
    def answers(self) -> Path:
        """The store of answers and invitations."""
        return self.path / "answers.db"

    @property
    def facts(self) -> Path:
        """The structural facts, S1 to S12."""
        return self.path / "facts.yaml"

    @property
    def tickets(self) -> Path:
        """The ticket log as received, its mapping and its canonical table."""
        return self.path / "tickets"

    @property
    def incidents(self) -> Path:
        """The canonical incidents."""
        return self.tickets / "incidents.parquet"

    @property
    def mapping(self) -> Path:
        """The mapping of ticket exports that was named or corrected for this engagement."""
        return self.tickets / "mapping.yaml"

    @property
    def doctor(self) -> Path:
        """What the export doctor found in the ticket log."""
        return self.tickets / "doctor.json"

    @property
    def passphrase(self) -> Path:
        """The hash of the consultant's passphrase."""
        return self.path / "consultant.passphrase"


class CompanyDocument(Document):
    """The client."""

    name: str = Field(min_length=1, max_length=120)
    headcount: int = Field(ge=1, le=100_000)


class ProviderDocument(Document):
    """A provider."""

    name: str = Field(min_length=1, max_length=120)


class QuestionnaireReference(Document):
    """Which questionnaire is asked, and the hash of its content when the engagement was made."""

    id: str
    hash: str


class CampaignDocument(Document):
    """A campaign."""

    id: str = Field(pattern=r"^[A-Za-z0-9_-]{1,32}$")
    opened_on: date
    expected: dict[Role, int] = Field(default_factory=dict)


class EngagementDocument(Document):
    """``engagement.yaml``."""

    company: CompanyDocument
    providers: list[ProviderDocument] = Field(min_length=1)
    questionnaire: QuestionnaireReference
    campaigns: list[CampaignDocument] = Field(min_length=1)
    language: Literal["fr", "en"] = "fr"
    timezone: str = "Europe/Paris"
    store: str | None = None
    fictional: bool = False
    method: dict[str, float | int | str] = Field(default_factory=dict)


def read_engagement(path: Path) -> tuple[EngagementFolder, Engagement, str | None]:
    """Return the folder, what it says of itself, and the URL of its store when it is elsewhere."""
    if not path.is_dir():
        raise EngagementError(
            "no engagement here: this folder does not exist",
            where=Place(str(path)),
            expected="a folder that holds {file}",
            hint="infopilot new {folder} --company NAME --headcount N --provider NAME makes one",
            file=DESCRIPTION,
            folder=path.name or str(path),
        )
    folder = EngagementFolder(path)
    if not folder.description.is_file():
        raise EngagementError(
            "this folder is not an engagement",
            where=Place(str(path)),
            expected="a file named {file} in it",
            hint="infopilot new makes one in an empty folder",
            file=DESCRIPTION,
        )
    document = read_document(folder.description, EngagementDocument, EngagementError)
    return folder, _engagement(document), document.store


def create_engagement(path: Path, engagement: Engagement) -> EngagementFolder:
    """Make the folder of a new engagement; refuse a folder that already holds something."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise EngagementError(
            "an engagement needs a folder of its own, and this one is not empty"
            if path.is_dir()
            else "an engagement needs a folder of its own, and this is a file",
            where=Place(str(path)),
            expected="a new or empty folder",
        )
    folder = EngagementFolder(path)
    path.mkdir(parents=True, exist_ok=True)
    write_text(folder.description, dumped(_document(engagement)))
    return folder


def write_text(path: Path, content: str) -> None:
    """Write ``content`` as a whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_text(content, encoding="utf-8")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary neighbour of ``path`` that takes its place only when all went well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def dumped(document: Mapping[str, object]) -> str:
    """``document`` as YAML."""
    yaml = YAML()
    yaml.default_flow_style = False
    yaml.width = 100
    text = StringIO()
    yaml.dump(dict(document), text)
    return text.getvalue()


def _engagement(document: EngagementDocument) -> Engagement:
    return Engagement(
        company=Company(name=document.company.name, headcount=document.company.headcount),
        providers=tuple(Provider(name=provider.name) for provider in document.providers),
        questionnaire_id=document.questionnaire.id,
        questionnaire_hash=document.questionnaire.hash,
        campaigns=tuple(
            Campaign(id=each.id, opened_on=each.opened_on, expected=each.expected)
            for each in document.campaigns
        ),
        language=document.language,
        timezone=document.timezone,
        fictional=document.fictional,
        method_overrides=document.method,
    )


def _document(engagement: Engagement) -> dict[str, object]:
    document: dict[str, object] = {
        "company": {
            "name": engagement.company.name,
            "headcount": engagement.company.headcount,
        },
        "providers": [{"name": provider.name} for provider in engagement.providers],
        "questionnaire": {
            "id": engagement.questionnaire_id,
            "hash": engagement.questionnaire_hash,
        },
        "campaigns": [
            {"id": each.id, "opened_on": each.opened_on}
            | (
                {"expected": {role.value: n for role, n in each.expected.items()}}
                if each.expected
                else {}
            )
            for each in engagement.campaigns
        ],
        "language": engagement.language,
        "timezone": engagement.timezone,
    }
    return document | ({"fictional": True} if engagement.fictional else {})
