"""An engagement, opened: its answers, its incidents and the scores that they make."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from infopilot.app import paths
from infopilot.model.answering import AnswerRules
from infopilot.model.answers import Answer
from infopilot.model.engagement import Campaign, Company, Engagement, Provider
from infopilot.model.explanation import Explanation
from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import Method
from infopilot.model.publication import Publication, Release
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.registers import Registers
from infopilot.model.score import Scorecard
from infopilot.model.text import Language, Message
from infopilot.scoring.disclosure.release import disclose
from infopilot.storage.access import Invitations
from infopilot.storage.answers import AnswerStore
from infopilot.storage.database import Database
from infopilot.storage.engagements import (
    EngagementFolder,
    create_engagement,
    read_engagement,
    write_text,
)
from infopilot.storage.facts import (
    StructuralFacts,
    facts_template,
    read_facts,
    read_registers,
    read_sla_target,
)
from infopilot.storage.groups import GroupLinks
from infopilot.storage.method import load_method
from infopilot.storage.passphrase import hashed, new_passphrase
from infopilot.storage.publications import PublicationStore
from infopilot.storage.questionnaires import load_questionnaire

if TYPE_CHECKING:
    import pandas as pd

WINDOW = timedelta(days=365)


@dataclass(frozen=True)
class Workbook:
    """An engagement with everything needed to read and score it."""

    folder: EngagementFolder
    engagement: Engagement
    questionnaire: Questionnaire
    method: Method
    store_address: str | None = None

    @cached_property
    def database(self) -> Database:
        """The store, opened on first use."""
        return Database(self.store_address or self.folder.answers)

    @property
    def store(self) -> AnswerStore:
        """The answers, append-only."""
        return AnswerStore(self.database)

    @property
    def invitations(self) -> Invitations:
        """Who was invited."""
        return Invitations(self.database)

    @property
    def groups(self) -> GroupLinks:
        """The links that were made for whole departments."""
        return GroupLinks(self.database)

    @property
    def rules(self) -> AnswerRules:
        """What an answer must satisfy."""
        return AnswerRules(self.questionnaire)

    def answers(self, campaign: str | None = None) -> list[Answer]:
        """Every answer of a campaign (of all by default), oldest first."""
        return self.store.read(campaign=campaign)

    def answers_table(self, campaign: str | None = None) -> "pd.DataFrame":
        """One row per answer: the columns of the long format, in the order they were given."""
        from infopilot.views.tables import answers_table  # noqa: PLC0415 - pandas, only here

        return answers_table(self.answers(campaign))

    def incidents_table(self) -> "pd.DataFrame":
        """One row per incident: the canonical columns."""
        from infopilot.incidents.conversion.canonical import open_canonical  # noqa: PLC0415 - duckdb

        table: pd.DataFrame = open_canonical(self.folder.incidents).to_arrow_table().to_pandas()
        return table

    def structural_facts(self, campaign: str | None = None) -> StructuralFacts:
        """What is known of S1 to S12 at a campaign (the latest by default)."""
        known = self.engagement.campaigns
        ids = [each.id for each in known]
        facts = read_facts(self.folder.facts, ids, self.method.dependency)
        return facts[self.engagement.campaign(campaign).id]

    def known_facts(self, campaign: str | None = None) -> StructuralFacts:
        """What is known of S1 to S12, with what the exit-cost worksheet tells of them."""
        from infopilot.scoring.dependency.whole import known_facts  # noqa: PLC0415 - numpy

        return known_facts(self.structural_facts(campaign), self.registers(campaign), self.method)

    def registers(self, campaign: str | None = None) -> Registers:
        """The services and the exit-cost worksheet, as a campaign (the latest by default) reads."""
        days = {each.id: each.opened_on for each in self.engagement.campaigns}
        return read_registers(self.folder.facts, days)[self.engagement.campaign(campaign).id]

    def incident_facts(self, campaign: str | None = None) -> IncidentFacts | None:
        """What the ticket log says of the 12 months before a campaign; None without a log.

        The months end with the log where it ends before the campaign. Counted once.
        """
        opened = self.engagement.campaign(campaign)
        if opened.id not in self._counted:
            self._counted[opened.id] = self._count(opened)
        return self._counted[opened.id]

    @cached_property
    def _counted(self) -> dict[str, IncidentFacts | None]:
        return {}

    def _count(self, campaign: Campaign) -> IncidentFacts | None:
        if not self.folder.incidents.exists():
            return None
        from infopilot.app.facts import facts_between  # noqa: PLC0415 - duckdb

        end = datetime.combine(campaign.opened_on, time(), UTC)
        return facts_between(self.folder.incidents, end, WINDOW, self.method.incidents)

    def score(self, campaign: str | None = None) -> Scorecard:
        """Score one campaign (the latest by default); whoever asks is shown the result.

        What it publishes of users' answers is kept: a later score never differs from it by the
        answers of a few of them.
        """
        from infopilot.scoring.perception.gap import Setting  # noqa: PLC0415 - numpy
        from infopilot.scoring.scorecard import scorecard  # noqa: PLC0415 - numpy

        campaign_id = self.engagement.campaign(campaign).id
        answers, earlier = self._publish(campaign_id)
        card = scorecard(
            campaign_id,
            questionnaire=self.questionnaire,
            method=self.method,
            answers=answers,
            structural_facts=self.structural_facts(campaign_id),
            incident_facts=self.incident_facts(campaign_id),
            users=self.engagement.users(campaign_id),
            setting=Setting(
                headcount=self.engagement.company.headcount,
                sla_target=read_sla_target(self.folder.facts),
            ),
            earlier=earlier,
            registers=self.registers(campaign_id),
        )
        return replace(card, warnings=(*self._warnings(), *card.warnings))

    def explain(
        self, campaign: str | None = None, *, only: str | None = None
    ) -> dict[str, Explanation]:
        """Why each score of a campaign is what it is, or ``only`` one, by the name of the score.

        It speaks of what `score` shows, and publishes the same.
        """
        from infopilot.scoring.why.explanations import explanations  # noqa: PLC0415 - numpy
        from infopilot.scoring.why.gathering import gathered  # noqa: PLC0415 - numpy

        campaign_id = self.engagement.campaign(campaign).id
        answers, earlier = self._publish(campaign_id)
        material = gathered(
            campaign_id,
            questionnaire=self.questionnaire,
            method=self.method,
            answers=answers,
            structural_facts=self.structural_facts(campaign_id),
            incident_facts=self.incident_facts(campaign_id),
            earlier=earlier,
            registers=self.registers(campaign_id),
        )
        return explanations(self.score(campaign_id), material, only=only)

    def release(self, campaign: str | None = None) -> Release:
        """The answers of a campaign that may be shown, users' too; asking for them publishes them.

        Whatever is computed from users' answers starts here, as `score` does: never from `answers`.
        """
        answers, earlier = self._publish(self.engagement.campaign(campaign).id)
        return disclose(self.questionnaire, answers, self.method, earlier)

    def publications(self, campaign: str | None = None) -> list[Publication]:
        """What was published of users' answers to a campaign so far, oldest first."""
        store = PublicationStore(self.database)
        return store.read(self.engagement.campaign(campaign).id)

    def _publish(self, campaign_id: str) -> tuple[list[Answer], list[Publication]]:
        return PublicationStore(self.database).publish(campaign_id, self._published)

    def _published(self, answers: Sequence[Answer], earlier: Sequence[Publication]) -> Publication:
        return disclose(self.questionnaire, answers, self.method, earlier).publication

    def _warnings(self) -> list[Message]:
        if self.questionnaire.hash == self.engagement.questionnaire_hash:
            return []
        return [Message("The questionnaire was edited after the engagement was made.")]


