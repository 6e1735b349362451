"""The headline cards: one question that a leader asks, its answer, and why."""

import pandas as pd

from infopilot.model.estimate import RangeKind
from infopilot.model.score import RoleClarity, Scorecard
from infopilot.model.text import Language
from infopilot.views.blocks import Column, bullet_list, data_table, disclosure, paragraph
from infopilot.views.contribution_tables import component_table, mix_table
from infopilot.views.frames import records
from infopilot.views.glyphs import range_bar
from infopilot.views.markup import Child, Markup, join, tag
from infopilot.views.messages import number, percent, text
from infopilot.views.names import QUADRANTS, role_name
from infopilot.views.perception_sentences import (
    felt_share,
    ground_sentence,
    paired_sentence,
    status_sentence,
    watermelon_sentence,
)
from infopilot.views.quantities import amount, share, weight
from infopilot.views.sentences import (
    black_box_sentence,
    clarity_sentence,
    dependency_sentence,
    felt_sentence,
    illusion_sentence,
    plural,
    range_sentence,
)
from infopilot.views.subject import Subject
from infopilot.views.why import why, why_question

SHOWN_FACTS = 3


def headlines(scorecard: Scorecard, subject: Subject) -> Markup:
    """The cards, in the order of the questions that leaders ask."""
    cards = (
        clarity_card(scorecard, subject),
        dependency_card(scorecard, subject),
        perception_card(scorecard, subject),
        black_box_card(scorecard, subject),
    )
    return tag("ul", cards, class_="ip-cards")


def clarity_card(scorecard: Scorecard, subject: Subject) -> Markup:
    """Who decides what: role clarity, its range and its three components."""
    clarity, language = scorecard.role_clarity, subject.language
    view = _view(clarity, language)
    parts = component_table(scorecard, subject.method, language)
    formula = text(
        "Role clarity adds the three components, each times its weight; each decision counts by "
        "its own weight. Answering “I don’t know” counts as unclear: not knowing who decides is "
        "the very thing that is measured.",
        language,
    )
    return _card(
        text("Who decides what?", language),
        _scale(clarity.value, text("out of 100", language), language, tag_=view),
        _range(clarity.value, clarity.low, clarity.high, clarity.range, language),
        paragraph(clarity_sentence(clarity, language)),
        None if clarity.value is None else _components(parts, language),
        disclosure(
            why_question(_out_of_100(clarity.value, language), language),
            _part_table(
                parts, text("What makes up this figure", language), language, as_share=True
            ),
            paragraph(formula),
            paragraph(felt_sentence(clarity, language)),
            paragraph(illusion_sentence(clarity, language)),
            _one_sided(one_sided=clarity.one_sided, language=language),
            why("role_clarity", subject),
            paragraph(tag("a", text("Decision by decision", language), href="#ip-decisions")),
        ),
    )


def dependency_card(scorecard: Scorecard, subject: Subject) -> Markup:
    """Could we live without this provider: dependency, its range and its quadrant."""
    dependency, language = scorecard.dependency, subject.language
    parts = mix_table(scorecard, subject.method, language)
    unit = text("of dependency, out of 100", language)
    name = QUADRANTS[dependency.quadrant] if dependency.quadrant else None
    formula = text(
        "Being served by a provider is not dependency; not being able to be served by anyone "
        "else is. The figure mixes what the facts say (access, ownership, contract, alternatives) "
        "and what the incidents show. An unknown fact is not taken for an average one: it widens "
        "the range.",
        language,
    )
    return _card(
        text("Could we live without this provider?", language),
        _scale(dependency.value, unit, language, tag_=text(name, language) if name else None),
        _range(dependency.value, dependency.low, dependency.high, dependency.range, language),
        paragraph(dependency_sentence(dependency, language)),
        None if dependency.value is None else _components(parts, language),
        disclosure(
            why_question(_out_of_100(dependency.value, language), language),
            _part_table(
                parts, text("What makes up this figure", language), language, as_share=False
            ),
            paragraph(formula),
            why("dependency", subject),
            paragraph(tag("a", text("Fact by fact", language), href="#ip-dependency")),
        ),
    )


def perception_card(scorecard: Scorecard, subject: Subject) -> Markup | None:
    """Whether figures and people tell the same story: two shares, side by side, and the answer."""
    gap, language = scorecard.perception_gap, subject.language
    if gap is None:
        return None
    felt = felt_share(gap)
    shares = (
        (gap.sla_met.value, text("of the service levels are met", language)),
        (felt.value, text("of satisfied users", language)),
    )
    return _card(
        text("Do figures and people tell the same story?", language),
        *(
            _figure(percent(value, language), unit, language)
            for value, unit in shares
            if value is not None
        ),
        paragraph(status_sentence(gap, language)),
        disclosure(
            text("What this rests on", language),
            paragraph(ground_sentence(gap, language)),
            paragraph(paired_sentence(gap.paired, language)),
            paragraph(watermelon_sentence(gap.watermelon_rate, language)),
            paragraph(tag("a", text("Measure by measure", language), href="#ip-perception")),
        ),
    )


