import pytest

from infopilot.model.errors import QuestionnaireError
from infopilot.model.method import FactKind, Ramp
from infopilot.model.people import Group
from infopilot.storage.method import load_method


@pytest.fixture
def load(folder):
    def load(overrides=None):
        return load_method(folder.path / "method.yaml", overrides or {})

    return load


@pytest.fixture
def refusal(load):
    def refusal(overrides=None):
        with pytest.raises(QuestionnaireError) as caught:
            load(overrides)
        return caught.value

    return refusal


def test_without_overrides_the_file_speaks(folder):
    method = load_method(folder.path / "method.yaml")

    assert method.version == "1.0"
    assert method.maturity.group_weights == {
        Group.LEADER: 0.35,
        Group.IT_REFERENT: 0.4,
        Group.USERS: 0.25,
        Group.PROVIDER: 0,
    }


def test_facts_keep_their_kind_choices_and_ramp(load):
    facts = {fact.id: fact for fact in load().dependency.facts}

    assert facts["S1"].kind is FactKind.SHARE
    assert (facts["S1"].choices, facts["S1"].ramp) == ({}, None)
    assert facts["S5"].choices == {"none": 1, "vague": 0.6, "priced": 0.3, "tested": 0}
    assert facts["S5"].choice_labels["tested"].en == "Written and tested"
    assert facts["S7"].ramp == Ramp(green=3, red=24)


def test_an_override_changes_the_value_the_hash_and_the_reason(load):
    method = load({"role_clarity.weights.agreement": 0.5})

    assert method.role_clarity.agreement_weight == 0.5
    assert method.role_clarity.coverage_weight == load().role_clarity.coverage_weight
    assert method.hash != load().hash
    rationale = method.rationales["role_clarity.weights.agreement"]
    assert rationale.source == "engagement"
    assert rationale.text.fr.startswith("Valeur propre à cette mission.")
    assert rationale.text.en.endswith(load().rationales["role_clarity.weights.agreement"].text.en)


def test_an_override_that_says_the_same_keeps_the_hash(load):
    assert load({"role_clarity.weights.agreement": 0.4}).hash == load().hash


def test_an_override_can_reach_inside_a_value(load):
    method = load({"dependency.facts.S7.ramp.red": 36, "maturity.badges.A.minimum_answered": 0.9})

    assert method.dependency.facts[6].ramp == Ramp(green=3, red=36)
    assert method.maturity.badges[0].minimum_answered == 0.9
    assert method.rationales["dependency.facts.S7.ramp"].source == "engagement"


def test_overrides_do_not_leak_into_the_next_reading(load):
    load({"maturity.minimum_answered": 0.9})

    assert load().maturity.minimum_answered == 0.6


def test_a_reason_reworded_does_not_make_another_method(folder, load):
    before = load().hash
    folder.spoil("method.yaml", "Below 60% answered", "With less than 60% answered")
    assert load().hash == before

    folder.spoil("method.yaml", "value: 0.35", "value: 0.3")

    assert load().hash != before


@pytest.mark.parametrize(
    ("name", "close"),
    [
        ("role_clarity.weight.agreement", "role_clarity.weights.agreement"),
        ("maturity.minimum_answerd", "maturity.minimum_answered"),
        ("maturity.minimum_answered.value", "maturity.minimum_answered"),
        ("dependency.facts.S7.ramp.orange", "dependency.facts.S7.ramp"),
        ("dependency.facts.S1.text.fr", "dependency.facts.S1.weight"),
        ("role_clarity.weights", "role_clarity.weights.coverage"),
        ("version", None),
        ("", None),
    ],
)
def test_what_is_not_a_parameter_is_refused_with_the_closest_one(refusal, name, close):
    error = refusal({name: 1})

    assert f"no parameter {name!r}" in str(error)
    assert error.hint is None if close is None else f"did you mean {close!r}?" in str(error)


