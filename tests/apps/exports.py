"""Ticket exports of a fictional company, as somebody receives them."""

import re
from datetime import datetime, timedelta

PEOPLE = ("Paul Durand", "Paul Durand", "Paul Durand", "Sonia Petit", "Ali Benali")
TEAMS = ("Support N1", "Support N1\nRéseau", "Support N1\nRéseau\nSystèmes")
SUBJECTS = ("Imprimante", "Réseau", "Messagerie")
PRIORITIES = ("Moyenne", "Majeure", "Basse")
FIRST = datetime(2026, 1, 5, 8, 30)  # noqa: DTZ001 - a local time, as tools write them
GLPI = "%d-%m-%Y %H:%M"
AMBIGUOUS = re.compile(r'"\d\d-\d\d-\d{4} \d')


def tickets(count):
    """Yield what is known of each ticket: rank, opened, resolved (None while open)."""
    for rank in range(count):
        opened = FIRST + timedelta(hours=37 * rank)
        yield rank, opened, None if rank % 13 == 12 else opened + timedelta(hours=2 + rank % 30)


def glpi(count=60, priorities=PRIORITIES):
    """A list of tickets as GLPI 10 exports it."""
    rows = [
        (
            *("ID", "Titre", "Statut", "Type", "Date d'ouverture", "Date de résolution"),
            *("Date de clôture", "Dernière modification", "Priorité", "Demandeur", "Catégorie"),
            *("Attribué à - Technicien", "Attribué à - Groupe de techniciens"),
            *("Temps de résolution dépassé", "Réouvertures"),
        )
    ]
    for rank, opened, resolved in tickets(count):
        last = (resolved or opened).strftime(GLPI)
        rows.append(
            (
                *(str(5000 + rank), "Panne", "Clos" if resolved else "En cours (Attribué)"),
                *("Incident", opened.strftime(GLPI), last if resolved else ""),
                *(last if resolved else "", last, priorities[rank % len(priorities)]),
                *("Élodie Martin", SUBJECTS[rank % 3], PEOPLE[rank % 5], TEAMS[rank % 3]),
                *("Oui" if rank % 4 == 3 else "Non", str(rank % 7 // 6)),
            )
        )
    return "\ufeff" + "".join("".join(f'"{cell}";' for cell in row) + "\n" for row in rows)


def ambiguous():
    """A list of tickets of GLPI whose days and months cannot be told apart."""
    header, *lines = glpi(40).split('\n"')
    dated = (AMBIGUOUS.sub(f'"0{rank % 4 + 2}-03-2026 1', line) for rank, line in enumerate(lines))
    return '\n"'.join((header, *dated))


def unknown(count=40):
    """A table that no tool writes."""
    lines = ["Réf. interne;Signalé à;Réglé à;Par qui;Où en est-on;Domaine"]
    for rank, opened, resolved in tickets(count):
        settled = resolved.strftime("%d/%m/%Y %H:%M") if resolved else ""
        state = "Réglé" if resolved else "À traiter"
        cells = (f"A-{rank}", opened.strftime("%d/%m/%Y %H:%M"), settled, PEOPLE[rank % 5], state)
        lines.append(";".join((*cells, SUBJECTS[rank % 3])))
    return "\n".join(lines) + "\n"