def black_box_card(scorecard: Scorecard, subject: Subject) -> Markup:
    """What nobody can tell: the black box, by role, and the facts still to obtain."""
    box, language = scorecard.black_box, subject.language
    value = None if box.value is None else percent(box.value, language)
    rows = (
        (role_name(role, subject.questionnaire, language), share(part, language))
        for role, part in box.by_role.items()
    )
    columns = (
        Column(text("Role", language)),
        Column(text("“I don’t know”", language), is_figure=True),
    )
    return _card(
        text("What can nobody tell us?", language),
        _figure(value, text("of “I don’t know”", language), language),
        None,
        paragraph(black_box_sentence(box, language)),
        _to_obtain(scorecard, subject),
        disclosure(
            why_question(value, language),
            data_table(text("“I don’t know” by role", language), columns, rows),
            paragraph(
                text(
                    "Share of “I don’t know” among the {n} answers of management and the IT "
                    "liaison to maturity questions. It never lowers a score: it is a result of "
                    "its own, and each such question is a fact to obtain.",
                    language,
                    n=number(box.asked, language),
                )
            ),
            why("black_box", subject),
            paragraph(tag("a", text("Question by question", language), href="#ip-black-box")),
        ),
    )


def _to_obtain(scorecard: Scorecard, subject: Subject) -> Markup | None:
    language = subject.language
    wording = {fact.id: fact.text.pick(language) for fact in subject.method.dependency.facts}
    missing = [wording.get(key, key) for key in scorecard.dependency.structural.unknown]
    if not missing:
        return None
    others = len(missing) - SHOWN_FACTS
    more = plural(others, "and {n} other", "and {n} others", language) if others > 0 else None
    return join(
        paragraph(text("Facts to obtain:", language)),
        bullet_list((*missing[:SHOWN_FACTS], *([more] if more else []))),
    )


def _card(question: str, *content: Child) -> Markup:
    return tag("li", tag("h2", question, class_="ip-question"), *content, class_="ip-card")


def _scale(
    value: float | None, unit: str, language: Language, *, tag_: str | None = None
) -> Markup:
    return _figure(_out_of_100(value, language), unit, language, tag_=tag_)


def _out_of_100(value: float | None, language: Language) -> str | None:
    return None if value is None else number(value, language)


def _figure(value: str | None, unit: str, language: Language, *, tag_: str | None = None) -> Markup:
    if value is None:
        return tag("p", text("cannot be computed", language), class_="ip-unknown")
    label = tag("span", tag_, class_="ip-tag ip-tag-neutral") if tag_ else None
    return tag("p", tag("strong", value), " ", tag("span", unit), label, class_="ip-number")


def _range(
    value: float | None,
    low: float | None,
    high: float | None,
    kind: RangeKind | None,
    language: Language,
) -> Markup | None:
    if value is None:
        return None
    sentence = range_sentence(low, high, kind, language)
    label = text("{value} out of 100", language, value=number(value, language))
    bar = range_bar(value, low, high, label=label if sentence is None else f"{label}. {sentence}")
    ends = tag("div", tag("span", "0"), tag("span", "100"), class_="ip-ends", aria_hidden="true")
    return tag("div", bar, ends, paragraph(sentence, class_="ip-note"), class_="ip-span")


def _view(clarity: RoleClarity, language: Language) -> str | None:
    is_one_sided = clarity.one_sided and clarity.value is not None
    return text("client’s view only", language) if is_one_sided else None


def _components(parts: pd.DataFrame, language: Language) -> Markup:
    top = 1 if (parts["value"].dropna() <= 1).all() else 100
    items = (
        tag(
            "div",
            tag("dt", name.partition(":")[0].strip()),
            tag("dd", amount(100 * value / top, language)),
        )
        for name, value in zip(parts["name"], parts["value"], strict=True)
    )
    return tag("dl", items, class_="ip-components")


def _part_table(parts: pd.DataFrame, caption: str, language: Language, *, as_share: bool) -> Markup:
    columns = (
        Column(text("Component", language)),
        Column(text("Value", language), is_figure=True),
        Column(text("Weight", language), is_figure=True),
        Column(text("Points", language), is_figure=True),
    )
    rows = (
        (
            part.name,
            share(part.value, language) if as_share else amount(part.value, language),
            weight(part.weight, language),
            amount(part.points, language, 1),
        )
        for part in records(parts)
    )
    return data_table(caption, columns, rows)


def _one_sided(*, one_sided: bool, language: Language) -> Markup | None:
    if not one_sided:
        return None
    return paragraph(text("Only one side has answered: agreement is that side’s own.", language))
