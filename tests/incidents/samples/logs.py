"""HP Service Manager after a spreadsheet, and event logs of no tool in particular."""

from tests.incidents.samples.writing import Sample, at, plain, row

HP = [
    "CI Name (aff);CI Type (aff);CI Subtype (aff);Service Component WBS (aff);Incident ID;Status;"
    "Impact;Urgency;Priority;Category;KM number;Alert Status;# Reassignments;Open Time;"
    "Reopen Time;Resolved Time;Close Time;Handle Time (Hours);Closure Code;"
    "# Related Interactions;Related Interaction;# Related Incidents;# Related Changes;"
    "Related Change;CI Name (CBy);CI Type (CBy);CI Subtype (CBy);ServiceComp WBS (CBy)",
    "CAISSE-02;application;Point de vente;WBS-017;IM0004101;Closed;4;4;4;incident;KM0042;closed;"
    "12;25/03/2024 13:32:57;;02/04/2024 13:50:27;09/04/2024 13:51:17;191,290833;Other;1;SD0007;2;"
    "#N/B;#N/B;CAISSE-02;application;Point de vente;WBS-017",
    "PAIE-01;application;Logiciel de paie;WBS-009;IM0004102;Closed;3;5 - Very Low;5 - Very Low;"
    "request for information;#N/B;closed;0;12/03/2024 15:44:40;20/03/2024 12:31:12;"
    "20/03/2024 12:36:30;20/03/2024 12:36:40;188,866667;Software;#MULTIVALUE;#MULTIVALUE;#N/B;"
    "#N/B;#N/B;#N/B;application;Logiciel de paie;WBS-009",
]
EMPTY_COLUMNS = ";" * 50
HP_TEXT = "".join(f"{line}{EMPTY_COLUMNS}\r\n" for line in [*HP, ";" * 27, ";" * 27])
HP_IGNORED = (
    "CI Name (aff)",
    "CI Type (aff)",
    "Impact",
    "Urgency",
    "Alert Status",
    "Reopen Time",
    "Handle Time (Hours)",
    "Closure Code",
    "# Related Interactions",
    "Related Interaction",
    "# Related Incidents",
    "# Related Changes",
    "Related Change",
    "CI Type (CBy)",
    "CI Subtype (CBy)",
    "ServiceComp WBS (CBy)",
)
HP_ROWS = (
    row(
        id="IM0004101",
        type="incident",
        status="Closed",
        status_group="closed",
        # The clocks went forward in between, on 31 March.
        opened_at=at("2024-03-25 12:32:57"),
        resolved_at=at("2024-04-02 11:50:27"),
        closed_at=at("2024-04-09 11:51:17"),
        priority=4,
        blocking=False,
        category="Point de vente",
        configuration_item="CAISSE-02",
        service="WBS-017",
        reassignments=12,
        knowledge=True,
        minutes_to_resolve=7 * 24 * 60 + 23 * 60 + 17,
        source_tool="hp-service-manager",
        source_row=1,
    ),
    row(
        id="IM0004102",
        type="request",
        status="Closed",
        status_group="closed",
        opened_at=at("2024-03-12 14:44:40"),
        resolved_at=at("2024-03-20 11:36:30"),
        closed_at=at("2024-03-20 11:36:40"),
        priority=5,
        blocking=False,
        category="Logiciel de paie",
        service="WBS-009",
        reassignments=0,
        knowledge=False,
        minutes_to_resolve=7 * 24 * 60 + 20 * 60 + 51,
        source_tool="hp-service-manager",
        source_row=2,
    ),
)
XES = [
    ["case:concept:name", "concept:name", "time:timestamp", "org:resource", "org:group"],
    ["T-1", "Insert ticket", "2026-05-13 06:30:00+00:00", "Élodie Martin", "Support"],
    ["T-1", "Take in charge ticket", "2026-05-13 06:45:00+00:00", "Paul Durand", "Réseau"],
    ["T-1", "Resolve ticket", "2026-05-13 10:30:00+00:00", "Paul Durand", "Réseau"],
    ["T-1", "Closed", "2026-05-18 10:30:00+00:00", "Sonia Petit", "Support"],
    ["T-2", "Insert ticket", "2026-05-29 15:20:00+00:00", "", ""],
]
XES_ROWS = (
    row(
        id="T-1",
        type="incident",
        status="Closed",
        status_group="closed",
        opened_at=at("2026-05-13 06:30"),
        resolved_at=at("2026-05-13 10:30"),
        closed_at=at("2026-05-18 10:30"),
        updated_at=at("2026-05-18 10:30"),
        resolver="Sonia Petit",
        resolver_group="Support",
        path=["Support", "Réseau", "Support"],
        reassignments=2,
        minutes_to_resolve=240,
        source_tool="event-log",
        source_row=4,
    ),
    row(
        id="T-2",
        type="incident",
        status="Insert ticket",
        status_group="open",
        opened_at=at("2026-05-29 15:20"),
        updated_at=at("2026-05-29 15:20"),
        source_tool="event-log",
        source_row=5,
    ),
)
NUMBERED = [
    ["CaseID", "ActivityID", "CompleteTimestamp"],
    ["2", "1", "2025-04-03 16:55:38"],
    ["2", "8", "2025-04-03 16:55:53"],
    ["2", "6", "2025-04-05 17:15:52"],
]
NUMBERED_ROWS = (
    row(
        id="2",
        type="incident",
        status="6",
        status_group="open",
        opened_at=at("2025-04-03 14:55:38"),
        updated_at=at("2025-04-05 15:15:52"),
        source_tool="event-log",
        source_row=3,
    ),
)
FRENCH = [
    ["Cas", "Activité", "Horodatage", "Ressource"],
    ["T-9", "Création", "13/05/2026 08:30", "Élodie Martin"],
    ["T-9", "Clôture", "13/05/2026 12:30", "Paul Durand"],
]
FRENCH_ROWS = (
    row(
        id="T-9",
        type="incident",
        status="Clôture",
        status_group="closed",
        opened_at=at("2026-05-13 06:30"),
        closed_at=at("2026-05-13 10:30"),
        updated_at=at("2026-05-13 10:30"),
        resolver="Paul Durand",
        source_tool="event-log",
        source_row=2,
    ),
)
SAMPLES = (
    Sample(
        name="hp-service-manager",
        file="Detail_Incident.csv",
        content=HP_TEXT.encode("cp1252"),
        mapping="hp-service-manager",
        rows=HP_ROWS,
        ignored=HP_IGNORED,
    ),
    Sample(
        name="event-log, names of XES",
        file="log.csv",
        content=plain(XES, end="\n").encode(),
        mapping="event-log",
        rows=XES_ROWS,
        issues={("unknown_status", "status"): 1},
    ),
    Sample(
        name="event-log, French names",
        file="journal.csv",
        content=plain(FRENCH, separator=";").encode("cp1252"),
        mapping="event-log",
        rows=FRENCH_ROWS,
    ),
    Sample(
        name="event-log, activities that are numbers",
        file="helpdesk.csv",
        content=plain(NUMBERED, end="\n").encode(),
        mapping="event-log",
        rows=NUMBERED_ROWS,
    ),
)
