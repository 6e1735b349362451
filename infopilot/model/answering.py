"""From what somebody sends to an answer that fits its question, or a clear refusal."""

import re
from dataclasses import dataclass, replace
from datetime import UTC

from infopilot.model.answers import Answer
from infopilot.model.errors import AnswerError
from infopilot.model.items import NOT_APPLICABLE
from infopilot.model.questionnaire import Questionnaire

COMMENT_LIMIT = 10_000
ID_LIMIT = 64
# Half characters, controls and non-characters: no XML file and not every database holds them.
UNKEEPABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class AnswerRules:
    """What an answer must satisfy, whatever sent it: a page, a file or a notebook."""

    questionnaire: Questionnaire

    def check(self, answer: Answer) -> Answer:
        """Return ``answer`` with its value in canonical form, or raise `AnswerError`."""
        item = self.questionnaire.item(answer.question)
        if answer.role not in item.roles:
            raise AnswerError(
                "{id} is not asked of this role",
                expected="one of {roles}",
                got=answer.role.value,
                id=item.id,
                roles=", ".join(sorted(item.roles)),
            )
        value = item.accept(answer.value)
        _check_texts(answer)
        _check_moment(answer)
        if value == NOT_APPLICABLE and not answer.comment.strip():
            raise AnswerError(
                "{id}: “not applicable” needs a reason",
                expected="the reason in the comment",
                id=item.id,
            )
        return replace(answer, value=value, questionnaire_hash=self.questionnaire.hash)


def _check_texts(answer: Answer) -> None:
    if not 0 < len(answer.id) <= ID_LIMIT:
        raise AnswerError(
            "an answer needs its own id",
            expected="1 to {limit} characters",
            got=answer.id,
            limit=ID_LIMIT,
        )
    if len(answer.comment) > COMMENT_LIMIT:
        raise AnswerError(
            "{id}: this comment is too long",
            expected="at most {limit} characters",
            got=len(answer.comment),
            id=answer.question,
            limit=COMMENT_LIMIT,
        )
    for text in (answer.id, answer.comment, answer.respondent, answer.department):
        if UNKEEPABLE.search(text):
            raise AnswerError(
                "{id}: this text holds a character that cannot be kept",
                expected="text whose characters are all complete",
                id=answer.question,
            )


def _check_moment(answer: Answer) -> None:
    try:
        answer.answered_at.astimezone(UTC)
    except OverflowError as error:
        raise AnswerError(
            "{id}: not a moment of universal time",
            got=answer.answered_at.isoformat(),
            id=answer.question,
        ) from error
