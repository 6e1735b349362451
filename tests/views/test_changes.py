"""What has changed, on the page and in the document."""

from dataclasses import replace
from datetime import date

import pytest

from infopilot.model.comparison import (
    Basis,
    Change,
    Comparison,
    CountChange,
    DecisionChange,
    DimensionChange,
    PeopleChange,
    Quarter,
    QuestionnaireChange,
    ServiceChange,
    ShareChange,
    StructuralChange,
)
from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.people import Role
from infopilot.model.score import Pattern
from infopilot.model.text import Message
from infopilot.views.change_charts import blocking_quarters, dumbbells
from infopilot.views.change_section import change_section
from infopilot.views.change_sentences import (
    change_reason,
    change_sentence,
    hot_potato_sentence,
    index_sentences,
    overview_sentence,
    service_sentences,
    verdict,
)
from infopilot.views.change_tables import dimension_changes, quarter_table
from infopilot.views.comparisons import comparison_document, comparison_lines
from infopilot.views.messages import NBSP, NNBSP
from infopilot.views.subject import Subject

WHY = Message("the difference is larger than what chance alone does")


def change(before, after, *, readable=True, **more):
    known = before is not None and after is not None
    return Change(
        before=before,
        after=after,
        difference=Estimate(
            value=after - before if known else None,
            low=0.4 if known else None,
            high=1.6 if known else None,
            range=RangeKind.CONFIDENCE_95,
            n=60,
        ),
        is_readable=readable,
        basis=Basis.INTERVAL if readable else None,
        reason=WHY,
        **more,
    )


def quarter(month, count, *, is_after, is_outside=False):
    return Quarter(
        start=date(2026, month - 2, 1),
        end=date(2026, month, 28),
        count=count,
        is_after=is_after,
        lower=0.5,
        upper=19.5,
        is_outside=is_outside,
    )


@pytest.fixture
def changed(questionnaire):
    first, second, *_ = (dimension.id for dimension in questionnaire.dimensions)
    question = questionnaire.dimensions[0].questions[0].id
    return Comparison(
        before="T0",
        after="T1",
        method_hash="method-hash",
        questionnaire=QuestionnaireChange(common=9, added=("XX1",), edited=("XX2",)),
        people={
            Role.LEADER: PeopleChange(before=1, after=1, same=1),
            Role.USER: PeopleChange(before=34, after=33, same=None),
            Role.BUSINESS: PeopleChange(before=0, after=0, same=0),
        },
        maturity={
            first: DimensionChange(
                dimension=first,
                change=change(2.0, 3.0),
                evidence=(question,),
                moved={question: (2.0, 3.0)},
                users=(34, 33),
            ),
            second: DimensionChange(dimension=second, change=change(2.0, None, readable=None)),
        },
        role_clarity=change(58.1, 81.8),
        structural=StructuralChange(
            change=change(67.6, 63.1, is_small=True),
            of_record=(67.6, 60.6),
            changed={"S3": (0.75, 0.625)},
            learnt=("S6",),
        ),
        experienced=change(42.0, 36.0, readable=False),
        friction=change(48.0, 48.0, readable=False),
        decisions=(
            DecisionChange(decision="K01", before=Pattern.HOT_POTATO, after=Pattern.ASSUMED),
            DecisionChange(decision="K15", before=Pattern.HOT_POTATO, after=Pattern.HOT_POTATO),
        ),
        service=ServiceChange(
            sla=ShareChange(
                change=change(0.94, 0.93, readable=False), before=(779, 829), after=(764, 821)
            ),
            satisfied=ShareChange(change=change(0.48, 0.71), before=(135, 281), after=(200, 281)),
            blocking=CountChange(
                change=change(11.0, 9.5, readable=False),
                ratio=Estimate(value=0.86, low=0.5, high=1.4),
                last=(11, 8),
                quarters=(quarter(3, 11, is_after=False), quarter(9, 8, is_after=True)),
            ),
            overlap=62,
        ),
        warnings=(Message("no ticket log has been imported"),),
    )


@pytest.fixture
def subject(questionnaire, engagement, method):
    return Subject(questionnaire=questionnaire, engagement=engagement, method=method)


@pytest.fixture
def about(subject, changed):
    return replace(subject, language="en", comparison=changed)


@pytest.mark.parametrize(
    ("readable", "words"),
    [(True, "readable"), (False, "not readable yet"), (None, "cannot be compared")],
)
def test_a_verdict_is_two_or_three_words(readable, words):
    assert verdict(change(1, 2, readable=readable), "en") == words


@pytest.mark.parametrize(
    ("after", "readable", "words"),
    [
        (3, True, "X: from 2 up to 3."),
        (1, True, "X: from 2 down to 1."),
        (3, False, "X: from 2 to 3."),
        (2, False, "X: 2, as before."),
        (None, None, "X: cannot be compared."),
    ],
)
def test_a_rise_is_called_a_rise_only_where_it_can_be_read(after, readable, words):
    said = change_sentence("X", change(2, after, readable=readable), ("2", str(after)), "en")

    assert said == f"{words} The difference is larger than what chance alone does."


