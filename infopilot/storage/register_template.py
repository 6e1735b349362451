"""The part of a new ``facts.yaml`` that explains its registers, all of it in comments."""

from infopilot.model.text import Language

NBSP, NNBSP = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"
FRENCH = f"""
# Le registre des services infogérés{NBSP}: une ligne par service. Ce qui est absent est inconnu.
# criticality{NBSP}: de 1 (peut s’arrêter une semaine) à 5 (pas une heure).
# substitution_difficulty{NBSP}: de 1 (plusieurs offres équivalentes) à 5 (aucune autre connue).
# holder{NBSP}: qui le tient. client_admin{NBSP}: true si l’entreprise a son compte administrateur.
# documented_on{NBSP}: jour du dernier dossier remis, ou never. ends_on{NBSP}: fin d’engagement.
# cloud_clause{NBSP}: present, absent, not_applicable (changement de fournisseur cloud, Data Act).
"""
ENGLISH = """
# The register of outsourced services: one line each. What is left out is unknown.
# criticality: from 1 (can stop for a week) to 5 (not for an hour).
# substitution_difficulty: from 1 (several equal offers) to 5 (no other known).
# holder: who has it in hand. client_admin: true if the company has its own administrator account.
# documented_on: day of the latest file handed over, or never. ends_on: end of the commitment.
# cloud_clause: present, absent, not_applicable (changing cloud provider, EU Data Act).
"""
SERVICES = """# services:
#   - {{name: {name}, criticality: 4, substitution_difficulty: 2, holder: "", client_admin: true,
#      documented_on: 2026-01-15, ends_on: 2027-06-30, cloud_clause: present}}
"""
FRENCH_COST = f"""
# Ce que coûterait un départ, en euros. Un nombre, ou {{low: …, likely: …, high: …}} si l’on estime.
# Une ligne qui ne coûte rien s’écrit 0{NNBSP}; une ligne absente est inconnue, et le dit.
# since{NBSP}: la campagne à partir de laquelle on le sait.
"""
ENGLISH_COST = """
# What leaving would cost, in euros. A number, or {low: …, likely: …, high: …} for an estimate.
# A line that costs nothing is written 0; a line that is left out is unknown, and says so.
# since: the campaign from which on it is known.
"""
COST = """# exit_cost:
#   annual_spend: 60000
#   double_run: {months: {low: 2, likely: 3, high: 4}, monthly_fee: 5000}
#   migration: {days: {low: 10, likely: 15, high: 25}, day_rate: 700}
#   tools: 0
#   documentation: {low: 2000, likely: 3000, high: 6000}
#   training: 1500
#   productivity_loss: {low: 0, likely: 2000, high: 8000}
#   months_to_switch: {low: 4, likely: 6, high: 9}
#   tolerable_months: 5
"""


def registers_template(language: Language) -> str:
    """What to write in the register of services and in the exit-cost worksheet, commented out."""
    if language == "fr":
        return FRENCH + SERVICES.format(name="Messagerie") + FRENCH_COST + COST
    return ENGLISH + SERVICES.format(name="E-mail") + ENGLISH_COST + COST
