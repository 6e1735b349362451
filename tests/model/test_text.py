from infopilot.model.text import Message, Text


def test_a_text_is_picked_by_language():
    text = Text(fr="Incident bloquant", en="Blocking incident")

    assert [text.pick("fr"), text.pick("en")] == ["Incident bloquant", "Blocking incident"]


def test_a_message_without_facts_keeps_its_braces():
    assert str(Message("keep {this}")) == "keep {this}"
    assert str(Message("{n} answers", {"n": 2})) == "2 answers"
