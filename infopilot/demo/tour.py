"""A tour of the demonstration: every page opened once, and the scores in a few lines."""

from dataclasses import dataclass

from infopilot.app.browsing import Stop
from infopilot.app.checkup import Sight, look_at
from infopilot.app.doors import OpenDoors
from infopilot.app.facts import facts_of
from infopilot.app.workbook import Workbook
from infopilot.model.text import Language
from infopilot.views.messages import number, text
from infopilot.views.scorecards import score_document, score_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """What was seen: as a document, and told."""

    document: dict[str, object]
    told: str


def tour(doors: OpenDoors, code: str, workbook: Workbook, language: Language) -> Tour:
    """Open every page behind ``doors`` and score the engagement."""
    sights = [
        *look_at(f"{doors.respondent.url}i/{code}", [Stop("questionnaire", None, 1)]),
        *look_at(
            doors.consultant_url,
            [
                Stop("results", None, 3),
                Stop("incidents", "/incidents", 3),
                Stop("preview", "/preview", 1),
            ],
        ),
    ]
    card = workbook.score()
    facts = facts_of(workbook.folder.path, workbook.method.incidents)
    lines = [_told(sight, language) for sight in sights]
    lines.append(
        text(
            "{incidents} incidents in the log, {closed} of them resolved",
            language,
            incidents=number(facts.incidents, language),
            closed=number(facts.closed, language),
        )
    )
    return Tour(
        document={
            "pages": [
                {"page": each.page, "title": each.title, "headings": list(each.headings)}
                for each in sights
            ],
            "incidents": facts.incidents,
            "score": score_document(card, workbook.engagement.company.name, language),
        },
        told="\n".join([*lines, *score_lines(card, workbook.questionnaire, language)]),
    )


def _told(sight: Sight, language: Language) -> str:
    seen = text("in a browser", language) if sight.browser else text("over HTTP", language)
    headings = " · ".join(sight.headings)
    return text(
        "Page {page}, seen {how}: {title} — {headings}",
        language,
        page=sight.page,
        how=seen,
        title=sight.title,
        headings=headings,
    )
