"""The register of services: which ones tie the company, on a map and in a table."""

from collections import defaultdict

import pandas as pd

from infopilot.model.estimate import Estimate
from infopilot.model.services import CloudClause, ServicePortfolio, ServiceScore
from infopilot.model.text import Language
from infopilot.views.blocks import Column, data_table, paragraph
from infopilot.views.figures import Figure, figure
from infopilot.views.frames import tidy
from infopilot.views.grounds import SERVICES, Square
from infopilot.views.markup import Child, Markup, join, tag
from infopilot.views.messages import day, number, text
from infopilot.views.names import SERVICE_QUADRANTS
from infopilot.views.quantities import DASH, amount
from infopilot.views.scatter import side_labels, with_sides
from infopilot.views.sentences import plural, reason_sentence
from infopilot.views.subject import Subject
from infopilot.views.theme import Drawing, alt, colour

SIDE, SMALL_SIDE = 430, 250
DISC = 130
TOP = 5


def service_blocks(portfolio: ServicePortfolio | None, subject: Subject) -> tuple[Child, ...]:
    """The portfolio in a sentence, the map, the register; nothing without a register."""
    if portfolio is None:
        return ()
    language = subject.language
    return (
        tag("h3", text("Service by service", language)),
        paragraph(portfolio_sentence(portfolio, language)),
        _map(portfolio, subject),
        paragraph(
            text(
                "The dependency of a service goes from 0 (free) to 100 (captive): administrator "
                "account, documentation, how hard it is to replace, cloud clause, commitment. It "
                "is a convention, read beside the figures above and never added to them.",
                language,
            ),
            class_="ip-note",
        ),
    )


def portfolio_sentence(portfolio: ServicePortfolio, language: Language) -> str:
    """The mean by criticality and the weakest link, which a mean would hide."""
    mean, weakest = portfolio.mean, portfolio.weakest
    if weakest.value is None:
        return reason_sentence(weakest.reason, language)
    link = text(
        "The weakest link: {service}, at {value} out of 100.",
        language,
        service=portfolio.weakest_service,
        value=_with_range(weakest, language),
    )
    if mean.value is None:
        return link
    average = plural(
        mean.n or 0,
        "{n} service counted: {value} out of 100 on average, weighted by criticality.",
        "{n} services counted: {value} out of 100 on average, weighted by criticality.",
        language,
        value=_with_range(mean, language),
    )
    return f"{average} {link}"


def service_map(
    places: pd.DataFrame, language: Language, *, threshold: float = 3, is_narrow: bool = False
) -> Drawing:
    """Services by how hard they are to replace and how critical they are, after Kraljic.

    Parameters
    ----------
    places
        As `place_table`: ``difficulty``, ``criticality``, ``numbers``, ``names``.
    language
        Language of the names.
    threshold
        The first grade that is high, on both axes.
    is_narrow
        Draw for a narrow screen.
    """
    side = SMALL_SIDE if is_narrow else SIDE
    square = Square(
        grounds=SERVICES,
        language=language,
        side=side,
        top=TOP,
        threshold=threshold - 0.5,
        is_narrow=is_narrow,
    )
    base = alt.Chart(
        with_sides(places, square, x="difficulty", y="criticality", ids="numbers")
    ).encode(x="difficulty:Q", y="criticality:Q", tooltip=["names:N"])
    points = base.mark_circle(color=colour("client"), opacity=1, size=DISC)
    return alt.layer(*square.layers(), points, *side_labels(base)).properties(
        width=side, height=side
    )


