"""``facts.yaml``: what is known of the structural dependency, campaign by campaign.

A campaign states what changed since the one before; the rest carries over. A fact that is not
stated is unknown, which is not the same as average. Beside the facts, the file holds the register
of services and the exit-cost worksheet.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pydantic import Field

from infopilot.documents import Document, Source, open_source, read_document, validated
from infopilot.model.errors import EngagementError
from infopilot.model.method import DependencyMethod, FactDefinition, FactKind
from infopilot.model.registers import Registers
from infopilot.model.text import Language
from infopilot.storage.register_schema import ExitCostDocument, ServiceDocument
from infopilot.storage.register_template import registers_template

NBSP = "\N{NO-BREAK SPACE}"
StructuralFacts = Mapping[str, float | str | None]


class FactDocument(Document):
    """One stated fact: a share, a number, or one of its choices."""

    value: float | int | str | None
    """The value; null takes a fact back to unknown."""
    evidence: str = ""
    """The document or the person that it comes from."""


class ContractDocument(Document):
    """What the contract with the provider says."""

    sla_target: float | None = Field(default=None, ge=0, le=1)
    """Share of the incidents whose service level must be met, from 0 to 1."""


class FactsDocument(Document):
    """``facts.yaml``."""

    contract: ContractDocument | None = None
    campaigns: dict[str, dict[str, FactDocument] | None]
    services: tuple[ServiceDocument, ...] = ()
    exit_cost: ExitCostDocument | None = None


def facts_template(campaign: str, method: DependencyMethod, language: Language) -> str:
    """A file to fill: every fact with its question, its possible values and its evidence."""
    first = (
        f"# Ce que l’on sait de la dépendance structurelle. Un fait absent est inconnu{NBSP}: "
        "retirez le dièse de ceux que vous connaissez."
        if language == "fr"
        else "# What is known of the structural dependency. A fact that is left out is unknown: "
        "uncomment those that you know."
    )
    lines = [first, *_contract_lines(language), "campaigns:", f"  {campaign}:"]
    for fact in method.facts:
        lines.append(f"    # {fact.text.pick(language)} ({fact.evidence.pick(language)})")
        lines.append(f'    # {fact.id}: {{value: {_possible(fact)}, evidence: ""}}')
    return "\n".join(lines) + "\n" + registers_template(language)


def _contract_lines(language: Language) -> list[str]:
    words = (
        f"# Niveau de service promis par le contrat, de 0 à 1{NBSP}; sans lui, celui de la méthode."
        if language == "fr"
        else "# Service level that the contract promises, 0 to 1; without it, the method's."
    )
    return [words, "# contract: {sla_target: 0.95}"]


def _possible(definition: FactDefinition) -> str:
    if definition.kind is FactKind.CHOICE:
        return " | ".join(definition.choices)
    return "0 … 1" if definition.kind is FactKind.SHARE else "≥ 0"


def read_facts(
    path: Path, campaigns: list[str], method: DependencyMethod
) -> dict[str, StructuralFacts]:
    """Return the facts known at each campaign, in order; all unknown when there is no file."""
    if not path.exists():
        return {campaign: {} for campaign in campaigns}
    source = open_source(path, EngagementError)
    document = validated(source, FactsDocument, EngagementError)
    stated = {campaign: facts or {} for campaign, facts in document.campaigns.items()}
    _check_ids(source, stated, campaigns, method)
    known: dict[str, float | str | None] = {}
    by_campaign: dict[str, StructuralFacts] = {}
    for campaign in campaigns:
        known = known | {
            fact: _checked(source, campaign, definition, stated[campaign][fact].value)
            for definition in method.facts
            if (fact := definition.id) in stated.get(campaign, {})
        }
        by_campaign[campaign] = known
    return by_campaign


def read_registers(path: Path, campaigns: Mapping[str, date]) -> dict[str, Registers]:
    """Return the services and the exit-cost worksheet as each campaign, by day, reads them.

    Services are the same for all, since their dates tell what holds on which day; the worksheet
    is known from the campaign that it names on.
    """
    empty = {campaign: Registers(on=day) for campaign, day in campaigns.items()}
    if not path.exists():
        return empty
    source = open_source(path, EngagementError)
    document = validated(source, FactsDocument, EngagementError)
    _check_names(source, document)
    since = document.exit_cost.since if document.exit_cost else None
    if since is not None and since not in campaigns:
        raise EngagementError(
            "unknown campaign",
            where=source.place("exit_cost", "since"),
            expected="one of {known}",
            got=since,
            known=", ".join(campaigns),
        )
    services = tuple(service.to_model() for service in document.services)
    sheet = document.exit_cost.to_model() if document.exit_cost else None
    ids = list(campaigns)
    first = ids.index(since) if since is not None else 0
    return {
        campaign: Registers(on=day, services=services, exit_cost=sheet if place >= first else None)
        for place, (campaign, day) in enumerate(campaigns.items())
    }


def _check_names(source: Source, document: FactsDocument) -> None:
    names = [service.name for service in document.services]
    for place, name in enumerate(names):
        if name in names[:place]:
            raise EngagementError(
                "two services have the same name",
                where=source.place("services", place, "name"),
                got=name,
            )


def read_sla_target(path: Path) -> float | None:
    """The target of the contract, from 0 to 1; None when the file states none."""
    if not path.exists():
        return None
    contract = read_document(path, FactsDocument, EngagementError).contract
    return contract.sla_target if contract else None


def _check_ids(
    source: Source,
    stated: Mapping[str, Mapping[str, FactDocument]],
    campaigns: list[str],
    method: DependencyMethod,
) -> None:
    for campaign, facts in stated.items():
        if campaign not in campaigns:
            raise EngagementError(
                "unknown campaign",
                where=source.place_of_key("campaigns", campaign),
                expected="one of {known}",
                got=campaign,
                known=", ".join(campaigns),
            )
        definitions = [definition.id for definition in method.facts]
        for fact in facts:
            if fact not in definitions:
                raise EngagementError(
                    "unknown structural fact",
                    where=source.place_of_key("campaigns", campaign, fact),
                    expected="one of {known}",
                    got=fact,
                    known=", ".join(definitions),
                )


def _checked(
    source: Source, campaign: str, definition: FactDefinition, value: float | str | None
) -> float | str | None:
    if value is None:
        return None
    if definition.kind is FactKind.CHOICE:
        good = value in definition.choices
    else:
        most = 1 if definition.kind is FactKind.SHARE else float("inf")
        good = isinstance(value, int | float) and 0 <= value <= most
    if not good:
        raise EngagementError(
            "{campaign}, {fact}: not a value of this fact",
            where=source.place("campaigns", campaign, definition.id, "value"),
            expected="{values}",
            got=value,
            campaign=campaign,
            fact=definition.id,
            values=_possible(definition),
        )
    return value
