"""What ships in ``questionnaires/``, for tests of layers that do not read files."""

from functools import cache
from pathlib import Path
from typing import Any

from infopilot.model.method import Method, TrapMethod
from infopilot.storage.method import load_method

METHOD_FILE = Path(__file__).parents[1] / "questionnaires" / "method.yaml"


@cache
def shipped_method() -> Method:
    """The method as it ships."""
    return load_method(METHOD_FILE)


def shipped_traps() -> TrapMethod:
    """Its thresholds of traps."""
    return shipped_method().traps


def shipped_registers() -> dict[str, Any]:
    """How it reads services, exit costs, and what contradicts what."""
    dependency = shipped_method().dependency
    names = ("services", "service_threshold", "exit_cost", "contradictions")
    return {name: getattr(dependency, name) for name in names}
