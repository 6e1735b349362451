"""Canonical tables made by chance: nulls everywhere, ties, odd states, tiny and empty logs."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from tests.incidents.dep1 import canonical_table

START = datetime(2026, 1, 1, tzinfo=UTC)


def optional(values):
    return st.none() | values


def moments(longest):
    return st.integers(0, longest).map(lambda m: START + timedelta(minutes=m))


INCIDENT = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["incident", "incident", "incident", "request"]),
        "status_group": st.sampled_from(["open", "waiting", "solved", "closed", "closed", "lost"])
        | st.none(),
        "opened_at": moments(200_000) | moments(5),
        "resolved_at": optional(moments(210_000)),
        "closed_at": optional(moments(220_000) | moments(20)),
        "priority": optional(st.integers(1, 5)),
        "blocking": optional(st.booleans()),
        "category": optional(st.sampled_from(["ERP", "Réseau"])),
        "configuration_item": optional(st.sampled_from(["X", "Y"])),
        "resolver": optional(st.sampled_from(["P-1", "P-2", "P-3", "Robot"])),
        "resolver_group": optional(st.sampled_from(["N1", "N2"])),
        "organisation": optional(st.sampled_from(["CLIENT", "PROVIDER", "VENDOR"])),
        "path": optional(st.lists(st.sampled_from(["N1", "N2", "N3"]), max_size=4)),
        "reassignments": optional(st.integers(0, 7)),
        "reopenings": optional(st.integers(0, 2)),
        "knowledge": optional(st.booleans()),
        "sla_met": optional(st.booleans()),
        "satisfaction": optional(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])),
        "lost_minutes": optional(st.integers(0, 900).map(float)),
        "minutes_to_resolve": optional(st.integers(0, 9_000).map(float)),
        "minutes_waiting_user": optional(st.integers(0, 9_000).map(lambda n: n / 10)),
        "minutes_waiting_vendor": optional(st.integers(0, 2).map(float)),
    }
)
ANY = {"id": "none", "type": "incident", "opened_at": START, "system_account": False}


def marked(rows):
    """Rows as the import writes them: an identifier, and machines among the resolvers."""
    written = [
        row | {"id": f"I{number}", "system_account": row["resolver"] == "Robot"}
        for number, row in enumerate(rows)
    ]
    return canonical_table(written) if rows else canonical_table([ANY]).slice(0, 0)


def logs(smallest, largest):
    """Canonical tables of some incidents."""
    return st.lists(INCIDENT, min_size=smallest, max_size=largest).map(marked)
