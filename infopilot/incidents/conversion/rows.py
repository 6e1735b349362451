"""Tickets as texts to canonical rows: moments in UTC, minutes, numbers, booleans, pseudonyms.

Statements are constants; what a mapping says reaches them as variables or as the table ``words``.
"""

from datetime import UTC as UTC_ZONE
from datetime import datetime, timedelta

from duckdb import DuckDBPyConnection

from infopilot.incidents.mappings.mapping import Mapping

# A year before is a slip of the keyboard or of a conversion, and so is a day that is to come.
PLAUSIBLE = """
create or replace temp macro plausible(moment) as
    if(year(moment) >= 1980 and not is_future(moment), moment, null)
"""
FUTURE = """
create or replace temp macro is_future(moment) as
    coalesce(moment > getvariable('latest_moment'), false)
"""
DAYS_OF_GRACE = 2
# Of an hour that exists twice the first is taken; one that does not exist is moved forward.
UTC = """
create or replace temp macro utc(local) as
    if(is_repeated(local), timezone(getvariable('zone'), local) - interval 1 hour,
        timezone(getvariable('zone'), local))
"""
REPEATED = """
create or replace temp macro is_repeated(local) as
    timezone(getvariable('zone'), timezone(getvariable('zone'), local) - interval 1 hour) = local
"""
SKIPPED = """
create or replace temp macro is_skipped(local) as
    timezone(getvariable('zone'), timezone(getvariable('zone'), local)) <> local
"""
PARSED = """
create table parsed as
select
    tickets.*,
    status_word.value as state,
    if(tickets.type is null, getvariable('default_type'), type_word.value) as kind,
    try_cast(priority_word.value as bigint) as urgency,
    try_cast(blocking_word.value as boolean) as stops,
    try_cast(knowledge_word.value as boolean) as documented,
    try_cast(sla_word.value as boolean) as met,
    try_cast(satisfaction_word.value as double) as note,
    requester_word.value as asked_by,
    resolver_word.value as resolved_by,
    if(getvariable('counts_holders') and moves_read > 0, moves_read - 1, moves_read) as moves,
    whole(tickets.reopenings) as returns,
    positive(user_read) as declared_user,
    positive(vendor_read) as declared_vendor,
    positive(lost_read) as lost,
    plausible(opened_read) as opened,
    plausible(answered_read) as answered,
    plausible(resolved_read) as resolved,
    plausible(shut_read) as shut,
    plausible(touched_read) as touched
from (
    select
        *,
        whole(reassignments) as moves_read,
        minutes(
            lower(minutes_waiting_user), getvariable('unit_user'), getvariable('decimal_user')
        ) as user_read,
        minutes(
            lower(minutes_waiting_vendor), getvariable('unit_vendor'),
            getvariable('decimal_vendor')
        ) as vendor_read,
        minutes(lower(lost_minutes), getvariable('unit_lost'), getvariable('decimal_lost'))
            as lost_read,
        try_strptime(opened_at, getvariable('opened_at_formats')) as opened_read,
        try_strptime(first_response_at, getvariable('first_response_at_formats'))
            as answered_read,
        try_strptime(resolved_at, getvariable('resolved_at_formats')) as resolved_read,
        try_strptime(closed_at, getvariable('closed_at_formats')) as shut_read,
        try_strptime(updated_at, getvariable('updated_at_formats')) as touched_read
    from assigned
) as tickets
left join words as status_word
    on status_word.field = 'status' and status_word.word = tickets.status
left join words as type_word on type_word.field = 'type' and type_word.word = tickets.type
left join words as priority_word
    on priority_word.field = 'priority' and priority_word.word = tickets.priority
left join words as blocking_word
    on blocking_word.field = 'blocking' and blocking_word.word = tickets.blocking
left join words as knowledge_word
    on knowledge_word.field = 'knowledge' and knowledge_word.word = tickets.knowledge
left join words as sla_word on sla_word.field = 'sla_met' and sla_word.word = tickets.sla_met
left join words as satisfaction_word
    on satisfaction_word.field = 'satisfaction' and satisfaction_word.word = tickets.satisfaction
left join words as requester_word
    on requester_word.field = 'requester' and requester_word.word = tickets.requester
left join words as resolver_word
    on resolver_word.field = 'resolver' and resolver_word.word = tickets.resolver
"""
REJECTED = """
insert into issues
select
    'reject' as kind,
    case
        when is_future(opened_read) then 'future_date'
        when opened is null then 'missing_opening_date'
        when kind is null then 'unknown_type'
        when kind = 'request' and getvariable('incidents_only') then 'request_left_out'
    end as code,
    if(opened is null, 'opened_at', 'type') as field,
    source_row
from parsed where code is not null
"""
# A log that never tells a state nor an end does not say that everything is open.
TELLS_STATES = """
set variable tells_states = (
    select count(resolved_at) + count(closed_at) > 0
        or exists (from words where field = 'status' and value is not null)
    from tickets
)
"""
# Order is that of UTC: 03:10 comes before the 02:30 that does not exist and is read as 03:30.
KEPT = """
create table kept as
select
    *,
    if(resolved_moment < opened_utc, null, resolved_moment) as resolved_utc,
    if(shut_moment < opened_utc, null, shut_moment) as shut_utc,
    case
        when state in ('waiting_user', 'waiting_vendor') then 'waiting'
        when state is not null then state
        when shut_utc is not null then 'closed'
        when resolved_utc is not null then 'solved'
        when getvariable('tells_states') then 'open'
    end as grouped,
    coalesce(grouped in ('solved', 'closed'), false) as ended
from (
    select
        *,
        utc(opened) as opened_utc,
        utc(answered) as answered_utc,
        utc(resolved) as resolved_moment,
        utc(shut) as shut_moment,
        utc(touched) as touched_utc
    from parsed
)
where source_row not in (select source_row from issues where kind = 'reject')
"""
REPAIRED = """
insert into issues
with dates as (
    select source_row, unnest([
        {'field': 'opened_at', 'cell': opened_at, 'read': opened_read, 'local': opened,
            'start': opened},
        {'field': 'first_response_at', 'cell': first_response_at, 'read': answered_read,
            'local': answered, 'start': null},
        {'field': 'resolved_at', 'cell': resolved_at, 'read': resolved_read, 'local': resolved,
            'start': opened},
        {'field': 'closed_at', 'cell': closed_at, 'read': shut_read, 'local': shut,
            'start': opened},
        {'field': 'updated_at', 'cell': updated_at, 'read': touched_read, 'local': touched,
            'start': null}
    ], recursive := true)
    from kept
),
values_read as (
    select source_row, unnest([
        {'field': 'blocking', 'cell': blocking, 'lost': stops is null},
        {'field': 'knowledge', 'cell': knowledge, 'lost': documented is null},
        {'field': 'sla_met', 'cell': sla_met, 'lost': met is null},
        {'field': 'satisfaction', 'cell': satisfaction, 'lost': note is null},
        {'field': 'reassignments', 'cell': reassignments, 'lost': moves is null},
        {'field': 'reopenings', 'cell': reopenings, 'lost': returns is null},
        {'field': 'minutes_waiting_user', 'cell': minutes_waiting_user,
            'lost': declared_user is null},
        {'field': 'minutes_waiting_vendor', 'cell': minutes_waiting_vendor,
            'lost': declared_vendor is null},
        {'field': 'lost_minutes', 'cell': lost_minutes, 'lost': lost is null}
    ], recursive := true)
    from kept
)
select 'repair', 'unreadable_date', field, source_row from dates
where cell is not null and local is null and not is_future(read)
union all
select 'repair', 'future_date', field, source_row from dates where is_future(read)
union all
select 'repair', 'dates_out_of_order', field, source_row from dates where utc(local) < utc(start)
union all
select 'repair', 'skipped_hour', field, source_row from dates where is_skipped(local)
union all
select 'repair', 'repeated_hour', field, source_row from dates where is_repeated(local)
union all
select 'repair', 'unknown_value', field, source_row from values_read where cell is not null and lost
union all
select 'repair', 'unknown_status', 'status', source_row from kept
where status is not null and state is null and getvariable('tells_states')
union all
select 'repair', 'unknown_priority', 'priority', source_row from kept
where priority is not null and urgency is null
union all
select 'repair', 'resolved_while_open', 'resolved_at', source_row from kept
where resolved_utc is not null and not ended
union all
select 'repair', 'closed_while_open', 'closed_at', source_row from kept
where shut_utc is not null and not ended
"""
# Who holds an open ticket has not resolved it.
CANONICAL = """
create temp view canonical as
select
    id,
    kind as type,
    title,
    status,
    grouped as status_group,
    opened_utc as opened_at,
    answered_utc as first_response_at,
    resolved_utc as resolved_at,
    shut_utc as closed_at,
    touched_utc as updated_at,
    urgency as priority,
    coalesce(stops, urgency <= getvariable('blocking_priority')) as blocking,
    category,
    configuration_item,
    service,
    site,
    department,
    asked_by as requester,
    if(ended, resolved_by, null) as resolver,
    if(ended, resolver_group, null) as resolver_group,
    if(ended, organisation, null) as organisation,
    if(hands_known, hands, null) as path,
    coalesce(moves, if(hands_known, len(hands) - 1, null))::bigint as reassignments,
    returns as reopenings,
    if(documented is null and getvariable('knowledge_by_presence'), false, documented)
        as knowledge,
    met as sla_met,
    note as satisfaction,
    if(ended, floor((epoch(resolved_utc) - epoch(opened_utc)) / 60), null) as minutes_to_resolve,
    coalesce(declared_user, waited_user) as minutes_waiting_user,
    coalesce(declared_vendor, waited_vendor) as minutes_waiting_vendor,
    lost as lost_minutes,
    getvariable('tool') as source_tool,
    source_row,
    strftime(opened, '%Y-%m') as opened_month,
    case when vendor_waited_for then true when waited_vendor is not null then false
        else declared_vendor > 0 end as vendor_waited_for,
    coalesce(resolved_by in (select word from system_accounts), false) as system_account
from kept
"""


