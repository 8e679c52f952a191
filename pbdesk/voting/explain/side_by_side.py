"""Side by side: what other rules would have made of the same ballots.

Never the result: that is the sealed rule's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pbdesk.voting.explain.margin import Margin, margin
from pbdesk.voting.explain.representation import (
    Overlooked,
    Representation,
    overlooked,
    representation,
)
from pbdesk.voting.options import Given, Setting
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Profile
from pbdesk.voting.progress import tell
from pbdesk.voting.registry import UnsupportedError
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot
from pbdesk.words import Words, say

__all__ = ["Compared", "side_by_side", "usual_counts"]

type Count = tuple[str, Mapping[str, Setting]]
"""A rule and its settings."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One rule's outcome, or why it does not count these ballots.

    `representation` and `overlooked` (breaches of EJR+ up to one project, worth by cost; only for
    crosses) are of funding rules; `margin`: only where it was asked for.
    """

    rule: str
    settings: Given
    outcome: Outcome | None = None
    refused: Words | None = None
    representation: Representation | None = None
    overlooked: tuple[Overlooked, ...] | None = None
    margin: Margin | None = None


def usual_counts(profile: Profile) -> list[Count]:
    """Every rule that counts such ballots, with its usual settings and those shown beside.

    Where there is a pot these are funding rules, else choosing rules.
    """
    counts: list[Count] = []
    for name, rule in RULES.items():
        if rule.kind == _kind(profile) and profile.style in rule.takes:
            counts += [
                (name, {}),
                *((name, settings) for settings in rule.beside),
            ]
    return counts


def _kind(profile: Profile) -> str:
    """Of which rules the ballots are."""
    if profile.budget:
        return "funding"
    return "choosing"


def side_by_side(
    profile: Profile,
    counts: Sequence[Count],
    lot: Lot | None,
    *,
    margins: bool = False,
) -> tuple[Compared, ...]:
    """Count the profile by each, with `margins` many times.

    Raises OptionError for a setting a rule does not know, KeyError for no rule.
    """
    found: list[Compared] = []
    for number, (name, settings) in enumerate(counts):
        tell(number, len(counts), say("Counting by {rule}", rule=name))
        compared = _compared(profile, name, settings, lot)
        if margins and compared.outcome is not None:
            wrong = margin(name, profile, settings, lot)
            compared = replace(compared, margin=wrong)
        found.append(compared)
    return tuple(found)


def _compared(
    profile: Profile,
    name: str,
    settings: Given,
    lot: Lot | None,
) -> Compared:
    """The outcome by a rule, or why there is none."""
    try:
        outcome = RULES[name].count(profile, settings, lot)
    except UnsupportedError as unsupported:
        return Compared(name, settings, refused=unsupported.words)
    compared = Compared(name, settings, outcome)
    if RULES[name].kind == "choosing":
        return compared
    return _served(profile, compared, outcome)


def _served(profile: Profile, compared: Compared, outcome: Outcome) -> Compared:
    """With what is told of an outcome that funds."""
    return replace(
        compared,
        representation=representation(profile, outcome.funded),
        overlooked=_overlooked(profile, outcome),
    )


def _overlooked(
    profile: Profile,
    outcome: Outcome,
) -> tuple[Overlooked, ...] | None:
    """Who is overlooked, of ballots that only cross."""
    if profile.style != "approval":
        return None
    return overlooked(profile, outcome.funded)
