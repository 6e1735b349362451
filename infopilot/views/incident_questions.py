"""What a file does not say and nobody may guess, asked in words that need no manual."""

from collections.abc import Iterator
from datetime import datetime

from infopilot.incidents.mappings.mapping import date_formats
from infopilot.incidents.mappings.questions import TO, Question
from infopilot.model.text import Language
from infopilot.views.examined import Examined
from infopilot.views.incident_mapping import radio_group
from infopilot.views.markup import Markup
from infopilot.views.messages import day, text

ANSWER = "answer"
LEFT_ASIDE = ""


def question_group(question: Question, examined: Examined, language: Language) -> Markup:
    """A question as a group of radio buttons; leaving the column aside is always an answer."""
    header = question.header
    legends = {
        "day_or_month": text(
            "In “{header}”, is the day or the month written first?", language, header=header
        ),
        "sla_polarity": text("What does yes mean in “{header}”?", language, header=header),
        "satisfaction_direction": text(
            "In “{header}”, which note is the best?", language, header=header
        ),
        "decimal_sign": text(
            "In “{header}”, which sign comes before the decimals?", language, header=header
        ),
    }
    hint = text("The file alone does not tell. When in doubt, ask whoever exported it.", language)
    options = [*_options(question, examined, language)]
    if question.code != "day_or_month":
        options.append((LEFT_ASIDE, text("I do not know: leave this column aside", language)))
    return radio_group(ANSWER, legends[question.code], options, hint=hint)


def _options(
    question: Question, examined: Examined, language: Language
) -> Iterator[tuple[str, str]]:
    for option in question.options:
        if question.code == "day_or_month":
            yield option, _read_as(option, examined.peek.samples.get(question.header, ()), language)
        elif question.code == "sla_polarity":
            met = text("The service level was met", language)
            missed = text("The service level was missed", language)
            yield option, met if option == "met" else missed
        elif question.code == "decimal_sign":
            comma = text("The comma: 1,500 is one and a half", language)
            point = text("The point: 1,500 is one thousand five hundred", language)
            yield option, comma if option == "," else point
        else:
            worst, _, best = option.partition(TO)
            yield (
                option,
                text("{best} is the best, {worst} the worst", language, best=best, worst=worst),
            )


def _read_as(candidate: str, values: tuple[str, ...], language: Language) -> str:
    """What the first value that ``candidate`` reads would mean; the format itself if none does."""
    for value in values:
        for written in date_formats(candidate):
            try:
                read = datetime.strptime(value, written)  # noqa: DTZ007 - a local day, to be shown
            except ValueError:
                continue
            return text("{value} is {day}", language, value=value, day=day(read.date(), language))
    return candidate
