"""The colours and fonts of ``tokens.css``, for drawings and for pages that live in other pages.

Our results are shown inside JupyterLab, Voila or a report: their style is scoped to ``.ip-page``
and never touches what surrounds them.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_TOKEN = re.compile(r"--([\w-]+):\s*([^;]+);")


def _sheet(name: str) -> str:
    return files("infopilot.views").joinpath(name).read_text(encoding="utf-8")


@cache
def tokens() -> Mapping[str, str]:
    """Every custom property of ``tokens.css`` by its name.

    >>> tokens()["client"]
    '#0b6e69'
    """
    return {name: value.strip() for name, value in _TOKEN.findall(_sheet("tokens.css"))}


@cache
def scoped_style(*sheets: str) -> str:
    """The tokens and ``sheets`` as one style sheet that only reaches ``.ip-page``."""
    properties = " ".join(f"--{name}: {value};" for name, value in tokens().items())
    rules = "\n".join(map(_sheet, sheets or ("results.css",)))
    return f".ip-page {{ {properties} }}\n{rules}"
