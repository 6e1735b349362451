"""How services and exit costs are read, as ``method.yaml`` says it."""

from typing import Self

from pydantic import model_validator

from infopilot.documents import Document, Refusal
from infopilot.model.exit_cost import ExitAnchors
from infopilot.storage.parameters import GradeParameter, RatioParameter, WeightedRampDocument


class ServiceRamps(Document):
    """What ties the company to whoever holds a service."""

    no_client_admin: WeightedRampDocument
    documentation_months: WeightedRampDocument
    substitution_difficulty: WeightedRampDocument
    cloud_clause: WeightedRampDocument
    commitment_months: WeightedRampDocument


class ServicesDocument(Document):
    """How the register of services is read."""

    ramps: ServiceRamps
    quadrant_threshold: GradeParameter


class ExitAnchorsDocument(Document):
    """Ratios of the yearly spend that an exit cost is read against."""

    light: RatioParameter
    ordinary: RatioParameter
    severe: RatioParameter

    @model_validator(mode="after")
    def _rise(self) -> Self:
        if not self.light.value < self.ordinary.value < self.severe.value:
            raise Refusal("anchors must rise", expected="light below ordinary below severe")
        return self

    def to_model(self) -> ExitAnchors:
        """The anchors as the model holds them."""
        return ExitAnchors(
            light=self.light.value, ordinary=self.ordinary.value, severe=self.severe.value
        )
