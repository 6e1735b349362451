"""Service levels beside ratings: what a ticket log says of both, or why it does not."""

from dataclasses import dataclass

from infopilot.model.estimate import Estimate, RangeKind
from infopilot.model.experience import SatisfactionFacts, Verdicts
from infopilot.model.incidents import IncidentFacts
from infopilot.model.method import Method
from infopilot.model.perception import LostTime, PairedGap, RelativeRisk
from infopilot.model.text import Message, counted
from infopilot.scoring.service.contingency import paired_gap, phi, relative_risk, share
from infopilot.scoring.service.indices import too_few_incidents

NO_LOG = Message("no ticket log has been imported")
NOT_TOLD = Message("the ticket log does not tell it")


@dataclass(frozen=True, slots=True)
class RatedLog:
    """What a log says of service levels and ratings, or why it does not."""

    facts: IncidentFacts | None
    method: Method

    @property
    def few(self) -> Message | None:
        """Why this log gives no figure at all."""
        if self.facts is None:
            return NO_LOG
        return too_few_incidents(self.facts.closed, self.method.incidents.minimum_incidents)

    @property
    def ratings(self) -> SatisfactionFacts | None:
        """How its closed incidents were rated; None when none was."""
        return self.facts.satisfaction if self.facts else None

    @property
    def verdicts(self) -> Verdicts:
        """Both verdicts, incident by incident."""
        return self.ratings.verdicts if self.ratings else Verdicts()

    def untold(self, name: str) -> Message:
        """Why it does not tell one of its facts."""
        if self.few is not None or self.facts is None:
            return self.few or NO_LOG
        return self.facts.reasons.get(name, NOT_TOLD)

    def sla_met(self) -> Estimate:
        """Share of service levels met, drawn by weeks where there are enough, else Wilson's."""
        levels = self.facts.sla if self.facts else None
        if self.facts is None or levels is None or levels.met_share is None:
            return Estimate(value=None, reason=self.untold("sla"))
        ends = self.facts.intervals.get("sla.met_share")
        if ends is None:
            return share(round(levels.met_share * levels.n), levels.n, NOT_TOLD)
        return Estimate(
            value=levels.met_share,
            low=ends.low,
            high=ends.high,
            range=RangeKind.BOOTSTRAP_95,
            n=levels.n,
        )

    def satisfied(self) -> Estimate:
        """Share of rated incidents whose users are satisfied, with Wilson's interval."""
        if self.ratings is None or self.few is not None:
            return Estimate(value=None, reason=self.untold("satisfaction"))
        few = self._few_rated(self.ratings.rated)
        if few is not None:
            return Estimate(value=None, n=self.ratings.rated, reason=few)
        return share(self.ratings.satisfied, self.ratings.rated, NOT_TOLD)

    def bounds(self) -> Estimate | None:
        """What the share could be if the silent were all of one mind; None when many rate."""
        seen, low_return = self.ratings, self.method.perception.low_return
        if self.facts is None or seen is None or self.satisfied().value is None:
            return None
        silent = self.facts.closed - seen.rated
        if seen.rated >= low_return * self.facts.closed:
            return None
        return Estimate(
            value=seen.satisfied / seen.rated,
            low=seen.satisfied / self.facts.closed,
            high=(seen.satisfied + silent) / self.facts.closed,
            range=RangeKind.BOUNDS,
            n=self.facts.closed,
        )

    def paired(self) -> PairedGap:
        """The gap between both verdicts on the same incidents."""
        seen, missing = self.verdicts, self._no_pairs()
        if missing is not None:
            return PairedGap(estimate=Estimate(value=None, n=seen.n, reason=missing))
        unmatched_met = seen.met_neutral + seen.met_dissatisfied
        return paired_gap(unmatched_met, seen.missed_satisfied, seen.n)

    def watermelon_rate(self) -> Estimate:
        """Share of dissatisfied users where the service level was met."""
        seen, missing = self.verdicts, self._no_pairs()
        if missing is not None:
            return Estimate(value=None, n=seen.met, reason=missing)
        none_met = Message("no rated incident met its service level")
        return share(seen.met_dissatisfied, seen.met, none_met)

    def relative_risk(self) -> RelativeRisk:
        """Dissatisfaction where the service level was missed, beside where it was met."""
        seen, missing = self.verdicts, self._no_pairs()
        if missing is not None:
            nothing = Estimate(value=None, n=seen.n, reason=missing)
            return RelativeRisk(estimate=nothing, phi=nothing)
        risk = relative_risk(seen.missed_dissatisfied, seen.missed, seen.met_dissatisfied, seen.met)
        ends = None if risk.low is None or risk.high is None else (risk.low, risk.high)
        others_met = seen.met - seen.met_dissatisfied
        others_missed = seen.missed - seen.missed_dissatisfied
        return RelativeRisk(
            estimate=risk,
            phi=phi(
                ((others_met, seen.met_dissatisfied), (others_missed, seen.missed_dissatisfied))
            ),
            tells_apart=None if ends is None else not ends[0] <= 1 <= ends[1],
        )

    def lost_time(self) -> LostTime:
        """The working time lost."""
        seen = self.facts.lost_time if self.facts else None
        if seen is None or seen.minutes is None:
            return LostTime(reason=self.untold("lost_time"))
        return LostTime(facts=seen, main_share=self.method.incidents.lost_time_main_share)

    def _no_pairs(self) -> Message | None:
        if self.ratings is None or self.few is not None:
            return self.untold("satisfaction")
        return self._few_rated(self.verdicts.n)

    def _few_rated(self, rated: int) -> Message | None:
        minimum = self.method.perception.minimum_rated
        if rated >= minimum:
            return None
        return counted(
            rated,
            "{n} incident rated by users: at least {minimum} are needed",
            "{n} incidents rated by users: at least {minimum} are needed",
            minimum=minimum,
        )
