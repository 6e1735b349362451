from infopilot.views.glyphs import dots, range_bar, steps


def test_each_side_has_its_shape_and_ignorance_is_hollow():
    shapes = {actor: dots(actor, 1) for actor in ("DIR", "PRE", "EDI", "PERSONNE", "dont_know")}

    assert "<circle" in shapes["DIR"]
    assert "<rect" in shapes["PRE"]
    assert "<path" in shapes["EDI"]
    assert "ip-hollow" in shapes["PERSONNE"]
    assert shapes["PERSONNE"] == shapes["dont_know"]


def test_there_is_one_mark_per_answer():
    assert dots("MET", 3).count("<circle") == 3


def test_the_band_goes_from_the_lowest_to_the_highest():
    bar = range_bar(57, 50, 66, label="57")

    assert 'x="50.00%"' in bar
    assert 'width="16.00%"' in bar
    assert 'aria-label="57"' in bar


def test_a_figure_without_a_range_has_no_band():
    assert "ip-band" not in range_bar(57, None, None, label="57")


def test_reached_levels_are_filled_and_an_unknown_one_fills_none():
    assert steps(3).count("ip-step-on") == 3
    assert steps(float("nan")).count("ip-step-on") == 0
