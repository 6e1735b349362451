"""Reasons for what anonymity leaves blank in a profile of maturity."""

from collections.abc import Mapping
from dataclasses import replace

from infopilot.model.estimate import Estimate
from infopilot.model.people import Role
from infopilot.model.publication import Release
from infopilot.model.score import Contribution, MaturityScore
from infopilot.model.text import Message

FEW_TOGETHER = Message(
    "no margin: too few users answered the same questions, or changed since the last publication, "
    "and it would tell what these said"
)


def explained(profile: Mapping[str, MaturityScore], release: Release) -> dict[str, MaturityScore]:
    """``profile`` where what is blank because it is withheld says so.

    A question without a mean tells why users' answers to it are not shown; so does a dimension
    that nobody but users answered. A margin that would tell on a few users is taken away.
    """
    known = {key: _explained(score, release) for key, score in profile.items()}
    return known | {key: _bare(known[key]) for key in known.keys() & release.without_margin}


def bare(told: Estimate) -> Estimate:
    """``told`` without its margin, which would tell on a few users."""
    return Estimate(value=told.value, n=told.n, reason=FEW_TOGETHER) if told.range else told


def _bare(score: MaturityScore) -> MaturityScore:
    """``score`` without the margins that rest on users."""
    ranges = {role: bare(told) for role, told in score.by_role_range.items()}
    left = replace(score, by_role_range=ranges)
    if score.range is None:
        return left
    return replace(left, low=None, high=None, range=None, range_reason=FEW_TOGETHER)


def _explained(score: MaturityScore, release: Release) -> MaturityScore:
    parts = tuple(_noted(part, release) for part in score.contributions)
    notes = [release.withheld[part.id] for part in parts if part.id in release.withheld]
    others = set(score.by_role) - {Role.PROVIDER.value}
    if score.value is None and notes and not others:
        return replace(score, contributions=parts, reason=notes[0])
    return replace(score, contributions=parts)


def _noted(part: Contribution, release: Release) -> Contribution:
    if part.value is None and part.id in release.withheld:
        return replace(part, note=release.withheld[part.id])
    return part
