"""infopilot: take back the wheel of outsourced IT.

Analysts start here: ``import infopilot as ip``. Each name is loaded on first use, so that a script
loads neither widgets nor charts by accident.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from infopilot.app.notebooks import set_up_notebook
    from infopilot.app.workbook import Workbook, new_engagement, open_engagement
    from infopilot.demo.build import open_demo
    from infopilot.views import charts, tables

__version__ = "0.1.0"

_HOMES = {
    "Workbook": "infopilot.app.workbook",
    "charts": "infopilot.views",
    "new_engagement": "infopilot.app.workbook",
    "open_demo": "infopilot.demo.build",
    "open_engagement": "infopilot.app.workbook",
    "set_up_notebook": "infopilot.app.notebooks",
    "tables": "infopilot.views",
}

__all__ = [
    "Workbook",
    "charts",
    "new_engagement",
    "open_demo",
    "open_engagement",
    "set_up_notebook",
    "tables",
]


def __getattr__(name: str) -> object:
    """Load a public name on first use."""
    if name not in _HOMES:
        message = f"module 'infopilot' has no attribute {name!r}"
        raise AttributeError(message)
    home = _HOMES[name]
    if name in {"charts", "tables"}:
        return import_module(f"{home}.{name}")
    return getattr(import_module(home), name)
