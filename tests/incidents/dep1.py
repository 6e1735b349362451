"""The worked example DEP1: sixteen incidents, three organisations, one key person."""

from datetime import UTC, datetime, timedelta

import pyarrow as pa

from infopilot.incidents.conversion.table import completed, typed
from infopilot.incidents.files.reading import connect
from infopilot.model.method import IncidentMethod

REFERENCE = datetime(2025, 6, 30, 8, tzinfo=UTC)
METHOD = IncidentMethod(
    sole_holder_share=0.8,
    sole_holder_minimum=2,
    backlog_minimum=2,
    bus_factor_shares=(0.5, 0.8),
    minimum_incidents=0,
    minimum_told=0.5,
    minimum_weeks=8,
    closure_window_minutes=30,
    closure_times_usual=10,
    closure_minimum=30,
    auto_close_share=0.2,
    auto_close_early_hours=1,
    auto_close_late_hours=3,
    satisfied_from=0.75,
    dissatisfied_to=0.25,
    lost_time_main_share=0.8,
    lost_time_top_share=0.2,
    stoppage_days=30,
)
ORGANISATIONS = {"PRE": "PROVIDER", "CLI": "CLIENT", "EDI": "VENDOR", "": None}
# id, opened, hours, blocking, category, item, organisation, resolver, path, reopenings, article,
# service level met, hours waiting, satisfaction (1 to 5), minutes lost
ROWS = """
I01|2025-04-01 09:00|4|1|Messagerie|M365|PRE|P1|A|0|0|1|0|4|120
I02|2025-04-03 10:00|24|0|Poste|PC-012|PRE|P1|A>B|0|1|1|12|2|60
I03|2025-04-08 09:00|2|0|Impression|IMP-1|CLI|C1|A|0|1|1|0|5|15
I04|2025-04-10 08:00|10|1|ERP|ERP-PROD|EDI|E1|A>B>E|1|0|0|0|1|480
I05|2025-04-15 09:00|3|0|Impression|IMP-1|PRE|P1|A|0|0|1|0||20
I06|2025-04-22 09:00|48|0|Acces|AD|PRE|P1|A>B>A|0|0|1|30|2|90
I07|2025-05-02 08:00|6|1|Reseau|FW-1|PRE|P2|A>N|0|0|1|0|3|300
I08|2025-05-06 14:00|1|0|Acces|AD|CLI|C1|A|0|1|1|0|5|10
I09|2025-05-09 09:00|5|0|Messagerie|M365|PRE|P1|A|0|0|1|0|4|30
I10|2025-05-14 08:00|20|1|ERP|ERP-PROD|EDI|E1|A>B>A>E|1|0|0|4|1|600
I11|2025-05-20 10:00|2|0|Poste|PC-031|PRE|P1|A|0|1|1|0||25
I12|2025-05-28 09:00|8|1|Reseau|FW-1|PRE|P2|A|0|0|1|0|2|240
I13|2025-06-03 09:00|30|0|Impression|IMP-1|PRE|P3|A>B|0|0|0|10|3|45
I14|2025-06-10 08:00||0|Poste|PC-044|||A>B|0|0||0||
I15|2025-06-16 09:00|12|0|Acces|AD|PRE|P1|A|1|0|1|6|3|50
I16|2025-06-24 08:00||1|ERP|ERP-PROD|||A>B|0|0||0||
"""


def dep1_table() -> pa.Table:
    """The canonical table, derived columns included."""
    return canonical_table([_incident(row.split("|")) for row in ROWS.strip().splitlines()])


def canonical_table(rows: list[dict[str, object]]) -> pa.Table:
    """A canonical table of any rows: all columns, with their types."""
    relation = connect().from_arrow(pa.Table.from_pylist(rows))
    return completed(typed(relation)).to_arrow_table()


def _incident(cells: list[str]) -> dict[str, object]:
    name, opened, hours, blocking, category, item, organisation, resolver, path = cells[:9]
    reopenings, article, met, waited, stars, lost = cells[9:]
    opened_at = datetime.fromisoformat(opened).replace(tzinfo=UTC)
    return {
        "id": name,
        "type": "incident",
        "status_group": "closed" if hours else "open",
        "opened_at": opened_at,
        "resolved_at": opened_at + timedelta(hours=int(hours)) if hours else None,
        "blocking": blocking == "1",
        "category": category,
        "configuration_item": item,
        "resolver": resolver or None,
        "resolver_group": path.split(">")[-1] if hours else None,
        "organisation": ORGANISATIONS[organisation],
        "path": path.split(">"),
        "reopenings": int(reopenings),
        "knowledge": article == "1",
        "sla_met": met == "1" if met else None,
        "satisfaction": (int(stars) - 1) / 4 if stars else None,
        "minutes_to_resolve": float(hours) * 60 if hours else None,
        "minutes_waiting_user": float(waited) * 60,
        "lost_minutes": float(lost) if lost else None,
    }
