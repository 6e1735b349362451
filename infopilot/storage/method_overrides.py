"""The parameters of the method by dotted path, and the values that an engagement sets itself."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from difflib import get_close_matches
from typing import TypeGuard, cast

from infopilot.documents import Source, validated
from infopilot.model.errors import Place, QuestionnaireError
from infopilot.storage.method_schema import MethodDocument
from infopilot.storage.parameters import Parameter

Path = tuple[str, ...]
Node = dict[str, object]


def is_parameter(node: object) -> TypeGuard[Node]:
    """Whether ``node`` is a parameter, rather than a section that holds some."""
    return isinstance(node, dict) and {"value", "source", "rationale"} == node.keys()


def parameters(data: Mapping[str, object]) -> Iterator[tuple[str, Parameter[object]]]:
    """Every parameter of the method with its dotted path, in the order of the file."""
    for key, node in data.items():
        if is_parameter(node):
            yield key, Parameter[object].model_validate(node)
        elif isinstance(node, dict):
            for inner, parameter in parameters(node):
                yield f"{key}.{inner}", parameter


def overridden(source: Source, overrides: Mapping[str, object]) -> tuple[Source, MethodDocument]:
    """The method with other values: its source and what it says then."""
    data = deepcopy(source.data)
    paths = {dotted: _path(data, dotted) for dotted in overrides}
    for dotted, path in paths.items():
        _put(data, path, overrides[dotted])
    changed = replace(source, tree=replace(source.tree, data=data))
    try:
        return changed, validated(changed, MethodDocument, QuestionnaireError)
    except QuestionnaireError as trouble:
        # The file is sound: the engagement's own value is to be named, not a line of the file.
        blamed = [name for name, path in paths.items() if source.place(*path) == trouble.where]
        trouble.where = Place(", ".join(blamed or paths))
        raise


def _path(data: Node, dotted: str) -> Path:
    """The steps from the root to the value that ``dotted`` names."""
    node: object = data
    path: Path = ()
    for step in dotted.split("."):
        if is_parameter(node):
            node, path = node["value"], (*path, "value")
        if not isinstance(node, dict) or step not in node:
            raise _unknown(data, dotted)
        node, path = node[step], (*path, step)
    if is_parameter(node):
        return (*path, "value")
    if "value" not in path:
        raise _unknown(data, dotted)
    return path


def _put(node: object, path: Path, value: object) -> None:
    """Set what ``path`` leads to; `_path` has checked that it leads through mappings."""
    for step in path[:-1]:
        node = cast("Node", node)[step]
    cast("Node", node)[path[-1]] = value


def _unknown(data: Node, dotted: str) -> QuestionnaireError:
    known = [name for name, _ in parameters(data)]
    close = get_close_matches(dotted, known, n=1, cutoff=0.5)
    return QuestionnaireError(
        "the method has no parameter {name!r}",
        expected="the path of a parameter of method.yaml, such as {example}",
        hint="did you mean {close!r}?" if close else None,
        name=dotted,
        example=known[0],
        close="".join(close),
    )
