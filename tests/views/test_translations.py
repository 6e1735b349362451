"""Every sentence that the code can show has its French, with the same blanks to fill."""

import ast
import string
from pathlib import Path

import pytest

from infopilot.views.messages import catalogue

PACKAGE = Path(__file__).parents[2] / "infopilot"
SPEAKERS = {"Message", "text", "t", "Reason"}
SPEAKING_KEYWORDS = {"expected", "hint"}


def called_name(call):
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def sentences_of(call):
    """Literal sentences in one call of an error, of ``Message``, ``text`` or ``t``."""
    name = called_name(call)
    if name in SPEAKERS or name.endswith("Error"):
        yield from call.args[:1]
        yield from (each.value for each in call.keywords if each.arg in SPEAKING_KEYWORDS)
    if name in {"refuse", "_message_page"}:
        yield from call.args[1:]


def literals(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def spoken():
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                for argument in sentences_of(node):
                    for sentence in literals(argument):
                        yield sentence, f"{path.relative_to(PACKAGE)}:{node.lineno}"


def is_worded(sentence):
    """Whether there is something to translate beside blanks and codes."""
    words = "".join(part for part, *_ in string.Formatter().parse(sentence))
    return any(len(word) > 1 and word.isalpha() for word in words.split())


SPOKEN = {sentence: place for sentence, place in spoken() if is_worded(sentence)}


def blanks(sentence):
    return {field for _, field, *_ in string.Formatter().parse(sentence) if field}


def test_sentences_are_found_in_the_code():
    assert len(SPOKEN) > 50


@pytest.mark.parametrize("sentence", sorted(SPOKEN))
def test_a_sentence_has_its_french(sentence):
    french = catalogue("fr").get(sentence)

    assert french, f"{SPOKEN[sentence]}: no French for {sentence!r}"
    assert blanks(french) == blanks(sentence)
