"""Names that exports give their columns whatever the tool: what a first mapping is guessed with.

They never recognise a tool: a mapping made of them is proposed, for somebody to correct.
"""

from infopilot.incidents.mappings.mapping import Columns, Fingerprint, Label, Mapping

USUAL_NAMES = Mapping(
    id="usual-names",
    tool="any",
    language="fr",
    label=Label(fr="Noms usuels", en="Usual names"),
    fingerprint=Fingerprint(columns=("N°",), enough=1),
    columns=Columns(
        id=(
            *("N°", "No", "Numéro", "N° ticket", "N° de ticket", "Numéro du ticket", "Référence"),
            *("Clé de ticket", "Clé", "Identifiant", "Ticket", "Ticket number", "Reference"),
        ),
        title=("Objet", "Résumé", "Intitulé", "Sujet", "Libellé", "Subject", "Summary"),
        type=("Type de ticket", "Type", "Nature", "Ticket type"),
        status=("État", "Etat", "Statut", "Statut du ticket", "State", "Status"),
        opened_at=(
            *("Ouvert le", "Date d'ouverture", "Création", "Créé le", "Date de création"),
            *("Créé", "Date création", "Opened on", "Created on", "Created"),
        ),
        resolved_at=(
            *("Résolu le", "Résolution le", "Date de résolution", "Date résolution", "Résolue"),
            *("Résolu", "Resolved on", "Resolved"),
        ),
        closed_at=(
            *("Fermé le", "Clos le", "Clôturé le", "Date de clôture", "Date de fermeture"),
            *("Date clôture", "Closed on", "Closed"),
        ),
        updated_at=(
            *("Mise à jour", "Mis à jour", "Mis à jour le", "Modifié le", "Dernière mise à jour"),
            *("Date de modification", "Updated on", "Updated"),
        ),
        priority=("Priorité", "Niveau de priorité", "Urgence", "Criticité", "Priority", "Urgency"),
        category=("Catégorie", "Famille", "Domaine", "Composants", "Category"),
        configuration_item=("Équipement", "Matériel", "Poste", "Device", "Asset"),
        requester=("Demandeur", "Rapporteur", "Auteur", "Appelant", "Requester", "Reporter"),
        resolver=(
            *("Intervenant", "Technicien", "Responsable", "Personne assignée", "Assigné à"),
            *("Attribué à", "Résolu par", "Attribution", "Technician", "Assigned to"),
        ),
        resolver_group=("Équipe", "Groupe", "Groupe assigné", "Team", "Group"),
        sla_met=("Délai respecté", "SLA respecté", "Engagement respecté", "SLA met"),
        satisfaction=("Satisfaction", "Note de satisfaction", "Note", "Rating"),
        site=("Site", "Lieu", "Agence"),
        department=("Service demandeur", "Département", "Direction", "Department"),
    ),
    dates=("%d/%m/%Y",),
)
