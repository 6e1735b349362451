from datetime import date, datetime

import pytest

from infopilot.demo.working_time import after, easter, is_working_day, months_before

# Dates of Easter as published; 1954, 1981, 2049 and 2076 are the exceptions of the method of Gauss.
EASTERS = [
    date(1954, 4, 18),
    date(1981, 4, 19),
    date(2000, 4, 23),
    date(2024, 3, 31),
    date(2025, 4, 20),
    date(2026, 4, 5),
    date(2049, 4, 18),
    date(2076, 4, 19),
]


@pytest.mark.parametrize("sunday", EASTERS, ids=str)
def test_easter_falls_on_its_day(sunday):
    assert easter(sunday.year) == sunday


@pytest.mark.parametrize(
    "day", [date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 25), date(2025, 11, 11)], ids=str
)
def test_nobody_works_on_a_public_holiday(day):
    assert not is_working_day(day)


def test_work_stops_in_the_evening_and_goes_on_after_the_holiday():
    started = datetime.fromisoformat("2026-07-13T17:00")

    assert after(started, 120) == datetime.fromisoformat("2026-07-15T09:00")


def test_work_on_a_call_before_opening_starts_at_opening():
    assert after(datetime.fromisoformat("2026-07-13T05:00"), 30).hour == 8


def test_a_month_earlier_than_march_31_is_in_february():
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
