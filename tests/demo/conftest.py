"""The demonstration, built once for all the tests that look at it."""

import pytest

from infopilot.app import paths
from infopilot.demo.build import build_demo
from infopilot.demo.scenario import load_scenario
from infopilot.storage.method import load_method
from infopilot.storage.questionnaires import load_questionnaire


@pytest.fixture(scope="session")
def scenario():
    return load_scenario()


@pytest.fixture(scope="session")
def questionnaire():
    return load_questionnaire(paths.questionnaire_folder())


@pytest.fixture(scope="session")
def method():
    return load_method(paths.method_file(), {})


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The workbook of a freshly made demonstration."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INFOPILOT_HOME", str(home))
        return build_demo(tmp_path_factory.mktemp("demo") / "ateliers-morvan").workbook
