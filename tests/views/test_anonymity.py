import pytest

from infopilot.model.people import Role
from infopilot.views.anonymity import hidden_roles


@pytest.mark.parametrize("users", [0, 5, 34])
def test_nobody_is_hidden_without_users_or_with_enough_of_them(users):
    assert hidden_roles({Role.LEADER: 1, Role.USER: users}, 5) == frozenset()


@pytest.mark.parametrize("users", [1, 4])
def test_too_few_users_are_hidden_with_the_next_smallest_role(users):
    people = {Role.LEADER: 2, Role.IT_REFERENT: 1, Role.PROVIDER: 1, Role.USER: users}

    assert hidden_roles(people, 5) == {Role.USER, Role.IT_REFERENT}
