"""The doors of the other tests, for faults to be tried on."""

from tests.apps.conftest import fresh_door
from tests.serving.conftest import door, workbook

__all__ = ["door", "fresh_door", "workbook"]
