"""infopilot: take back the wheel of outsourced IT."""

__version__ = "0.1.0"
