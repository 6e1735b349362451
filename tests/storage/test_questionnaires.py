import pytest

from infopilot.model.decisions import Actor, Condition
from infopilot.model.errors import QuestionnaireError
from infopilot.model.items import ItemKind
from infopilot.model.people import Role
from infopilot.model.text import Text
from infopilot.storage.questionnaires import load_questionnaire


def refusal(folder):
    with pytest.raises(QuestionnaireError) as caught:
        load_questionnaire(folder.path)
    return caught.value


def place(error):
    """File name, line and column of an error."""
    return error.where.file.rpartition("/")[2], error.where.line, error.where.column


def test_a_questionnaire_is_read_from_its_folder_or_from_its_main_file(folder):
    questionnaire = load_questionnaire(folder.path)

    assert questionnaire == load_questionnaire(folder.path / "questionnaire.yaml")
    assert questionnaire.title == Text("Petit", "Small")
    assert questionnaire.role_names[Role.USER] == Text("Utilisateur", "User")
    assert questionnaire.actor_names["EDI"] == Text("Éditeur", "Vendor")
    assert list(questionnaire.items) == [
        "RD1", "RD2", "K01.A", "K01.R", "K02.A", "K02.R", "FC1", "SAT",
    ]  # fmt: skip


def test_a_question_keeps_all_that_its_file_says(folder):
    first, second = load_questionnaire(folder.path).questions()

    assert first.key
    assert first.weight == 2
    assert first.roles == {Role.LEADER, Role.PROVIDER}
    assert first.text_for(Role.PROVIDER).en == "Who settles at this client"
    assert [anchor.fr for anchor in first.anchors] == list("abcde")
    assert first.evidence == Text("Matrice", "Matrix")
    assert first.hint == Text("Pensez aux devis", "Think of quotes")
    assert first.references == ("COBIT EDM01",)
    assert (second.key, second.weight, second.provider_text) == (False, 1.0, None)
    assert second.no_action_because == Text("Cela se constate", "It is observed")


def test_a_decision_keeps_all_that_its_file_says(folder):
    questionnaire = load_questionnaire(folder.path)
    vision, priority = questionnaire.decisions

    assert vision.target == {Actor.LEADER}
    assert vision.tolerated == {Actor.IT_REFERENT}
    assert vision.responsible == {Actor.IT_REFERENT, Actor.PROVIDER}
    assert (vision.weight, vision.core, vision.tolerated_if) == (3, True, None)
    assert priority.tolerated_if == Condition(actor=Actor.PROVIDER, question="RD1", level=3)
    assert priority.note == Text("Sous condition", "On a condition")
    assert questionnaire.items["K01.A"].roles == {Role.LEADER, Role.PROVIDER, Role.USER}
    assert questionnaire.items["K02.A"].roles == {Role.LEADER, Role.PROVIDER}


def test_felt_clarity_and_measures_are_read(folder):
    questionnaire = load_questionnaire(folder.path)

    assert questionnaire.felt[0].text == Text("Je sais", "I know")
    assert len(questionnaire.felt_labels) == 5
    assert questionnaire.felt_roles == {Role.LEADER}
    assert questionnaire.measures[0].kind is ItemKind.RATING
    assert questionnaire.measures[0].low_label == Text("Faible", "Low")
    assert questionnaire.items["SAT"].maximum == 10


def test_a_questionnaire_of_dimensions_only_is_enough(folder):
    folder.spoil("questionnaire.yaml", "decisions: decisions.yaml\n", "")
    folder.spoil("questionnaire.yaml", "felt_clarity: felt.yaml\n", "")
    folder.spoil("questionnaire.yaml", "measures: measures.yaml\n", "")
    folder.spoil("questionnaire.yaml", "  EDI: {fr: Éditeur, en: Vendor}\n", "")

    questionnaire = load_questionnaire(folder.path)

    assert list(questionnaire.items) == ["RD1", "RD2"]
    assert (questionnaire.decisions, questionnaire.felt, questionnaire.measures) == ((), (), ())


def test_the_hash_follows_the_content_of_every_file(folder):
    before = load_questionnaire(folder.path).hash
    folder.spoil("questionnaire.yaml", "# a comment", "# another comment")
    folder.spoil("measures.yaml", "roles: [user]", "roles:\n  - user")
    assert load_questionnaire(folder.path).hash == before

    folder.spoil("measures.yaml", "fr: Satisfaction", "fr: Contentement")

    assert load_questionnaire(folder.path).hash != before


