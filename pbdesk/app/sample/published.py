"""Published results: real ballots that ship with pbdesk, counted again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from pbdesk.resources import resource
from pbdesk.voting.formats import BallotFile, read_ballots
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.rules import RULES
from pbdesk.words import Listing, Words, say

__all__ = ["Recount", "recounts"]


@dataclass(frozen=True, slots=True)
class Recount:
    """One real election.

    Whether the published result came out, and a sentence on what was compared.
    """

    title: str
    agrees: bool
    words: Words


def recounts() -> Iterator[Recount]:
    """Count each sample under `resources/samples` that has a published result beside it.

    `published.json`.
    """
    published = resource("samples", "published.json").read_text(
        encoding="utf-8",
    )
    return map(_recount, json.loads(published))


def _recount(sample: Mapping[str, Any]) -> Recount:
    file = read_ballots(resource("samples", sample["file"]))
    outcome = RULES[sample["rule"]].count(file.profile, sample["settings"])
    if "totals" in sample:
        return _totals(sample, file, outcome)
    return _elected(sample, file, outcome)


def _totals(
    sample: Mapping[str, Any],
    file: BallotFile,
    outcome: Outcome,
) -> Recount:
    """Published totals of the votes above zero, and the order of the projects."""
    above = _votes_above_zero(file)
    order = sorted(
        outcome.support,
        key=lambda project: -outcome.support[project],
    )
    published = sorted(
        sample["totals"],
        key=lambda project: -sample["totals"][project],
    )
    agrees = above == sample["totals"] and order == published
    return Recount(sample["title"], agrees, _totals_told(file, outcome, above))


def _totals_told(
    file: BallotFile,
    outcome: Outcome,
    above: dict[str, int],
) -> Words:
    words = say(
        "{n} ballots; every total of the votes above zero, and the order of the projects.",
        n=file.profile.n,
    )
    against = {
        project: above[project] - int(outcome.support[project])
        for project in above
        if above[project] != outcome.support[project]
    }
    if not against:
        return words
    return say(
        "{words} Votes against, which the published sums leave out, take {n} from {projects}.",
        words=words,
        n=sum(against.values()),
        projects=Listing(tuple(against)),
    )


def _votes_above_zero(file: BallotFile) -> dict[str, int]:
    profile = file.profile
    weights = np.repeat(profile.weights, np.diff(profile.start))
    above = np.where(profile.values > 0, profile.values, 0) * weights
    totals = np.bincount(
        profile.columns,
        weights=above,
        minlength=len(profile.projects),
    )
    return {
        project: int(total)
        for project, total in zip(profile.ids, totals, strict=True)
    }


def _elected(
    sample: Mapping[str, Any],
    file: BallotFile,
    outcome: Outcome,
) -> Recount:
    """Who was elected, and the first preferences."""
    words = say(
        "{n} ballots; elected: {elected}; every first preference.",
        n=file.profile.n,
        elected=Listing(tuple(sample["elected"])),
    )
    return Recount(sample["title"], _elects(sample, outcome), words)


def _elects(sample: Mapping[str, Any], outcome: Outcome) -> bool:
    winners = sorted(outcome.winners or ())
    first = dict(outcome.rounds[0].totals)
    return (
        winners == sorted(sample["elected"])
        and first == sample["first_preferences"]
    )
