"""A file of each tool, as the tool writes it, is recognised without help and imported exactly."""

import pytest

from infopilot.incidents.canonical import import_tickets, open_canonical
from infopilot.model.incidents import CANONICAL_COLUMNS
from tests.incidents.conftest import KEY
from tests.incidents.samples.catalogue import SAMPLES


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
