"""The command line: ``infopilot --help`` is the map."""

from infopilot.cli.main import main

__all__ = ["main"]
