"""What scores, their parts and those left out are called."""

from collections.abc import Mapping

from infopilot.model.explanation import Aspect
from infopilot.model.method import Method
from infopilot.model.people import Group, Role
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.sensitivity import LeftOut
from infopilot.model.text import Language
from infopilot.views.messages import text
from infopilot.views.names import INDICATORS, item_name, role_name

SCORES: Mapping[str, str] = {
    "role_clarity": "Role clarity",
    "dependency": "Dependency on the provider",
    "structural": "Dependency by the facts",
    "experienced": "Dependency by the incidents",
    "friction": "Friction of the service",
    "black_box": "What nobody can tell",
}
ASPECTS: Mapping[Aspect, str] = {
    Aspect.QUESTIONS: "Question by question",
    Aspect.GROUPS: "Group by group",
    Aspect.COMPONENTS: "The three components",
    Aspect.DECISIONS: "Decision by decision",
    Aspect.INDICES: "By the facts and by the incidents",
    Aspect.FACTS: "Fact by fact",
    Aspect.MEASURES: "Measure by measure",
    Aspect.ROLES: "Role by role",
}
COMPONENTS: Mapping[str, str] = {
    "agreement": "Agreement: we name the same person",
    "coverage": "Coverage: somebody decides and somebody does",
    "conformity": "Conformity: the decision is where it should be",
}
ABSENCES: Mapping[Role, tuple[str, str]] = {
    Role.LEADER: ("Without management’s answers", "Without one of the people from management"),
    Role.IT_REFERENT: ("Without the IT liaison’s answers", "Without one of the IT liaisons"),
    Role.BUSINESS: (
        "Without the business contact’s answers",
        "Without one of the business contacts",
    ),
    Role.USER: ("Without the users’ answers", "Without the users’ answers"),
    Role.PROVIDER: ("Without the provider’s answers", "Without one of the provider’s people"),
}


def score_name(score: str, questionnaire: Questionnaire, language: Language) -> str:
    """A score as people call it; a dimension by its name."""
    names = {dimension.id: dimension.name for dimension in questionnaire.dimensions}
    if score in names:
        return names[score].pick(language)
    return text(SCORES[score], language)


def absence(one: LeftOut, language: Language) -> str:
    """Who is left out, as a sentence begins."""
    alone, among_others = ABSENCES[one.role]
    return text(alone if one.rank is None or one.people == 1 else among_others, language)


def part_name(part: str, questionnaire: Questionnaire, method: Method, language: Language) -> str:
    """A part of a score, or one of its weights, as people read it."""
    facts = {fact.id: fact.text for fact in method.dependency.facts}
    if part in facts:
        return facts[part].pick(language)
    named = COMPONENTS.get(part) or INDICATORS.get(part) or SCORES.get(part)
    if named:
        return text(named, language)
    if part in set(Group) | set(Role):
        return role_name(part, questionnaire, language)
    return item_name(part, questionnaire, language)
