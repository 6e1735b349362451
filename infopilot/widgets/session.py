"""Who is asked, and about which arrangement: what the component needs besides its questions."""

from collections.abc import Iterable
from dataclasses import dataclass

from infopilot.model.answers import Answer
from infopilot.model.people import Role
from infopilot.model.posting import posted


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One respondent in one campaign, without a name."""

    company: str
    provider: str
    campaign: str
    role: Role
    department: str = ""
    respondent: str = ""
    by_group: bool = False
    minimum_group: int = 5

    def document(self, answers: Iterable[Answer] = ()) -> dict[str, object]:
        """What the component reads, ready for JSON; the newest of ``answers`` come last."""
        return {
            "respondent": self.respondent,
            "role": self.role.value,
            "department": self.department,
            "campaign": self.campaign,
            "company": self.company,
            "provider": self.provider,
            "confidential": not self.role.is_named,
            "by_group": self.by_group,
            "minimum_group": self.minimum_group,
            "answers": {answer.question: posted(answer) for answer in answers},
        }
