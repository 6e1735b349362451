"""What leaving would cost and how long it would take, line by line."""

from infopilot.model.estimate import Estimate
from infopilot.model.exit_cost import ExitCost
from infopilot.model.text import Language
from infopilot.views.blocks import Column, data_table, disclosure, paragraph
from infopilot.views.markup import Child, tag
from infopilot.views.messages import number, text
from infopilot.views.names import COST_LINES, EXIT_READINGS
from infopilot.views.quantities import amount
from infopilot.views.sentences import reason_sentence
from infopilot.views.subject import Subject


def exit_blocks(cost: ExitCost | None, subject: Subject) -> tuple[Child, ...]:
    """The ratio and its range, the delay, the lines on demand; nothing without a worksheet."""
    if cost is None:
        return ()
    language, anchors = subject.language, subject.method.dependency.exit_cost
    return (
        tag("h3", text("What leaving would cost", language)),
        paragraph(exit_sentence(cost, language)),
        paragraph(switch_sentence(cost, language)),
        disclosure(
            text("Line by line", language),
            _table(cost, language),
            paragraph(
                text(
                    "The low ends are added together, and so are the high ones: the range holds "
                    "whatever happens at once. Marks to read the ratio against: {light} is light, "
                    "{ordinary} is ordinary, {severe} is severe. They come from a study of 1,318 "
                    "US credit unions (Peukert 2019): another sector and another country.",
                    language,
                    light=number(anchors.light, language, 2),
                    ordinary=number(anchors.ordinary, language, 2),
                    severe=number(anchors.severe, language, 2),
                ),
                class_="ip-note",
            ),
        ),
    )


def exit_sentence(cost: ExitCost, language: Language) -> str:
    """The exit cost as a ratio of the yearly spend, and how it reads."""
    ratio = cost.ratio
    if ratio.value is None or cost.reading is None:
        least = (
            ""
            if ratio.low is None
            else " "
            + text(
                "At least {low} times the yearly spend, from the lines that are known.",
                language,
                low=number(ratio.low, language, 2),
            )
        )
        return reason_sentence(ratio.reason, language) + least
    return text(
        "Leaving would cost {value} times the yearly spend (from {low} to {high}): {reading}.",
        language,
        value=number(ratio.value, language, 2),
        low=amount(ratio.low, language, 2),
        high=amount(ratio.high, language, 2),
        reading=text(EXIT_READINGS[cost.reading], language),
    )


def switch_sentence(cost: ExitCost, language: Language) -> str:
    """How long switching would take beside what the company can bear."""
    months = cost.months
    if months.value is None:
        return reason_sentence(months.reason, language)
    taken = text(
        "Switching provider would take {value} months (from {low} to {high}).",
        language,
        value=number(months.value, language),
        low=amount(months.low, language),
        high=amount(months.high, language),
    )
    if cost.switch_ratio.value is None:
        return f"{taken} {reason_sentence(cost.switch_ratio.reason, language)}"
    bearable = text(
        "The company says that it can bear {n} months.",
        language,
        n=number(cost.tolerable_months or 0, language),
    )
    return f"{taken} {bearable}"


def _table(cost: ExitCost, language: Language) -> Child:
    columns = (
        Column(text("Line", language)),
        Column(text("Low (€)", language), is_figure=True),
        Column(text("Likely (€)", language), is_figure=True),
        Column(text("High (€)", language), is_figure=True),
    )
    rows = [(text(COST_LINES[line], language), each) for line, each in cost.lines.items()]
    rows.append((text("Total", language), cost.total))
    return data_table(
        text("Exit-cost worksheet", language),
        columns,
        ((name, *_cells(each, language)) for name, each in rows),
    )


def _cells(estimate: Estimate, language: Language) -> tuple[str, ...]:
    ends = (estimate.low, estimate.value, estimate.high)
    if ends == (None, None, None):
        return (text("unknown", language),) * 3
    return tuple(
        text("unknown", language) if end is None else number(end, language) for end in ends
    )
