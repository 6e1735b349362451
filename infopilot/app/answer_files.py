"""Taking answers from files: the long format, or the file that a respondent saved."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from infopilot.app.workbook import Workbook
from infopilot.model.answers import Answer
from infopilot.storage.answer_file import is_answer_file, read_answer_file
from infopilot.storage.exchange import read_answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """How many answers a file holds, how many were new, how many came too late to count."""

    read: int
    added: int
    older: int = 0


def import_answers(workbook: Workbook, file: Path, *, any_version: bool = False) -> Imported:
    """Commit the answers of a file; the same file again adds nothing.

    A respondent may hand over several files: what an earlier one says never replaces what a later
    one said, in whatever order they arrive.
    """
    campaigns = workbook.engagement.campaigns
    before = workbook.answers()
    if is_answer_file(file):
        given = read_answer_file(file, workbook.rules, campaigns, any_version=any_version)
        answers = list(_newest(given, before))
    else:
        given = answers = read_answers(file, workbook.rules, campaigns)
    workbook.store.append(answers)
    added = {answer.id for answer in answers} - {answer.id for answer in before}
    return Imported(read=len(given), added=len(added), older=len(given) - len(answers))


def _newest(given: Iterable[Answer], before: Iterable[Answer]) -> Iterable[Answer]:
    """The answers that nothing newer of the same person has replaced already."""
    known = {(each.campaign, each.respondent, each.question): each for each in before}
    for answer in given:
        last = known.get((answer.campaign, answer.respondent, answer.question))
        if last is None or last.id == answer.id or last.answered_at < answer.answered_at:
            yield answer
