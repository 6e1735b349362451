"""The rules of writing: short, observable, nothing that gives the level away, printed French.

A text that breaks a rule still works: a consultant is told, nobody is stopped.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from infopilot.model.actions import Action
from infopilot.model.questionnaire import Question, Questionnaire
from infopilot.model.text import LANGUAGES, Language, Message, Text

MAXIMUM_WORDS = 30
VAGUE_WORDS: Mapping[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"\b(bien|correctement|fréquemment|généralement|habituellement|périodiquement|rarement"
        r"|régulièrement|souvent|suffisamment)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(adequately|frequently|generally|often|periodically|properly|rarely|regularly"
        r"|sufficiently|usually|(?<!as )well(?!-))\b",
        re.IGNORECASE,
    ),
}
MEASURES: Mapping[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"\d|\b(deux|trois|quatre|cinq|dix|une fois|heures?|jours?|semaines?|mois|trimestres?"
        r"|trimestriel(le)?s?|ans?|années?)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\d|\b(two|three|four|five|ten|once|twice|hours?|days?|weeks?|months?|monthly"
        r"|quarters?|quarterly|years?|yearly)\b",
        re.IGNORECASE,
    ),
}
LEVEL_NUMBER = re.compile(r"\s*([0-5]\s*[.):–—-]\s|(niveau|level)\s+[0-5])", re.IGNORECASE)
# Straight quotes; a mark without its no-break space, but in 10:30, :// and ?!; guillemets too.
FRENCH_SLIP = re.compile(
    r"['\"]|(?<![\u00a0\u202f!?])[;!?]|(?<![\u00a0\u202f])(?<!\d(?=:\d)):(?!//)"
    r"|«(?!\u00a0)|(?<!\u00a0)»"
)


class Rule(StrEnum):
    """What a text should satisfy."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    VAGUE = "vague"
    LEVEL_NUMBER = "level_number"
    SAME_ANCHOR = "same_anchor"
    TYPOGRAPHY = "typography"


SENTENCES: Mapping[Rule, str] = {
    Rule.MISSING: "the text is missing in this language",
    Rule.TOO_LONG: "more than 30 words",
    Rule.VAGUE: "“{found}” without a number or a period",
    Rule.LEVEL_NUMBER: "the text starts with the number of its level",
    Rule.SAME_ANCHOR: "two levels have the same text",
    Rule.TYPOGRAPHY: "“{found}”: French typography asks for ’ and for no-break spaces",
}


@dataclass(frozen=True, slots=True)
class WordingProblem:
    """A rule that a text breaks; ``found`` is the part of the text that does."""

    item: str
    language: Language
    rule: Rule
    text: str
    found: str = ""

    @property
    def message(self) -> Message:
        """The problem in one sentence."""
        said = Message(SENTENCES[self.rule], {"found": self.found})
        return Message(
            "{item} ({code}): {problem} (got {text!r})",
            {"item": self.item, "code": self.language, "problem": said, "text": self.text},
        )


@dataclass(frozen=True, slots=True)
class _Wording:
    """A text of the questionnaire; an ``aside`` explains, and may take its time."""

    item: str
    text: Text
    aside: bool = False


def wording_problems(questionnaire: Questionnaire) -> list[WordingProblem]:
    """The rules of writing that texts of ``questionnaire`` break, in the order of the page."""
    problems = [
        problem
        for wording in _wordings(questionnaire)
        for language in LANGUAGES
        for problem in _broken(wording, language)
    ]
    for question in questionnaire.questions():
        problems += _same_anchors(question)
    return problems


def coherence_problems(questionnaire: Questionnaire, actions: Sequence[Action]) -> list[Message]:
    """Where questions and actions do not answer each other, both ways.

    Every action brings existing questions to a level; every question is moved by an action, or
    says why none does, and never both.
    """
    asked = {question.id: question for question in questionnaire.questions()}
    moved = {target.question: action.id for action in actions for target in action.targets}
    problems = [
        Message("{action} moves {question}, which is not asked", {"action": a, "question": q})
        for q, a in moved.items()
        if q not in asked
    ]
    for question in asked.values():
        facts = {"question": question.id, "action": moved.get(question.id)}
        if question.id not in moved and question.no_action_because is None:
            problems.append(
                Message("no action moves {question}, and no_action_because is missing", facts)
            )
        if question.id in moved and question.no_action_because is not None:
            problems.append(
                Message("{action} moves {question}, which says that no action does", facts)
            )
    return problems


def _broken(wording: _Wording, language: Language) -> Iterator[WordingProblem]:
    words = wording.text.pick(language)
    for rule, found in _slips(words, language, aside=wording.aside):
        yield WordingProblem(wording.item, language, rule, words, found)


def _slips(words: str, language: Language, *, aside: bool) -> Iterator[tuple[Rule, str]]:
    if not words.strip():
        yield Rule.MISSING, ""
        return
    length = sum(any(map(str.isalnum, word)) for word in words.split())
    if length > MAXIMUM_WORDS and not aside:
        yield Rule.TOO_LONG, ""
    vague = VAGUE_WORDS[language].search(words)
    if vague and not aside and not MEASURES[language].search(words):
        yield Rule.VAGUE, vague.group()
    if LEVEL_NUMBER.match(words):
        yield Rule.LEVEL_NUMBER, ""
    if language == "fr" and (slip := FRENCH_SLIP.search(words)):
        yield Rule.TYPOGRAPHY, slip.group()


def _same_anchors(question: Question) -> Iterator[WordingProblem]:
    for language in LANGUAGES:
        seen: set[str] = set()
        for anchor in question.anchors:
            words = anchor.pick(language)
            plain = " ".join(words.casefold().split())
            if plain in seen:
                yield WordingProblem(question.id, language, Rule.SAME_ANCHOR, words)
            seen.add(plain)


def _wordings(questionnaire: Questionnaire) -> Iterator[_Wording]:
    yield _Wording(questionnaire.id, questionnaire.title, aside=True)
    for dimension in questionnaire.dimensions:
        yield _Wording(dimension.id, dimension.name)
        yield from _optional(dimension.id, dimension.short)
        yield from (_Wording(dimension.id, level) for level in dimension.levels)
        for question in dimension.questions:
            yield from _question_wordings(question)
    for decision in questionnaire.decisions:
        yield _Wording(decision.id, decision.text)
        yield from _optional(decision.id, decision.note)
    yield from (_Wording(statement.id, statement.text) for statement in questionnaire.felt)
    for measure in questionnaire.measures:
        yield _Wording(measure.id, measure.text)
        yield from _optional(measure.id, measure.low_label, measure.high_label, measure.hint)
    names = (*questionnaire.level_names, *questionnaire.felt_labels)
    for name in (*names, *questionnaire.actor_names.values(), *questionnaire.role_names.values()):
        yield _Wording(questionnaire.id, name, aside=True)


def _question_wordings(question: Question) -> Iterator[_Wording]:
    yield _Wording(question.id, question.text)
    if question.provider_text:
        yield _Wording(question.id, question.provider_text)
    yield from (_Wording(question.id, anchor) for anchor in question.anchors)
    yield from _optional(question.id, question.evidence, question.hint, question.no_action_because)


def _optional(item: str, *texts: Text | None) -> Iterator[_Wording]:
    return (_Wording(item, text, aside=True) for text in texts if text)
