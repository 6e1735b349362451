"""Facts as the machine-readable document that scripts rely on."""

from collections.abc import Callable
from dataclasses import asdict

from infopilot.model.incidents import IncidentFacts
from infopilot.model.text import Message


def facts_document(facts: IncidentFacts, render: Callable[[Message], str] = str) -> dict[str, object]:
    """``facts`` in the shape of ``infopilot tickets facts --json``; ``render`` words the reasons.

    What the method counts beyond that shape (organisations, documented exclusivity) is added.
    """
    document: dict[str, object] = asdict(facts)
    document["reasons"] = {name: render(reason) for name, reason in facts.reasons.items()}
    document["excluded_accounts"] = list(facts.excluded_accounts)
    return document
