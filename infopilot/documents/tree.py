"""YAML text to plain data, event by event, with the place of every value.

Hand-edited files need little of YAML: mappings, lists and scalars of the YAML 1.2 core schema.
Anchors, aliases, tags and a second document are refused, and so is a key given twice.
"""

import math
import re
from dataclasses import dataclass, field
from functools import lru_cache

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from infopilot.documents.syntax import Mark, Syntax, forbidden_character, malformed

MAXIMUM_DEPTH = 20
CONSTANTS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
SURROGATE = re.compile("[\ud800-\udfff]")
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """Plain data with the mark of every value and of every key."""

    data: dict[str, object]
    values: dict[Path, Mark]
    keys: dict[Path, Mark]


@lru_cache(maxsize=64)
def parse_tree(text: str) -> Tree:
    """The mapping that ``text`` holds, or `Syntax`; a text read again costs nothing."""
    builder = _Builder()
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.add(event)
    except ReaderError as trouble:
        raise forbidden_character(text, trouble) from None
    except MarkedYAMLError as trouble:
        raise malformed(trouble) from None
    except (YAMLError, ValueError, OverflowError):
        # "\UFFFFFFFF" names no character: the scanner lets chr() complain, without a place.
        raise Syntax("an escape sequence of this file names no character", Mark(1, 1)) from None
    return builder.tree()


@dataclass(slots=True)
class _Frame:
    """A mapping or a list being filled; ``key`` waits for its value."""

    path: Path
    container: dict[str, object] | list[object]
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    """Fills the data without recursion: a hostile depth meets a limit, not the stack."""

    root: object = None
    documents: int = 0
    frames: list[_Frame] = field(default_factory=list)
    values: dict[Path, Mark] = field(default_factory=dict)
    keys: dict[Path, Mark] = field(default_factory=dict)

    def add(self, event: Event) -> None:
        if isinstance(event, DocumentStartEvent):
            self._start_document(_mark(event))
        elif isinstance(event, NodeEvent):
            self._add_node(event, _mark(event))
        elif isinstance(event, CollectionEndEvent):
            self.frames.pop()

    def tree(self) -> Tree:
        if not self.documents:
            raise Syntax("the file is empty", Mark(1, 1), expected="a mapping of keys to values")
        if not isinstance(self.root, dict):
            raise Syntax(
                "the file does not hold keys",
                self.values[()],
                expected="a mapping of keys to values",
                got=self.root,
            )
        return Tree(self.root, self.values, self.keys)

    def _start_document(self, mark: Mark) -> None:
        self.documents += 1
        if self.documents > 1:
            raise Syntax("a second document starts here", mark, expected="one document in a file")

    def _add_node(self, event: NodeEvent, mark: Mark) -> None:
        _refuse_references(event, mark)
        frame = self.frames[-1] if self.frames else None
        if frame and isinstance(frame.container, dict) and frame.key is None:
            frame.key = self._new_key(frame, event, mark)
            return
        path = self._next_path(frame)
        self.values[path] = mark
        if isinstance(event, ScalarEvent):
            self._put(frame, _scalar(event, mark))
            return
        container: dict[str, object] | list[object] = (
            {} if isinstance(event, MappingStartEvent) else []
        )
        self._put(frame, container)
        self.frames.append(_Frame(path, container))
        if len(self.frames) > MAXIMUM_DEPTH:
            raise Syntax(
                "too many levels inside one another",
                mark,
                expected="at most {limit} levels",
                limit=MAXIMUM_DEPTH,
            )

    def _new_key(self, frame: _Frame, event: NodeEvent, mark: Mark) -> str:
        if not isinstance(event, ScalarEvent):
            raise Syntax("a key is a list or a mapping", mark, expected="a text")
        key = str(event.value)
        path = (*frame.path, key)
        if path in self.keys:
            raise Syntax(
                "the key {key!r} is given twice",
                mark,
                hint="it is already on line {line}: keep one of them",
                key=key,
                line=self.keys[path].line,
            )
        self.keys[path] = mark
        return key

    def _next_path(self, frame: _Frame | None) -> Path:
        if frame is None:
            return ()
        if isinstance(frame.container, list):
            return (*frame.path, len(frame.container))
        return (*frame.path, str(frame.key))

    def _put(self, frame: _Frame | None, value: object) -> None:
        if frame is None:
            self.root = value
        elif isinstance(frame.container, list):
            frame.container.append(value)
        else:
            frame.container[str(frame.key)] = value
            frame.key = None


def _mark(event: Event) -> Mark:
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)


def _refuse_references(event: NodeEvent, mark: Mark) -> None:
    if isinstance(event, AliasEvent) or event.anchor:
        raise Syntax(
            "anchors (&) and aliases (*) are not read",
            mark,
            got=event.anchor,
            hint="write the value in full, or between quotes if it starts with & or *",
        )
    if isinstance(event, MappingStartEvent | SequenceStartEvent | ScalarEvent) and event.ctag:
        raise Syntax(
            "tags (!) are not read",
            mark,
            got=str(event.ctag),
            hint="write the value between quotes if it starts with !",
        )


def _scalar(event: ScalarEvent, mark: Mark) -> object:
    value = str(event.value)
    if SURROGATE.search(value):
        raise Syntax("half a character is written here", mark, got=value)
    is_plain = event.implicit[0]
    return _resolved(value) if is_plain else value


def _resolved(value: str) -> object:
    """A plain scalar by the YAML 1.2 core schema; numbers without a finite value stay texts."""
    if value in CONSTANTS:
        return CONSTANTS[value]
    if INTEGER.fullmatch(value):
        return int(value)
    if NUMBER.fullmatch(value) and math.isfinite(number := float(value)):
        return number
    return value