@pytest.mark.parametrize(
    ("overrides", "where", "words"),
    [
        ({"maturity.minimum_answered": 60}, "maturity.minimum_answered", "at most 1; got 60"),
        ({"maturity.minimum_answered": "0.6"}, "maturity.minimum_answered", "a number; got '0.6'"),
        ({"maturity.minimum_answered": float("nan")}, "maturity.minimum_answered", "a number"),
        ({"role_clarity.red_line_weight": 4}, "role_clarity.red_line_weight", "at most 3"),
        ({"dependency.facts.S7.ramp.red": 3}, "dependency.facts.S7.ramp.red", "different ends"),
        ({"anonymity.minimum_group": 2}, "anonymity.minimum_group", "smaller than 3"),
        ({"anonymity.floor": 2}, "anonymity.floor", "at least 3"),
        (
            {"maturity.minimum_answered": 0.5, "anonymity.minimum_group": 2},
            "maturity.minimum_answered, anonymity.minimum_group",
            "smaller than 3",
        ),
    ],
)
def test_an_override_out_of_range_is_told_by_its_name(refusal, overrides, where, words):
    error = refusal(overrides)

    assert error.where.file == where
    assert error.where.line is None
    assert words in str(error)


@pytest.mark.parametrize(
    "case",
    [
        ("maturity:", "maturty:", 12, "did you mean 'maturity'?"),
        ("value: 0.35", "value: -1", 15, "at least 0"),
        ("      source: convention\n", "", 15, "the key 'source' is missing"),
        ("    provider:\n      value: 0\n", "    provider:\n      valeur: 0\n", 33, "'valeur'"),
        ("    users:", "    user:", 26, "one of leader"),
        ("value: {green: 0.1, red: 1}", "value: {green: 1, red: 1}", None, "two different ends"),
        ("kind: number", "kind: share", None, "a ramp goes with the kind number"),
        ("kind: share", "kind: choice", None, "choices go with the kind choice"),
        ("        none: {fr:", "        nil: {fr:", None, "name different choices"),
        ("[0.5, 0.8]", "[0, 0.8]", None, "a number above 0"),
    ],
)
def test_each_mistake_of_the_file_is_told_with_its_line(folder, refusal, case):
    old, new, line, words = case
    folder.spoil("method.yaml", old, new)

    error = refusal()

    assert words in str(error)
    assert error.where.file.endswith("method.yaml")
    assert error.where.line == line if line else error.where.line > 100


def test_a_group_without_a_weight_is_told(folder, refusal):
    text = (folder.path / "method.yaml").read_text(encoding="utf-8")
    start, end = text.index("    users:\n"), text.index("    provider:\n")
    (folder.path / "method.yaml").write_text(text[:start] + text[end:], encoding="utf-8")

    assert "groups without a weight: users" in str(refusal())


def test_weights_that_are_all_zero_are_told(refusal):
    overrides = {f"maturity.group_weights.{group}": 0 for group in Group}

    assert "all the weights are 0" in str(refusal(overrides))


def test_gains_that_weigh_nothing_are_told(refusal):
    names = ("maturity", "role_clarity", "structural")

    assert "all the weights are 0" in str(refusal({f"priorities.weights.{n}": 0 for n in names}))


def test_an_engagement_cannot_repair_a_broken_file(folder, refusal):
    folder.spoil("method.yaml", "value: 0.35", "value: -1")

    assert refusal({"maturity.group_weights.leader": 0.3}).where.line == 15


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"declared": 3}, "at_least or at_most is needed"),
        ({"declared": 3, "at_least": 1, "at_most": 1}, "at_least or at_most is needed"),
        ({"declared": 6, "at_least": 1}, "at most 5"),
    ],
)
def test_a_contradiction_needs_one_end(refusal, changes, told):
    trouble = refusal({"dependency.contradiction.pairs.accounts.threshold": changes})

    assert told in str(trouble)


@pytest.mark.parametrize("words", ["à {niveau}", "à {", "à {}"])
def test_a_sentence_has_room_for_known_figures_only(folder, words):
    file = folder.path / "method.yaml"
    first = "      accounts:\n        question: DR1\n        found_in: S1\n        sentence:\n"
    text = file.read_text(encoding="utf-8")
    start = text.index(first) + len(first)
    end = text.index("\n", start)
    file.write_text(f'{text[:start]}          fr: "{words}"{text[end:]}', encoding="utf-8")

    with pytest.raises(QuestionnaireError, match=r"room for \{level\}, \{found\}, \{percent\}"):
        load_method(file)
