"""Who answers in a campaign: the personas, the same each time, and users under new pseudonyms."""

import hashlib
from dataclasses import dataclass
from random import Random

from infopilot.demo.scenario import Persona, Scenario
from infopilot.model.people import Role

USER_PREFIX = "user-"
SPREAD = 0.45
"""Standard deviation, in levels, of the users of one department."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody who answers; ``mood`` is how many levels above the others this person answers."""

    id: str
    role: Role
    department: str
    mood: float
    persona: Persona | None = None


def participants(scenario: Scenario, campaign: str) -> list[Participant]:
    """Everybody who answers in ``campaign``: personas first, in the order of the scenario."""
    random = Random(f"{scenario.seed} {campaign} participants")  # noqa: S311 - repeatable, on purpose
    named = [
        Participant(
            id=persona.id,
            role=persona.role,
            department=persona.department,
            mood=persona.outlook,
            persona=persona,
        )
        for persona in scenario.personas
    ]
    users = [
        Participant(
            id=f"{USER_PREFIX}{digest(scenario.seed, campaign, department.name, rank)[:8]}",
            role=Role.USER,
            department=department.name,
            mood=department.mood + random.gauss(0, SPREAD),
        )
        for department in scenario.departments
        for rank in range(department.answering)
    ]
    return [*named, *users]


def digest(*parts: object) -> str:
    """A short text that only ``parts`` decide.

    >>> digest("T0", "RD1") == digest("T0", "RD1"), len(digest(1))
    (True, 32)
    """
    content = "\x1f".join(map(str, parts)).encode()
    return hashlib.sha256(content).hexdigest()[:32]
