"""The data of the questionnaire's page, and the files of its component."""

import json
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from infopilot.model.people import Role
from infopilot.storage.questionnaires import load_questionnaire
from infopilot.views.messages import catalogue
from infopilot.widgets.questionnaire import (
    MODULES,
    STATIC_FILES,
    component_module,
    component_style,
    questionnaire_data,
    sentences,
)

CONTENT = Path(__file__).parents[2] / "questionnaires" / "gouvernance"
PAGE_BYTES = 300_000
HEAVY = ("pandas", "numpy", "altair", "duckdb", "ipywidgets", "anywidget", "pyarrow")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_data_is_json_ready(questionnaire, language):
    data = questionnaire_data(questionnaire, language)

    assert json.loads(json.dumps(data)) == data


def test_data_is_in_the_language_asked_for(questionnaire):
    french = questionnaire_data(questionnaire, "fr")
    english = questionnaire_data(questionnaire, "en")

    assert french["dimensions"][0]["name"] == "Rôles et décisions"
    assert english["dimensions"][0]["name"] == "Rôles et décisions (en)"
    assert french["texts"]["Not applicable"] == "Non applicable"
    assert english["texts"]["Not applicable"] == "Not applicable"


def test_anchors_keep_their_order_and_carry_their_level(questionnaire):
    anchors = questionnaire_data(questionnaire, "fr")["dimensions"][0]["questions"][0]["anchors"]

    assert [anchor["level"] for anchor in anchors] == [1, 2, 3, 4, 5]
    assert anchors[0]["text"] == "RD1, palier a"


def test_every_item_is_offered_to_the_roles_that_the_model_names(questionnaire):
    data = questionnaire_data(questionnaire, "fr")
    offered = {
        question["id"]: question["roles"]
        for dimension in data["dimensions"]
        for question in dimension["questions"]
    }
    for decision in data["decisions"]:
        offered |= {f"{decision['id']}.{letter}": decision["roles"] for letter in "AR"}
    offered |= {each["id"]: data["felt"]["roles"] for each in data["felt"]["statements"]}
    offered |= {each["id"]: data["measures"]["roles"] for each in data["measures"]["items"]}

    for role in Role:
        asked = {item.id for item in questionnaire.items_for(role)}

        assert {item for item, roles in offered.items() if role.value in roles} == asked


def test_every_role_is_told_how_long_it_takes(questionnaire):
    assert set(questionnaire_data(questionnaire, "fr")["minutes"]) == set(Role)


def test_every_sentence_of_the_component_has_a_french_translation():
    assert [sentence for sentence in sentences() if sentence not in catalogue("fr")] == []


def test_every_translation_is_of_a_sentence_that_the_component_says():
    source = files("infopilot.views").joinpath("locale", "fr", "questionnaire.po")
    with source.open("rb") as file:
        translated = {str(message.id) for message in read_po(file) if message.id}

    assert translated == set(sentences())


def test_translations_keep_the_facts_of_their_sentence():
    for sentence in sentences():
        facts = sorted(re.findall(r"{\w+}", sentence))

        assert sorted(re.findall(r"{\w+}", catalogue("fr")[sentence])) == facts


def test_french_typography_has_its_spaces():
    wrong = re.compile(r"(?<!\u202f)[;!?]|(?<!\u00a0)[:»]|«(?!\u00a0)|'")

    assert [s for s in sentences() if wrong.search(catalogue("fr")[s])] == []


def test_sentences_are_said_literally_so_that_the_catalogue_can_be_complete():
    for name in MODULES:
        source = files("infopilot.widgets").joinpath(name).read_text("utf-8")
        calls = re.findall(r"(?<![\w.])(?:this\.|context\.)?t\((?!\s*\")[^)]*", source)

        assert calls == [], name


def test_the_component_is_one_module_without_imports():
    module = component_module()

    assert not re.search(r"^import ", module, re.MULTILINE)
    assert module.count("export default") == 1


def test_markup_is_never_made_of_texts():
    for name in MODULES:
        source = files("infopilot.widgets").joinpath(name).read_text("utf-8")

        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", source)


def test_the_style_of_the_component_leaves_the_rest_of_a_notebook_alone():
    style = re.sub(r"/\*.*?\*/", "", component_style(), flags=re.DOTALL)
    selectors = re.findall(r"(?:^|[}{])\s*([^{}@]+?)\s*{", style)
    own = re.compile(r"\.q-|\.questionnaire|:root|\.skip|noscript|html:has\(\.q-bar\)")

    assert [each for group in selectors for each in group.split(",") if not own.search(each)] == []


def test_respondents_load_no_data_library():
    script = (
        "import sys, infopilot.widgets.questionnaire\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert loaded.stdout.strip() == "[]"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_whole_page_with_the_real_questions_is_light(language):
    data = questionnaire_data(load_questionnaire(CONTENT), language)
    page = len(json.dumps(data, ensure_ascii=False).encode())
    page += sum(len(files("infopilot.widgets").joinpath(f).read_bytes()) for f in STATIC_FILES)
    page += len(files("infopilot.serving.static").joinpath("host.js").read_bytes())

    assert page < PAGE_BYTES
