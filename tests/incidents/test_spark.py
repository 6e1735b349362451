"""Spark counts what the other engines count: on the worked example, the real log and fifty more."""

import importlib.util
import os
import re
import shutil
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from infopilot.app import facts as counting
from infopilot.incidents.conversion.canonical import import_tickets, open_canonical
from infopilot.incidents.counting import spark
from infopilot.incidents.counting.facts import count_facts
from infopilot.model.errors import IncidentDataError
from infopilot.model.incidents import CANONICAL_COLUMNS
from tests.incidents.conftest import KEY
from tests.incidents.dep1 import METHOD, REFERENCE, canonical_table, dep1_table
from tests.incidents.logs import logs

REQUIRED = os.environ.get("INFOPILOT_REQUIRE_SPARK") == "1"
HERE = importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None
needs_spark = pytest.mark.skipif(not (HERE or REQUIRED), reason="needs pyspark and Java")
pytestmark = [
    pytest.mark.spark,
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas"),
]
LOGS = 50
DOCUMENTATION = Path(__file__).parents[2] / "docs" / "spark.md"


@pytest.fixture(scope="module")
def session():
    """The product's own session, with as little ceremony as tiny tables need."""
    own = spark.spark_session()
    own.conf.set("spark.sql.shuffle.partitions", "1")
    own.conf.set("spark.sql.adaptive.enabled", "false")
    own.conf.set("spark.sql.codegen.wholeStage", "false")
    own.conf.set("spark.sql.codegen.factoryMode", "NO_CODEGEN")
    return own


@needs_spark
def test_the_session_listens_to_this_machine_only(session):
    settings = session.sparkContext.getConf()

    assert settings.get("spark.driver.bindAddress") == "127.0.0.1"
    assert settings.get("spark.ui.enabled") == "false"
    assert session.conf.get("spark.sql.session.timeZone") == "UTC"
    assert spark.spark_session() is spark.spark_session()


@needs_spark
def test_dep1_is_counted_from_its_canonical_columns_alone(session):
    """A warehouse table has what the contract says, and none of our derived columns."""
    expected = count_facts(dep1_table(), METHOD, reference_time=REFERENCE)
    columns = [name for name in CANONICAL_COLUMNS if name not in ("title", "department", "site")]
    bare = session.createDataFrame(dep1_table().select(columns))

    assert count_facts(bare, METHOD, reference_time=REFERENCE) == expected


@needs_spark
def test_the_documentation_runs_as_it_is_written(session, capsys):
    [example] = re.findall(r"```python\n(.*?)```", DOCUMENTATION.read_text("utf-8"), re.DOTALL)
    rows = [row | {"id": f"{row['id']}-{n}"} for n in range(3) for row in dep1_table().to_pylist()]
    session.createDataFrame(canonical_table(rows)).createOrReplaceTempView("incidents")

    exec(example, {"spark": session})  # noqa: S102 - our own words

    assert capsys.readouterr().out.startswith("0.7857142857142857 Interval(low=")


@needs_spark
@pytest.mark.parametrize("zone", ["Europe/Paris", "America/New_York"])
def test_the_zone_of_the_session_changes_nothing(session, zone):
    expected = count_facts(dep1_table(), METHOD)
    bare = dep1_table().select([*CANONICAL_COLUMNS])
    session.conf.set("spark.sql.session.timeZone", zone)
    try:
        counted = count_facts(session.createDataFrame(bare), METHOD)
    finally:
        session.conf.set("spark.sql.session.timeZone", "UTC")

    assert counted == expected


@needs_spark
@settings(
    max_examples=LOGS,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(table=logs(0, 12) | logs(25, 60))
def test_four_engines_agree_on_fifty_logs(session, table):
    expected = count_facts(duckdb.connect().from_arrow(table), METHOD)

    assert count_facts(table.to_pandas(), METHOD) == expected
    assert count_facts(pl.from_arrow(table), METHOD) == expected
    assert count_facts(session.createDataFrame(table).coalesce(1), METHOD) == expected


@needs_spark
@pytest.mark.usefixtures("session")
def test_a_folder_of_parquet_files_is_one_table(tmp_path):
    table = dep1_table()
    folder = tmp_path / "incidents"
    folder.mkdir()
    for number, part in enumerate((table.slice(0, 9), table.slice(9))):
        duckdb.connect().from_arrow(part).write_parquet(str(folder / f"{number}.parquet"))

    assert counting.facts_of(folder, METHOD, "spark") == counting.facts_of(folder, METHOD)


@needs_spark
@pytest.mark.real_log
@pytest.mark.usefixtures("session")
def test_spark_counts_the_real_log_as_the_others_do(real_log, mappings, tmp_path):
    table = tmp_path / "incidents.parquet"
    import_tickets(real_log / "incident_event_log.zip", table, mappings=mappings, key=KEY)
    expected = count_facts(open_canonical(table), METHOD)

    assert counting.facts_of(table, METHOD, "spark") == expected
    assert expected.incidents == 24_918


@needs_spark
@pytest.mark.usefixtures("session")
def test_a_table_that_is_not_of_incidents_is_refused(tmp_path):
    other = tmp_path / "other.parquet"
    duckdb.connect().sql("select 1 as a").write_parquet(str(other))
    text = tmp_path / "text.parquet"
    text.write_text("not Parquet", encoding="utf-8")

    wrong = tmp_path / "wrong.parquet"
    duckdb.connect().sql(
        "select '1' as id, 'incident' as type, now() as opened_at, 'urgent' as priority"
    ).write_parquet(str(wrong))

    with pytest.raises(IncidentDataError, match="id, type, opened_at is missing"):
        counting.facts_of(other, METHOD, "spark")
    with pytest.raises(IncidentDataError, match="cannot be read"):
        counting.facts_of(wrong, METHOD, "spark")
    with pytest.raises(IncidentDataError, match="no incidents here"):
        counting.facts_of(tmp_path / "nothing", METHOD, "spark")
    with pytest.raises(IncidentDataError, match="cannot be read"):
        counting.facts_of(text, METHOD, "spark")


def test_without_pyspark_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)

    with pytest.raises(IncidentDataError, match="pip install pyspark"):
        spark.spark_session()


def test_without_java_the_error_says_what_to_install(monkeypatch):
    pytest.importorskip("pyspark", reason="needs pyspark")
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)

    with pytest.raises(IncidentDataError, match="openjdk-17-jre-headless"):
        spark._local_session.__wrapped__()
