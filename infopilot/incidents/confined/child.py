"""The process that reads a received file: ``python -m infopilot.incidents.confined.child``.

It is told on its standard input what to do, is held to limits before it looks at the file, and
answers on its standard output, one JSON document a line: how far it is, then a report or a refusal.
"""

import json
import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TextIO

import duckdb
import pyarrow.compute  # noqa: F401 - loaded on first use otherwise, when little memory may be left
from pydantic import TypeAdapter

from infopilot.incidents.confined.wire import Document, dump, dumps, error_document
from infopilot.incidents.doctor.inspection import (
    Inspection,
    Thresholds,
    inspect,
    inspect_and_import,
)
from infopilot.incidents.files.limits import Limits, hold_to
from infopilot.incidents.files.peek import Peek, peek
from infopilot.incidents.files.progress import Progress, listening
from infopilot.incidents.files.refusals import shown_name, too_heavy
from infopilot.incidents.mappings.mapping import Mapping
from infopilot.incidents.mappings.recognition import header_fit
from infopilot.model.errors import IncidentDataError

# What no reader of a file ever needs; what is compiled is held back by its settings only.
FORBIDDEN = (
    *("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"),
    *("subprocess.Popen", "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn"),
)


def main() -> None:
    """Do what standard input says, and answer."""
    job = json.loads(sys.stdin.buffer.read())
    limits = TypeAdapter(Limits).validate_python(job["limits"])
    with _answers() as answers:

        def answer(document: Document) -> None:
            print(dumps(document), file=answers, flush=True)

        def on_progress(progress: Progress) -> None:
            answer({"progress": dump(progress)})

        hold_to(limits)
        sys.addaudithook(refuse_programs)
        with listening(on_progress):
            answer(_outcome(job, limits))


def refuse_programs(event: str, _arguments: object) -> None:
    """Refuse what a reader never does: a program, an address."""
    if event in FORBIDDEN:
        raise PermissionError(event)


def _outcome(job: Document, limits: Limits) -> Document:
    source, name = Path(str(job["source"])), str(job["name"])
    try:
        return {"report": dump(_named(TASKS[str(job["task"])](job, source, limits), name))}
    except IncidentDataError as error:
        return {"refused": error_document(_renamed(error, source, name))}
    except (MemoryError, duckdb.OutOfMemoryException):
        return {"refused": error_document(_renamed(too_heavy(source, limits.memory), source, name))}
    except Exception as defect:  # noqa: BLE001 - the other side tells it, and this side ends
        told = f"{type(defect).__name__}: {defect}".partition("\n")[0]
        return {"failed": told, "trace": traceback.format_exc()}


def _peek(job: Document, source: Path, limits: Limits) -> Peek:
    return peek(source, limits, header_fit(_mappings(job)))


def _inspect(job: Document, source: Path, limits: Limits) -> Inspection:
    return inspect(source, _mappings(job), _thresholds(job), limits)


def _import(job: Document, source: Path, limits: Limits) -> Inspection:
    return inspect_and_import(
        source,
        Path(str(job["destination"])),
        mappings=_mappings(job),
        thresholds=_thresholds(job),
        key=bytes.fromhex(str(job["key"])),
        keep_names=bool(job["keep_names"]),
        incidents_only=bool(job["incidents_only"]),
        limits=limits,
    )


Task = Callable[[Document, Path, Limits], Inspection | Peek]
TASKS: dict[str, Task] = {"peek": _peek, "inspect": _inspect, "import": _import}


def _thresholds(job: Document) -> Thresholds:
    return TypeAdapter(Thresholds).validate_python(job["thresholds"])


def _mappings(job: Document) -> list[Mapping]:
    return TypeAdapter(list[Mapping]).validate_python(job["mappings"])


def _renamed(error: IncidentDataError, source: Path, name: str) -> IncidentDataError:
    if error.where and error.where.file == shown_name(source):
        error.where = replace(error.where, file=name)
    return error


def _named(result: Inspection | Peek, name: str) -> Inspection | Peek:
    """``result`` with the name that the file has for whoever asked."""
    if isinstance(result, Inspection):
        layout = replace(result.report.layout, file=name)
        return replace(result, report=replace(result.report, layout=layout))
    return replace(result, layout=replace(result.layout, file=name))


def _answers() -> TextIO:
    """Standard output for answers only: what anything else prints there is dropped."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return answers


if __name__ == "__main__":
    main()
