"""For whom the resolver of each ticket works, by the rules of a mapping."""

from duckdb import (
    CaseExpression,
    ColumnExpression,
    ConstantExpression,
    DuckDBPyConnection,
    Expression,
    StarExpression,
)

from infopilot.incidents.conversion.cells import NOTHING, call
from infopilot.incidents.mappings.mapping import Mapping, OrganisationRule, fold
from infopilot.model.incidents import Organisation


def assign_organisations(connection: DuckDBPyConnection, mapping: Mapping) -> None:
    """Make the view ``assigned``: ``tickets`` with the column ``organisation``.

    The first rule that fits wins; then a third party that is named, or waited for where the
    mapping says that it means so; then the default, if anybody is known to have had the ticket.
    """
    rules = mapping.organisations
    vendor = ColumnExpression("vendor").isnotnull()
    if rules.vendor_when_waited_for:
        vendor |= ColumnExpression("vendor_waited_for")
    chosen = [(_fits(rule), rule.organisation) for rule in rules.rules]
    chosen.append((vendor, Organisation.VENDOR))
    if rules.default:
        held = (
            ColumnExpression("resolver").isnotnull()
            | ColumnExpression("resolver_group").isnotnull()
        )
        chosen.append((held, rules.default))
    (condition, first), *others = chosen
    case = CaseExpression(condition, ConstantExpression(first.value))
    for condition, organisation in others:
        case = case.when(condition, ConstantExpression(organisation.value))
    assigned = case.otherwise(NOTHING).alias("organisation")
    connection.table("tickets").select(StarExpression(), assigned).create_view("assigned")


def _fits(rule: OrganisationRule) -> Expression:
    text = call("trim", call("strip_accents", call("lower", ColumnExpression(rule.column))))
    fitting = [call("contains", text, fold(word)) for word in rule.contains]
    fitting += [text == ConstantExpression(fold(word)) for word in rule.equals]
    result: Expression = ConstantExpression(value=False)
    for condition in fitting:
        result |= condition
    return result
