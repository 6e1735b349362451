"""How the two sides stand to each other on one decision, and the lines that no average hides."""

from collections.abc import Mapping, Sequence

from infopilot.model.decisions import Actor, Decision
from infopilot.model.method import RoleClarityMethod
from infopilot.model.people import Side
from infopilot.model.score import Pattern, RedLine

ROUNDING = 1e-9
Names = Sequence[Actor | None]


def pattern_shares(client: Names, provider: Names) -> dict[str, float]:
    r"""Share of the pairs (one respondent of each side) that stand in each pattern, 0 to 1.

    With c and c' the shares of the client's respondents who name a client actor and the provider,
    p and p' the same for the provider's respondents:

    .. math::

        hot\ potato = c' p \qquad double\ command = c p' \qquad
        assumed = c p \qquad delegated = c' p'

    ``vacuum`` is the mean over the two sides of the share who name nobody or cannot tell. Without
    the provider's answers only ``vacuum`` is known. In order of concern, so that ties go to the
    pattern that matters most. Needs at least one client respondent.

    Examples
    --------
    >>> shares = pattern_shares([Actor.PROVIDER] * 4, [Actor.IT_REFERENT] * 2)
    >>> shares["hot_potato"], shares["vacuum"]
    (1.0, 0.0)
    """
    shares = {Pattern.VACUUM.value: vacuum_share(client, provider)}
    if provider:
        c, p = _share_of_side(client, Side.CLIENT), _share_of_side(provider, Side.CLIENT)
        c_, p_ = _share_of_side(client, Side.PROVIDER), _share_of_side(provider, Side.PROVIDER)
        shares |= {
            Pattern.HOT_POTATO.value: c_ * p,
            Pattern.DOUBLE_COMMAND.value: c * p_,
            Pattern.DELEGATED.value: c_ * p_,
            Pattern.ASSUMED.value: c * p,
        }
    return shares


def dominant_pattern(shares: Mapping[str, float], threshold: float) -> Pattern | None:
    """The largest pattern when it reaches ``threshold``, else `Pattern.SHARED`.

    None when only the vacuum is known (client's answers alone) and stays below.
    """
    largest = max(shares, key=shares.__getitem__)
    if shares[largest] >= threshold - ROUNDING:
        return Pattern(largest)
    return Pattern.SHARED if len(shares) > 1 else None


def red_line(
    decision: Decision, client: Names, provider: Names, method: RoleClarityMethod
) -> RedLine | None:
    """The breach on this decision, if any.

    Crossed: a decision of the highest weight where the provider may not be accountable and at
    least ``crossing_threshold`` of either side names it. Vacuum: `pattern_shares` of it reaches
    ``vacuum_threshold``, whatever the weight.
    """
    forbidden = Actor.PROVIDER not in decision.target | decision.tolerated
    if forbidden and decision.weight >= method.red_line_weight:
        named = [_share_of_side(side, Side.PROVIDER) for side in (client, provider) if side]
        if max(named) >= method.crossing_threshold - ROUNDING:
            return RedLine.CROSSED
    vacuum = vacuum_share(client, provider)
    return RedLine.VACUUM if vacuum >= method.vacuum_threshold - ROUNDING else None


def vacuum_share(client: Names, provider: Names) -> float:
    """Mean over the sides present of the share who name nobody or cannot tell, 0 to 1."""
    sides = [side for side in (client, provider) if side]
    shares = [sum(name in {None, Actor.NOBODY} for name in side) / len(side) for side in sides]
    return sum(shares) / len(shares)


def _share_of_side(names: Names, side: Side) -> float:
    return sum(name is not None and name.side is side for name in names) / len(names)
