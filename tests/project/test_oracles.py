"""The table of oracles tells the truth: what it names exists, and no oracle is missing."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "oracles.md"
TABLE_TEXT = TABLE.read_text(encoding="utf-8")
KEPT = {"O1", "O2", "O5", "O6", "O7", *(f"O{n}" for n in range(10, 16)), "UCI", "laws"}
NOT_KEPT = {"O4", "O9"}


def rows():
    """The cells of each line of the table, without its head."""
    lines = [line for line in TABLE_TEXT.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def functions_of(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row[0]}-{row[1][:30]}")
def test_the_code_and_the_test_of_a_figure_exist(row):
    _, figure, source, code, test = row
    module, _, function = code.strip("`").rpartition(".")
    path, _, name = test.strip("`").partition("::")

    assert figure
    assert source
    assert callable(getattr(import_module(module), function))
    assert name in functions_of(path)


def test_no_oracle_is_missing():
    assert {row[0] for row in rows()} == KEPT


def test_what_is_not_kept_is_said():
    assert set(re.findall(r"\*\*(O\d+)\*\*", TABLE_TEXT)) == NOT_KEPT
