"""The ticket log as GLPI 10 exports its list in French, with the habits that importers meet."""

import html
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from infopilot.demo.ticket import Ticket

NBSP = "\N{NO-BREAK SPACE}"
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
COLUMNS = (
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
    "Solution - Base de connaissances",
    "Temps de résolution dépassé",
    "Réouvertures",
    "Délai d'attente",
    "Satisfaction",
    "Temps perdu (minutes)",
)
NEW = "Nouveau"
URGENCIES = {"Majeure": "Très haute"}
FRESH = timedelta(hours=37)
"""How long a request may stay without anybody in charge."""


def glpi_csv(tickets: Sequence[Ticket], *, entity: str, first_id: int, end: date) -> bytes:
    """The export of ``tickets``, given by date of opening, on the morning of ``end``."""
    now = datetime.combine(end, time())
    rows = [
        _row(number, ticket, entity=entity, now=now)
        for number, ticket in enumerate(tickets, start=first_id)
    ]
    # GLPI shows the latest tickets first.
    lines = [_line(cells) for cells in (COLUMNS, *reversed(rows))]
    return (BOM + "".join(lines)).encode()


def _line(cells: Sequence[str]) -> str:
    """One record: each cell quoted and followed by the separator, a quote inside doubled as ''."""
    written = [cell.replace('"', "''") for cell in cells]
    return "".join(f'"{cell}";' for cell in written) + "\n"


def _row(number: int, ticket: Ticket, *, entity: str, now: datetime) -> list[str]:
    status = _status(ticket, now)
    taken = ticket.hands.technicians if status != NEW else ()
    return [
        f"{number:,}".replace(",", NBSP),
        ticket.title,
        html.escape(entity),
        status,
        "Incident" if ticket.incident else "Demande",
        _moment(ticket.opened),
        _moment(ticket.resolved),
        _moment(ticket.closed),
        _moment(_touched(ticket, now)),
        ticket.priority,
        URGENCIES.get(ticket.priority, ticket.priority),
        ticket.requester,
        "\n".join(taken),
        "\n".join(html.escape(group) for group in ticket.hands.groups),
        ticket.hands.vendor,
        html.escape(ticket.category),
        ticket.item,
        html.escape(ticket.place, quote=False),
        str(ticket.follow_ups),
        ticket.article,
        "Oui" if ticket.sla_exceeded else "Non",
        str(ticket.reopenings),
        _duration(ticket.waiting_minutes),
        "" if ticket.rating is None else str(ticket.rating),
        "" if ticket.lost_minutes is None else str(ticket.lost_minutes),
    ]


def _status(ticket: Ticket, now: datetime) -> str:
    if ticket.closed:
        return "Clos"
    if ticket.resolved:
        return "Résolu"
    if ticket.waits_from and ticket.waits_from < now:
        return "En attente"
    if ticket.incident:
        return "En cours (Attribué)"
    return NEW if now - ticket.opened < FRESH else "En cours (Planifié)"


def _touched(ticket: Ticket, now: datetime) -> datetime:
    """When anything last happened to ``ticket``."""
    if ticket.closed or ticket.resolved:
        return ticket.closed or ticket.resolved or now
    waits_from = ticket.waits_from
    return waits_from if waits_from and waits_from < now else ticket.opened + timedelta(minutes=25)


def _moment(moment: datetime | None) -> str:
    return f"{moment:%d-%m-%Y %H:%M}" if moment else ""


def _duration(minutes: int) -> str:
    days, rest = divmod(minutes, 24 * 60)
    return f"{days} jours {rest // 60} heures {rest % 60} minutes 0 secondes"
