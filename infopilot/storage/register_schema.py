"""The register of services and the exit-cost worksheet, as ``facts.yaml`` holds them."""

from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from infopilot.documents import Document, Refusal
from infopilot.model.exit_cost import CostLine, ExitCostSheet, ThreePoint
from infopilot.model.services import CloudClause, Service
from infopilot.storage.questionnaire_schema import Words

NEVER = "never"
ENDS = ("low", "likely", "high")
Grade = Annotated[int, Field(ge=1, le=5)]
Amount = Annotated[float, Field(ge=0)]


def _day_or_never(written: str) -> str:
    if written != NEVER:
        try:
            date.fromisoformat(written)
        except ValueError:
            raise Refusal("not a day", expected="a date such as 2026-03-01, or never") from None
    return written


def _three_ends(stated: object) -> object:
    """A single number is as sure as can be: its three ends are one."""
    if isinstance(stated, int | float) and not isinstance(stated, bool):
        return dict.fromkeys(ENDS, stated)
    return stated


class ThreePointDocument(Document):
    """An estimate: at the lowest, most likely, at the highest."""

    low: Amount
    likely: Amount
    high: Amount

    @model_validator(mode="after")
    def _rise(self) -> Self:
        if not self.low <= self.likely <= self.high:
            raise Refusal("the three estimates must rise", expected="low, likely, high")
        return self

    def to_model(self) -> ThreePoint:
        """The estimate as the model holds it."""
        return ThreePoint(low=self.low, likely=self.likely, high=self.high)


Estimated = Annotated[ThreePointDocument, BeforeValidator(_three_ends)]


class ServiceDocument(Document):
    """One outsourced service; a key that is left out, or null, is unknown."""

    name: Words
    criticality: Grade | None = None
    """1: can stop for a week; 5: cannot stop for an hour."""
    substitution_difficulty: Grade | None = None
    """1: several equal offers; 5: no other known."""
    holder: str = ""
    """In whose hands it is: provider, vendor, operator."""
    client_admin: bool | None = None
    """Whether the company holds an administrator account of its own."""
    documented_on: Annotated[str, AfterValidator(_day_or_never)] | None = None
    """The day of the latest documentation in the company's hands, or never."""
    ends_on: date | None = None
    """The day until which the company is committed, notice included."""
    cloud_clause: CloudClause | None = None

    def to_model(self) -> Service:
        """The service as the model holds it."""
        written = self.documented_on
        day = None if written in {None, NEVER} else date.fromisoformat(str(written))
        return Service(
            name=self.name,
            criticality=self.criticality,
            substitution_difficulty=self.substitution_difficulty,
            holder=self.holder,
            client_admin=self.client_admin,
            documented_on=day,
            never_documented=written == NEVER,
            ends_on=self.ends_on,
            cloud_clause=self.cloud_clause,
        )


class DoubleRunDocument(Document):
    """Paying two providers for some months."""

    months: Estimated | None = None
    monthly_fee: Estimated | None = None


class MigrationDocument(Document):
    """Days of work, and what a day costs in euros."""

    days: Estimated | None = None
    day_rate: Estimated | None = None


class ExitCostDocument(Document):
    """What leaving the provider would cost, in euros; a line left out, or null, is unknown."""

    since: Words | None = None
    """The campaign from which on this is known; the first one by default."""
    annual_spend: Amount | None = None
    double_run: DoubleRunDocument | None = None
    migration: MigrationDocument | None = None
    tools: Estimated | None = None
    documentation: Estimated | None = None
    training: Estimated | None = None
    productivity_loss: Estimated | None = None
    months_to_switch: Estimated | None = None
    tolerable_months: Amount | None = None

    def to_model(self) -> ExitCostSheet:
        """The worksheet as the model holds it."""
        run, move = self.double_run, self.migration
        return ExitCostSheet(
            annual_spend=self.annual_spend,
            lines={
                CostLine.DOUBLE_RUN: _product(run.months, run.monthly_fee) if run else None,
                CostLine.MIGRATION: _product(move.days, move.day_rate) if move else None,
                CostLine.TOOLS: _told(self.tools),
                CostLine.DOCUMENTATION: _told(self.documentation),
                CostLine.TRAINING: _told(self.training),
                CostLine.PRODUCTIVITY_LOSS: _told(self.productivity_loss),
            },
            months_to_switch=_told(self.months_to_switch),
            tolerable_months=self.tolerable_months,
        )


def _told(stated: ThreePointDocument | None) -> ThreePoint | None:
    return None if stated is None else stated.to_model()


def _product(one: ThreePointDocument | None, other: ThreePointDocument | None) -> ThreePoint | None:
    """Both are needed: of unknown days, no rate makes a cost."""
    if one is None or other is None:
        return None
    return one.to_model().times(other.to_model())