@pytest.mark.parametrize(
    "case",
    [
        (
            "questionnaire.yaml",
            "version:",
            "verison:",
            ("questionnaire.yaml", 3, 1),
            "did you mean 'version'?",
        ),
        (
            "questionnaire.yaml",
            "[D1-roles.yaml]",
            "[D2.yaml]",
            ("D2.yaml", None, None),
            "does not exist",
        ),
        (
            "questionnaire.yaml",
            "[D1-roles.yaml]",
            "[../D1-roles.yaml]",
            ("questionnaire.yaml", 6, 14),
            "not a file of this folder",
        ),
        (
            "questionnaire.yaml",
            "[D1-roles.yaml]",
            "[D1-roles.yaml, D1-roles.yaml]",
            ("D1-roles.yaml", 1, 5),
            "the id 'D1' is used twice, the first of 3 problems",
        ),
        (
            "questionnaire.yaml",
            "  provider: {fr: Prestataire, en: Provider}\n",
            "",
            ("D1-roles.yaml", 8, 12),
            "the role 'provider' is asked but has no name",
        ),
        (
            "questionnaire.yaml",
            "  EDI: {fr: Éditeur, en: Vendor}\n",
            "",
            ("questionnaire.yaml", 15, 3),
            "no name: EDI",
        ),
        (
            "D1-roles.yaml",
            ", {fr: e, en: e}",
            "",
            ("D1-roles.yaml", 3, 9),
            "a list of at least 5",
        ),
        (
            "D1-roles.yaml",
            "fr: Qui tranche, ",
            "",
            ("D1-roles.yaml", 9, 11),
            "the key 'fr' is missing",
        ),
        (
            "D1-roles.yaml",
            "en: Who settles}",
            'en: " "}',
            ("D1-roles.yaml", 9, 33),
            "a text is empty",
        ),
        (
            "D1-roles.yaml",
            "    provider_text: {fr: Qui tranche chez ce client, en: Who settles at this client}\n",
            "",
            ("D1-roles.yaml", 5, 5),
            "without a text for it",
        ),
        ("D1-roles.yaml", "id: RD2", "id: RD1", ("D1-roles.yaml", 15, 9), "line 5"),
        ("D1-roles.yaml", "id: RD2", "id: K01", ("decisions.yaml", 4, 9), "'K01' is used twice"),
        ("D1-roles.yaml", "id: RD2", "id: R.D", ("D1-roles.yaml", 15, 9), "a text of the form"),
        ("D1-roles.yaml", "weight: 2", "weight: 0", ("D1-roles.yaml", 7, 13), "above 0"),
        ("D1-roles.yaml", "[leader, provider]", "[boss]", ("D1-roles.yaml", 8, 13), "one of lead"),
        ("D1-roles.yaml", "[leader, provider]", "[]", ("D1-roles.yaml", 8, 12), "at least 1"),
        ("decisions.yaml", "[DIR]", "[PDG]", ("decisions.yaml", 8, 14), "one of DIR, REF"),
        ("decisions.yaml", "[DIR]", "[PERSONNE]", ("decisions.yaml", 8, 13), "meant for nobody"),
        ("decisions.yaml", "[DIR]", "[REF]", ("decisions.yaml", 4, 5), "REF is named more"),
        ("decisions.yaml", "actor: PRE", "actor: REF", ("decisions.yaml", 11, 5), "'K02': REF"),
        ("decisions.yaml", "question: RD1", "question: RD9", ("decisions.yaml", 17, 42), "unknown"),
        ("decisions.yaml", "weight: 3", "weight: 4", ("decisions.yaml", 6, 13), "at most 3"),
        ("measures.yaml", "minimum: 0", "minimum: 10", ("measures.yaml", 6, 14), "leaves no"),
        ("measures.yaml", "kind: rating", "kind: felt", ("measures.yaml", 4, 11), "rating, count"),
        ("measures.yaml", "id: SAT", "id: FC1", ("measures.yaml", 3, 9), "felt.yaml, line 4"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_its_file_line_and_column(folder, case):
    name, old, new, where, words = case
    load_questionnaire(folder.path)
    folder.spoil(name, old, new)

    error = refusal(folder)

    assert words in str(error)
    assert place(error) == where


def test_a_folder_without_a_questionnaire_is_told(tmp_path):
    with pytest.raises(QuestionnaireError, match="does not exist"):
        load_questionnaire(tmp_path)
