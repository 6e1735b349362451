"""The results of an engagement as a widget: one page per campaign, and a toggle between them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from ipywidgets import HTML, Layout, ToggleButtons, VBox
from traitlets import Unicode, link

from infopilot.model.comparison import Comparison
from infopilot.model.engagement import Engagement
from infopilot.model.errors import EngagementError
from infopilot.model.explanation import Explanation
from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import Method
from infopilot.model.priorities import Plan
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.score import Scorecard
from infopilot.model.text import Language
from infopilot.views.messages import text
from infopilot.views.results import results_page
from infopilot.views.subject import Subject

Facts = Mapping[str, IncidentFacts | None]
Explain = Callable[[str], Mapping[str, Explanation]]
NO_COMPARISONS: Mapping[str, Comparison] = MappingProxyType({})


class Results(VBox):
    """The page of results, for Voila and JupyterLab.

    Parameters
    ----------
    scorecards
        Scores by campaign, oldest first; the newest is shown first.
    questionnaire, engagement, method
        What the scores are about.
    language
        Language of the page.
    facts
        What the ticket log says, by campaign, or one for all; measures are left out without it.
    explain
        Gives why each score of a campaign is what it is, asked when the campaign is shown.
    comparisons
        What changed since the campaign before, by campaign; left out where there is none.
    plans
        What to do first, by campaign; left out without it.

    Raises
    ------
    EngagementError
        If there is no campaign to show.
    """

    campaign = Unicode(help="Id of the campaign shown.")

    def __init__(  # noqa: PLR0913 - everything that a page is about, named at the call
        self,
        scorecards: Mapping[str, Scorecard],
        questionnaire: Questionnaire,
        engagement: Engagement,
        method: Method,
        *,
        language: Language = "fr",
        facts: Facts | IncidentFacts | None = None,
        explain: Explain | None = None,
        comparisons: Mapping[str, Comparison] = NO_COMPARISONS,
        plans: Mapping[str, Plan | None] | None = None,
    ) -> None:
        if not scorecards:
            raise EngagementError("no campaign to show", expected="the scores of one at least")
        shared = facts if isinstance(facts, IncidentFacts) else None
        by_campaign = facts if isinstance(facts, Mapping) else {}
        self._scorecards = dict(scorecards)
        self._subjects = {
            campaign: Subject(
                questionnaire=questionnaire,
                engagement=engagement,
                method=method,
                language=language,
                facts=by_campaign.get(campaign, shared),
                comparison=comparisons.get(campaign),
                plan=(plans or {}).get(campaign),
            )
            for campaign in scorecards
        }
        self._explain = explain
        self._pages: dict[str, str] = {}
        self._page = HTML(layout=Layout(width="100%"))
        super().__init__(campaign=list(scorecards)[-1])
        self.observe(self._show, "campaign")
        self.children = (*campaign_toggle(self, list(scorecards), language), self._page)
        self._show()

    def _show(self, _change: object = None) -> None:
        """Write the page of the campaign that was chosen; each is drawn once."""
        if self.campaign not in self._pages:
            subject = self._subjects[self.campaign]
            if self._explain is not None:
                subject = replace(subject, why=self._explain(self.campaign))
            self._pages[self.campaign] = results_page(self._scorecards[self.campaign], subject)
        self._page.value = self._pages[self.campaign]


def campaign_toggle(
    results: Results, campaigns: list[str], language: Language
) -> tuple[ToggleButtons, ...]:
    """Buttons that write to ``results.campaign`` and follow it; none for a single campaign."""
    if len(campaigns) == 1:
        return ()
    toggle = ToggleButtons(
        options=campaigns,
        value=results.campaign,
        description=text("Campaign", language),
        style={"button_width": "6em"},
    )
    toggle.add_class("ip-campaigns")
    link((results, "campaign"), (toggle, "value"))
    return (toggle,)
