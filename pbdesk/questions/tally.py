"""Tally: the sealed ballots under the sealed rules.

A pure function of (ballots, rulebook, lot).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.numbers import get_currency_precision

from pbdesk.questions.limits import constraints
from pbdesk.questions.sealing import rule_settings
from pbdesk.voting.constraints import Constraints
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.styles import STYLES

if TYPE_CHECKING:
    from pbdesk.questions.asking import Asking

__all__ = ["Tally", "constraints_of", "profile_of", "tally"]


@dataclass(frozen=True)
class Tally:
    """The profile that was counted, what was rejected by reason, and the outcome."""

    profile: Profile
    rejected: Mapping[str, int]
    outcome: Outcome


def profile_of(
    state: Asking, ballots: Iterable[tuple[str, str]]
) -> tuple[Profile, Mapping[str, int]]:
    """Counted ballots as a profile, rejected ones by reason.

    `ballots` are (kind, text) as the urn keeps them.
    """
    style = STYLES[state.rulebook.style]
    texts, reasons = Counter[str](), Counter[str]()
    for kind, text in ballots:
        (texts if kind == "counted" else reasons)[text] += 1
    category = {each.project: (each.category,) for each in state.placed() if each.category}
    projects = [
        Project(line.project, line.cost, line.title, category.get(line.project, ()))
        for line in state.sheet.lines
    ]
    profile = Profile.of(
        style.name,
        projects,
        state.pot,
        ((style.decode(text), times) for text, times in texts.items()),
        currency=state.about.currency,
        unit=10 ** get_currency_precision(state.about.currency),
        constraints=constraints_of(state),
    )
    return profile, dict(sorted(reasons.items()))


def constraints_of(state: Asking) -> Constraints | None:
    """What the count must obey beside the counting rule; None for nothing."""
    return constraints(state.rulebook.given, state.placed(), RULES[state.rulebook.rule])


def tally(state: Asking, ballots: Iterable[tuple[str, str]]) -> Tally:
    """Count the sealed urn by the sealed rule, with the lot. Money is minor units."""
    profile, rejected = profile_of(state, ballots)
    rule = RULES[state.rulebook.rule]
    outcome = rule.count(profile, rule_settings(state.rulebook, profile.n), state.lot.of())
    return Tally(profile, rejected, outcome)
