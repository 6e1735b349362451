"""What is wrong with a text that is not a document."""

from collections.abc import Sequence
from dataclasses import dataclass

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError


@dataclass(frozen=True, slots=True)
class Mark:
    """A line and a column of a text, both from 1."""

    line: int
    column: int


class Syntax(Exception):  # noqa: N818 - always told again as the InfopilotError of the caller
    """A text that is not a document: what, where in it, expected, got, hint."""

    def __init__(
        self,
        what: str,
        mark: Mark,
        *,
        expected: str | None = None,
        got: object = None,
        hint: str | None = None,
        **facts: object,
    ) -> None:
        super().__init__(what)
        self.what, self.mark = what, mark
        self.expected, self.got, self.hint, self.facts = expected, got, hint, facts


KNOWN_TROUBLES: Sequence[tuple[str, str, str]] = (
    # words of the parser, what we say of it, hint
    (
        "mapping values are not allowed",
        "a second colon on this line",
        "put the text between quotes when it holds a colon followed by a space",
    ),
    (
        r"'\t'",
        "a tab where spaces are expected",
        "indent with spaces, never with tabs",
    ),
    (
        "unexpected end of stream",
        "a quote that is opened here is never closed",
        "close it, or write '' for an apostrophe between single quotes",
    ),
    (
        "unknown escape character",
        "an unknown escape sequence after \\",
        "write \\\\ for a backslash, or use single quotes",
    ),
)

END_OF_TEXT = ("end of stream", "<stream end>")  # what was opened, and where, says more


def malformed(trouble: MarkedYAMLError) -> Syntax:
    """What the YAML parser could not read, in our words."""
    mark = trouble.problem_mark or trouble.context_mark
    if trouble.context_mark and any(words in str(trouble.problem) for words in END_OF_TEXT):
        mark = trouble.context_mark
    place = Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)
    for words, what, hint in KNOWN_TROUBLES:
        if words in str(trouble.problem):
            return Syntax(what, place, hint=hint)
    return Syntax(
        "this is not YAML",
        place,
        got=trouble.problem,
        hint="look at the indentation, the quotes and the brackets here and just above",
    )


def forbidden_character(text: str, trouble: ReaderError) -> Syntax:
    """A control character in ``text``, with its place."""
    position = int(trouble.position)
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    return Syntax(
        "a control character cannot be read",
        Mark(line, column),
        got=text[position],
        hint="delete it, and save the file as plain text",
    )
