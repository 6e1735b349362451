import pytest

from infopilot.model.decisions import Actor
from infopilot.model.people import Group, Role, Side


@pytest.mark.parametrize(
    ("role", "side", "group"),
    [
        (Role.LEADER, Side.CLIENT, Group.LEADER),
        (Role.IT_REFERENT, Side.CLIENT, Group.IT_REFERENT),
        (Role.BUSINESS, Side.CLIENT, Group.USERS),
        (Role.USER, Side.CLIENT, Group.USERS),
        (Role.PROVIDER, Side.PROVIDER, Group.PROVIDER),
    ],
)
def test_each_role_has_its_side_and_its_group(role, side, group):
    assert (role.side, role.group) == (side, group)


def test_only_users_are_not_named():
    assert [role for role in Role if not role.is_named] == [Role.USER]


@pytest.mark.parametrize(
    ("actor", "side"),
    [
        (Actor.LEADER, Side.CLIENT),
        (Actor.IT_REFERENT, Side.CLIENT),
        (Actor.BUSINESS, Side.CLIENT),
        (Actor.PROVIDER, Side.PROVIDER),
        (Actor.VENDOR, None),
        (Actor.NOBODY, None),
    ],
)
def test_a_third_party_and_nobody_are_on_neither_side(actor, side):
    assert actor.side is side
