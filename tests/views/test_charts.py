import pandas as pd
import pytest

from infopilot.views.charts import clarity_map, dependency_quadrant, maturity_profile
from infopilot.views.style import tokens
from infopilot.views.tables import (
    clarity_table,
    decision_table,
    dependency_table,
    dimension_table,
)
from infopilot.views.theme import SMALLEST_TEXT

LEVELS = ("Subi", "Réactif", "Organisé", "Piloté", "Copiloté")


def layers(chart):
    return chart.to_dict()["layer"]


def rows(chart):
    return [row for data in chart.to_dict()["datasets"].values() for row in data]


@pytest.fixture(params=[False, True], ids=["wide", "narrow"])
def is_narrow(request):
    return request.param


@pytest.fixture
def profile(scorecard, questionnaire):
    return dimension_table(scorecard, questionnaire, "fr")


def test_the_profile_draws_score_loss_cap_and_declaration(profile, is_narrow):
    chart = maturity_profile(profile, LEVELS, "fr", is_narrow=is_narrow)
    drawn = [
        (layer["mark"]["type"], layer["encoding"].get("x", {}).get("field"))
        for layer in layers(chart)
    ]

    assert drawn[:4] == [
        ("bar", "uncapped"),
        ("bar", "value"),
        ("tick", "value"),
        ("point", "declared"),
    ]


def test_two_profiles_always_compare(profile):
    domains = {
        tuple(layer["encoding"]["x"]["scale"]["domain"])
        for layer in layers(maturity_profile(profile, LEVELS, "fr"))
        if "scale" in layer["encoding"]["x"]
    }

    assert domains == {(1, 5)}


def test_the_profile_writes_its_figures_and_what_it_cannot_compute(profile):
    told = {
        row["dimension"]: (row["figure"], row["unknown"])
        for row in rows(maturity_profile(profile, LEVELS, "fr"))
    }

    assert told["D2"] == ("1,7", "")
    assert told["D8"] == ("", "non calculable")


def test_every_dimension_keeps_its_row_even_when_unknown(profile):
    first = layers(maturity_profile(profile, LEVELS, "fr"))[0]

    assert first["encoding"]["y"]["scale"]["domain"] == list(profile["short"])


def test_the_client_has_its_colour(profile):
    bar = layers(maturity_profile(profile, LEVELS, "fr"))[1]

    assert bar["mark"]["color"] == tokens()["client"]


def test_the_quadrant_draws_the_range_and_the_point(scorecard, is_narrow):
    chart = dependency_quadrant(dependency_table(scorecard, "fr"), "fr", is_narrow=is_narrow)
    rule = next(layer for layer in layers(chart) if layer["mark"]["type"] == "rule")
    point = next(layer for layer in layers(chart) if layer["mark"]["type"] == "point")

    assert (rule["encoding"]["x"]["field"], rule["encoding"]["x2"]["field"]) == ("low", "high")
    assert point["encoding"]["y"]["field"] == "experienced"


def test_the_quadrant_names_its_corners_on_both_sides_of_the_threshold(scorecard):
    chart = dependency_quadrant(dependency_table(scorecard, "fr"), "fr", threshold=40)
    corners = {row["name"]: (row["x"], row["y"]) for row in rows(chart) if "name" in row}

    assert corners == {
        "Latente": (40, 0),
        "Subie": (40, 40),
        "Frottement": (0, 40),
        "Sereine": (0, 0),
    }


def test_without_incidents_the_quadrant_has_a_band_a_note_and_no_point(empty_scorecard):
    place = dependency_table(empty_scorecard, "fr").assign(structural=69.0, low=60.0, high=75.0)

    drawn = layers(dependency_quadrant(place, "fr"))
    notes = [
        layer["encoding"]["text"].get("value") for layer in drawn if "text" in layer["encoding"]
    ]

    assert "point" not in {layer["mark"]["type"] for layer in drawn}
    assert "Dépendance vécue non calculable" in notes


def test_the_clarity_map_sets_agreement_against_conformity(scorecard, questionnaire, is_narrow):
    places = clarity_table(decision_table(scorecard, questionnaire, "fr"))

    discs = next(
        layer
        for layer in layers(clarity_map(places, "fr", is_narrow=is_narrow))
        if layer["mark"]["type"] == "circle"
    )

    assert discs["encoding"]["x"]["field"] == "agreement"
    assert discs["encoding"]["y"]["field"] == "conformity"
    assert discs["encoding"]["size"]["field"] == "weight"


def test_long_lists_of_decisions_are_shortened():
    places = pd.DataFrame(
        {
            "agreement": [1.0],
            "conformity": [1.0],
            "decisions": ["K1, K2, K3, K4, K5"],
            "weight": [9],
        }
    )

    label = next(row["label"] for row in rows(clarity_map(places, "fr")) if "label" in row)

    assert label == "K1, K2, K3 +2"


def test_no_text_is_too_small_to_read(profile, scorecard, is_narrow):
    charts = (
        maturity_profile(profile, LEVELS, "fr", is_narrow=is_narrow),
        dependency_quadrant(dependency_table(scorecard, "fr"), "fr", is_narrow=is_narrow),
    )

    sizes = list(font_sizes([chart.to_dict() for chart in charts]))

    assert min(sizes) >= SMALLEST_TEXT


def font_sizes(spec):
    if isinstance(spec, dict):
        for name, value in spec.items():
            if name.lower().endswith("fontsize"):
                yield value
            yield from font_sizes(value)
    elif isinstance(spec, list):
        for part in spec:
            yield from font_sizes(part)


def test_charts_do_not_change_their_tables(profile):
    before = profile.copy(deep=True)

    maturity_profile(profile, LEVELS, "fr")

    pd.testing.assert_frame_equal(profile, before)