def make_canonical(connection: DuckDBPyConnection, mapping: Mapping) -> None:
    """Make ``canonical`` from ``assigned`` and ``words``; repairs and rejects go to ``issues``."""
    connection.execute(
        "create table system_accounts as select unnest($names::varchar[]) as word",
        {"names": list(mapping.system_accounts)},
    )
    macros = (REPEATED, SKIPPED, UTC)
    for statement in (*macros, PARSED, REJECTED, TELLS_STATES, KEPT, REPAIRED, CANONICAL):
        connection.execute(statement)


def set_variables(
    connection: DuckDBPyConnection, mapping: Mapping, *, incidents_only: bool, has_knowledge: bool
) -> None:
    """Tell the statements what the mapping says."""
    latest = datetime.now(UTC_ZONE) + timedelta(DAYS_OF_GRACE)
    presence = mapping.knowledge == "presence" and has_knowledge
    variables = (
        ("set variable zone = $value", mapping.timezone),
        ("set variable cell_separator = $value", mapping.cell_separator),
        ("set variable default_type = $value", mapping.types.default),
        ("set variable blocking_priority = $value", mapping.blocking_priority_at_most),
        ("set variable unit_user = $value", mapping.durations.minutes_waiting_user),
        ("set variable unit_vendor = $value", mapping.durations.minutes_waiting_vendor),
        ("set variable unit_lost = $value", mapping.durations.lost_minutes),
        ("set variable waits_for_user = $value", bool(mapping.statuses.waiting_user)),
        ("set variable waits_for_vendor = $value", bool(mapping.statuses.waiting_vendor)),
        ("set variable knowledge_by_presence = $value", presence),
        ("set variable counts_holders = $value", mapping.reassignments == "holders"),
        ("set variable incidents_only = $value", incidents_only),
        ("set variable tool = $value", mapping.id),
        ("set variable latest_moment = $value", latest.replace(tzinfo=None)),
    )
    for statement, value in variables:
        connection.execute(statement, {"value": value})
    for statement in (FUTURE, PLAUSIBLE):
        connection.execute(statement)
