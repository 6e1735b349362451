"""Nothing is told of what is not known: each null of the documents has its reason, in French too.

The documents are walked whole, so that whatever is added to them is held to the same rule.
"""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from math import isfinite

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infopilot.incidents.counting.facts import count_facts
from infopilot.model.estimate import Estimate
from infopilot.model.incidents import BlockingFacts, Concentration, IncidentFacts
from infopilot.model.items import DONT_KNOW, NOT_APPLICABLE, ItemKind
from infopilot.model.people import Role
from infopilot.model.periods import Period, ServiceRecord
from infopilot.model.text import LANGUAGES, Message
from infopilot.scoring.comparison.campaigns import Round, comparison
from infopilot.scoring.dependency.mix import experienced_dependency
from infopilot.scoring.perception.friction import friction
from infopilot.scoring.scorecard import scorecard
from infopilot.scoring.why.explanations import explanations
from infopilot.scoring.why.gathering import gathered
from infopilot.scoring.why.material import FIGURES
from infopilot.storage.questionnaires import load_questionnaire
from infopilot.views.comparisons import comparison_document
from infopilot.views.incident_facts import facts_document
from infopilot.views.scorecards import score_document
from infopilot.views.why_document import why_document
from tests.incidents.logs import logs
from tests.shipped import METHOD_FILE, shipped_method

# Keys whose null is an answer ("none"), not a figure that is missing.
NONE_IS_AN_ANSWER = frozenset(
    {
        "capped_by",
        "red_line",
        "range",
        "rank",
        "mover",
        "most_sensitive",
        "heaviest",
        "formula",
        "dimension",
    }
)
SIDES = ("before", "after")
ACTORS = ("DIR", "REF", "MET", "PRE", "EDI", "PERSONNE")
MOODS = ("silent", "dont_know", "not_applicable", "partial", "full")
FACTS = tuple(f"S{n}" for n in range(1, 13))


@cache
def shipped_questionnaire():
    return load_questionnaire(METHOD_FILE.parent / "gouvernance")


def nulls(node, path=(), known=()):
    """Path of each null that no reason speaks for: beside it, or in ``reasons`` above it."""
    if isinstance(node, dict):
        told = {key for key, words in node.items() if key.endswith("reason") and words}
        known = (*known, (path, node.get("reasons") or {}))
        for key, value in node.items():
            here = (*path, key)
            if value is None and not is_explained(key, told, here, known):
                yield ".".join(here)
            yield from nulls(value, here, known)
    elif isinstance(node, list):
        for rank, value in enumerate(node):
            yield from nulls(value, (*path, str(rank)), known)


def is_explained(key, told, here, known):
    if key in NONE_IS_AN_ANSWER or key.endswith("_range") or "reason" in told:
        return True
    whole = (
        "range" if key in {"low", "high", "n"} else key.removesuffix("_low").removesuffix("_high")
    )
    if {f"{key}_reason", f"{whole}_reason"} & told:
        return True
    return any(reasons.get(".".join(here[len(above) :])) for above, reasons in known)


def leaves(node, path=()):
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, (*path, key))
    elif isinstance(node, list):
        for rank, value in enumerate(node):
            yield from leaves(value, (*path, str(rank)))
    else:
        yield path, node


def documents(answers=(), facts=None, incidents=None, only=None):
    """The whole of ``score --json --why all`` in each language, or with ``only`` one score."""
    asked, method = shipped_questionnaire(), shipped_method()
    given_ = {
        "method": method,
        "answers": answers,
        "structural_facts": facts,
        "incident_facts": incidents,
    }
    card = scorecard("T0", asked, **given_)
    why = explanations(card, gathered("T0", asked, **given_), only=only)
    return {
        language: score_document(card, "Ateliers Morvan", language)
        | {"why": why_document(why, method, language)}
        for language in LANGUAGES
    }


def assert_is_honest(told):
    for document in told.values():
        json.dumps(document, allow_nan=False)
        assert list(nulls(document)) == []
        for path, leaf in leaves(document):
            assert not isinstance(leaf, float) or isfinite(leaf), path
    french = dict(leaves(told["fr"]))
    for path, words in leaves(told["en"]):
        is_reason = "reasons" in path or path[-1].endswith("reason")
        if is_reason and words is not None:
            assert words.strip(), path
            assert french[path] != words, path


@cache
def make_answer():
    """Make an answer from its respondent, role, question and value."""
    from infopilot.model.answers import Answer  # noqa: PLC0415 - one place

    def make(respondent, role, question, value):
        return Answer(
            id=f"{respondent}-{question}",
            campaign="T0",
            respondent=respondent,
            role=role,
            question=question,
            value=value,
            answered_at=datetime(2026, 1, 5, 9, tzinfo=UTC),
        )

    return make