def test_a_dimension_says_who_is_not_the_same_and_who_is_left_out(changed, questionnaire):
    first, second = changed.maturity.values()
    roles = {"other_people": (Role.LEADER,), "left_out": (Role.IT_REFERENT, Role.USER)}
    said = change_reason(replace(first, **roles), questionnaire, "fr")
    names = [
        questionnaire.role_names[each].fr for each in (*roles["other_people"], *roles["left_out"])
    ]

    assert said.endswith(
        f" Les personnes ne sont pas les mêmes les deux fois{NBSP}: {names[0]}."
        f" Rôles laissés de côté, faute d’avoir assez répondu les deux fois{NBSP}: "
        f"{names[1]}, {names[2]}."
    )
    assert change_reason(first, questionnaire, "en") == (
        "The difference is larger than what chance alone does."
    )
    assert "left out" not in change_reason(replace(second, **roles), questionnaire, "en")


def overview(changed, *changes, language="en"):
    seen = {
        f"D{rank}": DimensionChange(dimension=f"D{rank}", change=each)
        for rank, each in enumerate(changes)
    }
    return overview_sentence(replace(changed, maturity=seen), language)


RISEN, FALLEN = change(2.0, 3.0), change(3.0, 2.0)
SAME = change(2.0, 2.0, readable=False)
OPEN = change(2.0, 2.4, readable=False)
NOT_COMPARED = change(None, 2.0, readable=None)


def test_the_overview_counts_each_reading_apart(changed):
    said = overview(changed, RISEN, RISEN, FALLEN, SAME, OPEN, OPEN, OPEN, NOT_COMPARED)

    assert said == (
        "Of 8 dimensions: 2 have risen, and the difference can be read; "
        "1 has fallen, and the difference can be read; 1 shows the same level as before; "
        "3 have moved, but there is too little to conclude; 1 is not comparable."
    )


@pytest.mark.parametrize(
    ("one", "french", "several"),
    [
        (RISEN, "1 a progressé, et l’écart peut être lu", "2 ont progressé"),
        (FALLEN, "1 a reculé, et l’écart peut être lu", "2 ont reculé"),
        (SAME, "1 affiche le même niveau qu’avant", "2 affichent le même niveau"),
        (OPEN, "1 a bougé, sans qu’il y ait de quoi conclure", "2 ont bougé"),
        (NOT_COMPARED, "1 ne se compare pas", "2 ne se comparent pas"),
    ],
)
def test_the_overview_tells_only_what_exists(changed, one, french, several):
    assert overview(changed, one, language="fr") == f"Sur 1 dimension{NBSP}: {french}."
    both = overview(changed, one, one, language="fr")
    assert both.startswith(f"Sur 2 dimensions{NBSP}: {several}")
    assert f"{NNBSP};" not in both
    assert f"{NNBSP}; " in overview(changed, RISEN, FALLEN, language="fr")


def test_the_same_level_is_the_one_that_reads_the_same(changed):
    assert "1 shows the same" in overview(changed, change(2.0, 2.02, readable=False))
    assert "1 has moved" in overview(changed, change(2.0, 1.98, readable=False))


def test_the_overview_of_nothing_in_common(changed):
    assert overview(changed) == "No dimension is asked in the same words both times."


def test_indices_say_when_they_barely_moved_and_what_was_published(changed):
    said = list(index_sentences(changed, "en"))

    assert said[1].endswith("It has barely moved.")
    assert said[2].startswith("With all the facts known each time, structural dependency was 68")
    assert said[2].endswith("then 61.")
    assert said[4].startswith("Service friction: 48, as before.")
    bare = replace(changed.structural, learnt=(), lost=())
    assert len(list(index_sentences(replace(changed, structural=bare), "en"))) == len(said) - 1


def test_the_service_is_said_with_its_last_quarters(changed):
    said = list(service_sentences(changed, "en"))

    assert said[0].startswith("Service levels met: from 94% to 93%.")
    assert said[2].startswith("Blocking incidents per quarter, on average: from 11 to 9.5.")
    assert said[3] == "In the last quarter before each campaign: 11, then 8."
    assert list(service_sentences(replace(changed, service=None), "en")) == []


def test_hot_potatoes_are_named(changed):
    assert hot_potato_sentence(changed, "en") == "1 decision is a hot potato today (K15), 2 before."
    none = replace(changed, decisions=changed.decisions[:1])
    assert hot_potato_sentence(none, "en") == "0 decisions are hot potatoes today, 1 before."


