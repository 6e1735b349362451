"""Each situation has its sentence, in both languages, and what is unknown says why."""

from dataclasses import replace

import pytest

from infopilot.model.estimate import Estimate
from infopilot.model.perception import ExperienceSource, Light, PerceptionStatus, RelativeRisk
from infopilot.model.text import LANGUAGES, Message
from infopilot.views.messages import catalogue
from infopilot.views.perception_sentences import (
    ALIGNED_SENTENCES,
    STATUS_SENTENCES,
    availability_sentence,
    bounds_sentence,
    crossed_sentence,
    ground_sentence,
    lost_time_sentence,
    paired_sentence,
    reported_sentence,
    risk_sentence,
    signed,
    status_sentence,
    trace_sentence,
    watermelon_sentence,
)
from infopilot.views.perception_tables import AGAINST
from tests.views.perceptions import NOTHING, WATERMELON, ranged

NNBSP = "\N{NARROW NO-BREAK SPACE}"


def test_every_sentence_kept_in_a_table_has_its_french():
    kept = {*STATUS_SENTENCES.values(), *ALIGNED_SENTENCES.values(), *AGAINST.values()}
    kept |= {"Agreed service levels met", "Satisfied users", "Target of the service level"}
    kept |= {"Seen by the company", "Seen by the provider"}

    assert kept <= catalogue("fr").keys()


@pytest.mark.parametrize("status", set(PerceptionStatus) - {PerceptionStatus.ALIGNED})
def test_each_status_has_a_sentence(status):
    said = status_sentence(replace(WATERMELON, status=status), "en")

    assert said == STATUS_SENTENCES[status]


@pytest.mark.parametrize(("light", "start"), [("green", "Yes: the"), ("red", "Yes, and")])
def test_aligned_tells_good_from_bad(light, start):
    gap = replace(WATERMELON, status=PerceptionStatus.ALIGNED, sla=Light(light))

    assert status_sentence(gap, "en").startswith(start)


def test_an_unknown_status_says_why():
    assert status_sentence(NOTHING, "en") == (
        "It cannot be told yet. No ticket log has been imported."
    )
    assert ground_sentence(NOTHING, "en") is None


def test_the_two_figures_behind_the_answer():
    assert ground_sentence(WATERMELON, "en") == (
        "94% of the service levels are met (target: 90%); 48% of the incidents rated by users "
        "leave them satisfied (42% to 54%)."
    )
    people = replace(WATERMELON, experience_source=ExperienceSource.PEOPLE)
    assert "47% of the people asked" in ground_sentence(people, "en")
    bare = replace(WATERMELON, satisfied=Estimate(value=0.48, n=3))
    assert ground_sentence(bare, "en").endswith("leave them satisfied.")


def test_measures_in_words():
    assert paired_sentence(WATERMELON.paired, "en") == (
        "Of 281 incidents with both verdicts, 131 met their service level without satisfying the "
        "user; 3 satisfied the user although it was missed."
    )
    assert "27%, out of 263" in watermelon_sentence(WATERMELON.watermelon_rate, "en")
    assert lost_time_sentence(WATERMELON.lost_time, "en").startswith(
        "178 h lost over the 281 incidents that tell it; 91 of them make up 80% of the time"
    )
    assert trace_sentence(WATERMELON.trace, "en").startswith(
        "Over 30 days: stoppages declared by 12 people, 25; blocking tickets of the whole "
        "company, 30."
    )
    assert "19%" in reported_sentence(WATERMELON.trace, "en")
    assert "5.6 out of 10; the log records 99.87%" in availability_sentence(WATERMELON, "en")


@pytest.mark.parametrize(
    ("value", "apart", "said"),
    [
        (1.7, False, "does not tell who is dissatisfied"),
        (3.4, True, "more often dissatisfied"),
        (0.4, True, "less often dissatisfied"),
    ],
)
def test_whether_the_service_level_tells_who_is_dissatisfied(value, apart, said):
    risk = replace(WATERMELON.relative_risk, estimate=ranged(value, 0.3, 5, 281), tells_apart=apart)

    assert said in risk_sentence(risk, "en")


def test_a_risk_without_a_range_says_why():
    bare = Estimate(value=0.0, n=12, reason=Message("no interval: nobody"))

    assert risk_sentence(RelativeRisk(estimate=bare, phi=bare), "en") == "No interval: nobody."


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_unknown_says_why(language):
    why = {
        "fr": "Aucun journal de tickets n’a été importé.",
        "en": "No ticket log has been imported.",
    }

    assert paired_sentence(NOTHING.paired, language) == why[language]
    assert watermelon_sentence(NOTHING.watermelon_rate, language) == why[language]
    assert risk_sentence(NOTHING.relative_risk, language) == why[language]
    assert lost_time_sentence(NOTHING.lost_time, language) == why[language]
    assert trace_sentence(NOTHING.trace, language) == why[language]
    assert reported_sentence(NOTHING.trace, language) is None
    assert availability_sentence(NOTHING, language) is None
    assert bounds_sentence(NOTHING, language) is None


def test_the_silent_are_told_only_when_few_rate():
    assert bounds_sentence(WATERMELON, "en") == (
        "28% of the closed incidents were rated. Few users rate: if all the silent ones were "
        "dissatisfied, or all satisfied, the share of satisfied users would be 20% to 75%."
    )
    many = replace(WATERMELON, bounds=None, return_share=0.5)
    assert bounds_sentence(many, "en") == "50% of the closed incidents were rated."


def test_availability_without_a_log():
    gap = replace(
        WATERMELON,
        availability=replace(WATERMELON.availability, recorded=NOTHING.availability.recorded),
    )

    assert availability_sentence(gap, "en") == "Perceived availability: 5.6 out of 10."


def test_crossed_views_are_counted():
    assert crossed_sentence(WATERMELON, "en") == (
        "On 2 questions out of 3, the two sides are 1 level or more apart."
    )
    one = replace(WATERMELON, listed_from=1.5)
    assert crossed_sentence(one, "en") == (
        "On 1 question out of 3, the two sides are 1.5 level or more apart."
    )


def test_signs():
    assert [signed(value, "fr", 1) for value in (1.5, 0.0, -1.5)] == [
        "+1,5",
        "0,0",
        "\N{MINUS SIGN}1,5",
    ]