def open_engagement(path: str | Path) -> Workbook:
    """Open the engagement in the folder ``path``."""
    folder, engagement, store = read_engagement(Path(path))
    return Workbook(
        folder=folder,
        engagement=engagement,
        questionnaire=load_questionnaire(folder.path / "questionnaire"),
        method=load_method(paths.method_file(), engagement.method_overrides),
        store_address=store,
    )


@dataclass(frozen=True, slots=True)
class NewEngagement:
    """What comes out of making an engagement: it, and the passphrase that is shown once."""

    workbook: Workbook
    passphrase: str


def new_engagement(  # noqa: PLR0913 - the parts of an engagement, each by its name
    path: Path,
    *,
    company: Company,
    provider: Provider,
    campaigns: tuple[Campaign, ...] = (),
    questionnaire: Path | None = None,
    language: Language = "fr",
    fictional: bool = False,
) -> NewEngagement:
    """Make an engagement in a new folder, with its own copy of the questionnaire."""
    source = questionnaire or paths.questionnaire_folder()
    source = source.parent if source.is_file() else source
    asked = load_questionnaire(source)
    engagement = Engagement(
        company=company,
        providers=(provider,),
        questionnaire_id=asked.id,
        questionnaire_hash=asked.hash,
        campaigns=campaigns or (Campaign(id="T0", opened_on=date.today()),),  # noqa: DTZ011 - a local day
        language=language,
        fictional=fictional,
    )
    folder = create_engagement(path, engagement)
    shutil.copytree(source, folder.path / "questionnaire")
    method = load_method(paths.method_file()).dependency
    write_text(folder.facts, facts_template(engagement.campaigns[0].id, method, language))
    passphrase = new_passphrase()
    write_text(folder.passphrase, hashed(passphrase) + "\n")
    return NewEngagement(open_engagement(path), passphrase)
