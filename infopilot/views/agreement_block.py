"""Who answered what to each question of a dimension, and whether that may be called agreement.

Named respondents are shown one by one, users as a group only. Below five answers nothing but
unanimity is green: three people who answer at random seem to agree one time in two.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby

from infopilot.model.agreement import AgreementWord, NamedLevel, QuestionAgreement
from infopilot.model.questionnaire import Dimension
from infopilot.model.score import Scorecard
from infopilot.model.text import Language
from infopilot.views.blocks import Column, code, data_table
from infopilot.views.level_strip import level_strip
from infopilot.views.markup import Markup, join, tag
from infopilot.views.messages import number, percent, text
from infopilot.views.names import role_name
from infopilot.views.quantities import amount
from infopilot.views.sentences import plural, reason_sentence
from infopilot.views.subject import Subject

WORDS: Mapping[AgreementWord, str] = {
    AgreementWord.UNANIMOUS: "Unanimous",
    AgreementWord.BEYOND_CHANCE: "In agreement",
    AgreementWord.LIKE_CHANCE: "Agreement not established",
    AgreementWord.DIFFERING: "Views differ",
    AgreementWord.TOO_FEW: "Too few answers",
}
TAGS: Mapping[AgreementWord, str] = {
    AgreementWord.UNANIMOUS: "ip-tag ip-tag-fine",
    AgreementWord.BEYOND_CHANCE: "ip-tag ip-tag-fine",
    AgreementWord.LIKE_CHANCE: "ip-tag ip-tag-neutral",
    AgreementWord.DIFFERING: "ip-tag ip-tag-alarm",
    AgreementWord.TOO_FEW: "ip-tag ip-tag-neutral",
}
LEAST_CHANCE = 0.01


def agreement_block(scorecard: Scorecard, dimension: Dimension, subject: Subject) -> Markup | None:
    """The questions of one dimension that a named respondent answered; None without any."""
    language = subject.language
    wording = {question.id: question.text.pick(language) for question in dimension.questions}
    shown = [
        scorecard.agreement[key]
        for key in wording
        if key in scorecard.agreement and scorecard.agreement[key].named
    ]
    if not shown:
        return None
    columns = (
        Column(text("Question", language)),
        Column(text("Who answers what", language)),
        Column(text("Mean distance to the median, in levels", language), is_figure=True),
        Column(text("Consensus", language), is_figure=True),
        Column(text("Reading", language)),
    )
    rows = (
        (
            join(wording[each.question], " ", code(each.question)),
            _answers(each, subject),
            amount(each.ad_median, language, 1),
            amount(each.consensus, language, 2),
            _reading(each, subject),
        )
        for each in shown
    )
    return data_table(text("Do we see the same thing?", language), columns, rows)


def agreement_sentence(agreement: QuestionAgreement, minimum: int, language: Language) -> str:
    """What the answers to one question allow to say, in plain words."""
    if agreement.chance is None:
        return reason_sentence(agreement.reason, language)
    if agreement.n == 1:
        return text("One answer alone.", language)
    chance = agreement.chance
    facts: dict[str, object] = {
        "n": number(agreement.n, language),
        "minimum": number(minimum, language),
        "low": agreement.lowest,
        "high": agreement.highest,
        "chance": text("less than 1%", language)
        if chance < LEAST_CHANCE
        else percent(chance, language),
    }
    sentences: Mapping[AgreementWord, str] = {
        AgreementWord.UNANIMOUS: "{n} answers, all at the same level.",
        AgreementWord.BEYOND_CHANCE: (
            "Answers given at random would be as close in {chance} of cases only."
        ),
        AgreementWord.LIKE_CHANCE: (
            "Answers given at random would be as close in {chance} of cases: too often to speak of "
            "agreement."
        ),
        AgreementWord.DIFFERING: "From level {low} to level {high}: to be discussed together.",
        AgreementWord.TOO_FEW: (
            "{n} answers: below {minimum}, only unanimity is called agreement."
        ),
    }
    return text(sentences[agreement.word], language, **facts)


def _answers(agreement: QuestionAgreement, subject: Subject) -> Markup:
    marks = [(each.level, each.role.side) for each in agreement.named if each.level is not None]
    words = " · ".join(_by_role(agreement, subject))
    users = _users(agreement, subject.language)
    return join(level_strip(marks), tag("small", words), tag("small", users) if users else None)


def _by_role(agreement: QuestionAgreement, subject: Subject) -> Iterator[str]:
    """Each role with the levels of its respondents: "Direction 4, 2"."""
    for role, group in groupby(agreement.named, key=lambda each: each.role):
        levels = ", ".join(_level(each, subject.language) for each in group)
        yield f"{role_name(role, subject.questionnaire, subject.language)} {levels}"


def _level(named: NamedLevel, language: Language) -> str:
    return text("cannot tell", language) if named.level is None else str(named.level)


def _users(agreement: QuestionAgreement, language: Language) -> str | None:
    users = agreement.users
    if users.value is None or users.n is None:
        return None
    mean = number(users.value, language, 1)
    return plural(users.n, "{n} user: {mean}", "{n} users: {mean} on average", language, mean=mean)


def _reading(agreement: QuestionAgreement, subject: Subject) -> Markup:
    minimum = subject.method.agreement.minimum_answers
    word = text(WORDS[agreement.word], subject.language)
    sentence = agreement_sentence(agreement, minimum, subject.language)
    return join(tag("span", word, class_=TAGS[agreement.word]), tag("small", sentence))
