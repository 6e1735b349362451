import importlib
import subprocess
import sys

import pytest

from infopilot.views.style import tokens
from infopilot.views.theme import SMALLEST_TEXT, alt, hidden, house_theme


def test_a_hidden_module_cannot_be_imported_meanwhile_and_can_be_afterwards():
    sys.modules.pop("colorsys", None)

    with hidden("colorsys"), pytest.raises(ImportError):
        importlib.import_module("colorsys")

    assert importlib.import_module("colorsys").rgb_to_hsv(0, 0, 0) == (0.0, 0.0, 0)


def test_an_imported_module_is_not_hidden():
    with hidden("sys"):
        assert importlib.import_module("sys") is sys


def test_charts_do_not_build_the_parsers_of_addresses():
    script = "import sys, infopilot.views.theme; print('rfc3987_syntax' in sys.modules)"

    shown = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert shown.stdout.strip() == "False"


def test_charts_carry_the_house_font_and_no_smaller_text():
    config = alt.Chart({"values": [{}]}).mark_point().to_dict()["config"]
    sizes = [
        size
        for part in ("axis", "legend", "text", "title")
        for name, size in house_theme()["config"][part].items()
        if name.lower().endswith("fontsize")
    ]

    assert config["font"] == tokens()["font"]
    assert config["background"] == "transparent"
    assert min(sizes) >= SMALLEST_TEXT
