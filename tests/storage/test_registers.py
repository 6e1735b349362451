"""The register of services and the exit-cost worksheet, as people write them."""

from datetime import date

import pytest

from infopilot.app import paths
from infopilot.model.errors import EngagementError
from infopilot.model.exit_cost import CostLine, ThreePoint
from infopilot.model.services import CloudClause, Service
from infopilot.storage.facts import facts_template, read_facts, read_registers
from infopilot.storage.method import load_method

METHOD = load_method(paths.method_file()).dependency
DAYS = {"T0": date(2025, 10, 1), "T1": date(2026, 7, 15)}
WHOLE = """campaigns: {T0: {}}
services:
  - {name: ERP, criticality: 5, substitution_difficulty: 4, holder: Mirobat, client_admin: false,
     documented_on: 2026-03-10, ends_on: 2027-12-31, cloud_clause: absent}
  - {name: DNS, documented_on: never}
exit_cost:
  since: T1
  annual_spend: 62400
  double_run: {months: {low: 1, likely: 2, high: 4}, monthly_fee: 5200}
  migration: {days: 10}
  tools: 0
  training: {low: 500, likely: 1500, high: 3000}
  months_to_switch: 8
  tolerable_months: 5
"""


def write(folder, text):
    file = folder / "facts.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_every_line_is_read(tmp_path):
    registers = read_registers(write(tmp_path, WHOLE), DAYS)["T1"]

    assert registers.on == DAYS["T1"]
    assert registers.services == (
        Service(
            name="ERP",
            criticality=5,
            substitution_difficulty=4,
            holder="Mirobat",
            client_admin=False,
            documented_on=date(2026, 3, 10),
            ends_on=date(2027, 12, 31),
            cloud_clause=CloudClause.ABSENT,
        ),
        Service(name="DNS", never_documented=True),
    )


def test_a_worksheet_multiplies_what_goes_together(tmp_path):
    sheet = read_registers(write(tmp_path, WHOLE), DAYS)["T1"].exit_cost

    assert sheet.annual_spend == 62_400
    assert sheet.lines == {
        CostLine.DOUBLE_RUN: ThreePoint(low=5200, likely=10_400, high=20_800),
        CostLine.MIGRATION: None,
        CostLine.TOOLS: ThreePoint(low=0, likely=0, high=0),
        CostLine.DOCUMENTATION: None,
        CostLine.TRAINING: ThreePoint(low=500, likely=1500, high=3000),
        CostLine.PRODUCTIVITY_LOSS: None,
    }
    assert sheet.months_to_switch == ThreePoint(low=8, likely=8, high=8)
    assert sheet.tolerable_months == 5


def test_a_worksheet_is_known_from_its_campaign_on(tmp_path):
    later = read_registers(write(tmp_path, WHOLE), DAYS)
    always = read_registers(write(tmp_path, WHOLE.replace("  since: T1\n", "")), DAYS)

    assert (later["T0"].exit_cost, later["T1"].exit_cost is None) == (None, False)
    assert always["T0"].exit_cost == always["T1"].exit_cost == later["T1"].exit_cost
    assert len(later["T0"].services) == 2
    assert later["T0"].on == DAYS["T0"]


def test_a_worksheet_left_empty_is_all_unknown(tmp_path):
    sheet = read_registers(write(tmp_path, "campaigns: {}\nexit_cost: {}\n"), DAYS)["T0"].exit_cost

    assert set(sheet.lines.values()) == {None}
    assert (sheet.annual_spend, sheet.months_to_switch, sheet.tolerable_months) == (None,) * 3


def test_without_a_file_or_registers_there_are_none(tmp_path):
    absent = read_registers(tmp_path / "facts.yaml", DAYS)
    bare = read_registers(write(tmp_path, "campaigns: {T0: {}}\n"), DAYS)

    assert absent == bare
    assert (absent["T0"].services, absent["T0"].exit_cost) == ((), None)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("services: [{criticality: 3}]", "line 2.*the key 'name' is missing"),
        ("services: [{name: ERP, criticality: 6}]", "line 2.*at most 5; got 6"),
        ("services: [{name: ERP, criticality: 2.5}]", "line 2.*a whole number"),
        ("services: [{name: ERP, client_admin: oui}]", "line 2.*true or false"),
        (
            "services: [{name: ERP, documented_on: hier}]",
            "line 2.*2026-03-01, or never; got 'hier'",
        ),
        ("services: [{name: ERP, ends_on: 2026-13-01}]", "line 2.*a date such as 2026-03-01"),
        ("services: [{name: ERP, cloud_clause: peut-être}]", "line 2.*present, absent"),
        ("services: [{name: ERP, citicality: 2}]", "line 2.*did you mean 'criticality'"),
        ("services: [{name: A}, {name: B}, {name: A}]", "line 2.*same name .got 'A'"),
        ("exit_cost: {since: T7}", "line 2.*one of T0, T1; got 'T7'"),
        ("exit_cost: {annual_spend: -1}", "line 2.*at least 0; got -1"),
        ("exit_cost: {tools: {low: 2, likely: 1, high: 3}}", "line 2.*must rise"),
        ("exit_cost: {tools: {low: 2, likely: 3, high: 2}}", "line 2.*must rise"),
        ("exit_cost: {tools: {low: 2, likely: 3}}", "line 2.*the key 'high' is missing"),
        ("exit_cost: {tools: beaucoup}", "line 2.*a mapping"),
        ("exit_cost: {tools: true}", "line 2.*a mapping"),
        ("exit_cost: {tools: -3}", "line 2.*at least 0"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(tmp_path, line, told):
    file = write(tmp_path, f"campaigns: {{T0: {{}}}}\n{line}\n")

    with pytest.raises(EngagementError, match=told):
        read_registers(file, DAYS)


@pytest.mark.parametrize(
    ("stated", "line"),
    [("S1: {value: 2}", 4), ("S4: {value: peut-être}", 4), ("S99: {value: 1}", 4)],
)
def test_a_fact_that_is_refused_is_told_with_its_line(tmp_path, stated, line):
    file = write(tmp_path, f"campaigns:\n  T0:\n    S2: {{value: 0}}\n    {stated}\n")

    with pytest.raises(EngagementError, match=f"line {line}"):
        read_facts(file, ["T0"], METHOD)


def test_a_campaign_that_is_unknown_is_told_with_its_line(tmp_path):
    with pytest.raises(EngagementError, match="line 3"):
        read_facts(write(tmp_path, "campaigns:\n  T0: {}\n  T9: {}\n"), ["T0"], METHOD)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_file_of_a_new_engagement_explains_its_registers_and_states_none(tmp_path, language):
    template = facts_template("T0", METHOD, language)
    registers = read_registers(write(tmp_path, template), DAYS)

    assert registers == read_registers(tmp_path / "none.yaml", DAYS)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_the_template_shows_can_be_uncommented(tmp_path, language):
    lines = facts_template("T0", METHOD, language).splitlines()
    start = lines.index("# services:")
    shown = [
        line.removeprefix("# ")
        for line in lines[start:]
        if line.startswith(("# services", "# exit_cost", "#  "))
    ]
    text = "campaigns: {T0: {}}\n" + "\n".join(shown) + "\n"
    registers = read_registers(write(tmp_path, text), DAYS)["T0"]

    assert len(registers.services) == 1
    assert all(line is not None for line in registers.exit_cost.lines.values())
    assert registers.exit_cost.months_to_switch.likely == 6
