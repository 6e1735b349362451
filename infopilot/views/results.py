"""The page of results: the questions that leaders ask, each answered, then where it comes from."""

from collections import Counter
from collections.abc import Iterator

from infopilot.model.score import Scorecard
from infopilot.model.text import Language
from infopilot.views.black_box_section import black_box_section
from infopilot.views.blocks import badge, bullet_list, contents, paragraph, section
from infopilot.views.change_section import change_section
from infopilot.views.decision_section import decision_section
from infopilot.views.department_section import department_section
from infopilot.views.dependency_section import dependency_section
from infopilot.views.headlines import headlines
from infopilot.views.markup import Child, Markup, join, tag
from infopilot.views.maturity_section import maturity_section, profile_strip
from infopilot.views.messages import number, render, text
from infopilot.views.names import role_name
from infopilot.views.perception_section import perception_section
from infopilot.views.priority_section import priority_section
from infopilot.views.sample_sentences import needed_answers_sentence
from infopilot.views.sentences import as_sentence, plural
from infopilot.views.style import scoped_style
from infopilot.views.subject import Subject
from infopilot.views.theme import unchecked

HASH_LENGTH = 12


def results_page(scorecard: Scorecard, subject: Subject) -> Markup:
    """The results of one campaign as HTML that carries its own style and needs no script.

    Parameters
    ----------
    scorecard
        Scores of the campaign.
    subject
        The company, the questionnaire, the method, the language, the ticket log's facts.

    Returns
    -------
    Markup
        One ``<div class="ip-page">``; every text given by users is escaped.
    """
    with unchecked():
        answers = (
            _header(scorecard, subject),
            headlines(scorecard, subject),
            profile_strip(scorecard, subject),
        )
        sections = tuple(_sections(scorecard, subject))
        guide = contents(text("On this page", subject.language), sections)
    style = tag("style", Markup(scoped_style()))
    return tag("div", style, *answers, guide, *sections, class_="ip-page", lang=subject.language)


def _sections(scorecard: Scorecard, subject: Subject) -> Iterator[Child]:
    """Where the answers come from, from top to bottom."""
    yield change_section(subject)
    yield priority_section(subject.plan, subject) if subject.plan else None
    yield decision_section(scorecard, subject)
    yield dependency_section(scorecard, subject)
    yield perception_section(scorecard, subject)
    yield department_section(scorecard, subject)
    yield maturity_section(scorecard, subject)
    yield black_box_section(scorecard, subject)
    yield _method(scorecard, subject)


def _header(scorecard: Scorecard, subject: Subject) -> Markup:
    language = subject.language
    company = subject.engagement.company.name
    return tag(
        "header",
        _fiction(subject),
        tag("h1", text("{company}: how is the outsourced IT steered?", language, company=company)),
        tag("p", join(_facts(scorecard, subject), between=" · "), class_="ip-meta"),
        paragraph(_confidence(scorecard, language)),
        paragraph(needed_answers_sentence(scorecard, subject), class_="ip-note"),
        _warnings(scorecard, language),
        class_="ip-header",
    )


def _fiction(subject: Subject) -> Markup | None:
    if not subject.engagement.fictional:
        return None
    return badge(text("Fictional company: a demonstration", subject.language))


def _facts(scorecard: Scorecard, subject: Subject) -> list[Child]:
    language = subject.language
    total = sum(scorecard.respondents.values())
    answered = plural(total, "{n} respondent", "{n} respondents", language)
    version = text("method {version}", language, version=subject.method.version)
    return [
        text("Campaign {id}", language, id=scorecard.campaign),
        f"{answered} ({', '.join(_people(scorecard, subject))})" if total else answered,
        _tickets(scorecard, subject),
        version,
    ]


def _people(scorecard: Scorecard, subject: Subject) -> Iterator[str]:
    """How many people of each role have answered, and of how many when that is known."""
    language = subject.language
    campaigns = {campaign.id: campaign for campaign in subject.engagement.campaigns}
    campaign = campaigns.get(scorecard.campaign)
    for role, count in scorecard.respondents.items():
        expected = campaign.expected.get(role, 0) if campaign else 0
        told = number(count, language)
        if expected >= max(count, 1):
            total = number(expected, language)
            told = text("{n} of {expected}", language, n=told, expected=total)
        if count or expected:
            yield f"{role_name(role, subject.questionnaire, language)} {told}"


def _tickets(scorecard: Scorecard, subject: Subject) -> str:
    counted = scorecard.dependency.experienced.incidents
    if subject.facts is not None:
        counted = subject.facts.incidents
    if not counted:
        return text("no ticket log", subject.language)
    return plural(counted, "{n} incident", "{n} incidents", subject.language)


def _confidence(scorecard: Scorecard, language: Language) -> Markup | None:
    letters = Counter(score.confidence for score in scorecard.maturity.values() if score.confidence)
    if not letters:
        return None
    if len(letters) == 1:
        return badge(text("confidence {letter}", language, letter=next(iter(letters))))
    parts = ", ".join(f"{letter} × {count}" for letter, count in sorted(letters.items()))
    return badge(text("confidence by dimension: {letters}", language, letters=parts))


def _warnings(scorecard: Scorecard, language: Language) -> Markup | None:
    if not scorecard.warnings:
        return None
    said = [as_sentence(render(warning, language)) for warning in scorecard.warnings]
    lead = tag("p", text("Read with care:", language))
    return tag("div", lead, bullet_list(said), class_="ip-warning")


def _method(scorecard: Scorecard, subject: Subject) -> Markup:
    language = subject.language
    questionnaire = subject.questionnaire
    return section(
        "ip-method",
        text("How to read these figures", language),
        bullet_list(
            (
                text("No figure is compared with other companies: none is a norm.", language),
                text("A range is what the figure could be; it is not a margin of error.", language),
                text(
                    "The weights are conventions, written in the method and open to change before "
                    "answers are seen.",
                    language,
                ),
                text(
                    "The provider’s answers show the gap between the two sides; they are not part "
                    "of the maturity profile.",
                    language,
                ),
                text(
                    "Confidence: A, mostly checked; B, partly shown; C, a first impression.",
                    language,
                ),
            )
        ),
        paragraph(
            text(
                "Questionnaire {id} {version} ({questionnaire}), method {method}.",
                language,
                id=questionnaire.id,
                version=questionnaire.version,
                questionnaire=_short(scorecard.questionnaire_hash),
                method=_short(scorecard.method_hash),
            ),
            class_="ip-note",
        ),
    )


def _short(fingerprint: str) -> str:
    """The first characters of a hash, without the name of its algorithm."""
    return fingerprint.rpartition(":")[2][:HASH_LENGTH]
