"""Structural facts: what is stated carries over, what is not stated stays unknown."""

import pytest

from infopilot.app import paths
from infopilot.model.errors import EngagementError
from infopilot.storage.facts import facts_template, read_facts, read_sla_target
from infopilot.storage.method import load_method

METHOD = load_method(paths.method_file()).dependency


def write(folder, text):
    file = folder / "facts.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_campaign_states_what_changed_and_the_rest_carries_over(tmp_path):
    file = write(
        tmp_path,
        'campaigns:\n  T0:\n    S1: {value: 0.625, evidence: "liste des comptes"}\n'
        '    S4: {value: "yes"}\n  T1:\n    S4: {value: "no"}\n    S1: {value: null}\n',
    )

    facts = read_facts(file, ["T0", "T1"], METHOD)

    assert facts["T0"] == {"S1": 0.625, "S4": "yes"}
    assert facts["T1"] == {"S1": None, "S4": "no"}


def test_without_a_file_nothing_is_known(tmp_path):
    assert read_facts(tmp_path / "facts.yaml", ["T0"], METHOD) == {"T0": {}}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_file_of_a_new_engagement_names_every_fact_and_states_none(tmp_path, language):
    template = facts_template("T0", METHOD, language)

    assert all(f"# {fact.id}: " in template for fact in METHOD.facts)
    assert read_facts(write(tmp_path, template), ["T0"], METHOD) == {"T0": {}}


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ("S1: {value: 2}", "S1"),
        ("S1: {value: 'beaucoup'}", "S1"),
        ("S4: {value: peut-être}", "yes | no"),
        ("S6: {value: -1}", "S6"),
        ("S99: {value: 1}", "S99"),
        ("S1: {valeur: 1}", "line 3"),
    ],
)
def test_a_value_that_is_none_of_the_fact_s_is_refused(tmp_path, stated, told):
    file = write(tmp_path, f"campaigns:\n  T0:\n    {stated}\n")

    with pytest.raises(EngagementError) as refused:
        read_facts(file, ["T0"], METHOD)

    assert told in str(refused.value)
    assert "facts.yaml" in str(refused.value)


def test_an_unknown_campaign_is_refused(tmp_path):
    file = write(tmp_path, "campaigns:\n  T7: {}\n")

    with pytest.raises(EngagementError, match=r"one of T0; got 'T7'"):
        read_facts(file, ["T0"], METHOD)


def test_the_contract_sets_a_target_of_service_level(tmp_path):
    file = write(tmp_path, "contract: {sla_target: 0.9}\ncampaigns:\n  T0:\n    S1: {value: 0.5}\n")

    assert read_sla_target(file) == 0.9
    assert read_facts(file, ["T0"], METHOD) == {"T0": {"S1": 0.5}}


@pytest.mark.parametrize("contract", ["", "contract:\n", "contract: {}\n"])
def test_without_a_target_in_the_contract_there_is_none(tmp_path, contract):
    assert read_sla_target(write(tmp_path, f"{contract}campaigns: {{}}\n")) is None
    assert read_sla_target(tmp_path / "absent.yaml") is None


@pytest.mark.parametrize("target", ["95", "-0.1", "1.01", "bon"])
def test_a_target_is_a_share(tmp_path, target):
    with pytest.raises(EngagementError, match="sla_target"):
        read_sla_target(write(tmp_path, f"contract: {{sla_target: {target}}}\ncampaigns: {{}}\n"))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_contract_s_line_of_a_new_engagement_can_be_uncommented(tmp_path, language):
    template = facts_template("T0", METHOD, language)
    uncommented = template.replace("# contract:", "contract:")

    assert read_sla_target(write(tmp_path, template)) is None
    assert read_sla_target(write(tmp_path, uncommented)) == 0.95
