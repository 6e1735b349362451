"""The answer file that a respondent saves, from the page or from the file without a network.

Its check (CRC-32 of what it says) tells a damaged file from a whole one; it proves no identity.
"""

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, TypeAdapter, ValidationError

from infopilot.model.answering import AnswerRules
from infopilot.model.answers import Answer, Evidence
from infopilot.model.engagement import Campaign
from infopilot.model.errors import AnswerError, Place
from infopilot.model.people import Role

FORMAT = "infopilot-answers"
HEAD_BYTES = 200
MOMENT = TypeAdapter(AwareDatetime)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FiledQuestionnaire(_Part):
    """The questionnaire that was answered."""

    id: str
    version: str
    hash: str


class FiledAnswer(_Part):
    """One answer, as the page keeps it; ``answered_at`` stays text, since it is checked as such."""

    id: str
    question: str
    value: str
    comment: str
    evidence: Evidence | Literal[""]
    answered_at: str


class AnswerFile(_Part):
    """All that one respondent answered in one campaign."""

    format: Literal["infopilot-answers"]
    version: Literal[1]
    questionnaire: FiledQuestionnaire
    engagement: str
    campaign: str
    respondent: str
    role: Role
    department: str
    answers: tuple[FiledAnswer, ...]
    check: str

    def checksum(self) -> str:
        """CRC-32 (ISO 3309) of what the file says, in UTF-8, as eight hexadecimal digits."""
        who = (self.campaign, self.respondent, self.role, self.department, self.questionnaire.hash)
        rows = (tuple(each.model_dump().values()) for each in self.answers)
        said = "\x1e".join("\x1f".join(map(str, row)) for row in (who, *rows))
        return f"{zlib.crc32(said.encode()):08x}"

    def given(self) -> Iterator[Answer]:
        """The answers of the file, not yet held against the questionnaire."""
        for each in self.answers:
            yield Answer(
                id=each.id,
                campaign=self.campaign,
                respondent=self.respondent,
                role=self.role,
                department=self.department,
                question=each.question,
                value=each.value,
                comment=each.comment,
                evidence=each.evidence or None,
                answered_at=MOMENT.validate_python(each.answered_at),
            )


def is_answer_file(path: Path) -> bool:
    """Whether ``path`` is meant as an answer file, whole or not."""
    if path.suffix.lower() != ".json" or not path.is_file():
        return False
    with path.open("rb") as file:
        return f'"{FORMAT}"'.encode() in file.read(HEAD_BYTES)


def read_answer_file(
    path: Path, rules: AnswerRules, campaigns: Sequence[Campaign], *, any_version: bool = False
) -> list[Answer]:
    """Return the answers of a file, all checked; the first wrong one refuses it whole.

    ``any_version`` takes a file made for another version of the questionnaire, as far as each of
    its answers still fits.
    """
    try:
        file = _whole(path)
        _check_fits(file, rules, campaigns, any_version=any_version)
        return [rules.check(answer) for answer in file.given()]
    except AnswerError as error:
        error.where = Place(str(path))
        raise


def _check_fits(
    file: AnswerFile, rules: AnswerRules, campaigns: Sequence[Campaign], *, any_version: bool
) -> None:
    known = rules.questionnaire
    if file.questionnaire.hash != known.hash and not any_version:
        raise AnswerError(
            "this answer file was made for another version of the questionnaire",
            expected="{id}, version {version}, as this engagement has it",
            got=f"{file.questionnaire.id}, version {file.questionnaire.version}",
            hint="--any-version takes it as far as each answer still fits",
            id=known.id,
            version=known.version,
        )
    opened = [campaign.id for campaign in campaigns]
    if file.campaign not in opened:
        raise AnswerError(
            "{column}: unknown value",
            expected="one of {known}",
            got=file.campaign,
            column="campaign",
            known=", ".join(opened),
        )


def _whole(path: Path) -> AnswerFile:
    """Return the file once it is known to be as it was saved."""
    try:
        file = AnswerFile.model_validate_json(path.read_bytes())
        for each in file.answers:
            MOMENT.validate_python(each.answered_at)
    except ValidationError:
        file = None
    if file is None or file.check != file.checksum():
        raise AnswerError(
            "this answer file is incomplete or was altered",
            expected="the file as it was saved",
            hint="ask for it again; nothing was imported",
        )
    return file
