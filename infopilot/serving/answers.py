"""The HTTP path of an answer: checked, committed, and only then acknowledged."""

import asyncio
import json
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from sqlalchemy.exc import DBAPIError

from infopilot.model.answering import AnswerRules
from infopilot.model.answers import Answer
from infopilot.model.engagement import Engagement
from infopilot.model.errors import AnswerError
from infopilot.model.posting import Sender, posted, seen_by
from infopilot.serving.access import RespondentHandler
from infopilot.storage.access import Invitation
from infopilot.storage.answers import AnswerStore
from infopilot.views.messages import explain
from infopilot.widgets.session import Session

BATCH_LIMIT = 500


class AnswerWriter:
    """One writer: answers that arrive while it commits wait, and share the next commit."""

    def __init__(self, store: AnswerStore) -> None:
        self._store = store
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="answers")
        self._waiting: list[tuple[list[Answer], asyncio.Future[list[str]]]] = []
        self._task: asyncio.Task[None] | None = None

    async def save(self, answers: list[Answer]) -> list[str]:
        """Return the ids of ``answers`` once they are on disk."""
        future: asyncio.Future[list[str]] = asyncio.get_running_loop().create_future()
        self._waiting.append((answers, future))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._drain())
        return await future

    async def erase(self, invitation: Invitation) -> int:
        """Erase what was answered behind ``invitation``; return how many answers that was."""
        work = partial(self._store.erase, invitation.respondent.id, campaign=invitation.campaign)
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def _drain(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            if not await self._commit(batch) and len(batch) > 1:
                for one in batch:
                    await self._commit([one])

    async def _commit(self, batch: list[tuple[list[Answer], asyncio.Future[list[str]]]]) -> bool:
        """Commit a batch in one transaction; a batch of one takes its own error."""
        together = [answer for answers, _ in batch for answer in answers]
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._thread, self._store.append, together)
        except Exception as error:  # noqa: BLE001 - it belongs to whoever waits for this answer
            if len(batch) == 1:
                batch[0][1].set_exception(error)
            return False
        for answers, future in batch:
            future.set_result([answer.id for answer in answers])
        return True


@dataclass(frozen=True, slots=True)
class Desk:
    """What the handlers of answers share."""

    engagement: Engagement
    rules: AnswerRules
    store: AnswerStore
    writer: AnswerWriter
    minimum_group: int


class SessionHandler(RespondentHandler):
    """``GET session``: who is answering, and what was answered so far."""

    desk: Desk

    def initialize(self, desk: Desk) -> None:
        """Keep the desk."""
        self.desk = desk

    def get(self) -> None:
        """Answer 200 with the session, or 401."""
        if invitation := self.admitted():
            answers = self.desk.store.read(
                campaign=invitation.campaign, respondent=invitation.respondent.id
            )
            self.finish(self._session(invitation).document(answers))

    def _session(self, invitation: Invitation) -> Session:
        respondent = invitation.respondent
        return Session(
            company=self.desk.engagement.company.name,
            provider=self.desk.engagement.provider_names,
            campaign=invitation.campaign,
            role=respondent.role,
            department=respondent.department,
            respondent=respondent.id,
            by_group=self.groups.group_of(respondent.id) is not None,
            minimum_group=self.desk.minimum_group,
        )


class AnswersHandler(RespondentHandler):
    """``POST answers``: a batch with client-made ids, harmless to repeat; ``DELETE`` erases all."""

    desk: Desk

    def initialize(self, desk: Desk) -> None:
        """Keep the desk."""
        self.desk = desk

    async def post(self) -> None:
        """Answer 200 with the ids that are on disk; 4xx when refused, 503 when to try again."""
        invitation = self.admitted()
        if invitation is None:
            return
        sent: list[str] = []
        try:
            respondent, bodies = _batch(self.request.body)
            if respondent is not None and respondent != invitation.respondent.id:
                # On a shared device, another tab may have opened another invitation meanwhile.
                self.turn_away()
                return
            sent = [str(body.get("id", "")) for body in bodies]
            sender = Sender(invitation.respondent, invitation.campaign)
            answers = [self.desk.rules.check(sender.answer(body)) for body in bodies]
            seen = {answer.id: seen_by(body) for answer, body in zip(answers, bodies, strict=True)}
            saved = await self.desk.writer.save(answers)
            self.finish({"saved": saved, "conflicts": self._conflicts(answers, seen)})
        except AnswerError as error:
            self.set_status(400)
            self.finish({"error": explain(error, self.language), "refused": sent})
        except DBAPIError:
            self.set_header("Retry-After", "2")
            self.refuse(503, "the answer could not be kept; it will be sent again")

    async def delete(self) -> None:
        """Answer 200 once nothing of what this respondent answered is left."""
        invitation = self.admitted()
        if invitation is None:
            return
        try:
            self.finish({"erased": await self.desk.writer.erase(invitation)})
        except DBAPIError:
            self.refuse(503, "the answers could not be erased; try again in a moment")

    def _conflicts(
        self, answers: list[Answer], seen: Mapping[str, Collection[str] | None]
    ) -> dict[str, object]:
        """Return the answers that were replaced by a page which had not seen them."""
        aware = [answer for answer in answers if seen[answer.id] is not None]
        replaced = self.desk.store.replaced(aware)
        return {
            answer.question: posted(replaced[answer.id])
            for answer in aware
            if answer.id in replaced
            and replaced[answer.id].id not in (seen[answer.id] or ())
            and not answer.says_the_same_as(replaced[answer.id])
        }


def _batch(body: bytes) -> tuple[object, list[Mapping[str, object]]]:
    """Return whose answers the page believes to send, and the answers."""
    try:
        document = json.loads(body)
        respondent, bodies = document.get("respondent"), document["answers"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise AnswerError("not a batch of answers", expected='{"answers": [...]}') from error
    if not isinstance(bodies, list) or not all(isinstance(each, dict) for each in bodies):
        raise AnswerError("not a batch of answers", expected='{"answers": [...]}')
    if not 0 < len(bodies) <= BATCH_LIMIT:
        raise AnswerError(
            "not a batch of answers",
            expected="1 to {limit} answers",
            got=len(bodies),
            limit=BATCH_LIMIT,
        )
    return respondent, bodies
