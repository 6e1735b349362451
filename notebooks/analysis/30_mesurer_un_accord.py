# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Mesurer un accord
#
# **Question** : quand peut-on dire que des gens sont d’accord, et quand est-ce le hasard ?
# **Données** : la démonstration « Ateliers Morvan » (fictive). **Durée** : 10 minutes.
#
# Ces coefficients sont pour l’analyste. À une direction, montrez plutôt les réponses et la liste des décisions à discuter.

# %%
import pandas as pd

import infopilot as ip
from infopilot.scoring.agreement.chance import noise_floor
from infopilot.scoring.agreement.krippendorff import krippendorff_alpha
from infopilot.scoring.agreement.levels import rwg
from infopilot.scoring.agreement.raters import kendall_w
from infopilot.scoring.agreement.reliability import cronbach_alpha

ip.set_up_notebook()
mission = ip.open_demo()
bilan = mission.score("T1")
reponses = mission.answers_table("T1").drop_duplicates(["respondent", "question"], keep="last")
nommes = reponses[reponses["role"] != "user"]


def tableau(lignes: pd.DataFrame, colonne: str = "level") -> list[list[float | None]]:
    """Une ligne par répondant, une colonne par question, None sans réponse."""
    table = lignes.pivot_table(
        index="respondent", columns="question", values=colonne, aggfunc="last"
    ).astype(object)
    return table.where(table.notna(), None).to_numpy().tolist()


# %% [markdown]
# ## 1. Ce que le hasard donne
# Si chacun répondait aux dés, de 1 à 5 : l’écart à la médiane qu’il faut battre, et la fréquence à laquelle le seuil d’usage (0,83) serait atteint.

# %%
seuils = pd.DataFrame(
    {
        "écart à battre": noise_floor(n).deviation,
        "usage atteint par hasard": round(noise_floor(n).usual_deviation, 3),
        "rWG ≥ 0,70 par hasard": round(noise_floor(n).usual_rwg, 3),
    }
    for n in range(2, 11)
)
seuils.set_index(pd.Index(range(2, 11), name="réponses")).round(3)

# %% [markdown]
# À trois réponses, des dés passent le seuil d’usage une fois sur deux : au-dessous de cinq réponses, seule l’unanimité s’appelle un accord.

# %%
pd.Series([accord.word.value for accord in bilan.agreement.values()]).value_counts()

# %% [markdown]
# ## 2. Alpha de Krippendorff
# Toutes les questions ensemble, réponses manquantes admises. Un alpha bas avec des niveaux proches dit surtout que peu de choses varient d’une question à l’autre.

# %%
niveaux = nommes[nommes["question"].isin(list(bilan.agreement))]
client = niveaux[niveaux["role"] != "provider"]
{
    qui: round(krippendorff_alpha(tableau(lignes), "ordinal").value, 3)
    for qui, lignes in {"tous": niveaux, "client seul": client}.items()
}

# %%
carte = nommes[nommes["question"].str.endswith(".A") & (nommes["value"] != "dont_know")]
acteurs = {acteur: rang for rang, acteur in enumerate(sorted(carte["value"].unique()))}
carte = carte.assign(rang=carte["value"].map(acteurs))
{
    qui: round(krippendorff_alpha(tableau(lignes, "rang")).value, 3)
    for qui, lignes in {"tous": carte, "client seul": carte[carte["role"] != "provider"]}.items()
}

# %% [markdown]
# Sur la carte des décisions, l’unité utile reste la liste à discuter, par poids et par désaccord :

# %%
[(decision.decision, round(decision.priority, 2)) for decision in bilan.role_clarity.to_discuss][:5]

# %% [markdown]
# ## 3. W de Kendall : classe-t-on les axes dans le même ordre ?
# Une ligne par rôle nommé, une colonne par axe, d’après la vue de chaque rôle.

# %%
vues = pd.DataFrame({axe: score.by_role for axe, score in bilan.maturity.items()})
vues = vues.loc[vues.index.intersection(["leader", "it_referent", "business", "provider"])]
complets = vues.dropna(axis="columns")
accord = kendall_w(complets.astype(float).to_numpy().tolist())
(complets.shape, round(accord.value, 3), round(accord.chance, 3))

# %% [markdown]
# Sous sept choses classées, la probabilité n’est qu’un ordre de grandeur.

# %% [markdown]
# ## 4. Alpha de Cronbach : les quatre énoncés de clarté ressentie vont-ils ensemble ?

# %%
ressenti = reponses[reponses["question"].str.startswith("FC")]
alpha = cronbach_alpha(tableau(ressenti))
(alpha.n, round(alpha.value, 3), round(alpha.low, 3), round(alpha.high, 3))

# %% [markdown]
# L’intervalle dit l’essentiel : à quatre personnes, un alpha ne prouve rien. Aucune échelle n’est « validée » ici.

# %% [markdown]
# ## 5. rWG brut : où les avis sont-ils plus éloignés que le hasard ?
# Un rWG négatif n’est pas une erreur : c’est le point à mettre en discussion. Les rapports l’écrivent 0.

# %%
bruts = {cle: rwg(accord.levels).value for cle, accord in bilan.agreement.items() if accord.n > 1}
pd.Series(bruts).round(2).sort_values().head(5)

# %% [markdown]
# Ici, aucun n’est négatif : des nuances, pas de camps.

# %% [markdown]
# ## À vous
# Pour les ICC, l’oméga et le reste de la psychométrie, [pingouin](https://pingouin-stats.org) s’installe à part :
#
# ```python
# import pingouin as pg
#
# lignes = niveaux.dropna(subset="level")
# pg.intraclass_corr(lignes, targets="question", raters="respondent", ratings="level", nan_policy="omit")
# ```