def place_table(portfolio: ServicePortfolio) -> pd.DataFrame:
    """One row per place of the map that holds services.

    Returns
    -------
    DataFrame
        ``difficulty``, ``criticality`` (1 to 5), ``numbers`` and ``names`` of the services there.
    """
    held: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for place, score in enumerate(portfolio.services):
        one = score.service
        if one.criticality is not None and one.substitution_difficulty is not None:
            held[one.substitution_difficulty, one.criticality].append(place)
    rows = [
        {
            "difficulty": difficulty,
            "criticality": criticality,
            "numbers": ", ".join(str(place + 1) for place in places),
            "names": ", ".join(portfolio.services[place].service.name for place in places),
        }
        for (difficulty, criticality), places in held.items()
    ]
    columns = ("difficulty", "criticality", "numbers", "names")
    return tidy(rows, columns, numeric=("difficulty", "criticality"))


def register_table(portfolio: ServicePortfolio, language: Language) -> Markup:
    """The register in full: also what an insurer or a customer may ask to see."""
    columns = (
        Column(text("Service", language)),
        Column(text("Place", language)),
        Column(text("Critical (1 to 5)", language), is_figure=True),
        Column(text("Hard to replace (1 to 5)", language), is_figure=True),
        Column(text("Our administrator account", language)),
        Column(text("Documentation", language)),
        Column(text("Committed until", language)),
        Column(text("Cloud clause", language)),
        Column(text("Dependency", language), is_figure=True),
    )
    rows = (_row(place, score, language) for place, score in enumerate(portfolio.services, start=1))
    return data_table(text("Register of services", language), columns, rows)


def _row(place: int, score: ServiceScore, language: Language) -> tuple[Child, ...]:
    one = score.service
    holder = tag("small", one.holder) if one.holder else None
    quadrant = SERVICE_QUADRANTS[score.quadrant] if score.quadrant else None
    return (
        join(f"{place}. {one.name}", " ", holder),
        text(quadrant, language) if quadrant else DASH,
        amount(one.criticality, language),
        amount(one.substitution_difficulty, language),
        _yes_no(one.client_admin, language),
        _documentation(score, language),
        day(one.ends_on, language) if one.ends_on else text("unknown", language),
        _clause(one.cloud_clause, language),
        _with_range(score.dependency, language),
    )


def _yes_no(value: bool | None, language: Language) -> str:  # noqa: FBT001 - the value itself
    if value is None:
        return text("unknown", language)
    return text("yes", language) if value else text("no", language)


def _documentation(score: ServiceScore, language: Language) -> str:
    one = score.service
    if one.never_documented:
        return text("no documentation", language)
    return day(one.documented_on, language) if one.documented_on else text("unknown", language)


def _clause(clause: CloudClause | None, language: Language) -> str:
    words = {
        CloudClause.PRESENT: "yes",
        CloudClause.ABSENT: "no",
        CloudClause.NOT_APPLICABLE: "not applicable",
        None: "unknown",
    }
    return text(words[clause], language)


def _with_range(estimate: Estimate, language: Language) -> str:
    """A figure with its range when something is unknown: ``42 (30 – 60)``."""
    low, high = amount(estimate.low, language), amount(estimate.high, language)
    if estimate.value is None:
        return f"{DASH} ({low} – {high})" if estimate.low is not None else DASH
    value = number(estimate.value, language)
    return value if low == high else f"{value} ({low} – {high})"


def _map(portfolio: ServicePortfolio, subject: Subject) -> Markup:
    language = subject.language
    places = place_table(portfolio)
    table = register_table(portfolio, language)
    if places.empty:
        return table
    threshold = subject.method.dependency.service_threshold
    title = text("Which services matter, and which can be replaced", language)
    names = (
        tag("li", f"{place}. {score.service.name}")
        for place, score in enumerate(portfolio.services, start=1)
    )
    content = Figure(
        id="ip-services",
        title=title,
        summary=text(
            "Top right, the strategic services: critical and hard to replace. Each number is a "
            "service of the list.",
            language,
        ),
        wide=service_map(places, language, threshold=threshold),
        narrow=service_map(places, language, threshold=threshold, is_narrow=True),
        table=table,
        key=tag("ul", names, class_="ip-key"),
    )
    return figure(content, language)
