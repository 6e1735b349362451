"""A small questionnaire, method and action library on disk, that a test spoils in one place."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FIVE = "[{fr: a, en: a}, {fr: b, en: b}, {fr: c, en: c}, {fr: d, en: d}, {fr: e, en: e}]"
FILES = {
    "questionnaire.yaml": f"""\
# a comment
id: petit
version: "1"
title: {{fr: Petit, en: Small}}
level_names: {FIVE}
dimensions: [D1-roles.yaml]
decisions: decisions.yaml
felt_clarity: felt.yaml
measures: measures.yaml
roles:
  leader: {{fr: Direction, en: Leader}}
  user: {{fr: Utilisateur, en: User}}
  provider: {{fr: Prestataire, en: Provider}}
actors:
  DIR: {{fr: Direction, en: Leader}}
  REF: {{fr: Référent, en: Referent}}
  MET: {{fr: Métiers, en: Business}}
  PRE: {{fr: Prestataire, en: Provider}}
  EDI: {{fr: Éditeur, en: Vendor}}
  PERSONNE: {{fr: Personne, en: Nobody}}
""",
    "D1-roles.yaml": f"""\
id: D1
name: {{fr: Rôles, en: Roles}}
levels: {FIVE}
questions:
  - id: RD1
    key: true
    weight: 2
    roles: [leader, provider]
    text: {{fr: Qui tranche, en: Who settles}}
    provider_text: {{fr: Qui tranche chez ce client, en: Who settles at this client}}
    hint: {{fr: Pensez aux devis, en: Think of quotes}}
    anchors: {FIVE}
    evidence: {{fr: Matrice, en: Matrix}}
    references: [COBIT EDM01]
  - id: RD2
    roles: [leader]
    text: {{fr: Y a-t-il un référent, en: Is there a referent}}
    anchors: {FIVE}
    no_action_because: {{fr: Cela se constate, en: It is observed}}
""",
    "decisions.yaml": """\
roles: [leader, provider]
short_form_roles: [user]
decisions:
  - id: K01
    text: {fr: Vision, en: Vision}
    weight: 3
    core: true
    target: [DIR]
    tolerated: [REF]
    responsible: [REF, PRE]
  - id: K02
    text: {fr: Priorité, en: Priority}
    weight: 2
    core: false
    target: [REF]
    responsible: [PRE]
    tolerated_if: {actor: PRE, question: RD1, level: 3}
    note: {fr: Sous condition, en: On a condition}
""",
    "felt.yaml": f"""\
roles: [leader]
labels: {FIVE}
statements:
  - id: FC1
    text: {{fr: Je sais, en: I know}}
""",
    "measures.yaml": """\
roles: [user]
measures:
  - id: SAT
    kind: rating
    minimum: 0
    maximum: 10
    text: {fr: Satisfaction, en: Satisfaction}
    low_label: {fr: Faible, en: Low}
    high_label: {fr: Forte, en: High}
""",
}
ACTIONS = """\
version: "1"
actions:
  - id: A01
    text: {fr: Nommer, en: Appoint}
    targets:
      - {question: RD1, level: 4}
    decisions: [K01]
    facts: [S1]
    indicators: [bus_factor]
    effort_days: 2
    owners: [DIR]
    first_step: {fr: Annoncer, en: Announce}
    evidence: {fr: Lettre, en: Letter}
  - id: A02
    text: {fr: Réunir, en: Meet}
    role_clarity: true
    effort_days: 0.5
    recurring_days_per_quarter: 1
    owners: [REF, PRE]
    first_step: {fr: Inviter, en: Invite}
    evidence: {fr: Relevé, en: Minutes}
    prerequisites: [A01]
    advice: {fr: Un conseil, en: Some advice}
"""


class Folder:
    """Files that a test changes before they are read."""

    def __init__(self, path):
        self.path = path

    def spoil(self, name, old, new):
        """Replace ``old`` by ``new``, which must be there, in the file ``name``."""
        content = (self.path / name).read_text(encoding="utf-8")
        assert old in content
        (self.path / name).write_text(content.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    """Return a folder with a small questionnaire and the method of the house."""
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    method = (ROOT / "questionnaires" / "method.yaml").read_text(encoding="utf-8")
    (tmp_path / "method.yaml").write_text(method, encoding="utf-8")
    (tmp_path / "actions.yaml").write_text(ACTIONS, encoding="utf-8")
    return Folder(tmp_path)
