# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Prendre en main une mission
#
# **Question** : que disent les réponses et les incidents, et les scores en découlent-ils bien ?
# **Données** : la démonstration « Ateliers Morvan » (fictive). **Durée** : 5 minutes.

# %%
import infopilot as ip

ip.set_up_notebook()
mission = ip.open_demo()
mission.engagement.company

# %% [markdown]
# ## 1. Les réponses
# Une ligne par réponse. Rien n’est jamais écrasé : la plus récente d’un répondant compte.

# %%
reponses = mission.answers_table("T1")
reponses.groupby("role")["respondent"].nunique()

# %%
reponses.query("question == 'K15.A'")[["role", "value"]].value_counts().to_frame("personnes")

# %% [markdown]
# Le test de restauration (K15) est une patate chaude : chaque partie désigne l’autre.
# C’est un premier point à mettre à l’ordre du jour du comité.

# %% [markdown]
# ## 2. Les incidents
# Une ligne par ticket, noms remplacés par des pseudonymes, temps en UTC, durées en minutes.

# %%
incidents = mission.incidents_table()
incidents.query("type == 'incident'").groupby("priority")["minutes_to_resolve"].describe()[
    ["count", "50%"]
].round(0)

# %%
faits = mission.incident_facts("T1")
(round(faits.resolver.effective, 2), round(faits.resolver.top1, 3), round(faits.sla.met_share, 3))

# %% [markdown]
# Tout se passe comme si trois personnes résolvaient tout. Demandez au prestataire qui les remplace.

# %% [markdown]
# ## 3. Les scores, recalculés
# `score` repart des réponses et des faits ; un axe se recalcule à la main en trois lignes.

# %%
bilan = mission.score("T1")
(round(bilan.role_clarity.value, 1), round(bilan.dependency.structural.value, 1))

# %%
axes = ip.tables.dimension_table(bilan, mission.questionnaire, "fr")
axes[["short", "value", "level", "uncapped", "capped_by", "confidence"]].round(2)

# %%
rd = reponses.query("question.str.startswith('RD')").drop_duplicates(
    ["respondent", "question"], keep="last"
)
rd.groupby("role")["level"].mean().round(2)

# %% [markdown]
# Un niveau est atteint ou ne l’est pas : la question clé la plus basse retient toute sa dimension.

# %%
niveaux = [nom.fr for nom in mission.questionnaire.level_names]
ip.charts.maturity_profile(axes, niveaux, "fr")

# %%
ip.charts.dependency_quadrant(ip.tables.dependency_table(bilan, "fr"), "fr")

# %% [markdown]
# ## À vous
# Remplacez `ip.open_demo()` par `ip.open_engagement("mon-client")`, ou filtrez : `axes.query("level <= 2")`.
