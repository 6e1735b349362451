"""What machines can find of what stands between somebody and a screen: nothing, on any of them."""

from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from infopilot.model.items import ItemKind
from infopilot.model.people import Role
from tests.apps.plans import plan_for
from tests.apps.screens import CASES, visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTHS = (1280, 768, 320)
SNAPSHOTS = Path(__file__).parent / "snapshots"
ROLES = pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
# Naming every rule also runs those that are off by default: experimental, AAA, best practice.
AXE = """async () => (await axe.run(document, { resultTypes: ['violations'],
    runOnly: axe.getRules().map(({ ruleId }) => ruleId) })).violations
  .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`))"""
CONTROLS = {"radio", "checkbox", "textbox"}


def violations(page):
    """Return what axe-core finds on the screen as it is now."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(AXE)


@pytest.mark.parametrize(("role", "has_answered"), CASES, ids=str)
def test_axe_finds_nothing_on_any_screen(browser, fresh_door, role, has_answered):
    found = []
    with visitor(browser, fresh_door, role, has_answered=has_answered) as someone:
        for screen in someone.screens():
            for width in WIDTHS:
                someone.page.set_viewport_size({"width": width, "height": 800})
                found += [f"{screen} {width} {each}" for each in violations(someone.page)]

    assert "\n".join(found) == ""


@pytest.mark.parametrize(
    "colours", [{"color_scheme": "dark"}, {"forced_colors": "active"}], ids=str
)
def test_axe_finds_nothing_in_the_colours_of_the_reader(browser, fresh_door, colours):
    found = []
    role = Role.IT_REFERENT
    with visitor(browser, fresh_door, role, has_answered=True, **colours) as someone:
        for screen in someone.screens():
            found += [f"{screen} {each}" for each in violations(someone.page)]

    assert "\n".join(found) == ""


def test_axe_would_find_a_fault(browser, fresh_door):
    """The negative control: a group that loses its name is found."""
    with visitor(browser, fresh_door, Role.USER, has_answered=False) as someone:
        someone.enter()
        someone.go("#etape-1")
        someone.page.evaluate("document.querySelector('label:has(input) span').remove()")

        assert [each.split(":")[0] for each in violations(someone.page)] == ["label"]


@ROLES
def test_each_question_is_a_group_with_its_name(browser, fresh_door, role):
    """As assistive technology sees it: the question's own text, and a name for each control."""
    plan = plan_for(fresh_door.workbook.questionnaire, role)
    announced = {}
    with visitor(browser, fresh_door, role, has_answered=False) as someone:
        protocol = someone.page.context.new_cdp_session(someone.page)
        for _ in someone.screens():
            tree = protocol.send("Accessibility.getFullAXTree")["nodes"]
            announced |= groups(tree)

    for asked in plan.asked:
        names = announced[asked.question]
        assert all(names), asked.question
        assert set(asked.words.values()) <= set(names)
        assert asked.kind is not ItemKind.COUNT or asked.question in names


def groups(tree):
    """Return the names of the controls in each group, nested ones included, by its name."""
    nodes = {node["nodeId"]: node for node in tree}
    return {
        name(node): [name(each) for each in below(node, nodes) if role_of(each) in CONTROLS]
        for node in tree
        if role_of(node) == "group"
    }


def below(node, nodes):
    """Yield everything under a node."""
    for child in node.get("childIds", []):
        if child in nodes:
            yield nodes[child]
            yield from below(nodes[child], nodes)


def role_of(node):
    """Return what a node is announced as; nothing when it is not."""
    return "" if node["ignored"] else node["role"]["value"]


def name(node):
    """Return what a node is called."""
    return node.get("name", {}).get("value", "")


@pytest.mark.parametrize(
    ("place", "part", "file"),
    [("#etape-1", "main", "dimension"), ("#etape-9", "main > div > fieldset", "decision")],
)
def test_a_page_is_announced_as_when_somebody_last_read_it(browser, fresh_door, place, part, file):
    """To accept a change: read what is announced, then put it in place of the snapshot."""
    kept = SNAPSHOTS / f"{file}.yaml"
    with visitor(browser, fresh_door, Role.LEADER, has_answered=True) as someone:
        someone.enter()
        someone.go(place)
        announced = someone.page.locator(part).first.aria_snapshot()

    assert f"{announced}\n" == kept.read_text(encoding="utf-8")
