import json

from infopilot.storage.editor_schemas import SCHEMAS, editor_schemas, write_editor_schemas


def test_every_document_has_a_schema_without_decorative_titles():
    schemas = editor_schemas()

    assert set(schemas) == {f"{name}.json" for name in SCHEMAS}
    assert '"title": "' not in "".join(schemas.values())


def test_a_key_called_title_is_not_a_decoration():
    assert "title" in json.loads(editor_schemas()["questionnaire.json"])["properties"]


def test_schemas_are_strict_and_explain_their_keys():
    schema = json.loads(editor_schemas()["dimension.json"])

    question = schema["$defs"]["QuestionDocument"]
    assert question["additionalProperties"] is False
    assert question["properties"]["anchors"]["minItems"] == 5
    assert "provider is asked" in question["properties"]["provider_text"]["description"]


def test_schemas_are_written_where_asked(tmp_path):
    write_editor_schemas(tmp_path / "schema")
    written = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.glob("schema/*")}

    assert written == editor_schemas()
