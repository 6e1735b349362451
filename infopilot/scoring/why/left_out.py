"""What a score becomes without one of those who answered."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from infopilot.model.people import Role
from infopilot.model.sensitivity import LeftOut
from infopilot.model.text import Message
from infopilot.scoring.answers import answers_by_respondent
from infopilot.scoring.black_box import ROLES
from infopilot.scoring.clarity.decision_map import voices
from infopilot.scoring.maturity.sheets import Sheet, sheet
from infopilot.scoring.why.material import Material, figure_of

TOO_LITTLE = Message("too little is left to compute the score")


def left_out(score: str, material: Material) -> Iterator[LeftOut]:
    """The score without each named respondent who counts in it, then without all users.

    Users are left out together only: the difference would tell what each one said. Nothing for a
    score that does not rest on answers.
    """
    figure = figure_of(score)
    people = counted_people(score, material)
    for role in Role:
        mine = [person for person, its_role in people.items() if its_role is role]
        groups = [{person} for person in mine] if role.is_named else [set(mine)] * bool(mine)
        for rank, gone in enumerate(groups, start=1):
            value = figure(_without(material, gone))
            yield LeftOut(
                role=role,
                people=len(mine),
                rank=rank if role.is_named else None,
                value=value,
                reason=TOO_LITTLE if value is None else None,
            )


def counted_people(score: str, material: Material) -> dict[str, Role]:
    """Respondents whose answers count in ``score``, with their role, in the order they came."""
    if score == "role_clarity":
        heard = voices(material.decisions, material.answers)
        counted = {voice.respondent for said in heard.values() for voice in said}
    elif score == "black_box":
        asked = {question.id for question in material.questionnaire.questions()}
        told = (answer for answer in material.answers if answer.question in asked)
        counted = {answer.respondent for answer in told if answer.role in ROLES}
    else:
        counted = set(_valid_sheets(score, material))
    return {a.respondent: a.role for a in material.answers if a.respondent in counted}


def tells_on_few_users(score: str, material: Material) -> bool:
    """Whether some question of the dimension ``score`` rests on fewer users than may be shown.

    What moves such a score would let a reader solve for what these users said.
    """
    answered = Counter(
        question
        for one in _valid_sheets(score, material).values()
        if not one.role.is_named
        for question in one.levels
    )
    return any(count < material.method.anonymity.minimum_group for count in answered.values())


def _valid_sheets(score: str, material: Material) -> dict[str, Sheet]:
    """Sheets that make the grade of the dimension ``score``, by respondent."""
    rules = material.method.maturity
    people = answers_by_respondent(material.answers).items()
    sheets = {
        person: sheet(dimension, given, rules.undemonstrated_ceiling)
        for dimension in material.questionnaire.dimensions
        if dimension.id == score
        for person, given in people
    }
    return {
        person: one
        for person, one in sheets.items()
        if rules.group_weights.get(one.role.group, 0) > 0 and one.is_valid(rules.minimum_answered)
    }


def _without(material: Material, gone: set[str]) -> Material:
    kept = tuple(answer for answer in material.answers if answer.respondent not in gone)
    return replace(material, answers=kept)
