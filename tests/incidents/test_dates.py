"""Dates as tools write them: short years, names of months, marks of UTC."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infopilot.incidents.conversion.canonical import import_tickets, open_canonical
from infopilot.incidents.mappings.corrections import correct
from infopilot.model.errors import IncidentDataError
from tests.incidents.conftest import KEY

LOG = "case_id,activity,timestamp\n"


@pytest.fixture
def opened(text_file, tmp_path, mappings):
    """The first opening of an event log whose dates are as given, and the zone of its report."""

    def run(*written, formats=None):
        log = next(mapping for mapping in mappings if mapping.id == "event-log")
        mapping = correct(log, dates=formats) if formats else log
        path = text_file(LOG + "".join(f"1,x,{each}\n" for each in written))
        report = import_tickets(path, tmp_path / "x.parquet", mappings=[mapping], key=KEY)
        (row,) = open_canonical(tmp_path / "x.parquet").to_arrow_table().to_pylist()
        return row["opened_at"], report.mapping.timezone

    return run


@pytest.mark.parametrize(
    ("written", "expected", "zone"),
    [
        ("2026-07-14 08:30:00", datetime(2026, 7, 14, 6, 30, tzinfo=UTC), "Europe/Paris"),
        ("2026-07-14T08:30:00Z", datetime(2026, 7, 14, 8, 30, tzinfo=UTC), "UTC"),
        ("2026-07-14 08:30:00+00:00", datetime(2026, 7, 14, 8, 30, tzinfo=UTC), "UTC"),
        ("2026-07-14T08:30:00.250+00:00", datetime(2026, 7, 14, 8, 30, 0, 250_000, UTC), "UTC"),
        ("14/07/2026 08:30", datetime(2026, 7, 14, 6, 30, tzinfo=UTC), "Europe/Paris"),
        ("2026/07/14 08:30:00.000", datetime(2026, 7, 14, 6, 30, tzinfo=UTC), "Europe/Paris"),
    ],
)
def test_the_first_event_opens_an_incident_in_the_zone_of_its_date(opened, written, expected, zone):
    assert opened(written) == (expected, zone)


def test_the_earliest_event_opens_whatever_the_order_of_the_lines(opened):
    moment, _ = opened("2026-07-14T09:00:00Z", "2026-07-13T23:59:00Z", "2026-07-14T08:00:00Z")

    assert moment == datetime(2026, 7, 13, 23, 59, tzinfo=UTC)


def test_a_year_of_two_digits_is_no_year_of_the_roman_empire(opened):
    formats = ["%d/%m/%Y %H:%M", "%d/%m/%y %H:%M"]

    assert opened("14/07/26 08:30", formats=formats)[0] == datetime(2026, 7, 14, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize("month", ["Jul", "JUL", "jul"])
def test_months_may_have_names(opened, month):
    moment, _ = opened(f"14/{month}/26 12:05 AM", formats=["%d/%b/%y %I:%M %p"])

    assert moment == datetime(2026, 7, 13, 22, 5, tzinfo=UTC)


def test_an_offset_that_is_not_utc_is_not_read_as_utc(opened):
    with pytest.raises(IncidentDataError, match="no date of an event can be read") as caught:
        opened("2026-07-14 08:30:00+02:00")

    assert caught.value.got == "2026-07-14 08:30:00+02:00"
    assert caught.value.where.column == "timestamp"


def test_dates_in_two_zones_are_not_mixed(text_file, tmp_path, mappings):
    zendesk = next(mapping for mapping in mappings if mapping.id == "zendesk")
    path = text_file("Id,Created at,Solved at\n1,2026-07-14 08:30:00 UTC,2026-07-14 12:30\n")

    with pytest.raises(IncidentDataError, match="some dates say that they are in UTC"):
        import_tickets(path, tmp_path / "x.parquet", mappings=[zendesk], key=KEY)


def test_events_give_the_dates_that_the_log_has_no_column_for(text_file, tmp_path, mappings):
    """Of two resolutions the last one counts; a closing is not a resolution."""
    path = text_file(
        LOG + "1,open,2026-07-14T08:00:00Z\n1,Resolved,2026-07-14T09:00:00Z\n"
        "1,reopen,2026-07-14T10:00:00Z\n1,Resolved,2026-07-14T12:00:00Z\n"
        "2,open,2026-07-14T08:00:00Z\n2,Closed,2026-07-15T08:00:00Z\n"
    )
    import_tickets(path, tmp_path / "x.parquet", mappings=mappings, key=KEY)
    first, second = open_canonical(tmp_path / "x.parquet").to_arrow_table().to_pylist()

    assert first["resolved_at"] == datetime(2026, 7, 14, 12, tzinfo=UTC)
    assert (first["minutes_to_resolve"], first["closed_at"]) == (240, None)
    assert second["closed_at"] == datetime(2026, 7, 15, 8, tzinfo=UTC)
    assert second["resolved_at"] is second["minutes_to_resolve"] is None


@pytest.fixture
def glpi_rows(text_file, tmp_path, mappings):
    """Tickets of a list of GLPI by number, from the dates of opening and of resolution."""

    def run(*dates):
        lines = (f"{n};x;Clos;Incident;{a};{b}\n" for n, (a, b) in enumerate(dates))
        header = "ID;Titre;Statut;Type;Date d'ouverture;Date de résolution\n"
        path = text_file(header + "".join(lines))
        report = import_tickets(path, tmp_path / "x.parquet", mappings=mappings, key=KEY)
        rows = open_canonical(tmp_path / "x.parquet").to_arrow_table().to_pylist()
        return {row["id"]: row for row in rows}, report

    return run


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("14/07/2025 08:30", 14),
        ("07/14/2025 08:30", 14),
        ("14-07-2025", 14),
        ("07-14-2025", 14),
        ("14/07/25 08:30", 14),
        ("07-14-25", 14),
        ("2025-07-14", 14),
    ],
)
def test_a_list_of_glpi_is_read_in_the_order_that_one_column_shows(glpi_rows, written, day):
    rows, _ = glpi_rows((written, ""))

    opened = rows["0"]["opened_at"].astimezone(ZoneInfo("Europe/Paris"))
    assert (opened.month, opened.day) == (7, day)


@pytest.mark.parametrize("written", ["03/04/2025 08:30", "03-04-25 08:30", "03/04/2025"])
def test_days_and_months_of_slashes_are_never_guessed(glpi_rows, written):
    with pytest.raises(IncidentDataError, match="days and the months"):
        glpi_rows((written, ""))


def test_days_alone_follow_the_order_of_the_dates_with_times(glpi_rows):
    rows, _ = glpi_rows(("13/04/2025 08:30", "03/05/2025"))

    assert rows["0"]["resolved_at"].astimezone(ZoneInfo("Europe/Paris")).month == 5


def test_days_to_come_are_told_and_never_the_last_of_the_log(glpi_rows):
    rows, report = glpi_rows(
        ("2025-07-14 08:30", "2062-07-14 09:30"),
        ("2062-07-14 08:30", ""),
        ("2025-07-14 08:30", "2025-07-15 08:30"),
    )

    assert sorted(rows) == ["0", "2"]
    assert rows["0"]["resolved_at"] is None
    assert {(issue.kind, issue.code, issue.field, issue.lines) for issue in report.issues} == {
        ("repair", "future_date", "resolved_at", (2,)),
        ("reject", "future_date", "opened_at", (3,)),
    }


def test_yesterday_and_tomorrow_are_no_days_to_come(glpi_rows):
    """Clocks and zones differ by some hours."""
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    rows, report = glpi_rows((f"{tomorrow:%Y-%m-%d %H:%M}", ""))

    assert len(rows) == 1
    assert report.issues == ()


def test_an_event_that_is_to_come_is_told_and_is_not_the_last(text_file, tmp_path, mappings):
    path = text_file(
        LOG + "1,open,2025-07-14T08:00:00Z\n1,Resolved,2025-07-14T09:00:00Z\n"
        "1,open,2062-07-14T10:00:00Z\n"
    )
    report = import_tickets(path, tmp_path / "x.parquet", mappings=mappings, key=KEY)
    (row,) = open_canonical(tmp_path / "x.parquet").to_arrow_table().to_pylist()

    assert row["status_group"] == "solved"
    assert [(i.code, i.field, i.lines) for i in report.issues] == [
        ("future_date", "updated_at", (4,))
    ]
