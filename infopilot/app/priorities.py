"""What to do first in an engagement: its action library, and the plan that its scores call for."""

from infopilot.app import paths
from infopilot.app.workbook import Workbook
from infopilot.model.actions import Action
from infopilot.model.errors import EngagementError, QuestionnaireError
from infopilot.model.priorities import Plan
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.score import Scorecard
from infopilot.storage.actions import load_actions
from infopilot.storage.questionnaires import load_questionnaire

OWN_LIBRARY = "actions.yaml"


def action_library(workbook: Workbook) -> tuple[Action, ...]:
    """The actions of an engagement: its own ``actions.yaml``, else those that come with infopilot.

    Those that come with infopilot move its own questionnaire: of a copy that was edited, actions
    are left out that move what is not asked any more, and another questionnaire has none.

    Raises
    ------
    QuestionnaireError
        If the engagement's own file is not an action library of its questionnaire.
    """
    own = workbook.folder.path / OWN_LIBRARY
    if own.is_file():
        return load_actions(own, workbook.questionnaire, workbook.method)
    shipped = load_questionnaire(paths.questionnaire_folder())
    if shipped.id != workbook.questionnaire.id:
        return ()
    library = load_actions(paths.actions_file(), shipped, workbook.method)
    return tuple(action for action in library if _is_asked(action, workbook.questionnaire))


def engagement_plan(
    workbook: Workbook,
    campaign: str | None = None,
    *,
    budget: float | None = None,
    scorecard: Scorecard | None = None,
) -> Plan:
    """What to do first after a campaign (the latest by default), within a ``budget`` of days.

    Raises
    ------
    EngagementError
        If there is no action library for the questionnaire of the engagement.
    ScoringError
        If the budget is not a number of days above 0.
    """
    from infopilot.scoring.priorities.effects import Basis  # noqa: PLC0415 - numpy
    from infopilot.scoring.priorities.plan import plan  # noqa: PLC0415 - numpy

    actions = action_library(workbook)
    if not actions:
        raise EngagementError(
            "there is no action library for the questionnaire {questionnaire}",
            hint="write one: {file}, in the folder of the engagement",
            questionnaire=workbook.questionnaire.id,
            file=OWN_LIBRARY,
        )
    card = scorecard or workbook.score(campaign)
    release = workbook.release(card.campaign)
    basis = Basis(
        questionnaire=release.questionnaire,
        method=workbook.method,
        scorecard=card,
        answers=tuple(
            answer for answer in release.answers if answer.question in release.questionnaire.items
        ),
        facts=workbook.known_facts(card.campaign),
        told_rises=release.told_rises,
    )
    return plan(basis, actions, budget=budget)


def shown_plan(workbook: Workbook, scorecard: Scorecard) -> Plan | None:
    """The plan for a page of results; None where the engagement has no usable action library."""
    try:
        return engagement_plan(workbook, scorecard=scorecard)
    except (EngagementError, QuestionnaireError):
        return None


def _is_asked(action: Action, questionnaire: Questionnaire) -> bool:
    decisions = {decision.id for decision in questionnaire.decisions}
    questions = {question.id for question in questionnaire.questions()}
    return questions >= {t.question for t in action.targets} and decisions >= {*action.decisions}
