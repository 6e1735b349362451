"""Why the black box is what it is: who could not tell, and what."""

from collections.abc import Callable

from infopilot.model.answers import Answer
from infopilot.model.explanation import Aspect, Breakdown, Part
from infopilot.model.score import Scorecard
from infopilot.model.text import Message
from infopilot.scoring.black_box import ROLES, black_box
from infopilot.scoring.why.material import Material


def why_black_box(
    _score: str, scorecard: Scorecard, material: Material
) -> tuple[Message | None, tuple[Breakdown, ...]]:
    """The formula, and the share of "I don't know" that each role and each question adds."""
    box = scorecard.black_box
    if box.value is None:
        return None, ()

    def part(name: str, kept: Callable[[Answer], bool]) -> Part:
        mine = black_box(material.questionnaire, filter(kept, material.answers))
        weight = mine.asked / box.asked
        points = None if mine.value is None else weight * mine.value
        return Part(id=name, value=mine.value, weight=weight, points=points, note=mine.reason)

    formula = Message(
        "{unknown} ÷ {asked} = {value}: “I don’t know” among the answers of management and the IT "
        "liaison",
        {"unknown": round(box.value * box.asked), "asked": box.asked, "value": box.value},
    )
    roles = tuple(
        part(role.value, lambda answer, role=role: answer.role is role)  # type: ignore[misc]
        for role in ROLES
        if role.value in box.by_role
    )
    questions = tuple(
        part(key, lambda answer, key=key: answer.question == key)  # type: ignore[misc]
        for key in box.questions
    )
    return formula, (
        Breakdown(aspect=Aspect.ROLES, parts=roles, total=box.value),
        Breakdown(aspect=Aspect.QUESTIONS, parts=questions, total=box.value),
    )
