"""A file of each tool, as the tool writes it, is recognised without help and imported exactly."""

from contextlib import suppress

import pytest

from infopilot.incidents.conversion.canonical import import_tickets, open_canonical
from infopilot.incidents.doctor.inspection import inspect
from infopilot.incidents.files.reading import open_table
from infopilot.incidents.mappings.mapping import Mapping
from infopilot.incidents.mappings.recognition import recognise
from infopilot.model.errors import IncidentDataError
from infopilot.model.incidents import CANONICAL_COLUMNS
from infopilot.views.doctor import inspection_lines
from tests.incidents.conftest import KEY, THRESHOLDS
from tests.incidents.samples.catalogue import SAMPLES

ONE_VENDOR = {"Freshdesk", "Freshservice"}
# A mapping alone is taken as named by hand: this one, which fits nothing, keeps it company.
UNLIKELY = Mapping(
    id="unlikely",
    tool="unlikely",
    language="en",
    label={"fr": "x", "en": "x"},
    fingerprint={"columns": ["No file has this"], "enough": 1},
    columns={"id": ["No file has this"]},
    dates=["%d/%m/%Y"],
)


@pytest.fixture
def imported(tmp_path, mappings):
    def run(content, file, **options):
        source = tmp_path / file
        source.write_bytes(content)
        destination = tmp_path / "incidents.parquet"
        chosen = {"mappings": mappings, "key": KEY, "keep_names": True} | options
        report = import_tickets(source, destination, **chosen)
        table = open_canonical(destination).to_arrow_table().select(list(CANONICAL_COLUMNS))
        return {each["id"]: each for each in table.to_pylist()}, report

    return run


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_file_is_recognised_and_imported_exactly(imported, sample):
    rows, report = imported(sample.content, sample.file)

    assert report.mapping.id == sample.mapping
    assert not report.evidence.named
    assert rows == {each["id"]: each for each in sample.rows}
    assert {(each.code, each.field): each.count for each in report.issues} == sample.issues
    assert (report.ignored, report.unmapped, report.close) == (sample.ignored, sample.unmapped, {})


@pytest.fixture
def headers(tmp_path):
    def read(sample):
        source = tmp_path / sample.file
        source.write_bytes(sample.content)
        with open_table(source) as table:
            return table.columns, table.layout

    return read


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_no_mapping_takes_the_files_of_another(headers, mappings, sample):
    """Without the mapping of its tool a file is unknown; with it, nothing else is preferred.

    Two products of one vendor have most of their columns in common.
    """
    columns, layout = headers(sample)
    own = next(mapping for mapping in mappings if mapping.id == sample.mapping)
    taken = []
    for other in mappings:
        if not {other.tool, own.tool} <= ONE_VENDOR and other.tool != own.tool:
            with suppress(IncidentDataError):
                taken.append(recognise(columns, [other, UNLIKELY], layout)[0].id)

    assert recognise(columns, mappings, layout)[0] is own
    assert recognise(columns, mappings[::-1], layout)[0] is own
    assert taken == []


@pytest.mark.parametrize("name", ["tickets.zip", "tickets.csv.gz"])
def test_an_archive_gives_the_same_rows_as_what_it_holds(imported, packed_file, name):
    sample = next(each for each in SAMPLES if each.name == "glpi-10-fr")
    rows, report = imported(packed_file(sample.content, name).read_bytes(), name)

    assert report.layout.kind in {"zip", "gz"}
    assert rows == {each["id"]: each for each in sample.rows}


def test_every_mapping_has_a_sample(mappings):
    assert {sample.mapping for sample in SAMPLES} == {mapping.id for mapping in mappings}


def test_a_sample_is_told_in_both_languages(tmp_path, mappings):
    """Nothing but names and formats stays the same from one language to the other."""
    sample = next(each for each in SAMPLES if each.name == "zendesk")
    source = tmp_path / sample.file
    source.write_bytes(sample.content)
    found = inspect(source, mappings, THRESHOLDS)
    french, english = (
        [
            line.strip()
            for line in inspection_lines(found, language, with_messages=False)
            # The other lines begin in the middle of a sentence or of a list of headers.
            if line.strip().startswith(("·", "→", "──", "Zendesk"))
        ]
        for language in ("fr", "en")
    )

    assert french[1].startswith("Zendesk, export de tickets (zendesk)")
    assert "· “Group stations” counts who held the ticket: the hand-overs are one less" in english
    assert not set(french) & set(english)
