"""What the traps are found with: a few questions to the tables that an import makes.

Of the tables of `infopilot.incidents.conversion.canonical.make_table` they use ``complete``, and
``cells`` (source_row, sla_met, actor), ``ordered`` (source_row, id, position, state, happened_at),
``tickets`` (requester, resolver, type, status, source_row) and ``words`` (field, word, value).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from infopilot.model.method import TrapMethod

Row = Mapping[str, int | float | str | None]
LINES_TOLD = 3
# Titles are compared without case and accents. These words begin the title of a request.
REQUEST_WORDS = (
    "^(re|tr|fw|fwd)?[: ]*(demande|commande|achat|installation|installer|creation|creer|ajout"
    "|nouvel arrivant|nouvelle arrivee|nouvel utilisateur|nouveau compte|nouveau poste"
    "|acces (a|au|aux) |droits? d'acces|mise a disposition|pret de|onboarding|offboarding"
    "|request|order|install|new (user|hire|joiner|account|laptop)|access (to|request)"
    "|please (create|add|install))"
)
TEST_WORDS = (
    "^((ticket|incident|demande) ?(de |- ?)?)?(tests?|essais?|toto|ignore|ne pas traiter"
    "|a supprimer|do not process)( ticket)?[ 0-9.!-]*$"
)
# As a whole word of a name: an account, not somebody.
MACHINE_WORDS = (
    "(^|[^a-z])(system|systeme|automate|automatique|automation|bot|robot|api|svc|daemon|cron"
    "|nagios|zabbix|centreon|prtg|monitoring|supervision|no-?reply|ne-?pas-?repondre|mailer"
    "|scheduler|webhook|workflow|compte de service|service account)([^a-z]|$)"
)
TOTALS = """
select
    count(*) as tickets,
    count(*) filter (status_group in ('solved', 'closed')) as finished,
    count(sla_met) as told_sla,
    count(*) filter (sla_met) as met_sla,
    count(resolved_at) as resolved,
    count(*) filter (epoch(resolved_at) - epoch(opened_at) <= $minutes * 60) as quick,
    count(*) filter (resolved_at is not null and closed_at is not null) as both_dates,
    count(*) filter (resolved_at = closed_at) as same_dates,
    count(*) filter (epoch(timezone($zone, opened_at)) % 86400 = 0) as opened_midnight,
    count(*) filter (epoch(timezone($zone, resolved_at)) % 86400 = 0) as resolved_midnight,
    epoch(min(opened_at)) as first_opened,
    epoch(max(opened_at)) as last_opened
from complete
"""
TITLES = """
with titled as (
    select strip_accents(lower(title)) as words, type, source_row from complete
    where title is not null
)
select
    count(*) filter (type = 'incident') as incidents,
    count(*) filter (type = 'incident' and regexp_matches(words, $requests)) as requests,
    count(*) filter (regexp_matches(words, $tests)) as tests,
    (list(source_row order by source_row) filter (regexp_matches(words, $tests)))[:$told] as lines
from titled
"""
PRIORITIES = """
select priority, count(*) from complete where priority is not null
group by priority order by count(*) desc, priority
"""
DECLARED = "select count(type) as type, count(status) as status_group from tickets"
KINDS = """
select
    count(*) filter (type = 'incident') as incidents,
    count(*) filter (type = 'request') as requests,
    count(*) filter (type = 'incident' and status_group in ('solved', 'closed')) as closed
from complete
"""
MONTHS = "select opened_month, count(*) from complete group by opened_month order by opened_month"
# The words of the mapping say which verdict is a miss; a closed state is one where nothing moves.
RED = """
with misses as (
    select
        ordered.id,
        arg_min(ordered.state, ordered.position) as state,
        min(ordered.position) as position
    from ordered
    join cells on cells.source_row = ordered.source_row
    join words on words.field = 'sla_met' and words.word = cells.sla_met
    where words.value = 'false'
    group by ordered.id
)
select count(*) as failed, count(*) filter (state = 'closed' and position > 1) as late
from misses
"""
# One look at the updates; what is asked of them fits in a few thousand rows.
UPDATES = """
create or replace temp table updates as
select
    cells.actor as account,
    minute(ordered.happened_at) as minute,
    count(*) as updates,
    min(ordered.source_row) as line
from ordered join cells on cells.source_row = ordered.source_row
where cells.actor is not null
group by all
"""
RESOLUTIONS = """
create or replace temp table updates as
select
    resolver as account,
    minute(resolved_at) as minute,
    count(*) as updates,
    min(source_row) as line
