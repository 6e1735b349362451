import re
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from infopilot.model.errors import ServingError
from infopilot.views.figures import Figure, figure, svg
from infopilot.views.markup import tag
from infopilot.views.theme import alt


def bars(names=("Rôles <b>", "Rituels & suivi")):
    table = pd.DataFrame({"name": list(names), "value": [2.25, 3.0]})
    return (
        alt.Chart(table)
        .mark_bar(clip=True)
        .encode(x=alt.X("value:Q", axis=alt.Axis(format=".2f")), y="name:N")
    )


@pytest.fixture
def content():
    return Figure(
        id="ip-try",
        title="Un titre & <un autre>",
        summary="Ce que l’on voit",
        wide=bars(),
        narrow=bars(),
        table=tag("table"),
    )


def test_a_drawing_is_well_formed_named_and_scales(content):
    root = ET.fromstring(svg(bars(), "ip-a", content, "fr"))  # noqa: S314 - our own drawing
    named = {child.get("id"): child.text for child in root if child.get("id")}

    assert root.get("role") == "img"
    assert root.get("viewBox").startswith("0 0 ")
    assert [named[key] for key in root.get("aria-labelledby").split()] == [
        "Un titre & <un autre>",
        "Ce que l’on voit",
    ]


def test_numbers_of_a_drawing_follow_the_language(content):
    assert ">2,50<" in svg(bars(), "ip-a", content, "fr")
    assert ">2.50<" in svg(bars(), "ip-a", content, "en")


def test_two_drawings_share_no_id_and_each_finds_its_own(content):
    one, other = svg(bars(), "ip-a", content, "fr"), svg(bars(), "ip-b", content, "fr")
    ids = [set(re.findall(r'\bid="([^"]+)"', drawing)) for drawing in (one, other)]
    used = [set(re.findall(r"url\(#([^)]+)\)", drawing)) for drawing in (one, other)]

    assert not ids[0] & ids[1]
    assert all(wanted and wanted <= own for wanted, own in zip(used, ids, strict=True))


def test_a_drawing_is_the_same_each_time(content):
    assert svg(bars(), "ip-a", content, "fr") == svg(bars(), "ip-a", content, "fr")


def test_names_in_a_drawing_are_text(content):
    drawing = svg(bars(), "ip-a", content, "fr")

    assert "<b>" not in drawing
    assert "Rôles &lt;b&gt;" in drawing


@pytest.mark.parametrize("place", ["data", "image"])
def test_a_chart_that_would_fetch_something_is_refused(content, place):
    far = alt.Chart("https://example.org/data.json").mark_point()
    picture = alt.Chart({"values": [{}]}).mark_image(url="https://example.org/a.png")

    with pytest.raises(ServingError, match="may not fetch"):
        svg(far if place == "data" else picture, "ip-a", content, "fr")


def test_a_figure_has_its_caption_both_widths_and_its_table(content):
    built = figure(content, "en")

    assert built.startswith('<figure class="ip-drawing"><figcaption>')
    assert 'class="ip-wide"' in built
    assert 'class="ip-narrow"' in built
    assert "The same figures in a table" in built
    assert "https://example.org" not in built


def test_only_the_whole_drawing_has_a_role(content):
    assert re.findall(r'role="([^"]+)"', svg(bars(), "ip-a", content, "fr")) == ["img"]
