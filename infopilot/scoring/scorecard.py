"""All scores of one campaign: the only place where answers meet incidents."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from infopilot.model.answers import Answer
from infopilot.model.decisions import Decision
from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import Method
from infopilot.model.people import Role, Side
from infopilot.model.publication import Publication, Release
from infopilot.model.questionnaire import Questionnaire
from infopilot.model.registers import Registers
from infopilot.model.score import Friction, MaturityScore, Scorecard
from infopilot.model.text import Message, counted
from infopilot.scoring.agreement.questions import question_agreements
from infopilot.scoring.answers import newest_answers, respondents_by_role
from infopilot.scoring.black_box import black_box
from infopilot.scoring.clarity.decision_map import frontier
from infopilot.scoring.clarity.role_clarity import role_clarity
from infopilot.scoring.dependency.contradictions import declared_levels
from infopilot.scoring.dependency.structural import Fact
from infopilot.scoring.dependency.whole import NO_LOG, whole_dependency
from infopilot.scoring.disclosure.release import disclose
from infopilot.scoring.disclosure.withheld import explained
from infopilot.scoring.maturity.grades import maturity
from infopilot.scoring.perception.friction import friction
from infopilot.scoring.perception.gap import Setting, perception_gap
from infopilot.scoring.perception.reported import tells_reports
from infopilot.scoring.service.indices import too_few_incidents


def scorecard(  # noqa: PLR0913 - the one place where everything meets
    campaign: str,
    questionnaire: Questionnaire,
    *,
    method: Method,
    answers: Iterable[Answer],
    structural_facts: Mapping[str, Fact] | None = None,
    incident_facts: IncidentFacts | None = None,
    earlier: Sequence[Publication] = (),
    users: int | None = None,
    registers: Registers | None = None,
    setting: Setting | None = None,
) -> Scorecard:
    """The scores of ``campaign`` from the newest of its ``answers`` and from both kinds of facts.

    ``campaign`` is an id. Answers of other campaigns and to unknown questions are left out; the
    second is a warning. ``answers`` go from the oldest to the newest, those that were replaced
    included; ``earlier`` is what was published of the campaign before: users' answers that would
    betray a few of them enter no score (see `disclose`). ``users`` is how many people of the role
    user could have answered.
    Raises `ScoringError` when a structural fact is not stated as the method says.
    """
    own = [answer for answer in answers if answer.campaign == campaign]
    given = newest_answers(own)
    people = respondents_by_role(a for a in given if a.question in questionnaire.items)
    release = disclose(questionnaire, own, method, earlier)
    disclosed = release.answers
    profile = explained(maturity(release.questionnaire, disclosed, method, users=users), release)
    dependency = whole_dependency(
        structural_facts or {},
        incident_facts,
        method,
        registers=registers,
        declared=declared_levels(disclosed) | _declared_dimensions(profile),
    )
    return Scorecard(
        campaign=campaign,
        questionnaire_id=questionnaire.id,
        questionnaire_hash=questionnaire.hash,
        method_hash=method.hash,
        respondents=people,
        maturity=profile,
        role_clarity=role_clarity(
            frontier(asked_decisions(questionnaire, disclosed), disclosed),
            disclosed,
            method,
            felt=questionnaire.felt,
        ),
        dependency=dependency,
        friction=_friction(incident_facts, method),
        black_box=black_box(
            questionnaire,
            disclosed,
            facts=method.dependency.facts,
            unknown_facts=dependency.structural.unknown,
        ),
        perception_gap=perception_gap(
            questionnaire,
            disclosed,
            incident_facts,
            method,
            replace(
                setting or Setting(),
                users=users,
                one_sided=release.one_sided,
                without_margin=release.without_margin,
                tells_reports=_tells_reports(own, (*earlier, release.publication), method),
            ),
        ),
        publication=release.publication,
        departments=release.departments,
        agreement=question_agreements(questionnaire, disclosed, method),
        warnings=(
            *_people_warnings(people),
            *_disclosure_warnings(release, method),
            *_answer_warnings(questionnaire, given),
            *_incident_warnings(incident_facts, method),
        ),
    )


def asked_decisions(questionnaire: Questionnaire, answers: Iterable[Answer]) -> list[Decision]:
    """The decisions that were put to the roles who take part, or answered nevertheless.

    Where nobody got the whole map, its short form is the map: the rest was not asked.
    """
    given = list(answers)
    roles = {answer.role for answer in given}
    answered = {answer.question for answer in given}
    return [
        decision
        for decision in questionnaire.decisions
        if f"{decision.id}.A" in answered or questionnaire.item(f"{decision.id}.A").roles & roles
    ]


def _tells_reports(
    answers: Iterable[Answer], publications: Iterable[Publication], method: Method
) -> bool:
    levels = {answer.id: answer.level for answer in answers if answer.level is not None}
    return tells_reports(publications, levels, method.anonymity.minimum_group)


def _declared_dimensions(
    profile: Mapping[str, MaturityScore],
) -> dict[tuple[str, Side | None], float]:
    return {(key, None): score.value for key, score in profile.items() if score.value is not None}


def _friction(facts: IncidentFacts | None, method: Method) -> Friction:
    return Friction(value=None, reason=NO_LOG) if facts is None else friction(facts, method)


def _people_warnings(people: Mapping[Role, int]) -> Iterator[Message]:
    if not people[Role.LEADER]:
        yield Message("management has not answered")
    if not people[Role.IT_REFERENT]:
        yield Message("the IT liaison has not answered")
    if not people[Role.PROVIDER]:
        yield Message("the provider has not answered: role clarity is the client’s view only")
    if not people[Role.USER] and not people[Role.BUSINESS]:
        yield Message("no user has answered: the profile is that of management and the IT liaison")


def _disclosure_warnings(release: Release, method: Method) -> Iterator[Message]:
    minimum = method.anonymity.minimum_group
    if release.withheld:
        yield counted(
            len(release.withheld),
            "users’ answers to {n} question are left out of the scores: showing fewer than {k} "
            "people, or people who all say the same, would tell who said what",
            "users’ answers to {n} questions are left out of the scores: showing fewer than "
            "{k} people, or people who all say the same, would tell who said what",
            k=minimum,
        )
    if release.waiting:
        yield counted(
            release.waiting,
            "{n} answer of a user waits for the next publication: a change made by fewer than {k} "
            "people would tell who said what",
            "{n} answers of users wait for the next publication: a change made by fewer than "
            "{k} people would tell who said what",
            k=minimum,
        )


def _answer_warnings(questionnaire: Questionnaire, given: Iterable[Answer]) -> Iterator[Message]:
    answers = list(given)
    unknown = sum(answer.question not in questionnaire.items for answer in answers)
    if unknown:
        yield counted(
            unknown,
            "{n} answer is left out: this questionnaire does not ask its question",
            "{n} answers are left out: this questionnaire does not ask their questions",
        )
    hashes = [answer.questionnaire_hash for answer in answers if answer.questionnaire_hash]
    other = sum(one != questionnaire.hash for one in hashes)
    if other:
        yield counted(
            other,
            "{n} answer was given to another version of the questionnaire",
            "{n} answers were given to another version of the questionnaire",
        )


def _incident_warnings(facts: IncidentFacts | None, method: Method) -> Iterator[Message]:
    if facts is None:
        yield NO_LOG
        return
    few = too_few_incidents(facts.closed, method.dependency.minimum_incidents)
    if few is not None:
        yield few
