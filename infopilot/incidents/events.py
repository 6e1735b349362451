"""From many lines per incident to one: an event log, or an export that repeats a ticket."""

from collections.abc import Collection

from duckdb import DuckDBPyConnection

# Times have the precision of a minute: the counter of updates orders what one minute holds, then
# the content does, so that neither the order of the lines nor a sort can change the result.
EVENTS = """
create temp table events as
select
    cells.*,
    try_strptime(cells.updated_at, getvariable('updated_at_formats')) as happened_at,
    try_strptime(cells.resolved_at, getvariable('resolved_at_formats')) as resolved_then,
    try_cast(replace(cells.event_order, ' ', '') as double) as turn,
    states.value as state
from cells left join states on states.word = cells.status
where cells.id is not null
"""
ORDERED = """
create temp table ordered as
select
    *,
    row_number() over story as position,
    lead(happened_at) over story as left_at,
    count(*) over (partition by id) as positions
from events
where happened_at is not null
window story as (
    partition by id
    order by happened_at, turn nulls first, status, resolver_group, resolver, sla_met,
        closed_at, resolved_at, source_row
)
"""
# What is spent waiting after the resolution is no part of the time to resolve.
STORIES = """
create temp table stories as
with
held as (
    select id, position, resolver_group,
        lag(resolver_group) over (partition by id order by position) as previous_group
    from ordered where resolver_group is not null
),
paths as (
    select id, list(resolver_group order by position) as hands
    from held where resolver_group is distinct from previous_group
    group by id
),
ends as (select id, resolved_then as resolved_last from ordered where position = positions),
waits as (
    select
        ordered.id,
        ordered.state,
        greatest(0, date_diff('second', happened_at, least(left_at, resolved_last))) / 60 as minutes
    from ordered join ends using (id)
)
select
    waits.id,
    any_value(paths.hands) as hands,
    floor(coalesce(sum(minutes) filter (state = 'waiting_user'), 0)) as waited_user,
    floor(coalesce(sum(minutes) filter (state = 'waiting_vendor'), 0)) as waited_vendor,
    bool_or(state = 'waiting_vendor') as vendor_waited_for
from waits left join paths using (id)
group by waits.id
"""
LAST_EVENTS = """
create temp table tickets as
select
    ordered.* exclude (happened_at, resolved_then, turn, state, position, left_at, positions),
    stories.hands,
    stories.hands is not null as hands_known,
    if(getvariable('waits_for_user'), stories.waited_user, null) as waited_user,
    if(getvariable('waits_for_vendor'), stories.waited_vendor, null) as waited_vendor,
    coalesce(stories.vendor_waited_for, false) as vendor_waited_for
from ordered join stories using (id)
where position = positions
"""
LOST_EVENTS = """
insert into issues
select 'reject', 'missing_id', 'id', source_row from cells where id is null
union all
select 'reject', 'unreadable_date', 'updated_at', source_row
from events where happened_at is null
"""
# What a log without these columns says by its events: the first one opens, the last one that enters
# an ended state tells when. Of several endings the last one counts, as for a ticket reopened.
DATED_BY_EVENTS = {
    "opened_at": """
update tickets set opened_at = ordered.updated_at from ordered
where ordered.id = tickets.id and ordered.position = 1
""",
    "resolved_at": """
update tickets set resolved_at = ends.at from
    (select id, arg_max(updated_at, position) as at from ordered where state = 'solved' group by id)
    as ends
where ends.id = tickets.id
""",
    "closed_at": """
update tickets set closed_at = ends.at from
    (select id, arg_max(updated_at, position) as at from ordered where state = 'closed' group by id)
    as ends
where ends.id = tickets.id
""",
}
# A list that never shows two hands says who holds the ticket, not where it has been.
TICKETS = """
create temp table tickets as
with
split as (
    select
        * exclude (resolver, requester, vendor, configuration_item),
        parts(resolver)[1] as resolver,
        parts(requester)[1] as requester,
        parts(vendor)[1] as vendor,
        parts(configuration_item)[1] as configuration_item,
        parts(path) as holders,
        try_strptime(updated_at, getvariable('updated_at_formats')) as last_update
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


def last_events(connection: DuckDBPyConnection, known: Collection[str]) -> None:
    """Make ``tickets``: the last event of each incident, its path and how long it waited.

    The last event is the one of the latest time, then of the highest counter. The path is the
    groups in the order they held it, consecutive repeats collapsed. Waiting runs from an event in
    a waiting state to the next event. The dates that are not ``known`` columns of the log are
    those of its events.
    """
    dated = [sql for name, sql in DATED_BY_EVENTS.items() if name not in known]
    for statement in (EVENTS, ORDERED, STORIES, LAST_EVENTS, LOST_EVENTS, *dated):
        connection.execute(statement)


def single_tickets(connection: DuckDBPyConnection) -> None:
    """Make ``tickets`` from an export of one line per ticket; of several, the latest is kept."""
    for statement in (PARTS, TICKETS, COPIES, DROP_COPIES):
        connection.execute(statement)
