"""What figures of a ticket log would be on other weeks of the same service, drawn together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Replicates:
    """Draws of the measures that make an index, by name, all from the same draws of weeks.

    Draw ``b`` of one measure goes with draw ``b`` of another, so that an index of several can be
    drawn as well. Not a number where a draw does not tell a measure; infinite where more than
    half of the blocking incidents of a draw are still open. As many draws as the method of
    counting asks, whatever the size of the log.
    """

    draws: Mapping[str, Sequence[float]]
