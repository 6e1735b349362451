"""What was published of the answers of users, who are anonymous: whose answers, to which question.

Nothing here says what was answered; it is kept from one publication to the next, so that the
difference of two of them can be judged before the second is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from infopilot.model.answers import Answer
from infopilot.model.estimate import Estimate
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.text import Message


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """That one respondent gave one answer, both by their ids."""

    respondent: str
    answer: str


Marks = frozenset[Mark]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What was published of one question.

    ``given`` are all the answers that entered a figure: the levels ``counted`` in the means, "I
    don't know" and "not applicable"; ``departments`` are those behind the figure of each department
    that was shown; ``spread`` those behind a margin, empty where none was shown.
    """

    given: Marks
    counted: Marks
    spread: Marks = frozenset()
    departments: Mapping[str, Marks] = field(default_factory=dict)

    @property
    def means(self) -> frozenset[Marks]:
        """The answers behind each mean that was shown: that of all, those of departments."""
        return frozenset({self.counted, *self.departments.values()})


Publication = Mapping[str, Cell]
"""Cells by question; a question that is not there was not published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentView:
    """What users live with, by department: one figure per item (a question or a measure).

    ``figures`` are by item, then by department, in the order of ``names``; ``company`` holds the
    figure of all users. A hidden figure has neither value nor number of answers.
    """

    names: tuple[str, ...] = ()
    figures: Mapping[str, Mapping[str, Estimate]] = field(default_factory=dict)
    company: Mapping[str, Estimate] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What may be scored: the answers that can be published, and the questions they answer.

    ``questionnaire`` no longer asks users what is withheld from them; ``withheld`` tells why, by
    question; ``waiting`` counts the answers of users that a later publication may take. By a
    measure that is ``one_sided``, the share of satisfied users would tell where each of some
    stands; the margin of what is ``without_margin`` (ids of dimensions, of measures, and of the
    user experience) would tell what a few of them said; bringing users of a question to a level
    ``told_rises`` would tell on which side of it some stand.
    """

    questionnaire: Questionnaire
    answers: tuple[Answer, ...]
    publication: Publication
    withheld: Mapping[str, Message]
    departments: DepartmentView
    one_sided: frozenset[str] = frozenset()
    without_margin: frozenset[str] = frozenset()
    told_rises: frozenset[tuple[str, int]] = frozenset()
    waiting: int = 0
