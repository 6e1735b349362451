"""The doors of the other tests, for faults to be tried on."""

from tests.serving.conftest import door, workbook

__all__ = ["door", "workbook"]
