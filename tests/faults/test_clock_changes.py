"""Times around the changes of clocks: durations and UTC against an independent oracle.

The product converts with the engine's own tables; the oracle is Python's `zoneinfo`. The rule: of
an hour that exists twice the first is taken, a time that does not exist is moved forward by what
the clock jumped, both are told, and order and durations are those of UTC.
"""

import csv
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infopilot.incidents.conversion.canonical import open_canonical

YEARS = range(1980, 2026)
"""Days to come are set aside: the years that are over for everybody."""
PARIS, PAIRS = "Europe/Paris", 5000
SEED = 20261126
HOUR = timedelta(hours=1)
FORMAT = "%Y-%m-%d %H:%M:%S"
MAPPING = """
id: clocks
tool: Clocks
language: en
label: {{fr: Horloges, en: Clocks}}
fingerprint: {{columns: [number, opened, resolved], enough: 3}}
columns: {{id: [number], opened_at: [opened], resolved_at: [resolved], status: [state]}}
statuses: {{closed: [closed]}}
dates: ["%Y-%m-%d %H:%M:%S"]
timezone: {zone}
"""


@dataclass(frozen=True)
class Stamp:
    """A time on the wall, and what it means."""

    local: datetime
    zone: ZoneInfo

    @property
    def utc(self):
        """The moment, by the rule."""
        return self.local.replace(tzinfo=self.zone, fold=0).astimezone(UTC)

    @property
    def is_skipped(self):
        """Whether no clock showed it."""
        return self.utc.astimezone(self.zone).replace(tzinfo=None) != self.local

    @property
    def is_repeated(self):
        """Whether clocks showed it twice."""
        first, second = (self.local.replace(tzinfo=self.zone, fold=fold) for fold in (0, 1))
        return not self.is_skipped and first.utcoffset() != second.utcoffset()


def changes(zone, years=YEARS):
    """Moments in UTC at which the offset of a zone changes, to the minute."""
    start, end = datetime(years[0], 1, 2, tzinfo=UTC), datetime(years[-1], 12, 30, tzinfo=UTC)
    while start < end:
        following = start + timedelta(days=1)
        if offset(start, zone) != offset(following, zone):
            low, high = start, following
            while high - low > timedelta(minutes=1):
                middle = low + (high - low) / 2
                middle = middle.replace(second=0, microsecond=0)
                if offset(middle, zone) == offset(low, zone):
                    low = middle
                else:
                    high = middle
            yield high
        start = following


def offset(moment, zone):
    return moment.astimezone(zone).utcoffset()


def pairs(zone, count, seed=SEED):
    """Times on the wall, opened and resolved: around each change in turn, some ordinary."""
    chance = random.Random(seed)
    known = list(changes(zone)) or [datetime(2026, 3, 29, 1, tzinfo=UTC)]
    for rank in range(count):
        around = known[rank % len(known)].astimezone(zone).replace(tzinfo=None)
        if rank % 10 == 9:
            around += timedelta(days=chance.randrange(20, 120))
        opened = around + timedelta(minutes=chance.randrange(-200, 200))
        spent = timedelta(minutes=chance.choice((0, 1, 10, 59, 60, 61, 90, 150, 300, 1440, 10_000)))
        yield Stamp(opened, zone), Stamp(opened + spent, zone)


def write(folder, zone, stamped):
    """The export and its mapping."""
    export, mapping = folder / "clocks.csv", folder / "clocks.yaml"
    with export.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["number", "state", "opened", "resolved"])
        for rank, (opened, resolved) in enumerate(stamped):
            times = (each.local.strftime(FORMAT) for each in (opened, resolved))
            writer.writerow([f"T{rank}", "closed", *times])
    mapping.write_text(MAPPING.format(zone=zone.key), encoding="utf-8")
    return export, mapping


def imported(infopilot, client, folder, zone, stamped):
    """What the product makes of the stamps: rows by rank, and how many of each code."""
    export, mapping = write(folder, zone, stamped)
    done = infopilot("tickets", "import", client, export, "--mapping", mapping, "--json")
    assert done.code == 0, done.err
    table = open_canonical(client / "tickets" / "incidents.parquet")
    columns = "id, epoch(opened_at), epoch(resolved_at), minutes_to_resolve"
    rows = {int(row[0][1:]): row[1:] for row in table.project(columns).fetchall()}
    repairs = [each for each in done.document["issues"] if each["kind"] == "repair"]
    codes = {(each["code"], each["field"]): each["count"] for each in repairs}
    return rows, codes


def expected(stamped):
    """What the oracle makes of them."""
    rows, codes = {}, {}

    def count(code, field):
        codes[code, field] = codes.get((code, field), 0) + 1

    for rank, (opened, resolved) in enumerate(stamped):
        for stamp, field in ((opened, "opened_at"), (resolved, "resolved_at")):
            if stamp.is_skipped:
                count("skipped_hour", field)
            if stamp.is_repeated:
                count("repeated_hour", field)
        if resolved.utc < opened.utc:
            count("dates_out_of_order", "resolved_at")
            rows[rank] = (opened.utc.timestamp(), None, None)
        else:
            minutes = (resolved.utc - opened.utc) // timedelta(minutes=1)
            rows[rank] = (opened.utc.timestamp(), resolved.utc.timestamp(), minutes)
    return rows, codes


def test_ten_thousand_times_around_the_changes_of_paris(infopilot, client, tmp_path):
    zone = ZoneInfo(PARIS)
    stamped = list(pairs(zone, PAIRS))
    rows, codes = imported(infopilot, client, tmp_path, zone, stamped)
    wanted, told = expected(stamped)
    wrong = [rank for rank in wanted if rows[rank] != wanted[rank]]

    print(f"{2 * len(stamped)} times, {len(wrong)} wrong; told {codes}")
    assert wrong == []
    assert codes == told
    assert min(codes[code, "opened_at"] for code in ("skipped_hour", "repeated_hour")) > PAIRS / 50


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kolkata", "UTC", "Pacific/Apia"])
def test_times_of_other_zones(infopilot, client, tmp_path, zone):
    known = ZoneInfo(zone)
    stamped = list(pairs(known, 400))
    rows, codes = imported(infopilot, client, tmp_path, known, stamped)
    wanted, told = expected(stamped)

    assert rows == wanted
    assert codes == told


def test_the_oracle_tells_times_that_are_subtracted_as_clocks_show_them():
    """The negative control: what the clock on the wall says is wrong for many of them."""
    stamped = list(pairs(ZoneInfo(PARIS), PAIRS))
    wanted, _ = expected(stamped)
    naive = {
        rank: (resolved.local - opened.local) // timedelta(minutes=1)
        for rank, (opened, resolved) in enumerate(stamped)
    }
    wrong = [rank for rank, (_, _, minutes) in wanted.items() if minutes != naive[rank]]

    print(f"{len(wrong)} durations of {PAIRS} are wrong on the wall")
    assert len(wrong) > PAIRS / 10


def test_the_oracle_finds_every_change_of_paris():
    """Two a year, and those of the years before the rule of today."""
    found = list(changes(ZoneInfo(PARIS)))

    assert len(found) == 2 * len(YEARS)
    assert all(
        abs(offset(each, ZoneInfo(PARIS)) - offset(each - HOUR, ZoneInfo(PARIS))) == HOUR
        for each in found
    )
