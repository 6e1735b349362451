"""Lists of tickets as GLPI exports them: a printer, a mailbox asked for, a slow network."""

from datetime import datetime

from tests.incidents.samples.writing import (
    BOM,
    Sample,
    at,
    ods,
    plain,
    quoted,
    row,
    with_tool,
    xlsx,
)

NBSP, NNBSP = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"
HEADER_10 = [
    "ID",
    "Titre",
    "Entité",
    "Statut",
    "Type",
    "Date d'ouverture",
    "Date de résolution",
    "Date de clôture",
    "Dernière modification",
    "Priorité",
    "Urgence",
    "Demandeur - Demandeur",
    "Attribué à - Technicien",
    "Attribué à - Groupe de techniciens",
    "Attribué à - Fournisseur",
    "Catégorie",
    "Éléments associés",
    "Lieu",
    "Suivis - Nombre de suivis",
    "Plugins - Intervention fourniseur : Intervention",
    "Solution - Base de connaissances",
    "Temps de résolution dépassé",
    "Réouvertures",
    "Délai d'attente",
    "Satisfaction",
]
PRINTER = [
    f"5{NBSP}732{NBSP}941",
    'Imprimante "atelier" en panne &amp; bruyante',
    "Lenoir &gt; Production",
    "Clos",
    "Incident",
    "13-05-2026 08:30",
    "13-05-2026 12:30",
    "18-05-2026 12:30",
    "18-05-2026 12:30",
    "Majeure",
    "Haute",
    "Élodie Martin",
    "Paul Durand\nSonia Petit\nPaul Durand",
    "Support &gt; N1\nRéseau\nRéseau\nSupport &gt; N1",
    "",
    "Matériel &gt; Imprimante",
    "IMP-0042\nSRV-IMP",
    "Autun &gt; Atelier",
    "3",
    "",
    "KB-12",
    "Non",
    "1",
    "0 jours 2 heures 30 minutes 0 secondes",
    "4",
]
MAILBOX = [
    f"5{NBSP}732{NBSP}942",
    "Nouvelle boîte : « devis ; commandes »",
    "Lenoir",
    "Résolu",
    "Demande",
    "14-05-2026 09:05",
    "15-05-2026 14:45",
    "",
    "15-05-2026 14:45",
    "Basse",
    "Basse",
    "Hugo Lambert",
    "Sonia Petit\nSonia Petit",
    "Référent SI",
    "",
    "Messagerie",
    "",
    "Autun",
    "1",
    "",
    "",
    "Oui",
    "0",
    "1 jours 3 heures 0 minutes 30 secondes",
    "",
]
NETWORK = [
    f"5{NNBSP}732{NNBSP}943",
    "Réseau lent\nau dépôt de Beaune",
    "Lenoir > Dépôt",
    "__ Nouveau",
    "Incident",
    "29-05-2026 17:20",
    "",
    "",
    "29-05-2026 17:20",
    "Moyenne",
    "Moyenne",
    "",
    "",
    "",
    "Telco Bourgogne",
    "Réseau",
    "",
    "Beaune",
    "0",
    "",
    "",
    "Non",
    "0",
    "",
    "",
]
IGNORED = ("Urgence", "Suivis - Nombre de suivis")
UNMAPPED = ("Plugins - Intervention fourniseur : Intervention",)
ROWS = (
    row(
        id="5732941",
        type="incident",
        title='Imprimante "atelier" en panne & bruyante',
        status="Clos",
        status_group="closed",
        opened_at=at("2026-05-13 06:30"),
        resolved_at=at("2026-05-13 10:30"),
        closed_at=at("2026-05-18 10:30"),
        updated_at=at("2026-05-18 10:30"),
        priority=1,
        blocking=True,
        category="Matériel > Imprimante",
        configuration_item="IMP-0042",
        site="Autun > Atelier",
        department="Lenoir > Production",
        requester="Élodie Martin",
        resolver="Paul Durand",
        resolver_group="Support > N1",
        organisation="PROVIDER",
        path=["Support > N1", "Réseau", "Support > N1"],
        reassignments=2,
        reopenings=1,
        knowledge=True,
        sla_met=True,
        satisfaction=0.75,
        minutes_to_resolve=240,
        minutes_waiting_user=150,
        source_tool="glpi-10-fr",
        source_row=1,
    ),
    row(
        id="5732942",
        type="request",
        title="Nouvelle boîte : « devis ; commandes »",
        status="Résolu",
        status_group="solved",
        opened_at=at("2026-05-14 07:05"),
        resolved_at=at("2026-05-15 12:45"),
        updated_at=at("2026-05-15 12:45"),
        priority=4,
        blocking=False,
        category="Messagerie",
        site="Autun",
        department="Lenoir",
        requester="Hugo Lambert",
        resolver="Sonia Petit",
        resolver_group="Référent SI",
        organisation="CLIENT",
        path=["Référent SI"],
        reassignments=0,
        reopenings=0,
        knowledge=False,
        sla_met=False,
        minutes_to_resolve=29 * 60 + 40,
        minutes_waiting_user=27 * 60 + 0.5,
        source_tool="glpi-10-fr",
        source_row=2,
    ),
    row(
        id="5732943",
        type="incident",
        title="Réseau lent\nau dépôt de Beaune",
        status="__ Nouveau",
        status_group="open",
        opened_at=at("2026-05-29 15:20"),
        updated_at=at("2026-05-29 15:20"),
        priority=3,
        blocking=False,
        category="Réseau",
        site="Beaune",
        department="Lenoir > Dépôt",
        reopenings=0,
        knowledge=False,
        sla_met=True,
        source_tool="glpi-10-fr",
        source_row=3,
    ),
)
ENGLISH = {
    "Titre": "Title",
    "Entité": "Entity",
    "Statut": "Status",
    "Date d'ouverture": "Opening date",
    "Date de résolution": "Resolution date",
    "Date de clôture": "Closing date",
    "Dernière modification": "Last update",
    "Priorité": "Priority",
    "Urgence": "Urgency",
    "Demandeur - Demandeur": "Requester - Requester",
    "Attribué à - Technicien": "Assigned to - Technician",
    "Attribué à - Groupe de techniciens": "Assigned to - Technician group",
    "Attribué à - Fournisseur": "Assigned to - Supplier",
    "Catégorie": "Category",
    "Éléments associés": "Associated elements",
    "Lieu": "Location",
    "Suivis - Nombre de suivis": "Followups - Number of followups",
    "Solution - Base de connaissances": "Solution - Knowledge base",
    "Temps de résolution dépassé": "Time to resolve exceeded",
    "Réouvertures": "Reopenings",
    "Délai d'attente": "Waiting time",
}
WORDS = {
    "Clos": "Closed",
    "Résolu": "Solved",
    "__ Nouveau": "Processing (assigned)",
    "Demande": "Request",
    "Majeure": "Major",
    "Haute": "High",
    "Moyenne": "Medium",
    "Basse": "Low",
    "Oui": "Yes",
    "Non": "No",
    "Référent SI": "Internal IT",
    "0 jours 2 heures 30 minutes 0 secondes": "0 days 2 hours 30 minutes 0 seconds",
    "1 jours 3 heures 0 minutes 30 secondes": "1 days 3 hours 0 minutes 30 seconds",
}
DATES = tuple(place for place, name in enumerate(HEADER_10) if "Date" in name or "Derni" in name)


