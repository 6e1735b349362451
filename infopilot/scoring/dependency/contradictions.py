"""What people declare, set against what facts and tickets show."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import floor
from statistics import fmean

from infopilot.model.answers import Answer
from infopilot.model.contradiction import Contradiction, ContradictionRule
from infopilot.model.incidents import IncidentFacts
from infopilot.model.people import Side
from infopilot.model.score import StructuralDependency
from infopilot.model.text import Text

STRUCTURAL = "S"
Declared = Mapping[tuple[str, Side | None], float]
TOLERANCE = 1e-9


def declared_levels(answers: Iterable[Answer]) -> dict[tuple[str, Side | None], float]:
    """Mean level declared for each question by each side, 1 to 5, whatever the evidence.

    Of the roles who are shown by name only: an answer of users is never held against a fact.
    """
    levels: defaultdict[tuple[str, Side | None], list[int]] = defaultdict(list)
    for answer in answers:
        if answer.role.is_named and answer.level is not None:
            levels[answer.question, answer.role.side].append(answer.level)
    return {key: fmean(given) for key, given in levels.items()}


def found_measures(
    structural: StructuralDependency, facts: IncidentFacts | None
) -> dict[str, float | None]:
    """What an answer can be set against, by name; None where it is not known.

    Positions of the structural facts (0 free, 1 captive), structural dependency (0 to 100), and of
    the ticket log: shares, and how many people resolve most of the blocking incidents.
    """
    found: dict[str, float | None] = {part.id: part.value for part in structural.contributions}
    found[STRUCTURAL] = structural.value
    if facts is None:
        return found
    holders = facts.blocking.bus_factor if facts.blocking else {}
    return found | {
        "knowledge_share": facts.knowledge_share,
        "recurrence_30d": facts.recurrence_30d,
        "blocking_bus_factor": holders[max(holders, key=float)] if holders else None,
    }


def contradictions(
    declared: Declared, found: Mapping[str, float | None], rules: Iterable[ContradictionRule]
) -> tuple[Contradiction, ...]:
    """The rules whose declared level and finding are both reached, in the order of ``rules``.

    A level that nobody declared and a finding that is not known contradict nothing. The client's
    comes before the provider's.
    """
    return tuple(each for rule in rules for each in _broken(rule, declared, found))


def _broken(
    rule: ContradictionRule, declared: Declared, found: Mapping[str, float | None]
) -> Iterator[Contradiction]:
    measure = found.get(rule.found_in)
    if measure is None:
        return
    for side in (None, *Side):
        level = declared.get((rule.question, side))
        if level is not None and rule.contradicts(level, measure):
            yield Contradiction(
                question=rule.question,
                side=side,
                level=level,
                found_in=rule.found_in,
                found=measure,
                sentence=_filled(rule.sentence, level, measure),
            )


def _filled(sentence: Text, level: float, found: float) -> Text:
    facts = {
        "level": floor(level + TOLERANCE),
        "found": round(found),
        "percent": round(100 * found),
    }
    return Text(fr=sentence.fr.format(**facts), en=sentence.en.format(**facts))
