"""What changed, said to a leader: each figure before and after, and whether that can be read."""

from collections import Counter
from collections.abc import Iterator, Mapping

from infopilot.model.comparison import Change, Comparison, DimensionChange, StructuralChange
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.score import Pattern
from infopilot.model.text import Language
from infopilot.views.messages import NNBSP, number, percent, render, text
from infopilot.views.names import role_name
from infopilot.views.quantities import level
from infopilot.views.sentences import as_sentence, plural

RISEN, FALLEN = "{name}: from {before} up to {after}.", "{name}: from {before} down to {after}."
MOVED = "{name}: from {before} to {after}."
SAME = "{name}: {after}, as before."
READINGS: Mapping[str, tuple[str, str]] = {
    "risen": (
        "{n} has risen, and the difference can be read",
        "{n} have risen, and the difference can be read",
    ),
    "fallen": (
        "{n} has fallen, and the difference can be read",
        "{n} have fallen, and the difference can be read",
    ),
    "same": ("{n} shows the same level as before", "{n} show the same level as before"),
    "open": (
        "{n} has moved, but there is too little to conclude",
        "{n} have moved, but there is too little to conclude",
    ),
    "not compared": ("{n} is not comparable", "{n} are not comparable"),
}
NOT_THE_SAME = "Not the same people both times: {roles}."
LEFT_OUT = "Roles left out, as they answered enough only once: {roles}."


def verdict(change: Change, language: Language) -> str:
    """Whether a change may be read, in two or three words."""
    if change.is_readable is None:
        return text("cannot be compared", language)
    return text("readable" if change.is_readable else "not readable yet", language)


def change_reason(seen: DimensionChange, questionnaire: Questionnaire, language: Language) -> str:
    """Why a dimension may be read or not, whose people are not the same, and who is left out."""
    told = [as_sentence(render(seen.change.reason, language))]
    if seen.change.is_readable is not None:
        told += [
            text(
                sentence,
                language,
                roles=", ".join(role_name(role, questionnaire, language) for role in roles),
            )
            for sentence, roles in ((NOT_THE_SAME, seen.other_people), (LEFT_OUT, seen.left_out))
            if roles
        ]
    return " ".join(told)


def change_sentence(
    name: str,
    change: Change,
    figures: tuple[str, str],
    language: Language,
    *,
    reason: str | None = None,
) -> str:
    """A figure before and after, in words, and what may be read of it."""
    reason = reason or as_sentence(render(change.reason, language))
    if change.before is None or change.after is None:
        return text("{name}: cannot be compared. {reason}", language, name=name, reason=reason)
    before, after = figures
    if before == after:
        told = text(SAME, language, name=name, after=after)
    else:
        way = RISEN if change.after > change.before else FALLEN
        words = way if change.is_readable else MOVED
        told = text(words, language, name=name, before=before, after=after)
    return f"{told} {reason}"


def overview_sentence(changed: Comparison, language: Language) -> str:
    """How many dimensions rose, fell, stand where they were, and of how many nothing is told."""
    counts = Counter(_reading(seen.change, language) for seen in changed.maturity.values())
    told = [
        plural(counts[reading], one, many, language)
        for reading, (one, many) in READINGS.items()
        if counts[reading]
    ]
    if not told:
        return text("No dimension is asked in the same words both times.", language)
    return plural(
        counts.total(),
        "Of {n} dimension: {counts}.",
        "Of {n} dimensions: {counts}.",
        language,
        counts=(f"{NNBSP}; " if language == "fr" else "; ").join(told),
    )


def change_sentences(
    changed: Comparison, questionnaire: Questionnaire, language: Language
) -> Iterator[str]:
    """Everything that changed, figure by figure, in the order that a leader asks for."""
    yield overview_sentence(changed, language)
    for dimension in questionnaire.dimensions:
        if dimension.id in changed.maturity:
            seen = changed.maturity[dimension.id]
            figures = level(seen.change.before, language), level(seen.change.after, language)
            name = dimension.name.pick(language)
            reason = change_reason(seen, questionnaire, language)
            yield change_sentence(name, seen.change, figures, language, reason=reason)
    yield from index_sentences(changed, language)
    yield from service_sentences(changed, language)
    yield hot_potato_sentence(changed, language)


def index_sentences(changed: Comparison, language: Language) -> Iterator[str]:
    """Role clarity, dependency and friction, out of 100."""
    indices = (
        ("Role clarity", changed.role_clarity),
        ("Structural dependency", changed.structural.change),
        ("Experienced dependency", changed.experienced),
        ("Service friction", changed.friction),
    )
    for name, change in indices:
        figures = _points(change.before, language), _points(change.after, language)
        said = change_sentence(text(name, language), change, figures, language)
        if change.is_small and change.is_readable:
            said = f"{said} {text('It has barely moved.', language)}"
        yield said
        if change is changed.structural.change:
            yield from _of_record(changed.structural, language)


def service_sentences(changed: Comparison, language: Language) -> Iterator[str]:
    """Service levels, satisfaction and blocking incidents; nothing without a ticket log."""
    if changed.service is None:
        return
    service = changed.service
    shares = (
        ("Service levels met", service.sla.change),
        ("Satisfied users, among those who rated a ticket", service.satisfied.change),
    )
    for name, change in shares:
        figures = _share(change.before, language), _share(change.after, language)
        yield change_sentence(text(name, language), change, figures, language)
    change = service.blocking.change
    figures = _rate(change.before, language), _rate(change.after, language)
    yield change_sentence(
        text("Blocking incidents per quarter, on average", language), change, figures, language
    )
    if service.blocking.last is not None:
        before, after = (number(count, language) for count in service.blocking.last)
        yield text(
            "In the last quarter before each campaign: {before}, then {after}.",
            language,
            before=before,
            after=after,
        )


def hot_potato_sentence(changed: Comparison, language: Language) -> str:
    """The decisions that each side believes to be the other's, before and still."""
    before = [d for d in changed.decisions if d.before is Pattern.HOT_POTATO]
    after = [d.decision for d in changed.decisions if d.after is Pattern.HOT_POTATO]
    known = plural(
        len(after),
        "{n} decision is a hot potato today",
        "{n} decisions are hot potatoes today",
        language,
    )
    listed = f" ({', '.join(after)})" if after else ""
    earlier = text("{n} before", language, n=number(len(before), language))
    return as_sentence(f"{known}{listed}, {earlier}")


def _reading(change: Change, language: Language) -> str:
    """What may be said of a change; the same figure is the one that reads the same."""
    if change.is_readable is None:
        return "not compared"
    if change.is_readable:
        return "risen" if (change.difference.value or 0) > 0 else "fallen"
    is_same = level(change.before, language) == level(change.after, language)
    return "same" if is_same else "open"


def _of_record(structural: StructuralChange, language: Language) -> Iterator[str]:
    """The two published figures, where facts learnt or lost make them other than the compared."""
    before, after = (_points(value, language) for value in structural.of_record)
    if before and after and (structural.learnt or structural.lost):
        yield text(
            "With all the facts known each time, structural dependency was {before}, then {after}.",
            language,
            before=before,
            after=after,
        )


def _points(value: float | None, language: Language) -> str:
    return "" if value is None else number(value, language)


def _share(value: float | None, language: Language) -> str:
    return "" if value is None else percent(value, language)


def _rate(value: float | None, language: Language) -> str:
    return "" if value is None else number(value, language, 0 if value.is_integer() else 1)
