"""Run each analysis script and write its notebook beside it, outputs and all.

A second run changes nothing: cell ids are kept, times and other traces of the run are not.
"""

from pathlib import Path

import jupytext
import nbformat
from jupytext.combine import combine_inputs_with_outputs
from nbclient import NotebookClient

HERE = Path(__file__).parent
SCRIPTS = sorted((HERE / "analysis").glob("[0-9]*.py"))
KEPT = {"kernelspec", "language_info"}


def build(script: Path) -> None:
    """Run ``script`` and write its twin."""
    twin = script.with_suffix(".ipynb")
    notebook = jupytext.read(script)
    if twin.exists():
        notebook = combine_inputs_with_outputs(notebook, nbformat.read(twin, as_version=4))
    resources = {"metadata": {"path": str(script.parent)}}
    NotebookClient(notebook, resources=resources, record_timing=False).execute()
    notebook.metadata = {
        key: notebook.metadata[key] for key in sorted(KEPT & set(notebook.metadata))
    }
    # The exact Python that ran is of no interest to a reader, and would change each twin.
    notebook.metadata.get("language_info", {}).pop("version", None)
    for cell in notebook.cells:
        cell.metadata = {"tags": cell.metadata["tags"]} if "tags" in cell.metadata else {}
    nbformat.write(notebook, twin)


if __name__ == "__main__":
    for each in SCRIPTS:
        build(each)
