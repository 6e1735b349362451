"""Reading a received file in a process that is held to limits, and stopped when it exceeds them.

What the file holds is unpacked, decoded and parsed there only. What comes back is data that is
validated here; it cannot execute anything. The process has a folder of its own, which goes away
with it, no key but the one of the pseudonyms, and nothing of the environment but what Python needs.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from typing import IO, TypeVar

from infopilot.incidents.confined.wire import dump, dumps, error_from, loads, validated
from infopilot.incidents.doctor.inspection import Inspection, Thresholds
from infopilot.incidents.files.containers import check_file
from infopilot.incidents.files.limits import Limits
from infopilot.incidents.files.peek import Peek
from infopilot.incidents.files.progress import OnProgress, Progress
from infopilot.incidents.files.refusals import (
    failed,
    shown_name,
    too_heavy,
    too_slow,
    unreadable_workbook,
)
from infopilot.incidents.mappings.mapping import Mapping
from infopilot.model.errors import IncidentDataError

MODULE = "infopilot.incidents.confined.child"
LONGEST_ANSWER = 1 << 26
KEPT = (
    *("PYTHONPATH", "PYTHONHOME", "PYTHONUTF8", "LD_LIBRARY_PATH", "SYSTEMROOT"),
    *("LANG", "LC_ALL", "LC_CTYPE"),
)
R = TypeVar("R", Inspection, Peek)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be done with a file; ``options`` are those of `inspect_and_import`."""

    name: str
    source: Path
    limits: Limits
    mappings: Sequence[Mapping] = ()
    thresholds: Thresholds | None = None
    options: dict[str, object] = field(default_factory=dict)

    @property
    def job(self) -> str:
        """The task as the other process reads it."""
        return dumps(
            {
                "task": self.name,
                "source": str(self.source.absolute()),
                "name": shown_name(self.source),
                "mappings": [each.model_dump(mode="json") for each in self.mappings],
                "thresholds": dump(self.thresholds),
                "limits": dump(self.limits),
                **self.options,
            }
        )


def peek_confined(
    source: Path,
    mappings: Sequence[Mapping],
    limits: Limits,
    on_progress: OnProgress | None = None,
) -> Peek:
    """Look at the headers of an export as `infopilot.incidents.files.peek.peek` does, confined.

    ``mappings`` recognise a header that is not where headers usually are.
    """
    task = Task(name="peek", source=source, limits=limits, mappings=mappings)
    with _private_folder() as folder:
        return _run(task, folder, Peek, on_progress)


def inspect_confined(
    source: Path,
    mappings: Sequence[Mapping],
    thresholds: Thresholds,
    limits: Limits,
    on_progress: OnProgress | None = None,
) -> Inspection:
    """Look at an export as `infopilot.incidents.doctor.inspection.inspect` does, confined."""
    task = Task(
        name="inspect", source=source, limits=limits, mappings=mappings, thresholds=thresholds
    )
    with _private_folder() as folder:
        return _run(task, folder, Inspection, on_progress)


@contextmanager
def import_confined(
    source: Path,
    mappings: Sequence[Mapping],
    thresholds: Thresholds,
    limits: Limits,
    on_progress: OnProgress | None = None,
    **options: object,
) -> Iterator[tuple[Inspection, Path]]:
    """Import an export as `inspect_and_import` does, in a confined process.

    Gives what was found, and the canonical table in a file that goes away with this context.
    """
    with _private_folder() as folder:
        table = folder / "incidents.parquet"
        task = Task(
            name="import",
            source=source,
            limits=limits,
            mappings=mappings,
            thresholds=thresholds,
            options=options | {"destination": str(table)},
        )
        yield _run(task, folder, Inspection, on_progress), table


@contextmanager
def _private_folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="infopilot-") as name:
        yield Path(name).resolve()


def _run(task: Task, folder: Path, kind: type[R], on_progress: OnProgress | None) -> R:
    check_file(task.source, task.limits)
    with _started(folder) as process, _clock(process, task.limits) as was_late:
        _send(process, task.job)
        stage = ""
        for answer in _answers(process):
            if "progress" in answer:
                progress = validated(answer["progress"], Progress)
                stage = progress.stage
                if on_progress:
                    on_progress(progress)
            else:
                return _result(task, answer, kind)
        process.wait()
        raise _ending(task, process.returncode, stage, late=bool(was_late))


def _result(task: Task, answer: dict[str, object], kind: type[R]) -> R:
    try:
        if "report" in answer:
            return validated(answer["report"], kind)
        if "refused" in answer:
            error = error_from(answer["refused"])
        else:
            error = failed(task.source, str(answer["failed"]))
            error.add_note(str(answer["trace"]))
    except (ValueError, TypeError, KeyError) as trouble:
        error = failed(task.source, str(trouble).partition("\n")[0])
    raise error


def _ending(task: Task, code: int, stage: str, *, late: bool) -> IncidentDataError:
    """Why the process ended without an answer."""
    if late or (sys.platform != "win32" and -code in {signal.SIGXCPU, signal.SIGKILL}):
        return too_slow(task.source, task.limits.seconds)
    if not stage:
        return failed(task.source, f"ended with {code} before the file was opened")
    # The engine keeps to its share of the memory; the reader of sheets does not, and aborts.
    if stage == "open":
        return unreadable_workbook(task.source)
    return too_heavy(task.source, task.limits.memory)


@contextmanager
def _started(folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Start the process; whatever happens, it and its children are gone at the end."""
    process = subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-P", "-m", MODULE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=_environment(folder),
        start_new_session=True,
    )
    with process:
        try:
            yield process
        finally:
            _stop(process)


@contextmanager
def _clock(process: "subprocess.Popen[bytes]", limits: Limits) -> Iterator[list[bool]]:
    """Stop ``process`` when its time is over; the list is empty until then."""
    late: list[bool] = []

    def stop() -> None:
        late.append(True)
        _stop(process)

    timer = Timer(limits.patience, stop)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()


def _stop(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is not None:
        return
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)


def _send(process: "subprocess.Popen[bytes]", job: str) -> None:
    stdin: IO[bytes] | None = process.stdin
    if stdin:
        with suppress(BrokenPipeError), stdin:
            stdin.write(job.encode())


def _answers(process: "subprocess.Popen[bytes]") -> Iterator[dict[str, object]]:
    while process.stdout and (line := process.stdout.readline(LONGEST_ANSWER)):
        with suppress(ValueError):  # a line that was cut by the end of the process
            yield loads(line)


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    root = str(Path(__file__).parents[3])
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP", "HOME"), str(folder))
    search = os.pathsep.join([root, *filter(None, [kept.get("PYTHONPATH")])])
    # Each thread reserves addresses for its own heap otherwise, and addresses are what is counted.
    return kept | places | {"PYTHONPATH": search, "MALLOC_ARENA_MAX": "2"}
