"""An answer as a page posts it, and as a page reads it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from infopilot.model.answers import Answer, Evidence
from infopilot.model.errors import AnswerError
from infopilot.model.people import Respondent

TEXTS = ("id", "question", "value", "comment")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who posts, as their session says: what a page claims of itself counts for nothing."""

    respondent: Respondent
    campaign: str

    def answer(self, body: Mapping[str, object]) -> Answer:
        """Return the answer that ``body`` says, not yet held against its question."""
        texts = {name: body.get(name) or "" for name in TEXTS}
        wrong = [name for name, value in texts.items() if not isinstance(value, str)]
        if wrong:
            raise AnswerError("{field}: not a text", expected="a text", field=wrong[0])
        return Answer(
            **texts,  # type: ignore[arg-type]
            campaign=self.campaign,
            respondent=self.respondent.id,
            role=self.respondent.role,
            department=self.respondent.department,
            evidence=_evidence(body.get("evidence")),
            answered_at=_moment(body.get("answered_at")),
        )


def posted(answer: Answer) -> dict[str, str]:
    """An answer as a page reads it."""
    return {
        "id": answer.id,
        "value": answer.value,
        "comment": answer.comment,
        "evidence": answer.evidence.value if answer.evidence else "",
        "answered_at": answer.answered_at.isoformat(),
    }


def seen_by(body: Mapping[str, object]) -> frozenset[str] | None:
    """The ids that the page knew of when it answered; None when it does not keep track of them."""
    seen = body.get("seen")
    return frozenset(map(str, seen)) if isinstance(seen, list) else None


def _evidence(value: object) -> Evidence | None:
    if not value:
        return None
    if value not in list(Evidence):
        raise AnswerError("not a kind of evidence", expected=", ".join(Evidence), got=value)
    return Evidence(str(value))


def _moment(value: object) -> datetime:
    """Return when the respondent clicked, as their device tells it; now when it does not."""
    try:
        moment = datetime.fromisoformat(str(value))
        # A year that universal time does not have is no moment either.
        return moment if moment.tzinfo and moment.astimezone(UTC) else datetime.now(UTC)
    except (ValueError, OverflowError):
        return datetime.now(UTC)
