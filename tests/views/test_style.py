import re
from importlib.resources import files

from infopilot.views.style import scoped_style, tokens


def test_every_token_of_the_sheet_is_read():
    sheet = files("infopilot.views").joinpath("tokens.css").read_text(encoding="utf-8")

    assert set(tokens()) == set(re.findall(r"--([\w-]+):", sheet))


def test_every_rule_reaches_our_page_alone():
    rules = re.sub(r"/\*.*?\*/", "", scoped_style(), flags=re.DOTALL)
    selectors = [
        selector.strip()
        for block in re.findall(r"([^{}]+)\{", rules)
        for selector in re.split(r",(?![^(]*\))", block.rpartition(";")[2])
    ]
    ours = re.compile(r"(ul|\.ip-)\S*|@(container|media)")

    assert len(selectors) > 100
    assert [selector for selector in selectors if not ours.match(selector)] == []


def test_every_colour_of_the_sheet_is_a_token():
    used = set(re.findall(r"var\(--([\w-]+)\)", scoped_style()))

    assert used <= set(tokens())
    assert not re.search(r"#[0-9a-f]{3,6}\b", scoped_style().partition("\n")[2])
