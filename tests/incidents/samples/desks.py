"""Exports of help desks: Jira, Freshdesk, Freshservice, Zendesk and Zammad."""

from datetime import datetime

from tests.incidents.samples.writing import BOM, Sample, at, plain, row, xlsx

JIRA = [
    "Summary,Issue key,Issue id,Issue Type,Status,Project key,Project name,Project type,Priority,"
    "Resolution,Assignee,Reporter,Creator,Created,Updated,Last Viewed,Resolved,Due date,Labels,"
    "Labels,Labels,Components,Components,Description,Watchers,Watchers,"
    "Custom field (Request participants),Custom field (Request participants),"
    "Satisfaction rating,Comment,Comment,Status Category".split(","),
    (
        "Écran noir|SUP-41|10041|[System] Incident|Closed|SUP|Support Lenoir|service_desk|Highest|"
        "Done|Paul Durand|Élodie Martin|Élodie Martin|12/May/26 9:41 AM|13/May/26 10:00 AM|"
        "14/May/26 8:00 AM|12/May/26 12:05 PM||poste|atelier||Poste de travail|Écran|Écran noir, "
        "\nvoir photo|Paul|Hugo|Léa|Marc|5|12/May/26 10:00 AM;557058:a1;Vu|"
        "12/May/26 12:00 PM;557058:a1;Câble changé|Done"
    ).split("|"),
    (
        "Licence pour la paie|SUP-42|10042|[System] Service request|Waiting for customer|SUP|"
        "Support Lenoir|service_desk|Medium|||Hugo Lambert|Hugo Lambert|01/Jun/26 2:05 PM|"
        "02/Jun/26 12:30 AM|||||||||Bonjour|||||||| To Do"
    ).split("|"),
]
JIRA_IGNORED = (
    "Issue id",
    "Project key",
    "Project type",
    "Resolution",
    "Creator",
    "Last Viewed",
    "Due date",
    "Labels",
    "Description",
    "Watchers",
    "Comment",
    "Status Category",
)
JIRA_ROWS = (
    row(
        id="SUP-41",
        type="incident",
        title="Écran noir",
        status="Closed",
        status_group="closed",
        opened_at=at("2026-05-12 07:41"),
        resolved_at=at("2026-05-12 10:05"),
        updated_at=at("2026-05-13 08:00"),
        priority=1,
        blocking=True,
        category="Poste de travail",
        department="Support Lenoir",
        requester="Élodie Martin",
        resolver="Paul Durand",
        organisation="PROVIDER",
        satisfaction=1,
        minutes_to_resolve=144,
        source_tool="jira-cloud",
        source_row=1,
    ),
    row(
        id="SUP-42",
        type="request",
        title="Licence pour la paie",
        status="Waiting for customer",
        status_group="waiting",
        opened_at=at("2026-06-01 12:05"),
        updated_at=at("2026-06-01 22:30"),
        priority=3,
        blocking=False,
        department="Support Lenoir",
        requester="Hugo Lambert",
        source_tool="jira-cloud",
        source_row=2,
    ),
)
AMERICAN = {
    "12/May/26 9:41 AM": "5/12/2026 9:41",
    "13/May/26 10:00 AM": "5/13/2026 10:00",
    "12/May/26 12:05 PM": "5/12/2026 12:05",
    "01/Jun/26 2:05 PM": "6/1/2026 14:05",
    "02/Jun/26 12:30 AM": "6/2/2026 0:30",
}
ISO = {
    "12/May/26 9:41 AM": "2026-05-12 09:41",
    "13/May/26 10:00 AM": "2026-05-13 10:00",
    "12/May/26 12:05 PM": "2026-05-12 12:05",
    "01/Jun/26 2:05 PM": "2026-06-01 14:05",
    "02/Jun/26 12:30 AM": "2026-06-02 00:30",
}
FRESHDESK = [
    "Ticket ID,Subject,Description,Status,Priority,Source,Type,Agent,Group,Created time,"
    "Due by Time,Resolved time,Closed time,Last update time,Initial response time,Time tracked,"
    "First response time (in hrs),Resolution time (in hrs),Agent interactions,"
    "Customer interactions,Resolution status,First response status,Tags,Survey results,Product,"
    "Full name,Contact ID".split(","),
    (
        "4101|Scanner en panne|…|Closed|Urgent|Phone|Incident|Paul Durand|Support|"
        "2026-05-13 08:30:00|2026-05-13 16:30:00|2026-05-13 12:30:00|2026-05-18 12:30:00|"
        "2026-05-18 12:30:00|2026-05-13 08:41:30|00:00:00|-0,19|04:00:00|3|1|Within SLA|"
        "Within SLA|scanner,atelier||Terrain|Élodie Martin|90210"
    ).split("|"),
    (
        "4102|Mot de passe|…|Waiting on Customer|Low|Email|Question|||2026-05-29 17:20:00|"
        "2026-06-01 17:20:00|||2026-05-30 09:00:00||||||1|SLA Violated||||Bureau|Hugo Lambert|90211"
    ).split("|"),
]
FRESHDESK_IGNORED = (
    "Description",
    "Source",
    "Due by Time",
    "Time tracked",
    "First response time (in hrs)",
    "Resolution time (in hrs)",
    "Agent interactions",
    "Customer interactions",
    "First response status",
    "Tags",
)
FRESHDESK_ROWS = (
    row(
        id="4101",
        type="incident",
        title="Scanner en panne",
        status="Closed",
        status_group="closed",
        opened_at=at("2026-05-13 06:30"),
        first_response_at=at("2026-05-13 06:41:30"),
        resolved_at=at("2026-05-13 10:30"),
        closed_at=at("2026-05-18 10:30"),
        updated_at=at("2026-05-18 10:30"),
        priority=1,
        blocking=True,
        service="Terrain",
        requester="Élodie Martin",
        resolver="Paul Durand",
        resolver_group="Support",
        organisation="PROVIDER",
        sla_met=True,
        minutes_to_resolve=240,
        source_tool="freshdesk",
        source_row=1,
    ),
    row(
        id="4102",
        type="request",
        title="Mot de passe",
        status="Waiting on Customer",
        status_group="waiting",
        opened_at=at("2026-05-29 15:20"),
        updated_at=at("2026-05-30 07:00"),
        priority=4,
        blocking=False,
        service="Bureau",
        requester="Hugo Lambert",
        sla_met=False,
        source_tool="freshdesk",
        source_row=2,
    ),
)
FRESHSERVICE = [
    "Subject,Type,Status,Urgency,Impact,Priority,Group,Agent,Company,Category,Sub-Category,Item,"
    "Source,Ticket Id,Requester Name,Requester Email,Created Time,Due by Time,Resolved Time,"
    "Closed Time,Last Updated Time,Initial Response Time,Time Tracked,"
    "First Response Time (in Hrs),Resolution Time (in Hrs),Agent interactions,"
    "Customer interactions,Resolution Status,First Response Status,Tags,Survey Result".split(","),
    (
        "Wifi coupé|Incident|Resolved|High|High|High|Réseau|Paul Durand|Menuiserie Lenoir|Réseau|"
        "Wifi||Portal|INC-88|Élodie Martin|e.martin@lenoir.example|13/05/2026 08:30|"
        "13/05/2026 16:30|13/05/2026 12:30||13/05/2026 12:31|13/05/2026 09:00|||"
        "4:00:00|2|0|SLA Violated|Within SLA||"
    ).split("|"),
]
FRESHSERVICE_IGNORED = (
    "Urgency",
    "Impact",
    "Sub-Category",
    "Item",
    "Source",
    "Requester Email",
    "Due by Time",
    "Time Tracked",
    "First Response Time (in Hrs)",
    "Resolution Time (in Hrs)",
    "Agent interactions",
    "Customer interactions",
    "First Response Status",
    "Tags",
)
FRESHSERVICE_ROWS = (
    row(
        id="INC-88",
        type="incident",
        title="Wifi coupé",
        status="Resolved",
        status_group="solved",
        opened_at=at("2026-05-13 06:30"),
        first_response_at=at("2026-05-13 07:00"),
        resolved_at=at("2026-05-13 10:30"),
        updated_at=at("2026-05-13 10:31"),
        priority=2,
        blocking=False,
        category="Réseau",
        department="Menuiserie Lenoir",
        requester="Élodie Martin",
        resolver="Paul Durand",
        resolver_group="Réseau",
        organisation="PROVIDER",
        sla_met=False,
        minutes_to_resolve=240,
        source_tool="freshservice",
        source_row=1,
    ),
)
ZENDESK = [
    "Summation column,Id,Requester,Requester id,Requester external id,Requester email,"
    "Requester domain,Submitter,Assignee,Group,Subject,Tags,Status,Priority,Via,Ticket type,"
    "Created at,Updated at,Assigned at,Organization,Due date,Initially assigned at,Solved at,"
    "Resolution time,Satisfaction Score,Group stations,Assignee stations,Reopens,Replies,"
    "First reply time in minutes,Full resolution time in minutes,Agent wait time in minutes,"
    "Requester wait time in minutes,On hold time in minutes".split(","),
    (
        "1|731|Élodie Martin|361|-|e.martin@lenoir.example|lenoir.example|Élodie Martin|"
        "Paul Durand|Support|Badgeuse muette|badge atelier|Closed|Urgent|Web form|Incident|"
        "2026-05-13 08:30|2026-05-18 12:30|2026-05-13 08:45|Menuiserie Lenoir|-|2026-05-13 08:40|"
        "2026-05-13 12:30|4|Good|3|4|1|2|10|240|90|150|30"
    ).split("|"),
    (
        "1|732|Hugo Lambert|362|-|h.lambert@lenoir.example|lenoir.example|Hugo Lambert|-|Support|"
        "Lecteur Z:|-|Pending|-|Mail|-|2026-05-29 17:20|2026-05-30 09:00|-|Menuiserie Lenoir|-|-|"
        "-|-|Not Offered|1|0|0|0|-|-|0|0|0"
    ).split("|"),
]
ZENDESK_IGNORED = (
    "Summation column",
    "Requester id",
    "Requester external id",
    "Requester email",
    "Requester domain",
    "Submitter",
    "Tags",
    "Via",
    "Assigned at",
    "Due date",
    "Initially assigned at",
    "Resolution time",
    "Assignee stations",
    "Replies",
    "First reply time in minutes",
    "Full resolution time in minutes",
    "Requester wait time in minutes",
)
ZENDESK_ROWS = (
    row(
        id="731",
        type="incident",
        title="Badgeuse muette",
        status="Closed",
        status_group="closed",
        opened_at=at("2026-05-13 06:30"),
        resolved_at=at("2026-05-13 10:30"),
        updated_at=at("2026-05-18 10:30"),
        priority=1,
        blocking=True,
        department="Menuiserie Lenoir",
        requester="Élodie Martin",
        resolver="Paul Durand",
        resolver_group="Support",
        organisation="PROVIDER",
        reassignments=2,
        reopenings=1,
        satisfaction=1,
        minutes_to_resolve=240,
        minutes_waiting_user=90,
        minutes_waiting_vendor=30,
        source_tool="zendesk",
        source_row=1,
    ),
    row(
        id="732",
        type="incident",
        title="Lecteur Z:",
        status="Pending",
        status_group="waiting",
        opened_at=at("2026-05-29 15:20"),
        updated_at=at("2026-05-30 07:00"),
        department="Menuiserie Lenoir",
        requester="Hugo Lambert",
        reassignments=0,
        reopenings=0,
        minutes_waiting_user=0,
        minutes_waiting_vendor=0,
        source_tool="zendesk",
        source_row=2,
    ),
)
ZAMMAD = [
    "#,Title,State,Priority,Group,Owner,Customer,Organization,Create Channel,Sender,Tags,"
    "Time Units Total,Created At,Updated At,Closed At,Close Escalation At,Close In Min,"
    "Close Diff In Min,First Response At,First Response Escalation At,First Response In Min,"
    "First Response Diff In Min,Update Escalation At,Update In Min,Update Diff In Min,"
    "Last Contact At,Last Contact Agent At,Last Contact Customer At,Article Count,"
    "Escalation At".split(","),
    [
        20041,
        "Clavier cassé",
        "closed",
        "3 high",
        "Support",
        "Paul Durand",
        "Élodie Martin",
        "Menuiserie Lenoir",
        "email",
        "Customer",
        "",
        0.5,
        datetime(2026, 5, 13, 8, 30),
        datetime(2026, 5, 13, 12, 30, 41),
        datetime(2026, 5, 13, 12, 29, 59),
        "",
        239,
        241,
        datetime(2026, 5, 13, 8, 59, 59),
        *[""] * 6,
        datetime(2026, 5, 13, 12, 0),
        "",
        "",
        4,
        "",
    ],
    [
        20042,
        "Pas de son",
        "pending reminder",
        "2 normal",
        "Support",
        "-",
        "Hugo Lambert",
        "",
        "web",
        "Customer",
        "",
        0,
        datetime(2026, 5, 29, 17, 20),
        datetime(2026, 5, 29, 17, 20),
        *[""] * 14,
        1,
        "",
    ],
]
ZAMMAD_ROWS = (
    row(
        id="20041",
        type="incident",
        title="Clavier cassé",
        status="closed",
        status_group="closed",
        opened_at=at("2026-05-13 06:30"),
        first_response_at=at("2026-05-13 06:59:59"),
        resolved_at=at("2026-05-13 10:29:59"),
        closed_at=at("2026-05-13 10:29:59"),
        updated_at=at("2026-05-13 10:30:41"),
        priority=2,
        department="Menuiserie Lenoir",
        requester="Élodie Martin",
        resolver="Paul Durand",
        resolver_group="Support",
        organisation="PROVIDER",
        minutes_to_resolve=239,
        source_tool="zammad",
        source_row=1,
    ),
    row(
        id="20042",
        type="incident",
        title="Pas de son",
        status="pending reminder",
        status_group="waiting",
        opened_at=at("2026-05-29 15:20"),
        updated_at=at("2026-05-29 15:20"),
        priority=3,
        requester="Hugo Lambert",
        source_tool="zammad",
        source_row=2,
    ),
)
ZAMMAD_IGNORED = tuple(
    name
    for name in ZAMMAD[0]
    if name.endswith(("In Min", "Escalation At"))
    or name.startswith(
        ("Last Contact", "Article", "Create Channel", "Sender", "Tags", "Time Units")
    )
)


