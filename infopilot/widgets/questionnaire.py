"""The respondent's questionnaire: the data of its page, and the files of its component.

On the path of respondents: loads neither widgets nor data libraries.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from infopilot.model.decisions import Actor, Decision
from infopilot.model.people import Role
from infopilot.model.questionnaire import Dimension, Measure, Question, Questionnaire
from infopilot.model.text import Language, Text
from infopilot.views.messages import text

MODULES = (
    "cards.js",
    "book.js",
    "bar.js",
    "place.js",
    "steps.js",
    "pages.js",
    "file.js",
    "ending.js",
    "own.js",
    "questionnaire.js",
)
STATIC_FILES = (*MODULES, "model.js", "outbox.js", "questionnaire.css")
# Estimates, to be measured on real respondents: about 26 seconds for an anchored question.
MINUTES: Mapping[Role, int] = {
    Role.LEADER: 12,
    Role.IT_REFERENT: 20,
    Role.BUSINESS: 10,
    Role.USER: 4,
    Role.PROVIDER: 17,
}
SENTENCE = re.compile(r'\bt\(\s*"((?:[^"\\]|\\.)*)"')
IMPORT = re.compile(r'^import [^;]*? from "\./[a-z]+\.js";\n', re.MULTILINE)
TOKENS = re.compile(r":root \{.*?\n\}", re.DOTALL)


def questionnaire_data(questionnaire: Questionnaire, language: Language) -> dict[str, object]:
    """Everything that the questionnaire's page shows, in one language, ready for JSON."""
    page = _Page(questionnaire, language)
    return {
        "id": questionnaire.id,
        "version": questionnaire.version,
        "hash": questionnaire.hash,
        "language": language,
        "title": questionnaire.title.pick(language),
        "minutes": {role.value: minutes for role, minutes in MINUTES.items()},
        "roles": {role.value: page.say(name) for role, name in questionnaire.role_names.items()},
        "levels": [page.say(name) for name in questionnaire.level_names],
        "dimensions": [page.dimension(dimension) for dimension in questionnaire.dimensions],
        "decisions": [page.decision(decision) for decision in questionnaire.decisions],
        "actors": [
            {"id": actor.value, "name": page.say(questionnaire.actor_names[actor])}
            for actor in Actor
        ],
        "felt": page.felt(),
        "measures": page.measures(),
        "texts": {sentence: text(sentence, language) for sentence in sentences()},
    }


@cache
def sentences() -> tuple[str, ...]:
    """Every interface sentence of the component, as it is written in its modules."""
    found = (match for name in MODULES for match in SENTENCE.findall(_read(name)))
    return tuple(dict.fromkeys(found))


def component_module() -> str:
    """The component as one ES module, for a host that takes a single text (anywidget)."""
    return joined_modules(MODULES)


def joined_modules(names: Sequence[str]) -> str:
    """Modules as one text, each after those that it imports."""
    return "\n".join(IMPORT.sub("", _read(name)) for name in names)


def component_style() -> str:
    """The component's style with the colours that it needs, and no rule for the rest of a page."""
    tokens = files("infopilot.views").joinpath("tokens.css").read_text("utf-8")
    colours = TOKENS.search(tokens)
    return f"{colours.group() if colours else ''}\n{_read('questionnaire.css')}"


def _read(name: str) -> str:
    return files("infopilot.widgets").joinpath(name).read_text("utf-8")


class _Page:
    """The parts of a questionnaire in one language."""

    def __init__(self, questionnaire: Questionnaire, language: Language) -> None:
        self._questionnaire = questionnaire
        self._language = language

    def say(self, words: Text | None) -> str | None:
        return words.pick(self._language) if words else None

    def dimension(self, dimension: Dimension) -> dict[str, object]:
        return {
            "id": dimension.id,
            "name": self.say(dimension.name),
            "short": self.say(dimension.short),
            "questions": [self.question(question) for question in dimension.questions],
        }

    def question(self, question: Question) -> dict[str, object]:
        return {
            "id": question.id,
            "text": self.say(question.text),
            "provider_text": self.say(question.provider_text),
            "hint": self.say(question.hint),
            "evidence": self.say(question.evidence),
            "anchors": [
                {"level": level, "text": self.say(anchor)}
                for level, anchor in enumerate(question.anchors, start=1)
            ],
            "roles": _names(question.roles),
        }

    def decision(self, decision: Decision) -> dict[str, object]:
        return {
            "id": decision.id,
            "text": self.say(decision.text),
            "note": self.say(decision.note),
            "roles": _names(self._questionnaire.item(f"{decision.id}.A").roles),
        }

    def felt(self) -> dict[str, object]:
        return {
            "statements": [
                {"id": statement.id, "text": self.say(statement.text)}
                for statement in self._questionnaire.felt
            ],
            "labels": [self.say(label) for label in self._questionnaire.felt_labels],
            "roles": _names(self._questionnaire.felt_roles),
        }

    def measures(self) -> dict[str, object]:
        return {
            "items": [self.measure(measure) for measure in self._questionnaire.measures],
            "roles": _names(self._questionnaire.measure_roles),
        }

    def measure(self, measure: Measure) -> dict[str, object]:
        return {
            "id": measure.id,
            "text": self.say(measure.text),
            "kind": measure.kind.value,
            "minimum": measure.minimum,
            "maximum": measure.maximum,
            "low_label": self.say(measure.low_label),
            "high_label": self.say(measure.high_label),
            "hint": self.say(measure.hint),
        }


def _names(roles: frozenset[Role]) -> list[str]:
    """Roles in the order of the model, so that the same page has the same bytes."""
    return [role.value for role in Role if role in roles]