def value_of(item, mood, draw):
    if mood == DONT_KNOW:
        return DONT_KNOW
    if mood == NOT_APPLICABLE:
        return NOT_APPLICABLE if item.kind is ItemKind.LEVEL else DONT_KNOW
    if mood == "partial" and draw(st.booleans()):
        return None
    if item.kind in {ItemKind.ACCOUNTABLE, ItemKind.RESPONSIBLE}:
        return draw(st.sampled_from([*ACTORS, DONT_KNOW]))
    return str(draw(st.integers(item.minimum, min(item.maximum, 10))))


def sheet_of(person, role, mood, draw):
    items = shipped_questionnaire().items_for(role)
    if mood == "partial":
        items = items[: draw(st.integers(1, len(items)))]
    given_ = {item.id: value_of(item, mood, draw) for item in items} if mood != "silent" else {}
    make = make_answer()
    return [make(person, role, key, value) for key, value in given_.items() if value is not None]


@st.composite
def people(draw):
    """Who answers and how: some roles are missing, some people know nothing."""
    numbers = {
        Role.LEADER: draw(st.integers(0, 2)),
        Role.IT_REFERENT: draw(st.integers(0, 1)),
        Role.BUSINESS: draw(st.integers(0, 2)),
        Role.USER: draw(st.sampled_from([0, 1, 4, 5, 9])),
        Role.PROVIDER: draw(st.integers(0, 2)),
    }
    answers = []
    for role, count in numbers.items():
        for rank in range(count):
            mood = draw(st.sampled_from(MOODS))
            answers += sheet_of(f"{role.value}{rank}", role, mood, draw)
    return answers


@st.composite
def stated_facts(draw):
    """Structural facts as the method says, some of them unknown."""
    stated = {}
    for fact in shipped_method().dependency.facts:
        if draw(st.booleans()):
            known = st.sampled_from([*fact.choices]) if fact.choices else st.floats(0, 1)
            stated[fact.id] = draw(known | st.none())
    return stated


@st.composite
def told_by_a_log(draw):
    """What a log says: nothing, too little, or a part of what an index needs."""
    share = st.none() | st.floats(0, 1)
    closed = draw(st.sampled_from([0, 29, 30, 400]))
    resolver = Concentration(
        n=closed, distinct=3, top1=0.5, top3=1.0, top5=1.0, hhi=0.4, hhi_unbiased=0.4,
        effective=2.5, missing=0.0,
    )  # fmt: skip
    blocking = BlockingFacts(
        n=3, bus_factor={}, median_minutes_km=draw(st.none() | st.floats(1, 9000)), p90_minutes=None
    )
    names = (
        *("sole_holder_share", "undocumented_exclusivity", "knowledge_share", "waiting_share"),
        *("reassigned_twice_share", "ping_pong_share", "reopened_share", "recurrence_30d"),
    )
    return IncidentFacts(
        incidents=closed,
        closed=closed,
        resolver=draw(st.none() | st.just(resolver)),
        blocking=draw(st.none() | st.just(blocking)),
        **{name: draw(share) for name in names},
    )


@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    answers=people(),
    facts=stated_facts(),
    incidents=st.none() | told_by_a_log(),
    only=st.sampled_from([*(f"D{n}" for n in range(1, 9)), *FIGURES]),
)
def test_every_null_has_its_reason_in_both_languages(answers, facts, incidents, only):
    assert_is_honest(documents(answers, facts, incidents, only))


def reasons_above(path):
    """Where the reason of a null of a log's facts may stand: each whole that it is a part of.

    The reason of an interval is also the one of its figure.
    """
    names = [path, path[1:]] if path[0] == "intervals" else [path]
    return {".".join(".".join(name).split(".")[:n]) for name in names for n in range(1, 5)}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=logs(1, 40), is_lenient=st.booleans())
def test_every_null_of_a_log_has_its_reason_in_both_languages(rows, is_lenient):
    method = shipped_method().incidents
    if is_lenient:
        method = replace(method, minimum_incidents=1, minimum_weeks=1)

    facts = count_facts(pl.from_arrow(rows), method)
    told = {language: facts_document(facts, language) for language in LANGUAGES}
    reasons = told["en"].pop("reasons")

    for path, leaf in leaves(told["en"]):
        assert leaf is not None or reasons_above(path) & set(reasons), path
        assert not isinstance(leaf, float) or isfinite(leaf), path
    for name, words in reasons.items():
        assert words != told["fr"]["reasons"][name]


def compared(before, after):
    """The whole of ``compare --json`` in each language; each side is what a round holds."""
    asked, method = shipped_questionnaire(), shipped_method()
    rounds = [
        Round(campaign=name, questionnaire=asked, **side)
        for name, side in (("T0", before), ("T1", after))
    ]
    seen = comparison(*rounds, method)
    return {
        language: comparison_document(seen, "Ateliers Morvan", asked, language)
        for language in LANGUAGES
    }


def no_round(**known):
    nothing = Estimate(value=None, reason=Message("no ticket log has been imported"))
    return {"answers": (), "experienced": nothing, "friction": nothing} | known