def iso(cells):
    """The dates of a line as another preference of the session writes them, with seconds."""
    return [
        f"{cell[6:10]}-{cell[3:5]}-{cell[:2]} {cell[11:]}:00" if place in DATES and cell else cell
        for place, cell in enumerate(cells)
    ]


def serial(cells):
    """Dates as a workbook holds them, identifiers as numbers."""
    dated = [
        datetime.strptime(cell, "%d-%m-%Y %H:%M") if place in DATES and cell else cell  # noqa: DTZ007
        for place, cell in enumerate(cells)
    ]
    return [int(cells[0].replace(NBSP, "").replace(NNBSP, "")), *dated[1:]]


def english(rows):
    """The words of one language for those of the other."""
    return [[WORDS.get(cell, cell) for cell in cells] for cells in rows]


TICKETS = [PRINTER, MAILBOX, NETWORK]
HEADER_EN = [ENGLISH.get(name, name) for name in HEADER_10]
IGNORED_EN = ("Urgency", "Followups - Number of followups")
ROWS_EN = tuple(
    each
    | {
        "status": WORDS[str(each["status"])],
        "resolver_group": WORDS.get(str(each["resolver_group"]), each["resolver_group"]),
        "path": ["Internal IT"] if each["id"] == "5732942" else each["path"],
    }
    for each in ROWS
)
# Excel keeps neither the quotes, nor the empty last column, nor the byte order mark; it writes in
# the code page of Windows. What GLPI made of quotes inside cells stays, and nothing tells it from
# what people wrote.
EXCEL_HEADER = [name.replace("'", "’") for name in HEADER_10]
EXCEL_TICKETS = [[cell.replace('"', "''").replace(NNBSP, NBSP) for cell in c] for c in TICKETS]
EXCEL = "\r\n" + plain([EXCEL_HEADER, *EXCEL_TICKETS], separator=";")
SAMPLES = (
    Sample(
        name="glpi-10-fr",
        file="glpi.csv",
        content=BOM
        + quoted(
            [HEADER_10, *TICKETS], separator=";", end="\n", escaped="''", trailing=True
        ).encode(),
        mapping="glpi-10-fr",
        rows=ROWS,
        ignored=IGNORED,
        unmapped=UNMAPPED,
    ),
    Sample(
        name="glpi-10-fr saved again by Excel",
        file="glpi.csv",
        content=EXCEL.encode("cp1252"),
        mapping="glpi-11-fr",
        rows=tuple(
            each | {"title": str(each["title"]).replace('"', "''")}
            for each in with_tool(ROWS, "glpi-11-fr")
        ),
        ignored=IGNORED,
        unmapped=UNMAPPED,
    ),
    Sample(
        name="glpi-10-en",
        file="glpi.csv",
        content=BOM
        + quoted(
            [HEADER_EN, *map(iso, english(TICKETS))],
            separator=";",
            end="\n",
            escaped="''",
            trailing=True,
        ).encode(),
        mapping="glpi-10-en",
        rows=with_tool(ROWS_EN, "glpi-10-en"),
        ignored=IGNORED_EN,
        unmapped=UNMAPPED,
    ),
    Sample(
        name="glpi-11-fr",
        file="glpi.csv",
        content=quoted([HEADER_10, *map(iso, TICKETS)], separator=";").encode(),
        mapping="glpi-11-fr",
        rows=with_tool(ROWS, "glpi-11-fr"),
        ignored=IGNORED,
        unmapped=UNMAPPED,
    ),
    Sample(
        name="glpi-11-en",
        file="glpi.csv",
        content=quoted([HEADER_EN, *english(TICKETS)], separator=",").encode(),
        mapping="glpi-11-en",
        rows=with_tool(ROWS_EN, "glpi-11-en"),
        ignored=IGNORED_EN,
        unmapped=UNMAPPED,
    ),
    Sample(
        name="glpi-11-fr, tabs",
        file="glpi.tsv",
        content=plain([HEADER_10, *TICKETS], separator="\t").encode(),
        mapping="glpi-11-fr",
        rows=with_tool(ROWS, "glpi-11-fr"),
        ignored=IGNORED,
        unmapped=UNMAPPED,
    ),
    Sample(
        name="glpi-11-fr, XLSX",
        file="glpi.xlsx",
        content=xlsx([HEADER_10, *map(serial, TICKETS)]),
        mapping="glpi-11-fr",
        rows=with_tool(ROWS, "glpi-11-fr"),
        ignored=IGNORED,
        unmapped=UNMAPPED,
    ),
    Sample(
        name="glpi-11-fr, XLSX counted from 1904",
        file="glpi.xlsx",
        content=xlsx([HEADER_10, *map(serial, TICKETS)], epoch_1904=True),
        mapping="glpi-11-fr",
        rows=with_tool(ROWS, "glpi-11-fr"),
        ignored=IGNORED,
        unmapped=UNMAPPED,
    ),
    Sample(
        name="glpi-11-fr, ODS",
        file="glpi.ods",
        content=ods([HEADER_10, *map(serial, TICKETS)]),
        mapping="glpi-11-fr",
        rows=with_tool(ROWS, "glpi-11-fr"),
        ignored=IGNORED,
        unmapped=UNMAPPED,
    ),
)
