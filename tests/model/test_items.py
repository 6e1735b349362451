import pytest

from infopilot.model.errors import AnswerError
from infopilot.model.items import Item, ItemKind

NUMBERS = (ItemKind.LEVEL, ItemKind.FELT, ItemKind.RATING, ItemKind.COUNT)


def item(kind, minimum=1, maximum=5):
    return Item(id="X1", kind=kind, roles=frozenset(), minimum=minimum, maximum=maximum)


@pytest.mark.parametrize("kind", list(ItemKind))
def test_everybody_may_not_know(kind):
    assert item(kind).accept("dont_know") == "dont_know"


@pytest.mark.parametrize("kind", [kind for kind in ItemKind if kind is not ItemKind.LEVEL])
def test_only_anchored_questions_may_not_apply(kind):
    assert item(ItemKind.LEVEL).accept("not_applicable") == "not_applicable"
    with pytest.raises(AnswerError):
        item(kind).accept("not_applicable")


@pytest.mark.parametrize("kind", NUMBERS)
def test_a_number_within_its_range_is_kept(kind):
    assert [item(kind, 0, 10).accept(value) for value in ("0", "10", "007")] == ["0", "10", "7"]


@pytest.mark.parametrize("value", ["0", "6", "-1", "2.5", "", " 3", "three", "²", "٣", "1" * 5000])
def test_anything_else_is_refused_with_its_range(value):
    with pytest.raises(AnswerError, match="a whole number from 1 to 5, or dont_know"):
        item(ItemKind.LEVEL).accept(value)


def test_one_actor_has_the_last_word():
    assert item(ItemKind.ACCOUNTABLE).accept("PERSONNE") == "PERSONNE"
    with pytest.raises(AnswerError, match="one of DIR, REF, MET, PRE, EDI, PERSONNE"):
        item(ItemKind.ACCOUNTABLE).accept("DIR|REF")


def test_several_actors_may_do_and_are_kept_once_in_one_order():
    assert item(ItemKind.RESPONSIBLE).accept("PRE|DIR|PRE") == "DIR|PRE"


@pytest.mark.parametrize("value", ["", "DIR|", "BOSS", "DIR,REF"])
def test_a_stranger_to_the_map_is_refused(value):
    with pytest.raises(AnswerError, match="not an actor of the decision map"):
        item(ItemKind.RESPONSIBLE).accept(value)
