"""What a robot will answer to everything its role is asked, and where it changes its mind."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from infopilot.model.decisions import Actor
from infopilot.model.items import DONT_KNOW, NOT_APPLICABLE, ItemKind
from infopilot.model.people import Role
from infopilot.views.messages import catalogue, text

CHANGED_EVERY = 10
COMMENTED_EVERY = 5
NAMED = {"declared": "Declared", "shown": "Shown", "verified": "Verified"}
VALUES = {
    ItemKind.LEVEL: ("3", "1", "5", DONT_KNOW, "2", NOT_APPLICABLE, "4"),
    ItemKind.ACCOUNTABLE: (*(actor.value for actor in Actor), DONT_KNOW),
    ItemKind.RESPONSIBLE: ("DIR", "REF|PRE", "PERSONNE", "DIR|REF|MET", DONT_KNOW, "PRE|EDI"),
    ItemKind.FELT: ("4", "1", "5", "3", "2"),
    ItemKind.RATING: ("7", "0", DONT_KNOW, "10", "4"),
    ItemKind.COUNT: ("12", "0", DONT_KNOW, "999"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One item as its respondent reads it: the question, the part of it, the words to choose."""

    id: str
    kind: ItemKind
    question: str
    part: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    takes_evidence: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered to one item."""

    value: str
    comment: str = ""
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The first reply to each item, and the second where the robot changes its mind."""

    role: Role
    asked: tuple[Asked, ...]
    first: Mapping[str, Reply]
    second: Mapping[str, Reply]

    @property
    def last(self):
        """The reply to each item that the store must hold in the end."""
        return {**self.first, **self.second}


def say(sentence):
    """Return an interface sentence as the French page shows it; one that nobody says fails."""
    assert sentence in catalogue("fr"), f"no page says {sentence!r}"
    return text(sentence, "fr")


def plan_for(questionnaire, role, turn=0):
    """Return what a robot of ``role`` answers; another ``turn`` gives other answers."""
    asked = tuple(asked_of(questionnaire, role))
    first = {each.id: reply(each, turn + rank) for rank, each in enumerate(asked)}
    second = {
        each.id: changed(each, first[each.id], turn + rank + 1)
        for rank, each in enumerate(asked)
        if (turn + rank) % CHANGED_EVERY == 0
    }
    return Plan(role, asked, first, second)


def reply(asked, turn):
    """Return the reply of a turn: each kind of value, some commented, some with evidence."""
    values = VALUES[asked.kind]
    value = values[turn % len(values)]
    return Reply(value, comment(asked, value, turn), evidence(asked, value, turn))


def comment(asked, value, turn):
    """Return a reason where one is required, and a comment now and then."""
    if value == NOT_APPLICABLE:
        return f"Sans objet chez nous : nº {turn}"
    is_commented = asked.kind is ItemKind.LEVEL and turn % COMMENTED_EVERY == 0
    return f"Vu en comité, n’est-ce pas ? ({turn})" if is_commented else ""


def evidence(asked, value, turn):
    """Return what stands behind every other level, where that is asked."""
    is_backed = asked.takes_evidence and value.isdigit() and turn % 2
    return list(NAMED)[turn % len(NAMED)] if is_backed else None


def changed(asked, before, turn):
    """Return another value; words that were written stay, evidence is of a level only."""
    value = reply(asked, turn).value
    words = before.comment or (comment(asked, value, turn) if value == NOT_APPLICABLE else "")
    return Reply(value, words, before.evidence if value.isdigit() else None)


def asked_of(questionnaire, role):
    """Yield what ``role`` is asked, in the order of the page."""
    for question in questionnaire.questions():
        if role in question.roles:
            yield anchored(question, role)
    for decision in questionnaire.decisions:
        if role in questionnaire.item(f"{decision.id}.A").roles:
            yield from mapped(decision, questionnaire.actor_names)
    if role in questionnaire.felt_roles:
        yield from (felt(statement, questionnaire.felt_labels) for statement in questionnaire.felt)
    if role in questionnaire.measure_roles:
        yield from (measured(measure) for measure in questionnaire.measures)


def anchored(question, role):
    """Return a question with its five anchors."""
    levels = {str(level): words.fr for level, words in enumerate(question.anchors, start=1)}
    unable = {DONT_KNOW: say("I do not know"), NOT_APPLICABLE: say("Not applicable")}
    return Asked(
        id=question.id,
        kind=ItemKind.LEVEL,
        question=question.text_for(role).fr,
        words=levels | unable,
        takes_evidence=bool(question.evidence) and role in {Role.IT_REFERENT, Role.PROVIDER},
    )


def mapped(decision, actor_names):
    """Yield the two items of a decision: who has the last word, and who does."""
    actors = {actor.value: actor_names[actor].fr for actor in Actor}
    for part, kind, words in (
        ("A", ItemKind.ACCOUNTABLE, "Who has the last word?"),
        ("R", ItemKind.RESPONSIBLE, "Who does it?"),
    ):
        yield Asked(
            id=f"{decision.id}.{part}",
            kind=kind,
            question=decision.text.fr,
            part=say(words),
            words=actors | {DONT_KNOW: say("I do not know")},
        )


def felt(statement, labels):
    """Return a statement with its five labels."""
    words = {str(value): label.fr for value, label in enumerate(labels, start=1)}
    return Asked(id=statement.id, kind=ItemKind.FELT, question=statement.text.fr, words=words)


def measured(measure):
    """Return a rating with its figures, or a count."""
    words = {str(value): str(value) for value in range(measure.minimum, measure.maximum + 1)}
    for end, label in ((measure.minimum, measure.low_label), (measure.maximum, measure.high_label)):
        if label:
            words[str(end)] += f" {label.fr}"
    unable = {DONT_KNOW: say("I do not know")}
    figures = words if measure.kind is ItemKind.RATING else {}
    return Asked(id=measure.id, kind=measure.kind, question=measure.text.fr, words=figures | unable)