from complete
where resolver is not null and resolved_at is not null and not system_account
group by all
"""
BUSIEST = """
with
accounts as (
    select account, sum(updates)::bigint as updates, min(line) as line from updates group by account
),
ranked as (
    select
        *,
        sum(updates) over ()::bigint as all_updates,
        lead(updates) over (order by updates desc, line) as next_updates,
        row_number() over (order by updates desc, line) as place
    from accounts
),
busiest as (select * from ranked where place = 1),
minutes as (
    select
        minute,
        sum(updates) filter (account = (select account from busiest))::bigint as own,
        sum(updates)::bigint as everybody
    from updates group by minute
)
select updates, all_updates, next_updates, line, minute, own, everybody
from busiest, (select * from minutes where own > 0 order by own desc, minute limit 1)
"""
MACHINES = """
with
named as (
    select 'resolver' as field, resolver as name, count(*) as tickets, min(source_row) as line
    from tickets where resolver is not null group by resolver
    union all
    select 'requester', requester, count(*), min(source_row)
    from tickets where requester is not null group by requester
),
seen as (
    select *, regexp_matches(strip_accents(lower(name)), $machines)
        and not list_contains($declared::varchar[], strip_accents(lower(name))) as is_machine
    from named
)
select
    field,
    sum(tickets)::bigint as everybody,
    coalesce(sum(tickets) filter (is_machine), 0)::bigint as tickets,
    count(*) filter (is_machine) as accounts,
    (list(line order by line) filter (is_machine))[:$told] as lines
from seen group by field
"""
RESOLVERS = """
select resolver, min(source_row) from tickets where resolver is not null
group by resolver order by min(source_row)
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """The questions, asked of the connection of an export that was just read."""

    connection: DuckDBPyConnection
    zone: str

    def totals(self, method: TrapMethod) -> Row:
        """Counts over all tickets."""
        asked = {"zone": self.zone, "minutes": method.after_fact_minutes}
        return self._row(TOTALS, asked)

    def declared(self) -> dict[str, int]:
        """Tickets whose type and state the export itself tells: the table always has some."""
        return {name: int(count or 0) for name, count in self._row(DECLARED).items()}

    def kinds(self) -> dict[str, int]:
        """Incidents and requests that are kept, and the incidents that are resolved or closed."""
        return {name: int(count or 0) for name, count in self._row(KINDS).items()}

    def titles(self) -> tuple[Row, tuple[int, ...]]:
        """Titles of requests and of tests, and rows of the latter."""
        asked = {"requests": REQUEST_WORDS, "tests": TEST_WORDS, "told": LINES_TOLD}
        [(incidents, requests, tests, rows)] = self._rows(TITLES, asked)
        counts = {"incidents": incidents, "requests": requests, "tests": tests}
        return counts, tuple(rows or ())

    def priorities(self) -> list[tuple[int, int]]:
        """Tickets by priority, the most frequent first."""
        return [(int(priority), int(count)) for priority, count in self._rows(PRIORITIES)]

    def months(self) -> dict[str, int]:
        """Tickets by month of opening that has some."""
        return {str(month): int(count) for month, count in self._rows(MONTHS)}

    def misses(self) -> Row:
        """Incidents of an event log that missed their level, and those that were red only then."""
        return self._row(RED)

    def busiest_account(self, *, events: bool) -> Row | None:
        """The account with most updates (resolutions in a list), and its favourite minute."""
        self.connection.execute(UPDATES if events else RESOLUTIONS)
        known = self._rows("select count(*) from updates")
        return self._row(BUSIEST) if known[0][0] else None

    def machines(self, declared: tuple[str, ...]) -> dict[str, tuple[Row, tuple[int, ...]]]:
        """Tickets of accounts named like machines, by column, those of the mapping aside."""
        asked = {"machines": MACHINE_WORDS, "told": LINES_TOLD, "declared": list(declared)}
        return {
            str(field): (
                {"everybody": everybody, "tickets": tickets, "accounts": accounts},
                tuple(rows or ()),
            )
            for field, everybody, tickets, accounts, rows in self._rows(MACHINES, asked)
        }

    def resolvers(self) -> list[tuple[str, int]]:
        """Names of resolvers as they are written, and the first row of each."""
        return [(str(name), int(row)) for name, row in self._rows(RESOLVERS)]

    def _rows(self, statement: str, asked: dict[str, object] | None = None) -> list[tuple]:  # type: ignore[type-arg]
        return self.connection.execute(statement, asked).fetchall()

    def _row(self, statement: str, asked: dict[str, object] | None = None) -> Row:
        found = self.connection.execute(statement, asked)
        names = [each[0] for each in found.description or ()]
        [values] = found.fetchall()
        return dict(zip(names, values, strict=True))
