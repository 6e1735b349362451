"""``facts.yaml``: what is known of the structural dependency, campaign by campaign.

A campaign states what changed since the one before; the rest carries over. A fact that is not
stated is unknown, which is not the same as average.
"""

from collections.abc import Mapping
from pathlib import Path

from infopilot.documents import Document, read_document
from infopilot.model.errors import EngagementError, Place
from infopilot.model.method import DependencyMethod, FactDefinition, FactKind

StructuralFacts = Mapping[str, float | str | None]


class FactDocument(Document):
    """One stated fact: a share, a number, or one of its choices."""

    value: float | int | str | None
    """The value; null takes a fact back to unknown."""
    evidence: str = ""
    """The document or the person that it comes from."""


class FactsDocument(Document):
    """``facts.yaml``."""

    campaigns: dict[str, dict[str, FactDocument]]


def read_facts(
    path: Path, campaigns: list[str], method: DependencyMethod
) -> dict[str, StructuralFacts]:
    """Return the facts known at each campaign, in order; all unknown when there is no file."""
    stated = {}
    if path.exists():
        stated = read_document(path, FactsDocument, EngagementError).campaigns
    _check_ids(path, stated, campaigns, method)
    known: dict[str, float | str | None] = {}
    by_campaign: dict[str, StructuralFacts] = {}
    for campaign in campaigns:
        known = known | {
            fact: _checked(path, campaign, definition, stated[campaign][fact].value)
            for definition in method.facts
            if (fact := definition.id) in stated.get(campaign, {})
        }
        by_campaign[campaign] = known
    return by_campaign


def _check_ids(
    path: Path,
    stated: Mapping[str, Mapping[str, FactDocument]],
    campaigns: list[str],
    method: DependencyMethod,
) -> None:
    for campaign, facts in stated.items():
        if campaign not in campaigns:
            raise EngagementError(
                "unknown campaign",
                where=Place(str(path)),
                expected="one of {known}",
                got=campaign,
                known=", ".join(campaigns),
            )
        definitions = [definition.id for definition in method.facts]
        for fact in facts:
            if fact not in definitions:
                raise EngagementError(
                    "unknown structural fact",
                    where=Place(str(path)),
                    expected="one of {known}",
                    got=fact,
                    known=", ".join(definitions),
                )


def _checked(
    path: Path, campaign: str, definition: FactDefinition, value: float | str | None
) -> float | str | None:
    if value is None:
        return None
    if definition.kind is FactKind.CHOICE:
        good, expected = value in definition.choices, ", ".join(definition.choices)
    elif definition.kind is FactKind.SHARE:
        good = isinstance(value, int | float) and 0 <= value <= 1
        expected = "0 … 1"
    else:
        good, expected = isinstance(value, int | float) and value >= 0, "≥ 0"
    if not good:
        raise EngagementError(
            "{campaign}, {fact}: not a value of this fact",
            where=Place(str(path)),
            expected="{values}",
            got=value,
            campaign=campaign,
            fact=definition.id,
            values=expected,
        )
    return value
