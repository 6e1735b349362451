from infopilot.model.text import Message, Text, counted


def test_a_text_is_picked_by_language():
    text = Text(fr="Incident bloquant", en="Blocking incident")

    assert [text.pick("fr"), text.pick("en")] == ["Incident bloquant", "Blocking incident"]


def test_a_message_without_facts_keeps_its_braces():
    assert str(Message("keep {this}")) == "keep {this}"
    assert str(Message("{n} answers", {"n": 2})) == "2 answers"


def test_what_is_counted_is_alone_or_several():
    told = [counted(n, "{n} answer of {all}", "{n} answers of {all}", all=4) for n in range(3)]

    assert [str(each) for each in told] == ["0 answers of 4", "1 answer of 4", "2 answers of 4"]
