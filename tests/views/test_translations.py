"""Every sentence that the code can show has its French, with the same blanks to fill."""

import ast
import re
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from infopilot.views.messages import catalogue

PACKAGE = Path(__file__).parents[2] / "infopilot"
CATALOGUES = sorted((PACKAGE / "views" / "locale" / "fr").glob("*.po"))
SPEAKERS = {"Message", "text", "t", "Reason", "Undecided"}
SPEAKING_KEYWORDS = {"expected", "hint"}
IN_TEMPLATES = re.compile(r"""\btext\((?:"([^"]*)"|'([^']*)')""")
NBSP, NNBSP = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"
# What is written as the machine reads it: quotes of YAML, a sign between brackets, a time.
CODE = re.compile(r"''|\(\W\)|\d\d(:\d\d)+")
SLIPS = {
    "a straight apostrophe or quote": re.compile(r"['\"]"),
    "no U+202F before ; ! ?": re.compile(f"(?<![{NNBSP}!?])[;!?]"),
    "no U+00A0 before a colon": re.compile(f"(?<!{NBSP}):(?!//)"),
    "no U+00A0 inside « »": re.compile(f"«(?!{NBSP})|(?<!{NBSP})»"),
}


def called_name(call):
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def sentences_of(call):
    """Literal sentences in one call of an error, of ``Message``, ``text`` or ``t``."""
    name = called_name(call)
    if name in SPEAKERS or name.endswith("Error"):
        yield from call.args[:1]
        yield from (each.value for each in call.keywords if each.arg in SPEAKING_KEYWORDS)
    if name in {"refuse", "_message_page", "counted"}:
        yield from call.args[1:]


def literals(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def spoken_in_code():
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                for argument in sentences_of(node):
                    for sentence in literals(argument):
                        yield sentence, f"{path.relative_to(PACKAGE)}:{node.lineno}"


def spoken_in_templates():
    for path in sorted(PACKAGE.rglob("*.j2")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, start=1):
            for found in IN_TEMPLATES.finditer(line):
                yield found[1] or found[2], f"{path.relative_to(PACKAGE)}:{number}"


def is_worded(sentence):
    """Whether there is something to translate beside blanks and codes."""
    words = "".join(part for part, *_ in string.Formatter().parse(sentence))
    return any(len(word) > 1 and word.isalpha() for word in re.split(r"[\s:,;.!?()]+", words))


SPOKEN_IN_TEMPLATES = dict(spoken_in_templates())
SPOKEN = {
    sentence: place
    for sentence, place in (*spoken_in_code(), *SPOKEN_IN_TEMPLATES.items())
    if is_worded(sentence)
}


def blanks(sentence):
    return {field for _, field, *_ in string.Formatter().parse(sentence) if field}


def entries(path):
    """English and French of each sentence of a catalogue."""
    with path.open("rb") as file:
        return [(str(each.id), str(each.string)) for each in read_po(file) if each.id]


def slips(french):
    """What a French typographer would mark in ``french``, code and blanks left aside."""
    told = CODE.sub("", "".join(part for part, *_ in string.Formatter().parse(french)))
    return [name for name, slip in SLIPS.items() if slip.search(told)]


def test_sentences_are_found_in_the_code_and_in_the_templates():
    assert len(SPOKEN) > 50
    assert "Skip to the questions" in SPOKEN_IN_TEMPLATES


@pytest.mark.parametrize("sentence", sorted(SPOKEN))
def test_a_sentence_has_its_french(sentence):
    french = catalogue("fr").get(sentence)

    assert french, f"{SPOKEN[sentence]}: no French for {sentence!r}"
    assert blanks(french) == blanks(sentence)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_french_is_set_as_it_is_printed(path):
    marked = {french: found for _, french in entries(path) if (found := slips(french))}

    assert marked == {}


@pytest.mark.parametrize(
    ("french", "marked"),
    [
        ("l'accord", "a straight apostrophe or quote"),
        (f"Qui décide{NBSP}?", "no U+202F before ; ! ?"),
        ("Qui décide?", "no U+202F before ; ! ?"),
        ("ceci ; cela", "no U+202F before ; ! ?"),
        ("attendu : {known}", "no U+00A0 before a colon"),
        (f"attendu{NNBSP}: {{known}}", "no U+00A0 before a colon"),
        ("{field}: vide", "no U+00A0 before a colon"),
        (f"« oui{NBSP}»", "no U+00A0 inside « »"),
    ],
)
def test_a_slip_of_typography_is_seen(french, marked):
    assert slips(french) == [marked]


@pytest.mark.parametrize(
    "french",
    [
        f"l’accord{NBSP}: «{NBSP}{{found}}{NBSP}»{NNBSP}; oui{NNBSP}?!",
        "la clé {key!r}, au moins {ge:g}",
        "écrivez '' ou (!) à 09:30:00, sur https://exemple.fr",
    ],
)
def test_well_set_french_passes(french):
    assert slips(french) == []


def test_a_sentence_has_one_french_in_all_catalogues():
    told = {}
    for path in CATALOGUES:
        for english, french in entries(path):
            told.setdefault(english, {})[french] = path.stem

    assert {english: each for english, each in told.items() if len(each) > 1} == {}


def test_english_keeps_to_english_marks():
    sentences = [english for path in CATALOGUES for english, _ in entries(path)]

    assert [english for english in sentences if set(english) & {"«", "»", NBSP, NNBSP}] == []
