"""Random small companies: who works where, what they answered, and how it changes over time."""

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count

from infopilot.model.answers import Answer
from infopilot.model.items import ItemKind
from infopilot.model.people import Role
from infopilot.model.questionnaire import Dimension, Measure, Question, Questionnaire
from infopilot.model.text import Text

SOME = Text(fr="texte", en="text")
CLIENT = frozenset({Role.LEADER, Role.IT_REFERENT, Role.BUSINESS, Role.USER})
LIVING = frozenset({Role.BUSINESS, Role.USER})
EVERYBODY = frozenset(Role)
MEASURES = (
    Measure(id="SAT", text=SOME, kind=ItemKind.RATING, minimum=0, maximum=10),
    Measure(id="DISPO", text=SOME, kind=ItemKind.RATING, minimum=0, maximum=10),
    Measure(id="BLOC", text=SOME, kind=ItemKind.COUNT, minimum=0, maximum=3),
    Measure(id="SIGN", text=SOME, kind=ItemKind.COUNT, minimum=0, maximum=3),
)
CONTENT = 7
STAFF = ((Role.LEADER, 1), (Role.IT_REFERENT, 1), (Role.BUSINESS, 2), (Role.PROVIDER, 1))
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def _question(identifier, roles, weight=1.0, *, key=False):
    return Question(
        id=identifier, text=SOME, anchors=(SOME,) * 5, roles=roles, weight=weight, key=key
    )


def _dimension(identifier, *questions):
    return Dimension(id=identifier, name=SOME, levels=(SOME,) * 5, questions=questions)


QUESTIONNAIRE = Questionnaire(
    id="small",
    version="1",
    hash="h",
    title=SOME,
    dimensions=(
        _dimension(
            "D1",
            _question("A1", EVERYBODY, key=True),
            _question("A2", CLIENT, 2.0),
            _question("A3", LIVING),
        ),
        _dimension(
            "D2",
            _question("B1", LIVING, 3.0, key=True),
            _question("B2", EVERYBODY),
            _question("RV5", LIVING),
        ),
    ),
    level_names=(SOME,) * 5,
    decisions=(),
    decision_roles=frozenset({Role.LEADER}),
    short_decision_roles=frozenset(),
    felt=(),
    felt_labels=(SOME,) * 5,
    felt_roles=frozenset({Role.LEADER}),
    measures=MEASURES,
    measure_roles=LIVING,
    actor_names={},
    role_names={},
)


@dataclass
class Company:
    """People by id (role and department) and every answer that is kept, oldest first."""

    random: random.Random
    people: dict[str, tuple[Role, str]] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    ids: object = field(default_factory=count)
    campaign: str = "T0"
    spread: tuple[int, int] = (1, 5)
    is_thorough: bool = False
    is_content: bool = False
    is_prompt: bool = False

    @property
    def unsure(self):
        """How often somebody cannot tell."""
        return 0.01 if self.is_thorough else 0.1

    @classmethod
    def drawn(cls, seed):
        """A company of a few named people and of up to four departments of users."""
        company = cls(random.Random(seed))
        draw = company.random
        company.spread = draw.choice(((1, 5), (1, 2), (3, 4)))
        company.is_thorough, company.is_content, company.is_prompt = (
            draw.random() < 0.25 for _ in range(3)
        )
        for role, most in STAFF:
            for _ in range(draw.randint(0, most)):
                company.arrive(role, draw.choice("AB"))
        for department in "ABCD"[: draw.randint(1, 4)]:
            for _ in range(draw.randint(1, 9)):
                company.arrive(Role.USER, draw.choice((department,) * 12 + ("",)))
        return company

    @property
    def users(self):
        """Ids of the users who have answered."""
        given = {answer.respondent for answer in self.answers}
        return [
            each for each, (role, _) in self.people.items() if role is Role.USER if each in given
        ]

    def arrive(self, role, department):
        """Let somebody answer for the first time; most answer nearly everything."""
        respondent = f"{role.value}-{self.campaign}-{len(self.people)}"
        self.people[respondent] = (role, department)
        self.answer_all(respondent)

    def answer_all(self, respondent):
        """Let somebody go through the questions of their role."""
        role, _ = self.people[respondent]
        diligence = 1 if self.is_thorough else self.random.choice((0.97, 0.97, 0.97, 0.5))
        for item in QUESTIONNAIRE.items.values():
            if role in item.roles and self.random.random() < diligence:
                self.say(respondent, item.id)

    def say(self, respondent, question):
        """Let somebody answer a question, or answer it again."""
        role, department = self.people[respondent]
        item = QUESTIONNAIRE.items[question]
        is_level = item.kind is ItemKind.LEVEL
        low, high = self.spread if is_level else (item.minimum, item.maximum)
        if item.kind is ItemKind.RATING and self.is_content and role is Role.USER:
            low = CONTENT
        if question == "SIGN" and self.is_prompt and role is Role.USER:
            low = self.stopped(respondent)
        known = str(self.random.randint(low, high))
        unknown = ("dont_know", "not_applicable") if is_level else ("dont_know",)
        value = self.random.choice(unknown) if self.random.random() < self.unsure else known
        answer = Answer(
            id=f"a{next(self.ids)}",
            campaign=self.campaign,
            respondent=respondent,
            role=role,
            department=department,
            question=question,
            value=value,
            answered_at=NOW,
        )
        self.answers.append(answer)

    def stopped(self, respondent):
        """How often somebody last said that they were stopped."""
        own = [a for a in self.answers if (a.respondent, a.question) == (respondent, "BLOC")]
        return own[-1].level or 0 if own else 0

    def live(self):
        """What happens between two publications: people come, change their mind, are erased."""
        draw = self.random
        for _ in range(draw.choice((0, 1, 1, 2, 3, 6))):
            self.arrive(Role.USER, draw.choice("ABCD"))
        users = self.users
        for respondent in draw.sample(users, min(len(users), draw.choice((0, 0, 1, 2, 5)))):
            for item in QUESTIONNAIRE.items_for(Role.USER):
                if draw.random() < 0.6:
                    self.say(respondent, item.id)
        for respondent in draw.sample(users, min(len(users), draw.choice((0, 0, 0, 1)))):
            self.answers = [each for each in self.answers if each.respondent != respondent]

    def next_campaign(self):
        """The same company at T1: most come back, some do not, others come."""
        then = replace(self, people=dict(self.people), answers=[], campaign="T1")
        then.spread = self.random.choice(((1, 5), (2, 4)))
        share = self.random.choice((0.0, 0.3, 0.9))
        for respondent, (role, _) in self.people.items():
            if role is not Role.USER or self.random.random() < share:
                then.answer_all(respondent)
        for _ in range(self.random.randint(0, 12)):
            then.arrive(Role.USER, self.random.choice("ABCD"))
        return then


def erased(publications, answers):
    """``publications`` as the store keeps them once the respondents of some answers are erased."""
    left = {answer.respondent for answer in answers}

    def marks(some):
        return frozenset(
            mark
            if mark.respondent in left
            else replace(
                mark, respondent=f"erased-{mark.respondent}", answer=f"erased-{mark.answer}"
            )
            for mark in some
        )

    return [
        {
            question: replace(
                cell,
                given=marks(cell.given),
                counted=marks(cell.counted),
                spread=marks(cell.spread),
                departments={name: marks(some) for name, some in cell.departments.items()},
            )
            for question, cell in cells.items()
        }
        for cells in publications
    ]
