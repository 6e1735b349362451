"""Making the demonstration: a fictional engagement with two campaigns and a ticket log."""

import atexit
import secrets
import shutil
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from infopilot.app import paths
from infopilot.app.tickets import import_file, inspect_file
from infopilot.app.workbook import NewEngagement, Workbook, new_engagement
from infopilot.demo.answers import campaign_answers
from infopilot.demo.calls import last_day
from infopilot.demo.glpi import glpi_csv
from infopilot.demo.lost_time import with_lost_time
from infopilot.demo.scenario import Scenario, load_scenario
from infopilot.demo.scenario_checks import check_scenario
from infopilot.demo.tickets import make_tickets
from infopilot.demo.verdicts import with_verdicts
from infopilot.incidents.mappings.mapping import load_mapping
from infopilot.model.engagement import Campaign, Company, Provider
from infopilot.model.errors import EngagementError, Place
from infopilot.model.people import Respondent, Role
from infopilot.storage.engagements import EngagementFolder, dumped, read_engagement, write_text
from infopilot.views.messages import text

MAPPING = "glpi-10-fr.yaml"
PARTS = frozenset(
    {
        "engagement.yaml",
        "answers.db",
        "answers.db-journal",
        "facts.yaml",
        "consultant.passphrase",
        "tickets",
        "questionnaire",
        "reports",
    }
)
"""What a demonstration is made of; anything else in its folder belongs to somebody."""


def build_demo(folder: Path, tickets: Path | None = None) -> NewEngagement:
    """Make the demonstration in ``folder``, in place of an earlier one.

    Parameters
    ----------
    folder
        A new or empty folder, or one that holds a demonstration and nothing else.
    tickets
        A real ticket export, imported instead of the fictional log.

    Raises
    ------
    EngagementError
        If the folder holds anything else; it is then left as it was.
    IncidentDataError
        If ``tickets`` cannot be read.
    """
    scenario = load_scenario()
    if tickets is not None:
        # A file that cannot be read must not cost the earlier demonstration.
        inspect_file(tickets)
    _remove_earlier(folder)
    made = new_engagement(
        folder,
        company=Company(name=scenario.company, headcount=scenario.headcount),
        provider=Provider(name=scenario.provider),
        campaigns=_campaigns(scenario),
        fictional=True,
    )
    workbook = made.workbook
    check_scenario(scenario, workbook.questionnaire)
    _write_facts(scenario, workbook)
    _invite_personas(scenario, workbook)
    for campaign in scenario.campaigns:
        given = campaign_answers(scenario, campaign, workbook.questionnaire, workbook.method)
        workbook.store.append([workbook.rules.check(answer) for answer in given])
    if tickets is None:
        _make_log(scenario, workbook)
    else:
        import_file(workbook, tickets)
    return made


def open_demo() -> Workbook:
    """Make the demonstration afresh, for as long as this program runs, and open it.

    It is apart from the one that ``infopilot demo`` serves: its figures are always the same.
    """
    place = tempfile.TemporaryDirectory(prefix="infopilot-", ignore_cleanup_errors=True)
    atexit.register(place.cleanup)
    return build_demo(Path(place.name) / "ateliers-morvan").workbook


def fresh_respondent(workbook: Workbook) -> str:
    """Invite a leader who has answered nothing yet, and return the code of the invitation."""
    respondent = Respondent(
        id=f"{Role.LEADER.value}-{secrets.token_hex(4)}",
        role=Role.LEADER,
        name=text("Management (demonstration)", "fr"),
    )
    campaign = workbook.engagement.latest.id
    return workbook.invitations.create(respondent, campaign, now=datetime.now(UTC))


def demo_log(scenario: Scenario) -> bytes:
    """The fictional ticket log, as GLPI would export it."""
    return glpi_csv(
        with_lost_time(with_verdicts(make_tickets(scenario), scenario), scenario),
        entity=scenario.tickets.entity,
        first_id=scenario.tickets.first_id,
        end=last_day(scenario),
    )


def _campaigns(scenario: Scenario) -> tuple[Campaign, ...]:
    expected = {role: len(scenario.people(role)) for role in Role} | {Role.USER: scenario.users}
    return tuple(
        Campaign(id=campaign, opened_on=told.opened_on, expected=expected)
        for campaign, told in scenario.campaigns.items()
    )


def _remove_earlier(folder: Path) -> None:
    """Remove the demonstration that is in ``folder``, or refuse to touch what is there."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    description = EngagementFolder(folder).description
    if not description.is_file() or not read_engagement(folder)[1].fictional:
        raise _not_ours("this folder does not hold a demonstration: nothing was touched", folder)
    foreign = sorted(path.name for path in folder.iterdir() if path.name not in PARTS)
    if foreign:
        raise _not_ours(
            "this demonstration holds something of somebody else: nothing was touched",
            folder,
            foreign,
        )
    # What makes it a demonstration goes last: after a failure, the rest can still be removed.
    for path in sorted(folder.iterdir(), key=lambda path: path == description):
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def _not_ours(what: str, folder: Path, found: Iterable[str] = ()) -> EngagementError:
    return EngagementError(
        what,
        where=Place(str(folder)),
        expected="a new or empty folder, or an earlier demonstration alone",
        got=", ".join(found) or None,
        hint="infopilot demo --dir DIR makes it elsewhere",
    )


def _write_facts(scenario: Scenario, workbook: Workbook) -> None:
    campaigns = {
        campaign: {
            fact: {"value": stated.value, "evidence": stated.evidence}
            for fact, stated in told.facts.items()
        }
        for campaign, told in scenario.campaigns.items()
    }
    registers = scenario.model_dump(
        mode="json", include={"services", "exit_cost"}, exclude_unset=True
    )
    contract = {"contract": scenario.contract.model_dump()}
    write_text(workbook.folder.facts, dumped(contract | {"campaigns": campaigns} | registers))


def _invite_personas(scenario: Scenario, workbook: Workbook) -> None:
    """Leave the trace of the invitations that the personas answered."""
    zone = ZoneInfo(scenario.timezone)
    for campaign, told in scenario.campaigns.items():
        opened = datetime.combine(told.opened_on, time(8), zone)
        for persona in scenario.personas:
            respondent = Respondent(
                id=persona.id,
                role=persona.role,
                department=persona.department,
                name=persona.name,
            )
            workbook.invitations.create(respondent, campaign, now=opened)


def _make_log(scenario: Scenario, workbook: Workbook) -> None:
    """Write the fictional log and import it as anybody's export."""
    folder = workbook.folder.tickets
    folder.mkdir()
    export, mapping = folder / "glpi.csv", folder / "mapping.yaml"
    export.write_bytes(demo_log(scenario))
    known = load_mapping(paths.mappings_folder() / MAPPING)
    own = known.model_copy(update={"system_accounts": (scenario.tickets.robot.name,)})
    write_text(mapping, dumped(own.model_dump(mode="json", exclude_unset=True)))
    import_file(workbook, export, mapping=mapping)
