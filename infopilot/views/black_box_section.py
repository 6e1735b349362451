"""What nobody can tell: who could not say what, and the list of what to obtain."""

from infopilot.model.black_box import BlackBox, Missing, ToObtain, Unknowns
from infopilot.model.method import FactDefinition
from infopilot.model.questionnaire import Dimension, Question
from infopilot.model.score import Scorecard
from infopilot.model.text import Language
from infopilot.views.blocks import Column, badge, code, data_table, paragraph, section
from infopilot.views.markup import Child, Markup, join
from infopilot.views.messages import number, percent, text
from infopilot.views.names import role_name
from infopilot.views.quantities import DASH
from infopilot.views.sentences import plural, reason_sentence
from infopilot.views.subject import Subject

MOST_PRESSING = 12


def black_box_section(scorecard: Scorecard, subject: Subject) -> Markup:
    """By topic and role in a table, then what to obtain, the most pressing first."""
    language, box = subject.language, scorecard.black_box
    missing = reason_sentence(box.reason, language) if box.value is None else None
    nothing = text("Nothing: every question has an answer.", language)
    told = box.value is not None and not box.questions
    return section(
        "ip-black-box",
        text("What nobody can tell us", language),
        paragraph(missing),
        paragraph(nothing) if told else None,
        _topics(box, subject) if box.questions else None,
        _to_obtain(box, subject),
    )


def _topics(box: BlackBox, subject: Subject) -> Markup:
    language = subject.language
    names = {each.id: each.name.pick(language) for each in subject.questionnaire.dimensions}
    columns = (
        Column(text("Topic", language)),
        *(
            Column(role_name(role, subject.questionnaire, language), is_figure=True)
            for role in box.roles
        ),
        Column(text("Together", language), is_figure=True),
    )
    rows = [
        (
            names.get(topic.dimension, topic.dimension),
            *(_cell(topic.by_role.get(role), language) for role in box.roles),
            _cell(topic.total, language),
        )
        for topic in box.topics
        if topic.total.unknown
    ]
    total = Unknowns(unknown=sum(each.unknown for each in box.roles.values()), asked=box.asked)
    rows.append(
        (
            text("All topics", language),
            *(_cell(seen, language) for seen in box.roles.values()),
            _cell(total, language),
        )
    )
    caption = text("Questions that management or the IT liaison could not answer", language)
    return data_table(caption, columns, rows)


def _cell(seen: Unknowns | None, language: Language) -> str:
    if seen is None:
        return DASH
    told = text(
        "{n} of {expected}",
        language,
        n=number(seen.unknown, language),
        expected=number(seen.asked, language),
    )
    return f"{told} ({percent(seen.share, language)})"


def _to_obtain(box: BlackBox, subject: Subject) -> Markup | None:
    if not box.to_obtain:
        return None
    language = subject.language
    columns = (
        Column(text("To obtain", language)),
        Column(text("Topic", language)),
        Column(text("Who could not say", language)),
        Column(text("What would prove it", language)),
    )
    questions = {
        question.id: (dimension, question)
        for dimension in subject.questionnaire.dimensions
        for question in dimension.questions
    }
    facts = {fact.id: fact for fact in subject.method.dependency.facts}
    rows = [
        _question_row(wanted, *questions[wanted.id], subject)
        if wanted.kind is Missing.QUESTION
        else _fact_row(wanted, facts[wanted.id], language)
        for wanted in box.to_obtain[:MOST_PRESSING]
        if wanted.id in questions or wanted.id in facts
    ]
    left = len(box.to_obtain) - MOST_PRESSING
    others = plural(left, "And {n} other.", "And {n} others.", language) if left > 0 else None
    caption = text("What to obtain, the most pressing first", language)
    return join(data_table(caption, columns, rows), paragraph(others, class_="ip-note"))


def _question_row(
    wanted: ToObtain, dimension: Dimension, question: Question, subject: Subject
) -> tuple[Child, ...]:
    language = subject.language
    roles = (role_name(role, subject.questionnaire, language) for role in wanted.unknown_to)
    return (
        join(question.text.pick(language), " ", code(wanted.id), _key(wanted, language)),
        dimension.name.pick(language),
        ", ".join(roles),
        question.evidence.pick(language) if question.evidence else DASH,
    )


def _fact_row(wanted: ToObtain, fact: FactDefinition, language: Language) -> tuple[Child, ...]:
    return (
        join(fact.text.pick(language), " ", code(wanted.id), _key(wanted, language)),
        text("Dependency on the provider", language),
        text("Not stated yet", language),
        fact.evidence.pick(language),
    )


def _key(wanted: ToObtain, language: Language) -> Child:
    return join(" ", badge(text("key point", language))) if wanted.is_key else None