def borrowed(node, path=()):
    """Each null before or after that has no reason of its own."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in SIDES and value is None and not node.get(f"{key}_reason"):
                yield ".".join((*path, key))
            yield from borrowed(value, (*path, key))


@st.composite
def rounds(draw):
    """One campaign: who answers, some of them under the names of the other; facts and a log."""
    mark = draw(st.sampled_from(["", "new-"]))
    log = draw(st.none() | told_by_a_log())
    known = {}
    if log is not None:
        for name, index in (("experienced", experienced_dependency), ("friction", friction)):
            told = index(log, shipped_method())
            known[name] = Estimate(
                value=told.value, low=told.low, high=told.high, reason=told.reason
            )
    answers = tuple(replace(one, respondent=mark + one.respondent) for one in draw(people()))
    return no_round(
        answers=answers,
        facts=draw(stated_facts()),
        service=draw(st.none() | services()),
        **known,
    )


@st.composite
def services(draw):
    """What a log counts before a campaign: maybe no rating, no quarter, nothing of blocking."""
    end = datetime(2026, 1, 5, tzinfo=UTC)

    def period(days):
        told, rated = draw(st.integers(0, 2)), draw(st.integers(0, 2))
        return Period(
            start=end - timedelta(days=days),
            end=end,
            incidents=9,
            blocking=draw(st.none() | st.integers(0, 2)),
            sla_told=told,
            sla_met=draw(st.integers(0, told)),
            rated=rated,
            satisfied=draw(st.integers(0, rated)),
        )

    quarters = [period(91) for _ in range(draw(st.integers(0, 2)))]
    return ServiceRecord(year=period(365), quarters=tuple(quarters))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(before=rounds(), after=rounds())
def test_every_null_of_a_comparison_has_its_own_reason_in_both_languages(before, after):
    told = compared(before, after)

    assert_is_honest(told)
    assert list(borrowed(told["en"])) == []


def test_a_comparison_of_nothing_gives_each_null_its_own_reason():
    facts = dict.fromkeys(FACTS)
    told = compared(no_round(facts=facts), no_round(facts=facts | {"S4": "yes"}))

    assert_is_honest(told)
    document = told["en"]
    assert list(borrowed(document)) == []
    was, now = (document["structural"]["of_record"][f"{side}_reason"] for side in SIDES)
    assert was != now != document["structural"]["reason"]
    assert document["respondents"]["user"] == {"before": 0, "after": 0, "same": 0}
    assert document["service_reason"].startswith("No ticket log")


def test_users_who_may_be_the_same_have_a_reason():
    make = make_answer()
    sides = [
        no_round(answers=tuple(make(f"{mark}{n}", Role.USER, "RD2", "3") for n in range(5)))
        for mark in "ab"
    ]
    told = compared(*sides)

    assert_is_honest(told)
    assert told["en"]["respondents"]["user"]["same"] is None
    assert told["en"]["respondents"]["user"]["same_reason"].startswith("No pseudonym came back")


def test_nobody_and_nothing_is_told_as_such():
    told = documents()

    assert_is_honest(told)
    assert all(one["value"] is None for one in told["fr"]["why"].values())


@pytest.mark.parametrize("mood", [DONT_KNOW, NOT_APPLICABLE])
def test_those_who_cannot_tell_make_no_zero(mood):
    """Everybody answers « je ne sais pas » or « non applicable »: no level, and surely not 0."""
    roles = [*[role for role in Role if role is not Role.USER] * 2, *[Role.USER] * 8]
    answers = [
        answer
        for rank, role in enumerate(roles)
        for answer in sheet_of(f"{role.value}{rank}", role, mood, None)
    ]

    told = documents(answers, dict.fromkeys(FACTS, DONT_KNOW))

    assert_is_honest(told)
    document = told["en"]
    assert [score["value"] for score in document["maturity"].values()] == [None] * 8
    assert document["dependency"]["value"] is document["dependency"]["structural"]["value"] is None
    assert document["friction"]["value"] is None
    assert document["black_box"]["value"] == (1.0 if mood == DONT_KNOW else None)


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ({"value": None}, ["value"]),
        ({"value": None, "reason": ""}, ["value"]),
        ({"value": None, "reason": "why"}, []),
        ({"a": [{"low": None, "range_reason": "why"}, {"low": None}]}, ["a.1.low"]),
        ({"by_role": {"user": None}, "reasons": {"by_role.user": "why"}}, []),
        ({"by_role": {"user": None}, "reasons": {"by_role.leader": "why"}}, ["by_role.user"]),
        ({"felt_low": None, "felt_reason": "why", "felt": None}, []),
        ({"red_line": None, "rank": None}, []),
    ],
)
def test_the_walk_itself_sees_what_has_no_reason(document, found):
    assert list(nulls(document)) == found


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ({"before": None, "after": 2, "reason": "why"}, ["before"]),
        ({"a": {"before": None, "before_reason": "why", "after": None}}, ["a.after"]),
        ({"before": 1, "after": 2}, []),
    ],
)
def test_the_walk_sees_a_side_without_a_reason_of_its_own(document, found):
    assert list(borrowed(document)) == found
