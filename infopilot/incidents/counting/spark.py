"""Incidents held by Spark: a session on this machine, and the columns that figures need.

pyspark is an optional dependency, and needs Java: it is only imported when a session is asked for.
"""

import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from infopilot.incidents.conversion.table import DERIVED, NEEDED, TYPES, parquet_files
from infopilot.model.errors import IncidentDataError
from infopilot.model.incidents import CANONICAL_COLUMNS

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

KINDS: Mapping[str, str] = {
    "VARCHAR": "string",
    "VARCHAR[]": "array<string>",
    "TIMESTAMP WITH TIME ZONE": "timestamp",
    "BOOLEAN": "boolean",
    "BIGINT": "bigint",
    "DOUBLE": "double",
}
MINUTE = 60_000_000
STANDARD_ERROR = 2
# As in infopilot.incidents.conversion.table, in the words of Spark.
STATE = """coalesce(status_group, case
    when closed_at is not null then 'closed'
    when resolved_at is not null then 'solved'
    when source_tool is null then 'open' end)"""
IMPLIED: Mapping[str, str] = {
    "minutes_to_resolve": f"""case when status_group in ('solved', 'closed') then coalesce(
        minutes_to_resolve, cast(floor(
            (unix_micros(resolved_at) - unix_micros(opened_at)) / {MINUTE}) as double)) end""",
    "reassignments": "coalesce(reassignments, size(path) - 1)",
}
DERIVED_IN_SPARK: Mapping[str, str] = {
    "opened_minute": f"floor(unix_micros(opened_at) / {MINUTE})",
    "last_minute": f"""floor(unix_micros(greatest(
        opened_at, first_response_at, resolved_at, closed_at, updated_at)) / {MINUTE})""",
    "closed_minute": f"floor(unix_micros(closed_at) / {MINUTE})",
    "hours_to_close": f"""floor(
        (unix_micros(closed_at) - unix_micros(resolved_at)) / {60 * MINUTE})""",
    "opened_month": "date_format(to_utc_timestamp(opened_at, current_timezone()), 'yyyy-MM')",
    "ping_pong": """case
        when path is not null then size(
            filter(path, (held, place) -> place >= 2 and held = get(path, place - 2))) > 0
        when reassignments is not null then reassignments >= 3 end""",
    "vendor_waited_for": "minutes_waiting_vendor > 0",
    "system_account": "false",
}


def open_spark(path: Path) -> "DataFrame":
    """Open a canonical Parquet file, or a folder of them, with every column that figures need.

    In the session that is active, or in one on this machine. Raises `IncidentDataError`.
    """
    files, session = parquet_files(path), spark_session()
    with spark_errors(path):
        frame = session.read.option("mergeSchema", "true").parquet(
            *(file.resolve().as_uri() for file in files)
        )
        return completed_in_spark(frame)


@contextmanager
def spark_errors(path: Path) -> Iterator[None]:
    """What Spark cannot read of ``path`` is one `IncidentDataError`, whenever it finds it out."""
    from py4j.protocol import Py4JError  # noqa: PLC0415 - an optional engine
    from pyspark.errors import PySparkException  # noqa: PLC0415

    try:
        yield
    except (PySparkException, Py4JError) as trouble:
        java = getattr(trouble, "java_exception", None)
        told = str(java.getMessage() if java else trouble)
        raise IncidentDataError(
            "the table of incidents cannot be read",
            where=str(path),
            expected="Parquet, with the canonical columns and types",
            got=told.partition("\n")[0],
            hint="infopilot tickets import makes one from a ticket export",
        ) from None


def completed_in_spark(frame: "DataFrame") -> "DataFrame":
    """``frame`` with all canonical columns, their types, what they imply and what derives of them.

    The columns that a warehouse table does not have are null; those of ours that it has already,
    derived ones included, are kept. Nothing is computed before figures are asked for.
    """
    present = set(frame.columns)
    missing = [name for name in NEEDED if name not in present]
    if missing:
        raise IncidentDataError(
            "this is not a table of incidents: {missing} is missing",
            hint="give it the canonical columns, in a view for instance",
            missing=", ".join(missing),
        )
    typed = [
        f"cast({f'`{name}`' if name in present else 'null'} as {KINDS[kind]}) as {name}"
        for name, kind in TYPES.items()
    ]
    kept = [name for name in DERIVED if name in present]
    frame = frame.selectExpr(*typed, *kept)
    frame = _replaced(frame, {"status_group": STATE})
    frame = _replaced(frame, IMPLIED)
    frame = _replaced(frame, {n: sql for n, sql in DERIVED_IN_SPARK.items() if n not in present})
    return frame.select(*CANONICAL_COLUMNS, *DERIVED)


def _replaced(frame: "DataFrame", statements: Mapping[str, str]) -> "DataFrame":
    kept = [name for name in frame.columns if name not in statements]
    return frame.selectExpr(*kept, *(f"{sql} as {name}" for name, sql in statements.items()))


def spark_session() -> "SparkSession":
    """The session that is active, or else one on this machine that listens to nobody outside."""
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - an optional engine
    except ImportError:
        raise IncidentDataError(
            "the engine spark is not installed",
            expected="pyspark 4 or newer",
            hint="pip install pyspark",
        ) from None
    # Said of every table that is collected; the tests compare what is collected.
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    return SparkSession.getActiveSession() or _local_session()


@cache
def _local_session() -> "SparkSession":
    from pyspark.errors import PySparkException  # noqa: PLC0415 - an optional engine
    from pyspark.sql import SparkSession  # noqa: PLC0415

    home = os.environ.get("JAVA_HOME")
    if not (shutil.which("java") or (home and Path(home, "bin", "java").is_file())):
        raise _no_java()
    place = Path(tempfile.mkdtemp(prefix="infopilot-spark-"))
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        # A short life: compiling for a long one costs more than it gains.
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "4",
        "spark.sql.warehouse.dir": str(place),
    }
    builder = SparkSession.builder.master("local[*]").appName("infopilot")
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        with _errors_kept_in(place / "spark.log"):
            return builder.getOrCreate()
    except (PySparkException, RuntimeError, OSError) as trouble:
        raise _no_java(str(trouble).partition("\n")[0]) from None


@contextmanager
def _errors_kept_in(log: Path) -> Iterator[None]:
    """Java, started meanwhile, writes its chatter for good in ``log``: failures are exceptions."""
    sys.stderr.flush()
    own = os.dup(STANDARD_ERROR)
    try:
        with log.open("wb") as file:
            os.dup2(file.fileno(), STANDARD_ERROR)
        yield
    finally:
        os.dup2(own, STANDARD_ERROR)
        os.close(own)


def _no_java(got: str | None = None) -> IncidentDataError:
    return IncidentDataError(
        "the engine spark cannot start",
        expected="Java 17 or newer",
        got=got,
        hint="install it (openjdk-17-jre-headless on Debian) or choose --engine duckdb",
    )
