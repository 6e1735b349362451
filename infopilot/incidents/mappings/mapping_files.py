"""A mapping as a file that people read and correct, in the order of those of infopilot."""

import os
import tempfile
from io import StringIO
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from infopilot.incidents.mappings.mapping import Mapping
from infopilot.model.errors import IncidentDataError

# A list on one line reads well up to here; names are never cut in two.
WIDTH, ENDLESS = 90, 1 << 20
# What stays together; a blank line and, where it helps, a reason come before each group.
GROUPS = {
    "fingerprint": "What recognises the export: its headers, and how many of them are enough.",
    "columns": "For each canonical column, the headers that hold it, the preferred one first.",
    "ignored": "Headers that are known and not used.",
    "dates": "Formats that dates may have: one is voted for on each whole column.",
    "types": "",
    "statuses": "What each status of the tool means.",
    "priorities": "From the most urgent, 1, to the least, 5.",
    "booleans": "",
    "sla": "What yes means in the column of service levels: met or breached.",
    "satisfaction": "The two ends of the scale; a scale may go down.",
    "organisations": "Who works for whom.",
}
# One key a line, even where a line would hold all of them.
OPEN = frozenset(
    {"fingerprint", "columns", "statuses", "priorities", "organisations", "satisfaction"}
)
CONSTANTS = frozenset({"null", "true", "false"})


def save_mapping(mapping: Mapping, path: Path) -> None:
    """Write ``mapping`` in ``path``, whole or not at all; its defaults are left out."""
    text = mapping_text(mapping)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=path.parent)
    except OSError as trouble:
        raise _unwritable(path, trouble) from None
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as trouble:
        raise _unwritable(path, trouble) from None
    finally:
        part.unlink(missing_ok=True)


def mapping_text(mapping: Mapping) -> str:
    """``mapping`` as YAML that `load_mapping` reads back as it is."""
    content = mapping.model_dump(mode="json", exclude_defaults=True)
    document = CommentedMap({key: _node(key, value) for key, value in content.items()})
    document.yaml_set_start_comment(f"{_one_line(mapping.tool)}: what its export calls things.")
    for key, reason in GROUPS.items():
        if key in document:
            document.yaml_set_comment_before_after_key(key, before=f"\n{reason}".rstrip())
    yaml = YAML()
    yaml.width = ENDLESS
    yaml.allow_unicode = True
    text = StringIO()
    yaml.dump(document, text)
    return text.getvalue()


def _node(name: str, value: object) -> object:
    if isinstance(value, dict):
        mapping = CommentedMap({_text(key): _node(key, each) for key, each in value.items()})
        if name not in OPEN:
            mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, list):
        sequence = CommentedSeq([_node("", each) for each in value])
        if sum(len(str(each)) + 2 for each in value) < WIDTH:
            sequence.fa.set_flow_style()
        return sequence
    return _text(value) if isinstance(value, str) else value


def _text(value: str) -> str:
    """A text that stays a text: quoted unless it is made of plain words."""
    plain = value.replace(" ", "x").replace("_", "x").replace("-", "x")
    is_plain = plain.isalpha() and value == value.strip() and value[0].isalpha()
    return value if is_plain and value.lower() not in CONSTANTS else DoubleQuotedScalarString(value)


def _one_line(text: str) -> str:
    return "".join(each for each in " ".join(text.split()) if each.isprintable())


def _unwritable(path: Path, trouble: OSError) -> IncidentDataError:
    return IncidentDataError(
        "the mapping cannot be written",
        where=str(path),
        got=trouble.strerror,
        hint="check the place that is left on the disk and the rights on the folder",
    )
