"""Reasons for what anonymity leaves blank in a profile of maturity."""

from collections.abc import Mapping
from dataclasses import replace

from infopilot.model.people import Role
from infopilot.model.publication import Release
from infopilot.model.score import Contribution, MaturityScore


def explained(profile: Mapping[str, MaturityScore], release: Release) -> dict[str, MaturityScore]:
    """``profile`` where what is blank because it is withheld says so.

    A question without a mean tells why users' answers to it are not shown; so does a dimension
    that nobody but users answered.
    """
    return {key: _explained(score, release) for key, score in profile.items()}


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
