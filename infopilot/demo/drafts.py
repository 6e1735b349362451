"""Answers before they have an id and a time: by respondent, then by question."""

from dataclasses import dataclass, replace

from infopilot.demo.participants import USER_PREFIX
from infopilot.demo.scenario import CampaignScenario, Comment
from infopilot.model.answers import Evidence
from infopilot.model.errors import EngagementError


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody answers; ``earlier`` is what they answered first and then corrected."""

    value: str
    comment: str = ""
    evidence: Evidence | None = None
    earlier: str | None = None


Drafts = dict[str, dict[str, Draft]]


def with_second_thoughts(drafts: Drafts, campaign: CampaignScenario) -> None:
    """Add to ``drafts`` the first answers that were corrected."""
    for thought in campaign.second_thoughts:
        sheet = drafts[thought.persona]
        draft = sheet[thought.question]
        if draft.value != thought.value:
            sheet[thought.question] = replace(draft, earlier=thought.value)


def with_comments(drafts: Drafts, campaign: CampaignScenario) -> None:
    """Add to ``drafts`` the comments of the scenario, each to one answer without a comment."""
    for comment in campaign.comments:
        respondent = comment.persona or _closest(drafts, comment)
        draft = drafts[respondent][comment.question]
        drafts[respondent][comment.question] = replace(draft, comment=comment.comment)


def _closest(drafts: Drafts, comment: Comment) -> str:
    """The user whose answer is the nearest to the level that the comment fits."""
    distances = {
        respondent: abs(int(sheet[comment.question].value) - (comment.level or 3))
        for respondent, sheet in drafts.items()
        if respondent.startswith(USER_PREFIX)
        and comment.question in sheet
        and sheet[comment.question].value.isdigit()
        and not sheet[comment.question].comment
    }
    if not distances:
        raise EngagementError(
            "{question}: no user answered it, so nobody can comment on it",
            expected="a question that users answer with a level",
            got=comment.comment,
            question=comment.question,
        )
    return min(distances, key=distances.__getitem__)
