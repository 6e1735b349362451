"""The respondents' path loads no data library: neither the server nor the page's notebook."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"altair", "duckdb", "ipywidgets", "narwhals", "numpy", "pandas", "polars", "pyarrow"}
NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "app" / "questionnaire.ipynb"
SERVER = "import infopilot.app.door_process"


def page_source():
    (cell,) = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return "".join(cell["source"])


@pytest.mark.parametrize(("source", "needs_engagement"), [(SERVER, False), (page_source(), True)])
def test_the_respondents_path_loads_no_data_library(client, monkeypatch, source, needs_engagement):
    if needs_engagement:
        monkeypatch.setenv("INFOPILOT_ENGAGEMENT", str(client))
    told = "import sys, json; print(json.dumps([name.split('.')[0] for name in sys.modules]))"

    done = subprocess.run(
        [sys.executable, "-c", f"{source}\n{told}"], capture_output=True, text=True, check=True
    )

    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert "infopilot" in loaded
    assert loaded & HEAVY == set()
