"""The first figures of a ticket log: each with a sentence, its n, and a table of what it draws."""

from collections.abc import Iterator, Sequence
from datetime import date

from babel.dates import format_date

from infopilot.incidents.counting.overview import MANY_HAND_OVERS, HandOvers, Overview
from infopilot.model.incidents import IncidentFacts
from infopilot.model.text import Language, Message
from infopilot.views.blocks import Column, data_table, paragraph
from infopilot.views.figures import Figure, figure
from infopilot.views.incident_charts import Bar, lying_bars, upright_bars
from infopilot.views.markup import Markup, tag
from infopilot.views.messages import LOCALES, number, percent, text
from infopilot.views.sentences import plural, reason_sentence

PEOPLE_SHOWN = 8
DAYS_PER_MONTH = 30


def incident_figures(
    facts: IncidentFacts, overview: Overview, language: Language, *, few: int = 0
) -> tuple[Markup, ...]:
    """Blocking incidents by month, who resolves, hand-overs against service level, ageing.

    A figure that cannot be drawn says why, under the same title. A share of fewer than ``few``
    incidents is pale and out of the sentence.
    """
    drawn = (
        _blocking(facts, overview, language),
        _resolvers(facts, overview, language),
        _hand_overs(facts, overview, language, few),
        _ageing(overview, language),
    )
    return tuple(figure(each, language) if isinstance(each, Figure) else each for each in drawn)


def _blocking(facts: IncidentFacts, overview: Overview, language: Language) -> Figure | Markup:
    title = text("Blocking incidents, month by month", language)
    told = [(each.month, each.incidents, each.blocking) for each in overview.months]
    known = [(month, n, blocking) for month, n, blocking in told if blocking is not None]
    if not known:
        return _not_drawn(title, facts.reasons.get("blocking"), language)
    total = sum(blocking for _, _, blocking in known)
    bars = [
        Bar(_month_lines(month, language, is_first=rank == 0), blocking, number(blocking, language))
        for rank, (month, _, blocking) in enumerate(known)
    ]
    columns = (
        Column(text("Month of opening", language)),
        Column(text("Blocking", language), is_figure=True),
        Column(text("All incidents", language), is_figure=True),
    )
    rows = (
        (_month(month, language), number(blocking, language), number(n, language))
        for month, n, blocking in known
    )
    summary = plural(
        total,
        "{n} blocking incident among {incidents}, opened from {first} to {last}. The first and "
        "the last month may be incomplete.",
        "{n} blocking incidents among {incidents}, opened from {first} to {last}. The first and "
        "the last month may be incomplete.",
        language,
        incidents=number(sum(n for _, n, _ in known), language),
        first=_month(known[0][0], language),
        last=_month(known[-1][0], language),
    )
    return _bars("blocking", title, summary, bars, data_table(title, columns, rows), "")


def _resolvers(facts: IncidentFacts, overview: Overview, language: Language) -> Figure | Markup:
    title = text("On how many people the resolutions rest", language)
    people = facts.resolver
    if people is None or people.effective is None or not overview.holders:
        reason = facts.reasons.get("resolver") or facts.reasons.get("resolver.effective")
        return _not_drawn(title, reason, language)
    bars = list(_people(overview.holders, language))
    summary = plural(
        people.n,
        "{n} resolved incident: {distinct} people share it.",
        "{n} resolved incidents rest on {distinct} people as if on {effective} who would share "
        "them equally. P1, P2… are pseudonyms without a name: what counts is how the work is "
        "shared, not who does most of it.",
        language,
        distinct=number(people.distinct, language),
        effective=number(people.effective, language, 1),
    )
    columns = (
        Column(text("Person", language)),
        Column(text("Share", language), is_figure=True),
    )
    table = data_table(title, columns, ((" ".join(bar.name), bar.figure) for bar in bars))
    return Figure(
        id="ip-resolvers",
        title=title,
        summary=summary,
        wide=lying_bars(bars),
        narrow=lying_bars(bars, is_narrow=True),
        table=table,
    )


def _people(holders: Sequence[int], language: Language) -> Iterator[Bar]:
    """The first ones one by one, the others together."""
    total = sum(holders)
    shown = holders if len(holders) <= PEOPLE_SHOWN + 1 else holders[:PEOPLE_SHOWN]
    for rank, count in enumerate(shown, start=1):
        yield Bar((f"P{rank}",), count / total, percent(count / total, language, 1))
    others = holders[len(shown) :]
    if others:
        name = text("the {n} others", language, n=number(len(others), language))
        share = sum(others) / total
        yield Bar((name,), share, percent(share, language, 1), is_soft=True)


