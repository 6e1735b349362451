"""Documents that people edit by hand: YAML text to validated values, errors with line and column.

A room opens a document with a schema and its own class of error:

``read_document(path, CompanyDocument, EngagementError)``

Schemas derive from `Document`: unknown keys are refused and values are never converted.
"""

from infopilot.documents.reading import Source, content_hash, open_source
from infopilot.documents.refusals import Problem, Refusal
from infopilot.documents.schema import Document, read_document, told, validated

__all__ = [
    "Document",
    "Problem",
    "Refusal",
    "Source",
    "content_hash",
    "open_source",
    "read_document",
    "told",
    "validated",
]
