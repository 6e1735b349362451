"""The rule of the dashboard: how the service level stands beside what people live."""

from infopilot.model.perception import Light, PerceptionStatus

ROUNDING = 1e-9
RANKS = {Light.RED: 0, Light.AMBER: 1, Light.GREEN: 2}
STATUSES = {
    -2: PerceptionStatus.STRAWBERRY,
    -1: PerceptionStatus.SEVERE,
    0: PerceptionStatus.ALIGNED,
    1: PerceptionStatus.FLATTERING,
    2: PerceptionStatus.WATERMELON,
}


def light(share: float, *, green: float, amber: float) -> Light:
    """Green from ``green`` on, amber from ``amber`` on, else red; shares from 0 to 1.

    Examples
    --------
    >>> light(0.94, green=0.95, amber=0.9)
    <Light.AMBER: 'amber'>
    """
    if share >= green - ROUNDING:
        return Light.GREEN
    return Light.AMBER if share >= amber - ROUNDING else Light.RED


def perception_status(sla: Light, experience: Light) -> PerceptionStatus:
    """Aligned when both lights are the same; a watermelon is green outside and red inside.

    One step apart, the service level flatters the experience, or is severe; a strawberry is red
    outside while people are happy: the target is too strict, or measures the wrong thing.

    Examples
    --------
    >>> perception_status(Light.GREEN, Light.RED)
    <PerceptionStatus.WATERMELON: 'watermelon'>
    """
    return STATUSES[RANKS[sla] - RANKS[experience]]
