"""However messy the file, records read are those kept and those rejected, each told once."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infopilot.incidents.conversion import issues
from infopilot.incidents.conversion.canonical import make_table
from infopilot.incidents.files.reading import open_table, read_records
from infopilot.model.errors import IncidentDataError

DATES = st.sampled_from(
    ["2026-03-02 09:00", "2026-03-29 02:30", "2026-10-25 02:30", "2025-01-01 08:00", "", "hier"]
)
WORDS = st.sampled_from(["Clos", "En attente", "Nouveau", "Étrange", ""])
TYPES = st.sampled_from(["Incident", "Incident", "Demande", "Autre", ""])
PRIORITIES = st.sampled_from(["Haute", "Moyenne", "7", ""])
IDS = st.integers(1, 12).map(str) | st.sampled_from(["", "1 024"])
TICKET = st.tuples(IDS, WORDS, TYPES, DATES, DATES, PRIORITIES).map(";".join)
BROKEN = st.sampled_from(["3;Clos", '"4"x;Clos;Incident;;;', "5;a;b;c;d;e;f;g", "", ";;;;;", "   "])
HEADER = "ID;Statut;Type;Date d'ouverture;Date de résolution;Priorité"
EVENT = st.tuples(
    IDS,
    st.sampled_from(["New", "Closed", "-100"]),
    st.sampled_from(["1/3/2026 09:00", "29/3/2026 02:30", "?", "soon"]),
    st.sampled_from(["1/3/2026 09:05", "2/3/2026 10:00", "?", "later"]),
    st.integers(0, 9).map(str),
).map(",".join)
BROKEN_EVENT = st.sampled_from(["3,New", "", ",,,,", "1,2,3,4,5,6,7"])
EVENT_HEADER = "number,incident_state,opened_at,sys_updated_at,sys_mod_count"


def check_sums(path, mapping, **choices):
    """Every promise of the counts, on the file at ``path``."""
    with open_table(path) as table:
        try:
            report = make_table(table, [mapping], key=b"k", **choices)
        except IncidentDataError:
            return None
        listed = table.connection.execute("select kind, source_row from issues").fetchall()
    with open_table(path) as file:
        records = read_records(file)
        assert len(records.relation.fetchall()) + len(records.rejected) == report.rows.read
    rejected = Counter(row for kind, row in listed if kind == "reject")
    repaired = {row for kind, row in listed if kind == "repair"}
    counts = Counter({"repair": 0, "reject": 0})
    for issue in report.issues:
        counts[issue.kind] += issue.count
        assert len(issue.lines) == min(issue.count, issues.LINES_LISTED)
        assert all(before < after for before, after in pairwise(issue.lines))

    assert report.rows.read == report.rows.kept + report.rows.rejected
    assert report.incidents.read == report.incidents.kept + report.incidents.rejected
    assert set(rejected.values()) <= {1}
    assert counts["reject"] == report.rows.rejected == len(rejected)
    assert report.repaired == len(repaired - rejected.keys()) <= report.rows.kept
    assert counts["repair"] >= report.repaired
    return report


@pytest.fixture(scope="module")
def by_id(mappings):
    return {mapping.id: mapping for mapping in mappings}


MESSY = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@MESSY
@given(
    lines=st.lists(TICKET | TICKET | TICKET | BROKEN, min_size=1, max_size=25), only=st.booleans()
)
def test_the_counts_of_a_messy_list_add_up(tmp_path, by_id, lines, only):
    path = tmp_path / "list.csv"
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")

    check_sums(path, by_id["glpi-11-fr"], incidents_only=only)


@MESSY
@given(lines=st.lists(EVENT | EVENT | EVENT | BROKEN_EVENT, min_size=1, max_size=25))
def test_the_counts_of_a_messy_event_log_add_up(tmp_path, by_id, lines):
    path = tmp_path / "log.csv"
    path.write_text("\n".join([EVENT_HEADER, *lines]) + "\n", encoding="utf-8")

    check_sums(path, by_id["servicenow-event-log"])


def test_an_incident_that_is_left_out_takes_its_lines_along(text_file, by_id):
    path = text_file(
        f"{EVENT_HEADER}\n"
        "A,New,13/3/2026 09:00,13/3/2026 09:00,0\n"
        "B,New,soon,13/3/2026 09:00,0\n"
        "B,Closed,soon,13/3/2026 10:00,1\n"
        "B,Closed,soon,?,2\n"
    )

    report = check_sums(path, by_id["servicenow-event-log"])

    assert (report.rows.read, report.rows.kept, report.rows.rejected) == (4, 1, 3)
    assert (report.incidents.kept, report.incidents.rejected) == (1, 1)
    assert {(each.code, each.lines) for each in report.issues if each.kind == "reject"} == {
        ("missing_opening_date", (3, 4)),
        ("unreadable_date", (5,)),
    }


def test_repairs_are_counted_by_column_and_lines_once(text_file, by_id):
    path = text_file(
        f"{HEADER}\n"
        "1;Clos;Incident;2026-03-02 09:00;2026-03-01 09:00;7\n"
        "2;Clos;Incident;2026-03-02 09:00;2026-03-02 10:00;7\n"
        "3;Clos;Incident;2026-03-02 09:00;2026-03-02 10:00;Haute\n"
    )

    report = check_sums(path, by_id["glpi-11-fr"])

    assert (report.rows.kept, report.repaired) == (3, 2)
    assert {(each.code, each.field, each.lines) for each in report.issues} == {
        ("dates_out_of_order", "resolved_at", (2,)),
        ("unknown_priority", "priority", (2, 3)),
    }


def test_a_code_lists_its_lines_up_to_a_stated_number(text_file, by_id):
    rows = "".join(f"{n};Clos;Incident;2026-03-02 09:00;;?\n" for n in range(1, 1502))

    report = check_sums(text_file(f"{HEADER}\n{rows}"), by_id["glpi-11-fr"])

    [issue] = report.issues
    assert issue.count == 1501
    assert issue.lines == tuple(range(2, issues.LINES_LISTED + 2))
