"""Both ways to install infopilot ask for the same things."""

import re
import tomllib
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
CONDA_NAMES = {
    "duckdb": "python-duckdb",
    "jupyter-server": "jupyter_server",
    "tzdata": "python-tzdata",
}
HOST = re.compile(r"https?://|--index|--find-links|--extra-index")


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def conda():
    return YAML(typ="safe").load(ROOT / "environment.yml")["dependencies"]


def split(requirement):
    name, version = re.fullmatch(r"([A-Za-z0-9._-]+?)([<>=].*)", requirement).groups()
    return name, version


def test_conda_and_pip_ask_for_the_same_packages_and_versions():
    asked = dict(map(split, project()["dependencies"]))
    renamed = {CONDA_NAMES.get(name, name): version for name, version in asked.items()}
    conda_asks = dict(split(each) for each in conda() if isinstance(each, str) and each != "pip")

    assert conda_asks.pop("python") == project()["requires-python"]
    assert conda_asks == renamed


def test_the_lock_names_no_host():
    lock = (ROOT / "constraints.txt").read_text(encoding="utf-8")

    assert "voila==" in lock
    assert not HOST.search(lock)


def test_every_direct_dependency_is_locked():
    lock = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    locked = {line.split("==")[0] for line in lock.splitlines()}

    optional = [each for extra in project()["optional-dependencies"].values() for each in extra]
    asked = [*project()["dependencies"], *optional]
    assert {split(each)[0].replace(".", "-") for each in asked} <= locked