def dated(lines, written):
    """The same lines with dates written in another way."""
    return [[written.get(cell, cell) for cell in cells] for cells in lines]


def lower_case(lines):
    """The same lines under a header of another letter case."""
    return [[name.lower() for name in lines[0]], *lines[1:]]


SAMPLES = (
    *(
        Sample(
            name=f"jira-cloud, dates {name}",
            file="Jira.csv",
            content=BOM + plain(lines).encode(),
            mapping="jira-cloud",
            rows=JIRA_ROWS,
            ignored=JIRA_IGNORED,
            unmapped=("Custom field (Request participants)",),
        )
        for name, lines in (
            ("of Jira", JIRA),
            ("of the United States", dated(JIRA, AMERICAN)),
            ("of ISO", dated(JIRA, ISO)),
        )
    ),
    Sample(
        name="freshdesk",
        file="tickets.csv",
        content=plain(FRESHDESK).encode(),
        mapping="freshdesk",
        rows=FRESHDESK_ROWS,
        ignored=FRESHDESK_IGNORED,
        unmapped=("Contact ID",),
    ),
    Sample(
        name="freshdesk in lower case",
        file="tickets.csv",
        content=plain(lower_case(FRESHDESK)).encode(),
        mapping="freshdesk",
        rows=FRESHDESK_ROWS,
        ignored=tuple(name.lower() for name in FRESHDESK_IGNORED),
        unmapped=("contact id",),
    ),
    Sample(
        name="freshservice",
        file="tickets.csv",
        content=plain(FRESHSERVICE).encode(),
        mapping="freshservice",
        rows=FRESHSERVICE_ROWS,
        ignored=FRESHSERVICE_IGNORED,
    ),
    Sample(
        name="zendesk",
        file="all-tickets.csv",
        content=plain(ZENDESK, end="\n").encode(),
        mapping="zendesk",
        rows=ZENDESK_ROWS,
        ignored=ZENDESK_IGNORED,
    ),
    Sample(
        name="zammad",
        file="tickets.xlsx",
        content=xlsx(ZAMMAD),
        mapping="zammad",
        rows=ZAMMAD_ROWS,
        ignored=ZAMMAD_IGNORED,
    ),
)
