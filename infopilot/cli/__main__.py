"""``python -m infopilot.cli``."""

from infopilot.cli.main import main

main()