def _hand_overs(
    facts: IncidentFacts, overview: Overview, language: Language, few: int
) -> Figure | Markup:
    title = text("Service levels met, by number of hand-overs", language)
    told = overview.hand_overs
    if facts.sla is None or facts.sla.met_share is None or not told:
        return _not_drawn(title, _service_level_reason(facts), language)
    bars = [
        Bar(
            (_times(each, language), number(each.n, language)),
            each.share,
            percent(each.share, language),
            is_soft=each.n < few,
        )
        for each in told
    ]
    summary = " ".join(_hand_over_sentences(told, few, language))
    columns = (
        Column(text("Hand-overs", language)),
        Column(text("Incidents", language), is_figure=True),
        Column(text("Service level met", language), is_figure=True),
    )
    rows = (
        (_times(each, language), number(each.n, language), percent(each.share, language, 1))
        for each in told
    )
    table = data_table(title, columns, rows)
    return _bars(
        "hand-overs",
        title,
        summary,
        bars,
        table,
        text("Hand-overs (below: incidents)", language),
        top=1.0,
    )


def _hand_over_sentences(told: Sequence[HandOvers], few: int, language: Language) -> Iterator[str]:
    n = number(sum(each.n for each in told), language)
    yield text("{n} resolved incidents, each counted once.", language, n=n)
    sure = [each for each in told if each.n >= few]
    if len(sure) > 1 and sure[0].times == 0:
        yield text(
            "Without a hand-over, {first} met their service level; with {times}, {last}.",
            language,
            first=percent(sure[0].share, language),
            times=_times(sure[-1], language),
            last=percent(sure[-1].share, language),
        )
    if len(sure) < len(told):
        yield text(
            "Pale bars: fewer than {few} incidents, to be read with care.", language, few=few
        )


def _service_level_reason(facts: IncidentFacts) -> Message | None:
    for name in ("sla", "sla.met_share", "reassignment_mean"):
        if name in facts.reasons:
            return facts.reasons[name]
    return None


def _ageing(overview: Overview, language: Language) -> Figure | Markup:
    title = text("How old the open incidents are", language)
    if not overview.ages:
        return _not_drawn(title, Message("no incident is open at the end of the log"), language)
    names = [_age(each.over, each.up_to, language) for each in overview.ages]
    bars = [
        Bar((name,), each.incidents, number(each.incidents, language))
        for name, each in zip(names, overview.ages, strict=True)
    ]
    old = sum(each.incidents for each in overview.ages if each.over >= DAYS_PER_MONTH)
    summary = plural(
        sum(each.incidents for each in overview.ages),
        "{n} incident is open on the last day of the log; {old} for more than 30 days.",
        "{n} incidents are open on the last day of the log; {old} for more than 30 days.",
        language,
        old=number(old, language),
    )
    columns = (
        Column(text("Days since the opening", language)),
        Column(text("Open incidents", language), is_figure=True),
    )
    table = data_table(title, columns, ((bar.name[0], bar.figure) for bar in bars))
    return _bars("ageing", title, summary, bars, table, text("Days since the opening", language))


def _bars(  # noqa: PLR0913, PLR0917 - the parts of a figure, in the order they are read
    name: str,
    title: str,
    summary: str,
    bars: Sequence[Bar],
    table: Markup,
    axis: str,
    *,
    top: float | None = None,
) -> Figure:
    return Figure(
        id=f"ip-{name}",
        title=title,
        summary=summary,
        wide=upright_bars(bars, axis, top=top),
        narrow=upright_bars(bars, axis, top=top, is_narrow=True),
        table=table,
    )


def _not_drawn(title: str, reason: Message | None, language: Language) -> Markup:
    return tag(
        "div",
        tag("h3", title),
        paragraph(
            text("This chart cannot be drawn.", language),
            " ",
            reason_sentence(reason, language) if reason else None,
        ),
        class_="ip-undrawn",
    )


def _times(each: HandOvers, language: Language) -> str:
    is_last = each.times >= MANY_HAND_OVERS
    return text("{n} or more", language, n=each.times) if is_last else str(each.times)


def _age(over: int, up_to: int | None, language: Language) -> str:
    if up_to is None:
        return text("over {n}", language, n=over)
    return f"{over + 1 if over else 0}\N{EN DASH}{up_to}"


def _month(month: str, language: Language) -> str:
    return format_date(_first_day(month), "MMMM yyyy", locale=LOCALES[language])


def _month_lines(month: str, language: Language, *, is_first: bool) -> tuple[str, ...]:
    """The month, and the year under January and under the first one."""
    opened = _first_day(month)
    name = format_date(opened, "LLL", locale=LOCALES[language])
    return (name, str(opened.year)) if is_first or opened.month == 1 else (name, "")


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")
