"""What a ticket log says, as a document for scripts and as lines for a terminal."""

from collections.abc import Iterator

from infopilot.incidents import document
from infopilot.model.incidents import IncidentFacts
from infopilot.model.text import Language
from infopilot.views.messages import number, percent, render, text

MINUTES_PER_HOUR = 60


def facts_document(facts: IncidentFacts, language: Language) -> dict[str, object]:
    """The facts in the shape that scripts rely on."""
    return document.facts_document(facts, lambda message: render(message, language))


def facts_lines(facts: IncidentFacts, language: Language) -> list[str]:
    """The main facts, told; the others are in the document."""
    return [
        text(
            "{incidents} incidents in the log, {closed} of them resolved",
            language,
            incidents=number(facts.incidents, language),
            closed=number(facts.closed, language),
        ),
        *_fact_lines(facts, language),
        *(
            text("Not computable: {name}, {why}", language, name=name, why=render(why, language))
            for name, why in facts.reasons.items()
        ),
    ]


def _fact_lines(facts: IncidentFacts, language: Language) -> Iterator[str]:
    if facts.sla and facts.sla.met_share is not None:
        share = percent(facts.sla.met_share, language, 1)
        yield text("Service level met, once per incident: {share}", language, share=share)
    if facts.median_minutes is not None:
        hours = number(facts.median_minutes / MINUTES_PER_HOUR, language, 1)
        yield text("Median time to resolve: {hours} hours", language, hours=hours)
    if facts.resolver and facts.resolver.effective is not None and facts.resolver.top1 is not None:
        yield text(
            "As if {effective} people resolved all ({distinct} did); the first holds {share}",
            language,
            effective=number(facts.resolver.effective, language, 1),
            distinct=number(facts.resolver.distinct, language),
            share=percent(facts.resolver.top1, language, 1),
        )
    if facts.undocumented_exclusivity is not None:
        share = percent(facts.undocumented_exclusivity, language, 1)
        yield text("Never resolved by the client and undocumented: {share}", language, share=share)
