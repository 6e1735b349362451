"""A file on disk to plain data, with the line and column of every value."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from infopilot.documents.syntax import Mark, Syntax
from infopilot.documents.tree import Tree, parse_tree
from infopilot.model.errors import InfopilotError, Place

MAXIMUM_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """What a document says, and where it says it."""

    file: str
    tree: Tree

    @property
    def data(self) -> dict[str, object]:
        """The content: mappings, lists, texts, numbers, true, false and null."""
        return self.tree.data

    def place(self, *path: str | int) -> Place:
        """Where the value at ``path`` is; failing that, its closest parent."""
        return self._at(self.tree.values[self.known_path(path)])

    def place_of_key(self, *path: str | int) -> Place:
        """Where the last key of ``path`` is written; failing that, its closest parent."""
        known = self.known_path(path)
        return self._at(self.tree.keys.get(known) or self.tree.values[known])

    def known_path(self, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
        """``path`` without the steps that lead nowhere in this document."""
        known: tuple[str | int, ...] = ()
        for step in path:
            if (*known, step) in self.tree.values:
                known = (*known, step)
        return known

    def _at(self, mark: Mark) -> Place:
        return Place(self.file, mark.line, mark.column)


def open_source(path: Path, error: type[InfopilotError]) -> Source:
    """Read the YAML mapping in ``path``; any trouble is told as an ``error``."""
    text = _text(path, error)
    try:
        return Source(str(path), parse_tree(text))
    except Syntax as trouble:
        raise error(
            trouble.what,
            where=Place(str(path), trouble.mark.line, trouble.mark.column),
            expected=trouble.expected,
            got=trouble.got,
            hint=trouble.hint,
            **trouble.facts,
        ) from None


def content_hash(data: object) -> str:
    """Fingerprint of a content: comments, layout and the order of keys do not change it.

    >>> content_hash({"a": 1, "b": 2.0}) == content_hash({"b": 2, "a": 1})
    True
    """
    canonical = json.dumps(_canonical(data), sort_keys=True, ensure_ascii=False)
    return f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"


def _canonical(data: object) -> object:
    if isinstance(data, Mapping):
        return {str(key): _canonical(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_canonical(value) for value in data]
    return int(data) if isinstance(data, float) and data.is_integer() else data


def _text(path: Path, error: type[InfopilotError]) -> str:
    _check_file(path, error)
    try:
        with path.open("rb") as file:
            content = file.read(MAXIMUM_BYTES + 1)
    except OSError as trouble:
        raise error("the file cannot be read", where=str(path), got=trouble.strerror) from None
    if len(content) > MAXIMUM_BYTES:
        raise error(
            "the file is too large",
            where=str(path),
            expected="at most {limit} bytes",
            limit=MAXIMUM_BYTES,
        )
    return _decoded(content, path, error)


def _check_file(path: Path, error: type[InfopilotError]) -> None:
    if path.is_file():
        return
    if path.is_dir():
        raise error("this is a folder", where=str(path), expected="a file")
    if path.exists():
        raise error("this is not an ordinary file", where=str(path), expected="a file")
    if not path.parent.is_dir():
        raise error("the folder of this file does not exist", where=str(path))
    raise error("the file does not exist", where=str(path))


def _decoded(content: bytes, path: Path, error: type[InfopilotError]) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        before = content[: trouble.start]
        raise error(
            "the text is not in UTF-8",
            where=Place(str(path), before.count(b"\n") + 1, trouble.start - before.rfind(b"\n")),
            expected="UTF-8",
            got=content[trouble.start : trouble.end],
            hint="save the file again with the UTF-8 encoding",
        ) from None
