"""How far users' answers can be trusted, in words: the margin of a score, the answers needed."""

from infopilot.model.people import Role
from infopilot.model.score import MaturityScore, Scorecard
from infopilot.model.text import Language
from infopilot.scoring.statistics.means import required_answers
from infopilot.views.messages import number, text
from infopilot.views.sentences import plural, reason_sentence
from infopilot.views.subject import Subject


def maturity_range_sentence(score: MaturityScore, language: Language) -> str | None:
    """Where a dimension would stand with other users of the company, or why that is not told."""
    if score.value is None:
        return None
    if score.low is None or score.high is None:
        return reason_sentence(score.range_reason, language) if score.range_reason else None
    return text(
        "Had other users answered, it would likely stand between {low} and {high}.",
        language,
        low=number(score.low, language, 2),
        high=number(score.high, language, 2),
    )


def needed_answers_sentence(scorecard: Scorecard, subject: Subject) -> str | None:
    """How many users must answer for a mean to be precise enough; None without users to ask.

    The precision and the spread expected are those of the method.
    """
    language, sampling = subject.language, subject.method.sampling
    known = {campaign.id for campaign in subject.engagement.campaigns}
    total = subject.engagement.users(scorecard.campaign) if scorecard.campaign in known else None
    if total is None:
        return None
    needed = required_answers(sampling.precision, total, sampling.usual_spread)
    answered = scorecard.respondents.get(Role.USER, 0)
    enough = text(
        "{needed} answers of the {total} users are enough to know their mean within {precision} "
        "of a level.",
        language,
        needed=number(needed, language),
        total=number(total, language),
        precision=number(sampling.precision, language, 1),
    )
    if answered >= needed:
        return enough
    missing = plural(needed - answered, "{n} is still missing.", "{n} are still missing.", language)
    return f"{enough} {missing}"
