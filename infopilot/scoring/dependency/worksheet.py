"""Structural facts that nobody stated, taken from the exit-cost worksheet where it tells them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from math import inf

from infopilot.model.estimate import Estimate
from infopilot.model.exit_cost import ExitCost
from infopilot.model.items import DONT_KNOW
from infopilot.scoring.dependency.structural import Bounds, Fact

EXIT_COST_RATIO, SWITCH_TIME_RATIO = "S6", "S9"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletedFacts:
    """Facts with what the worksheet adds, its bounds, and which facts it gave."""

    facts: Mapping[str, Fact]
    bounds: Mapping[str, Bounds] = field(default_factory=dict)
    computed: tuple[str, ...] = ()


def completed_facts(
    facts: Mapping[str, Fact], cost: ExitCost | None, defined: Collection[str]
) -> CompletedFacts:
    """``facts``, with S6 and S9 from the worksheet where they are not stated.

    The likely ratio is the fact, the lowest and the highest its bounds; with unknown lines there is
    none, and the fact stays unknown. A stated fact wins, without bounds. ``defined`` are the
    method's facts.
    """
    if cost is None:
        return CompletedFacts(facts=facts)
    ratios: Mapping[str, Estimate] = {
        EXIT_COST_RATIO: cost.ratio,
        SWITCH_TIME_RATIO: cost.switch_ratio,
    }
    given = {
        key: ratio
        for key, ratio in ratios.items()
        if key in defined and facts.get(key) in {None, DONT_KNOW} and ratio.value is not None
    }
    return CompletedFacts(
        facts={**facts, **{key: ratio.value for key, ratio in given.items()}},
        bounds={key: _ends(ratio) for key, ratio in given.items()},
        computed=tuple(given),
    )


def _ends(ratio: Estimate) -> Bounds:
    return ratio.low or 0.0, inf if ratio.high is None else ratio.high
