"""From many lines per incident to one: an event log, or an export that repeats a ticket."""

from collections.abc import Callable, Collection

from duckdb import DuckDBPyConnection, DuckDBPyRelation

Clean = Callable[[DuckDBPyRelation], DuckDBPyRelation]

EVENTS = """
create table events as
select
    source_row, id, resolver_group,
    try_strptime(updated_at, getvariable('updated_at_formats')) as happened_read,
    plausible(happened_read) as happened_at,
    try_cast(replace(event_order, ' ', '') as double) as turn,
    states.value as state
from cells left join states on states.word = cells.status
where id is not null
"""
# Times have the precision of a minute: the counter of updates orders what one minute holds, then
# the content does, so that neither the order of the lines nor a sort can change the result.
CONTENTS = """
create table contents as
with ties as (
    select id, happened_at, turn from events group by all having count(*) > 1
),
tied as (
    select source_row from events semi join ties
        on events.id = ties.id and events.happened_at = ties.happened_at
        and events.turn is not distinct from ties.turn
)
select
    source_row,
    [status, resolver_group, resolver, sla_met, closed_at, resolved_at] as content
from cells semi join tied using (source_row)
"""
ORDERED = """
create table ordered as
select
    source_row, id, happened_at, state, resolver_group,
    row_number() over story as position,
    lead(happened_at) over story as left_at,
    lag(resolver_group ignore nulls) over story as previous_group,
    count(*) over (partition by id) as positions
from events left join contents using (source_row)
where happened_at is not null
window story as (
    partition by id order by happened_at, turn nulls first, content nulls first, source_row
)
"""
LAST_ROWS = """
create view last_rows as
select source.* from source semi join (select source_row from ordered where position = positions)
using (source_row)
"""
# What is spent waiting after the resolution is no part of the time to resolve.
STORIES = """
create table stories as
with
paths as (
    select id, list(resolver_group order by position) as hands
    from ordered where resolver_group is distinct from previous_group and resolver_group is not null
    group by id
),
ends as (
    select
        id,
        plausible(try_strptime(resolved_at, getvariable('resolved_at_formats'))) as resolved_last
    from cells semi join (select source_row from ordered where position = positions)
    using (source_row)
),
waits as (
    select
        id,
        state,
        greatest(0, date_diff('second', happened_at, least(left_at, resolved_last))) / 60 as minutes
    from ordered join ends using (id)
    where state in ('waiting_user', 'waiting_vendor')
),
waited as (
    select
        id,
        floor(coalesce(sum(minutes) filter (state = 'waiting_user'), 0)) as waited_user,
        floor(coalesce(sum(minutes) filter (state = 'waiting_vendor'), 0)) as waited_vendor,
        bool_or(state = 'waiting_vendor') as vendor_waited_for
    from waits group by id
)
select
    id,
    hands,
    hands is not null as hands_known,
    if(getvariable('waits_for_user'), coalesce(waited_user, 0), null) as waited_user,
    if(getvariable('waits_for_vendor'), coalesce(waited_vendor, 0), null) as waited_vendor,
    coalesce(vendor_waited_for, false) as vendor_waited_for
from ends left join paths using (id) left join waited using (id)
"""
TICKETS_OF_EVENTS = "create table tickets as select * from last_events join stories using (id)"
LOST_EVENTS = """
insert into issues
select 'reject', 'missing_id', 'id', source_row from cells where id is null
union all
select
    'reject',
    if(is_future(happened_read), 'future_date', 'unreadable_date'),
    'updated_at',
    source_row
from events where happened_at is null
"""
# What a log without these columns says by its events: the first one opens, the last one that enters
# an ended state tells when. Of several endings the last one counts, as for a ticket reopened.
DATED_BY_EVENTS = {
    "opened_at": """
update tickets set opened_at = cells.updated_at
from ordered join cells using (source_row)
where ordered.id = tickets.id and ordered.position = 1
""",
    "resolved_at": """
update tickets set resolved_at = ends.ended_at from (
    select ordered.id, arg_max(updated_at, position) as ended_at
    from ordered join cells using (source_row) where state = 'solved' group by ordered.id
) as ends
where ends.id = tickets.id
""",
    "closed_at": """
update tickets set closed_at = ends.ended_at from (
    select ordered.id, arg_max(updated_at, position) as ended_at
    from ordered join cells using (source_row) where state = 'closed' group by ordered.id
) as ends
where ends.id = tickets.id
""",
}
# A list that never shows two hands says who holds the ticket, not where it has been.
TICKETS = """
create table tickets as
with
split as (
    select
        * exclude (resolver, requester, vendor, configuration_item),
        parts(resolver)[1] as resolver,
        parts(requester)[1] as requester,
        parts(vendor)[1] as vendor,
        parts(configuration_item)[1] as configuration_item,
        parts(path) as holders,
        plausible(try_strptime(updated_at, getvariable('updated_at_formats'))) as last_update
    from cells
    where id is not null
),
ranked as (
    select
        *,
        list_filter(holders, lambda held, i: i = 1 or held <> holders[i - 1]) as hands,
        row_number() over (
            partition by id order by last_update desc nulls last, source_row desc
        ) as copy
    from split
)
select
    * exclude (holders, last_update, resolver_group),
    coalesce(resolver_group, hands[-1]) as resolver_group,
    coalesce(max(len(hands)) over () > 1, false) and hands is not null as hands_known,
    null::double as waited_user,
    null::double as waited_vendor,
    coalesce(status in (select word from states where value = 'waiting_vendor'), false)
        as vendor_waited_for
from ranked
"""
PARTS = """
create or replace temp macro parts(cell) as
    case when cell is null then null
    when getvariable('cell_separator') is null then [cell]
    else list_filter(
        list_transform(
            string_split(cell, getvariable('cell_separator')), lambda part: trim(part, E' \\t\\r')
        ),
        lambda part: part <> ''
    ) end
"""
COPIES = """
insert into issues
select 'reject', 'missing_id', 'id', source_row from cells where id is null
union all
select 'reject', 'repeated_ticket', 'id', source_row from tickets where copy > 1
"""
DROP_COPIES = "delete from tickets where copy > 1"


def last_events(connection: DuckDBPyConnection, known: Collection[str], clean: Clean) -> None:
    """Make ``tickets``: the last event of each incident, its path and how long it waited.

    The last event is the one of the latest time, then of the highest counter. The path is the
    groups in the order they held it, consecutive repeats collapsed. Waiting runs from an event in
    a waiting state to the next event. The dates that are not ``known`` columns of the log are
    those of its events. ``clean`` makes cells of records.
    """
    for statement in (EVENTS, CONTENTS, ORDERED, LAST_ROWS):
        connection.execute(statement)
    clean(connection.view("last_rows")).create_view("last_events")
    dated = [sql for name, sql in DATED_BY_EVENTS.items() if name not in known]
    for statement in (STORIES, TICKETS_OF_EVENTS, LOST_EVENTS, *dated):
        connection.execute(statement)


def single_tickets(connection: DuckDBPyConnection) -> None:
    """Make ``tickets`` from an export of one line per ticket; of several, the latest is kept."""
    for statement in (PARTS, TICKETS, COPIES, DROP_COPIES):
        connection.execute(statement)