def test_the_document_holds_every_part(changed, questionnaire):
    told = comparison_document(changed, "Company", questionnaire, "en")
    first = told["maturity"][next(iter(changed.maturity))]

    assert (told["engagement"], told["before"], told["after"]) == ("Company", "T0", "T1")
    assert first["difference"] == {
        "value": 1.0,
        "low": 0.4,
        "high": 1.6,
        "range": "confidence_95",
        "n": 60,
    }
    assert (first["readable"], first["basis"], first["small"]) == (True, "interval", False)
    assert first["users"] == {"before": 34, "after": 33, "pairs": 0}
    assert list(first["moved"].values()) == [{"before": 2.0, "after": 3.0}]
    assert told["structural"]["of_record"] == {"before": 67.6, "after": 60.6}
    assert told["structural"]["changed"] == {"S3": {"before": 0.75, "after": 0.625}}
    assert told["service"]["sla"]["counts"]["after"] == {"k": 764, "n": 821}
    assert told["service"]["blocking_per_quarter"]["last_quarter"] == {"before": 11, "after": 8}
    assert told["service"]["blocking_per_quarter"]["quarters"][0]["side"] == "before"
    assert told["decisions"]["K15"] == {"before": "hot_potato", "after": "hot_potato"}
    assert told["warnings"] == ["No ticket log has been imported."]
    assert told["sentences"] == comparison_lines(changed, questionnaire, "en")[2:-1]


def test_a_document_without_a_log_says_null(changed, questionnaire):
    bare = replace(changed, service=None)
    gone = replace(
        changed.service, blocking=CountChange(change=change(None, None), ratio=Estimate(value=None))
    )

    without = comparison_document(bare, "C", questionnaire, "en")
    assert without["service"] is None
    assert without["service_reason"].startswith("No ticket log")
    assert "service_reason" not in comparison_document(changed, "C", questionnaire, "en")
    told = comparison_document(replace(changed, service=gone), "C", questionnaire, "en")
    assert told["service"]["blocking_per_quarter"]["last_quarter"] is None


def test_the_tables_of_the_charts(changed, questionnaire):
    table = dimension_changes(changed, questionnaire, "en")

    assert list(table["figure"]) == ["2.0 → 3.0", "2.0 → –"]
    assert list(table["is_readable"]) == [True, False]
    assert list(table["verdict"]) == ["readable", "cannot be compared"]
    assert list(quarter_table(changed, "en")["label"]) == ["Mar 2026", "Sept 2026"]
    assert quarter_table(replace(changed, service=None), "en").empty


@pytest.mark.parametrize("is_narrow", [True, False])
def test_the_charts_hold_both_times(changed, questionnaire, is_narrow):
    table = dimension_changes(changed, questionnaire, "en")
    names = [name.pick("en") for name in questionnaire.level_names]
    drawn = dumbbells(table, names, "en", is_narrow=is_narrow).to_dict()
    bars = blocking_quarters(quarter_table(changed, "en"), "en", is_narrow=is_narrow).to_dict()

    marks = [layer["mark"]["type"] for layer in drawn["layer"]]
    assert marks[:4] == ["rule", "rule", "point", "point"]
    assert marks.count("text") == (2 if is_narrow else 1)
    assert [layer["mark"]["type"] for layer in bars["layer"]] == ["bar", "tick", "tick"]


def test_the_section_says_everything(about):
    page = str(change_section(about))

    for words in (
        "What has changed from T0 to T1",
        "Each dimension before and after",
        "0.4 and 1.6",
        "The question that moved by half a level or more",
        "changed too",
        "No quarter stands out",
        "62 days are in both",
        "New, so not compared: XX1.",
        "Worded otherwise, so not compared: XX2.",
        "whether they are the same people is not known",
        "of whom 1 both times",
        "Structural facts that changed: S3.",
        "which count in neither figure: S6.",
        "No ticket log has been imported.",
    ):
        assert words in page
    assert "No longer asked" not in page


def test_the_section_needs_an_earlier_campaign(subject):
    assert change_section(subject) is None


def test_the_section_leaves_out_what_is_not_known(about, changed):
    first = next(iter(changed.maturity))
    still = replace(changed.maturity[first], moved={}, evidence=())
    bare = replace(
        changed,
        service=None,
        maturity={first: still},
        structural=StructuralChange(change=changed.structural.change),
        warnings=(),
    )
    page = str(change_section(replace(about, comparison=bare)))

    for words in ("ip-quarters", "What the ticket log says", "moved by half", "Structural facts"):
        assert words not in page


def test_a_quarter_that_stands_out_is_said(about, changed):
    out = replace(
        changed.service.blocking, quarters=(quarter(3, 40, is_after=False, is_outside=True),)
    )
    service = replace(changed.service, blocking=out, overlap=0)
    page = str(change_section(replace(about, comparison=replace(changed, service=service))))

    assert "At least one quarter stands out" in page
    assert "days are in both" not in page
